import Foundation
package import PledgeLedger

/// The key above all others; it is never in the database.
package enum MasterKey {
    /// The environment variable that may hold it, in 64 hexadecimal digits.
    package static let variable = "PLEDGE_MASTER_KEY"

    /// Reads the key from the environment, else from its file.
    ///
    /// - Parameters:
    ///   - file: One line of 64 hexadecimal digits, readable by its owner alone.
    ///   - environment: Of the process.
    /// - Returns: What was read.
    /// - Throws: `PracticeError.key` that says what to do.
    package static func read(file: String, environment: [String: String]) throws(PracticeError) -> SealingKey {
        if let text = environment[variable] {
            guard let key = key(text) else {
                throw .key("the environment variable \(variable) holds no key: 64 hexadecimal digits are one")
            }
            return key
        }
        var status = stat()
        guard stat(file, &status) == 0 else {
            throw .key(
                "no key at \(file): put the key of the recovery sheet there (64 hexadecimal digits, mode 600), or into "
                    + variable)
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .key("others can read the key at \(file): `chmod 600` it, and ask who may have read it")
        }
        guard let data = FileManager.default.contents(atPath: file), data.count <= 1_000,
            let key = key(String(decoding: data, as: UTF8.self))
        else { throw .key("\(file) holds no key: one line of 64 hexadecimal digits is one") }
        return key
    }

    /// Writes a key to a new file that its owner alone can read.
    package static func write(_ key: SealingKey, to file: String) throws(PracticeError) {
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .key("\(file) cannot be made, or is there already") }
        defer { close(descriptor) }
        let line = Array((text(key) + "\n").utf8)
        let count = line.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        guard count == line.count, fsync(descriptor) == 0 else { throw .key("\(file) cannot be written") }
    }

    /// 64 hexadecimal digits.
    package static func text(_ key: SealingKey) -> String { Hexadecimal.encode(key.bytes) }

    /// - Returns: Nothing unless it is 64 hexadecimal digits, with space around them or not.
    package static func key(_ text: String) -> SealingKey? {
        let digits = text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
        return Hexadecimal.decode(digits.utf8).flatMap { SealingKey(bytes: $0) }
    }

    /// No core dump: memory holds keys.
    package static func guardMemory() {
        var limit = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    }
}

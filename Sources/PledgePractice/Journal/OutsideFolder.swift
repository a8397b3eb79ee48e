import Foundation
import PledgeLedger

/// What is kept outside the database: the last checkpoint, and the marks of keys that were destroyed.
///
/// Without it a database that was put back to an older state could not be told from a true one. Put it on another disk.
struct OutsideFolder: Sendable {
    let path: String

    private var checkpointFile: String { path + "/checkpoint" }
    private var destroyedFile: String { path + "/destroyed-keys" }

    /// The last checkpoint that was written here.
    func checkpoint() -> String? {
        FileManager.default.contents(atPath: checkpointFile).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Puts a checkpoint in the place of the last one, whole or not at all.
    ///
    /// The file may be older than the database after a loss of power, and is never newer.
    func write(checkpoint: String) throws(PracticeError) {
        let new = checkpointFile + ".new"
        let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw cannotWrite }
        let bytes = Array(checkpoint.utf8)
        let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        guard count == bytes.count, rename(new, checkpointFile) == 0 else { throw cannotWrite }
    }

    /// Marks of destroyed keys, in hexadecimal digits.
    func destroyed() -> Set<String> {
        guard let data = FileManager.default.contents(atPath: destroyedFile) else { return [] }
        return Set(String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init))
    }

    /// Adds the mark of a key that is about to be destroyed, and waits until it is durable.
    func add(destroyed mark: String) throws(PracticeError) {
        let descriptor = open(destroyedFile, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw cannotWrite }
        defer { close(descriptor) }
        let bytes = Array((mark + "\n").utf8)
        let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        guard count == bytes.count, fsync(descriptor) == 0 else { throw cannotWrite }
    }

    private var cannotWrite: PracticeError {
        .store(
            "the folder outside the database (\(path)) cannot be written: make room or mend its rights, and try again",
            isRetryable: false)
    }
}

import Foundation
import PledgeLedger
import PledgeStore

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

    /// Puts a checkpoint in the place of an older one.
    ///
    /// It is written in place, in one call and within one sector, and not waited for: renaming a new file over it would
    /// cost several times what the entry costs. After a loss of power the file may be older than the database, never newer.
    /// Processes that share the folder write in turns, and none puts an older checkpoint over a newer one.
    func write(checkpoint: String) throws(PracticeError) {
        let descriptor = open(checkpointFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw cannotWrite }
        defer { close(descriptor) }
        do {
            try FileLock.hold(descriptor, waitSecondsMax: OutsideFolder.waitSecondsMax) {
                if OutsideFolder.isNewer(OutsideFolder.start(descriptor), than: checkpoint) { return }
                let bytes = Array(checkpoint.utf8)
                let count = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
                guard count == bytes.count else { throw cannotWrite }
                // A name is followed by a longer one, and a size by a larger: the note rarely shrinks.
                if lseek(descriptor, 0, SEEK_END) > bytes.count, ftruncate(descriptor, bytes.count) != 0 {
                    throw cannotWrite
                }
            }
        } catch {
            throw cannotWrite
        }
    }

    private static let waitSecondsMax = 10

    /// Whether a note that is there is of the same log and of a larger size.
    private static func isNewer(_ there: String, than checkpoint: String) -> Bool {
        let (old, new) = (there.split(separator: "\n"), checkpoint.split(separator: "\n"))
        guard old.count > 1, new.count > 1, old[0] == new[0], let before = Int64(old[1]), let now = Int64(new[1]) else {
            return false
        }
        return before > now
    }

    /// The first bytes of the file, which hold the name and the size.
    private static func start(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 512)
        // SAFETY: the bytes stand for the length of the call.
        let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    /// Writes the first checkpoint, and waits until it and its name are durable.
    func make(checkpoint: String) throws(PracticeError) {
        try write(checkpoint: checkpoint)
        for path in [checkpointFile, path] {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw cannotWrite }
            defer { close(descriptor) }
            guard fsync(descriptor) == 0 else { throw cannotWrite }
        }
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
            "the folder outside the database (\(path)) cannot be written: make room or mend its rights, then send the same "
                + "request with the same key again, which tells whether it was recorded",
            isRetryable: false)
    }
}

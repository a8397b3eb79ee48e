import Foundation
import Glibc

/// The file of a SQLite database, its write-ahead log, its index and its lock, which nobody else may read.
enum SQLiteFile {
    /// Makes sure that the file is there and private, before SQLite opens it.
    ///
    /// SQLite gives its log and its index the mode of the file. A file that is there is not opened: closing it would
    /// let go of the locks that another store of this process has on it.
    ///
    /// - Parameters:
    ///   - path: The file's path.
    ///   - creates: Whether to make the file when it is not there.
    /// - Throws: `StoreError`.
    static func prepare(_ path: String, creates: Bool) throws(StoreError) {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw StoreError(.unsupported, "the path of the database file is empty or holds a NUL character")
        }
        if creates { try make(path) }
        var status = stat()
        guard stat(path, &status) == 0 else { throw failure(errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw StoreError(.notFound, "the path of the database is not that of a file", help: "name a file")
        }
        guard access(path, R_OK | W_OK) == 0 else { throw failure(errno) }
        try requirePrivate(status.st_mode)
        for suffix in ["-wal", "-shm", lockSuffix] {
            var status = stat()
            if stat(path + suffix, &status) == 0 { try requirePrivate(status.st_mode) }
        }
    }

    /// Makes the file unless it is there.
    private static func make(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { return }
            throw failure(errno)
        }
        defer { close(descriptor) }
        // Synced, so that the name of the file is on the disk before anything in it matters.
        guard fsync(descriptor) == 0, syncFolder(of: path) else { throw failure(errno) }
    }

    private static let lockSuffix = ".lock"

    /// Opens the file beside the database whose lock writers hold in turns; it stays there.
    ///
    /// - Parameter path: Of the database.
    /// - Returns: Its descriptor.
    /// - Throws: `StoreError`.
    static func openLock(_ path: String) throws(StoreError) -> Int32 {
        let descriptor = open(path + lockSuffix, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure(errno) }
        return descriptor
    }

    private static func requirePrivate(_ mode: mode_t) throws(StoreError) {
        guard mode & 0o077 == 0 else {
            throw StoreError(
                .refusedToStart, "other users of this machine may read or write the database file",
                help: "run `chmod 600` on it and on the files beside it whose names end in -wal, -shm and .lock")
        }
    }

    private static func syncFolder(of path: String) -> Bool {
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "./"
        let descriptor = open(String(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }

    private static func failure(_ number: Int32) -> StoreError {
        let code = "errno \(number)"
        switch number {
        case ENOENT, ENOTDIR:
            return StoreError(
                .notFound, "there is no such database file", help: "check the path; make the folder first", code: code)
        case EACCES, EPERM, EROFS:
            return StoreError(
                .readOnly, "the database file cannot be opened for writing",
                help: "check the owner and mode of the file and its folder, and that the disk is mounted for writing",
                code: code)
        case EISDIR:
            return StoreError(.notFound, "the path of the database is a folder", help: "name a file", code: code)
        case ENOSPC, EDQUOT:
            return StoreError(.full, "the disk is full", help: "make room on the database's disk", code: code)
        default:
            return StoreError(.disk, "the database file cannot be opened", help: "check the disk", code: code)
        }
    }
}

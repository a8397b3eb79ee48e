import Foundation
import Glibc
import Synchronization

/// A real PostgreSQL server of a test's or a measure's own: in a temporary folder, on a free port of this machine.
///
/// It ends with the process that made it, however that ends.
package final class TestCluster: Sendable {
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// One for the whole process, for tests that do it no harm.
    package static let shared = Result { try TestCluster() }

    package let port: Int
    private let folder: String
    private let warden: Warden
    private let settings: [String]
    private let databases = Atomic(0)

    /// Where the newest PostgreSQL of the machine has its programs.
    private static let programs: String? = {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return versions.compactMap(Int.init).max().map { "\(root)/\($0)/bin" }
    }()

    /// PostgreSQL refuses to run as root.
    private static let asNobody =
        getuid() == 0 ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] : []

    /// Makes and starts a cluster.
    ///
    /// - Parameter settings: Settings of the server, `name=value`.
    /// - Throws: `Failure`, with what the server said.
    package init(_ settings: [String] = []) throws {
        port = try TestCluster.freePort()
        self.settings = settings
        var template = Array("\(FileManager.default.temporaryDirectory.path)/pledge-cluster-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(description: "no temporary folder") }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try "test".write(toFile: "\(folder)/password", atomically: false, encoding: .utf8)
        if getuid() == 0, let nobody = getpwnam("nobody") {
            for path in [folder, "\(folder)/password"] { chown(path, nobody.pointee.pw_uid, nobody.pointee.pw_gid) }
        }
        warden = try Warden(of: folder)
        try server(
            "initdb", "-D", data, "-A", "scram-sha-256", "-U", "postgres", "--pwfile=\(folder)/password", "-N", "-E",
            "UTF8", "--locale=C.UTF-8")
        try start()
    }

    deinit { warden.end() }

    private var data: String { "\(folder)/data" }

    /// Starts the server, after `kill` or `stop`.
    package func start() throws {
        var options = "-p \(port) -h 127.0.0.1 -k '' -c shared_buffers=32MB -c max_connections=60"
        for setting in settings { options += " -c \(setting)" }
        do {
            try server("pg_ctl", "-D", data, "-w", "-l", "\(folder)/log", "-o", options, "start")
        } catch {
            let log = try? String(contentsOfFile: "\(folder)/log", encoding: .utf8)
            throw Failure(description: "\(error)\n\(log?.suffix(2000) ?? "")")
        }
    }

    /// Stops the server in good order; connections are cut.
    package func stop() throws { try server("pg_ctl", "-D", data, "-w", "-m", "fast", "stop") }

    /// Ends every process of the cluster at once, as `kill -9` does.
    package func kill() { TestCluster.kill(data) }

    /// Stops every process of the cluster where it stands, or lets it go on.
    package func pause(_ isPaused: Bool) {
        for process in TestCluster.processes(data) { Glibc.kill(process, isPaused ? SIGSTOP : SIGCONT) }
    }

    /// Makes an empty database.
    ///
    /// - Returns: Its address, for `StoreAddress`.
    package func makeDatabase() throws -> String {
        let name = "t\(databases.add(1, ordering: .relaxed).newValue)"
        try query("CREATE DATABASE \(name)")
        return address(of: name)
    }

    package func address(of database: String, user: String = "postgres", password: String = "test") -> String {
        "postgres://\(user):\(password)@127.0.0.1:\(port)/\(database)"
    }

    /// Runs SQL as an administrator.
    ///
    /// - Returns: What psql prints of it, without headings.
    @discardableResult
    package func query(_ sql: String, in database: String = "postgres") throws -> String {
        try Command.run(
            ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", address(of: database), "-c", sql])
    }

    @discardableResult
    private func server(_ program: String, _ arguments: String...) throws -> String {
        guard let programs = TestCluster.programs else {
            throw Failure(description: "PostgreSQL is not installed: run script/setup")
        }
        return try Command.run(TestCluster.asNobody + ["\(programs)/\(program)"] + arguments, in: folder)
    }

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        // SAFETY: the pointers stand for `address`, for the length of each call.
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        guard isBound else { throw Failure(description: "no free port") }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private static func kill(_ data: String) {
        let processes = self.processes(data)
        for process in processes { Glibc.kill(process, SIGKILL) }
        for process in processes {
            for _ in 0..<1000 where isAlive(process) { usleep(5000) }
        }
        unlink("\(data)/postmaster.pid")
    }

    /// The server first, so that it starts no more; then its children, which would outlive it for a while.
    private static func processes(_ data: String) -> [pid_t] {
        let file = try? String(contentsOfFile: "\(data)/postmaster.pid", encoding: .utf8)
        guard let first = file?.split(separator: "\n").first, let server = pid_t(first) else { return [] }
        return [server] + children(of: server)
    }

    private static func children(of parent: pid_t) -> [pid_t] {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { pid_t($0) }
        return (processes ?? []).filter { stat(of: $0)?.parent == parent }
    }

    private static func isAlive(_ process: pid_t) -> Bool {
        guard let state = stat(of: process)?.state else { return false }
        return state != "Z"
    }

    /// State and parent of a process: what stands behind its name, which stands in parentheses.
    private static func stat(of process: pid_t) -> (state: Substring, parent: pid_t)? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        let words = text[text.index(after: end)...].split(separator: " ")
        guard words.count > 1, let parent = pid_t(words[1]) else { return nil }
        return (words[0], parent)
    }
}

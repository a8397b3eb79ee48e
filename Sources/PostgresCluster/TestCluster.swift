import Foundation
import Glibc
import PledgeStore
import Synchronization

/// A real PostgreSQL server of a test's own: in a temporary folder, on a free port of this machine.
final class TestCluster: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// One for the whole run, for tests that do it no harm.
    static let shared = Result { try TestCluster() }

    /// The folders of the clusters that run, for the end of the process.
    private static let running = Mutex<[String]>([])

    let port: Int
    private let folder: String
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
    init(_ settings: [String] = []) throws {
        port = try TestCluster.freePort()
        self.settings = settings
        var template = Array("\(FileManager.default.temporaryDirectory.path)/pledge-cluster-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(description: "no temporary folder") }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try "test".write(toFile: "\(folder)/password", atomically: false, encoding: .utf8)
        if getuid() == 0, let nobody = getpwnam("nobody") {
            for path in [folder, "\(folder)/password"] { chown(path, nobody.pointee.pw_uid, nobody.pointee.pw_gid) }
        }
        // Stopped at the end of the process, too: `deinit` of a static never runs.
        TestCluster.running.withLock { folders in
            if folders.isEmpty { atexit { TestCluster.stopAll() } }
            folders.append(folder)
        }
        try server(
            "initdb", "-D", data, "-A", "scram-sha-256", "-U", "postgres", "--pwfile=\(folder)/password", "-N", "-E",
            "UTF8", "--locale=C.UTF-8")
        try start()
    }

    deinit { TestCluster.remove(folder) }

    private var data: String { "\(folder)/data" }

    /// Starts the server, after `kill` or `stop`.
    func start() throws {
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
    func stop() throws { try server("pg_ctl", "-D", data, "-w", "-m", "fast", "stop") }

    /// Ends every process of the cluster at once, as `kill -9` does.
    func kill() { TestCluster.kill(data) }

    /// Stops every process of the cluster where it stands, or lets it go on.
    func pause(_ isPaused: Bool) {
        for process in TestCluster.processes(data) { Glibc.kill(process, isPaused ? SIGSTOP : SIGCONT) }
    }

    /// Makes an empty database.
    ///
    /// - Returns: Its address, for `StoreAddress`.
    func makeDatabase() throws -> String {
        let name = "t\(databases.add(1, ordering: .relaxed).newValue)"
        try query("CREATE DATABASE \(name)")
        return address(of: name)
    }

    func address(of database: String, user: String = "postgres", password: String = "test") -> String {
        "postgres://\(user):\(password)@127.0.0.1:\(port)/\(database)"
    }

    /// Runs SQL as an administrator.
    ///
    /// - Returns: What psql prints of it, without headings.
    @discardableResult
    func query(_ sql: String, in database: String = "postgres") throws -> String {
        try TestCluster.run(
            ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", address(of: database), "-c", sql])
    }

    @discardableResult
    private func server(_ program: String, _ arguments: String...) throws -> String {
        guard let programs = TestCluster.programs else {
            throw Failure(description: "PostgreSQL is not installed: run script/setup")
        }
        return try TestCluster.run(TestCluster.asNobody + ["\(programs)/\(program)"] + arguments, in: folder)
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

    /// Runs a program to its end; its output.
    ///
    /// Not with Foundation's `Process`, which waits for every descendant that holds its socket: for the server, too.
    @discardableResult
    private static func run(_ command: [String], in folder: String = "/") throws -> String {
        let output = "\(FileManager.default.temporaryDirectory.path)/pledge-\(UUID().uuidString)"
        defer { unlink(output) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // A server keeps nothing of ours open: a pipe of another test would never end.
        let script = """
            cd "$0" && for file in /proc/$$/fd/*; do
                number=${file##*/}; if [ "$number" -gt 2 ]; then eval "exec $number>&-"; fi
            done; exec "$@"
            """
        var arguments = (["bash", "-c", script, folder] + command).map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        guard posix_spawnp(&process, "bash", &actions, nil, &arguments, environ) == 0 else {
            throw Failure(description: "bash does not start")
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        let text = try String(contentsOfFile: output, encoding: .utf8)
        guard status == 0 else { throw Failure(description: "\(command.joined(separator: " ")): \(text)") }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func stopAll() {
        for folder in running.withLock(\.self) { remove(folder) }
    }

    private static func remove(_ folder: String) {
        kill("\(folder)/data")
        // Nothing is lost when the folder stays.
        try? FileManager.default.removeItem(atPath: folder)
        running.withLock { $0.removeAll { $0 == folder } }
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

import Foundation
import Glibc

/// A process that waits for the end of ours, then ends a server and takes its folder away.
///
/// It waits at the other end of a pipe, which the system closes whether we leave, fail or are killed.
struct Warden: Sendable {
    private let process: pid_t
    private let pipe: Int32

    private static let script =
        Command.closeRest + """
            cat >/dev/null
            if [ -r "$1/data/postmaster.pid" ]; then
                server=$(head -n 1 "$1/data/postmaster.pid")
                kill -9 "$server" $(cat "/proc/$server/task/$server/children")
            fi
            for _ in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$1" && break; sleep 0.2; done
            """

    init(of folder: String) throws {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0, fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0,
            fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0
        else { throw TestCluster.Failure(description: "no pipe") }
        defer { close(ends[0]) }
        pipe = ends[1]
        // A group of its own: what ends a run by its group leaves it to do its work.
        process = try Command.start(["setsid", "bash", "-c", Warden.script, "warden", folder], input: ends[0])
    }

    /// Ends the server now.
    func end() {
        close(pipe)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    }
}

// SAFETY of this file: the arguments are ours until they are freed, after the call that copies them.

import Foundation
import Glibc

/// Programs of the system, run from tests.
enum Command {
    /// A script's beginning: what it starts keeps nothing of ours open, or a pipe of another test would never end.
    static let closeRest = """
        for file in /proc/$$/fd/*; do
            number=${file##*/}; if [ "$number" -gt 2 ]; then eval "exec $number>&-"; fi
        done

        """

    /// Runs a program to its end; its output.
    ///
    /// Not with Foundation's `Process`, which waits for every descendant that holds its socket: for the server, too.
    @discardableResult
    static func run(_ command: [String], in folder: String = "/") throws -> String {
        let output = "\(FileManager.default.temporaryDirectory.path)/pledge-\(UUID().uuidString)"
        defer { unlink(output) }
        let script = closeRest + #"cd "$0" && exec "$@""#
        let process = try start(["bash", "-c", script, folder] + command, output: output)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        let text = try String(contentsOfFile: output, encoding: .utf8)
        guard status == 0 else { throw TestCluster.Failure(description: "\(command.joined(separator: " ")): \(text)") }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - command: The program and its arguments.
    ///   - input: A descriptor that it reads as its standard input; nothing to read by default.
    ///   - output: The file for its standard output and error; none by default.
    /// - Returns: Its process.
    /// - Throws: `TestCluster.Failure` where it does not start.
    static func start(_ command: [String], input: Int32? = nil, output: String? = nil) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_addopen(&actions, 1, output ?? "/dev/null", O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var arguments = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        guard posix_spawnp(&process, command[0], &actions, nil, &arguments, environ) == 0 else {
            throw TestCluster.Failure(description: "\(command[0]) does not start")
        }
        return process
    }
}

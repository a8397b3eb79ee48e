// SAFETY of this file: pointers are to arrays of ours, which outlive the calls that read them.

import Glibc
import Synchronization

/// A program of the system, run once: bytes in, bytes out.
///
/// Its time, memory and output are limited, and it gets no environment but the path and the language. The input is a
/// file without a name, so that no other program sees it and nothing is left when we end.
package enum ChildProgram {
    /// How much a program may take.
    package struct Limits: Sendable {
        package var seconds: Int
        package var mebibytes: Int
        package var outputBytes: Int

        /// - Parameters:
        ///   - seconds: Of time, and of one processor.
        ///   - mebibytes: Of memory.
        ///   - outputBytes: Of what it writes; a program that writes more is ended.
        package init(seconds: Int, mebibytes: Int, outputBytes: Int) {
            self.seconds = seconds
            self.mebibytes = mebibytes
            self.outputBytes = outputBytes
        }
    }

    /// What came of it.
    package struct Outcome: Sendable, Equatable {
        /// The program's own, or 128 and the signal that ended it; 137 where it took too long.
        package var code: Int32
        package var output: [UInt8]
        /// The beginning of what it wrote as errors; may hold words of the input.
        package var messages: [UInt8]

        /// - Parameters:
        ///   - code: The program's own, or 128 and the signal that ended it.
        ///   - output: What it wrote.
        ///   - messages: What it wrote as errors.
        package init(code: Int32, output: [UInt8], messages: [UInt8]) {
            self.code = code
            self.output = output
            self.messages = messages
        }
    }

    /// Why there is no outcome.
    package enum Failure: Error, Equatable, Sendable {
        case missing
        case tooMuchOutput
        /// The system refused; `errno`.
        case system(Int32)
    }

    private static let path = "/usr/local/bin:/usr/bin:/bin"

    /// Finds a program by name, in the caller's path and in the system's.
    ///
    /// - Returns: Where it is; nothing where it is not installed.
    package static func find(_ name: String) -> String? {
        if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
        let own = getenv("PATH").map { String(cString: $0) } ?? ""
        let folders = (own + ":" + path).split(separator: ":")
        return folders.lazy.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - program: A name, or a path.
    ///   - arguments: Never words of a document or a patient: others of this machine can see them.
    ///   - input: Its standard input.
    ///   - limits: What it may take.
    /// - Returns: What came of it, whatever its code.
    /// - Throws: `Failure` where it does not start or writes too much.
    package static func run(
        _ program: String, _ arguments: [String], input: [UInt8], limits: Limits
    ) throws(Failure) -> Outcome {
        guard let found = find(program) else { throw .missing }
        guard let inputFile = file(holding: input) else { throw .system(errno) }
        defer { fclose(inputFile) }
        guard let messagesFile = file(holding: []) else { throw .system(errno) }
        defer { fclose(messagesFile) }
        let command = limited(found, arguments, limits)
        let (process, pipe) = try starting.withLock { _ throws(Failure) in
            try start(command, input: fileno(inputFile), messages: fileno(messagesFile))
        }
        let output = readAll(pipe, max: limits.outputBytes)
        close(pipe)
        if output == nil { kill(process, SIGKILL) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        guard let output else { throw .tooMuchOutput }
        lseek(fileno(messagesFile), 0, SEEK_SET)
        let messages = readSome(fileno(messagesFile), max: 4096)
        // The low seven bits hold the signal, the next byte the code.
        let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        return Outcome(code: code, output: output, messages: messages)
    }

    /// `timeout` ends the shell, which has become the program; the shell sets the limits of what it becomes.
    private static func limited(_ program: String, _ arguments: [String], _ limits: Limits) -> [String] {
        let script = """
            ulimit -v \(limits.mebibytes << 10); ulimit -t \(limits.seconds); ulimit -c 0; exec "$0" "$@"
            """
        return ["timeout", "-s", "KILL", "\(limits.seconds)", "sh", "-c", script, program] + arguments
    }

    /// One at a time: a program started by another thread meanwhile would hold our pipe open.
    private static let starting = Mutex(())

    /// - Returns: The process, and where its output is read.
    private static func start(
        _ command: [String], input: Int32, messages: Int32
    ) throws(Failure) -> (process: pid_t, output: Int32) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw .system(errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_adddup2(&actions, messages, 2)
        // Whatever else is open here is none of its business.
        for other in 3..<min(1024, getdtablesize()) { posix_spawn_file_actions_addclose(&actions, other) }
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        let variables: [String] = ["PATH=\(path)", "LC_ALL=C.UTF-8"]
        var environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
        defer { for text in arguments + environment { free(text) } }
        var process = pid_t()
        let failure = posix_spawnp(&process, command[0], &actions, nil, &arguments, &environment)
        guard failure == 0 else {
            close(ends[0])
            throw failure == ENOENT ? .missing : .system(failure)
        }
        return (process, ends[0])
    }

    /// A file without a name, at its beginning; closed for programs, which get copies of what they may read.
    private static func file(holding bytes: [UInt8]) -> UnsafeMutablePointer<FILE>? {
        guard let file = tmpfile() else { return nil }
        _ = fcntl(fileno(file), F_SETFD, FD_CLOEXEC)
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count, fflush(file) == 0,
            lseek(fileno(file), 0, SEEK_SET) == 0
        else {
            fclose(file)
            return nil
        }
        return file
    }

    /// All that a descriptor gives; nothing where it gives more than it may.
    private static func readAll(_ descriptor: Int32, max: Int) -> [UInt8]? {
        var all: [UInt8] = []
        while true {
            let piece = readSome(descriptor, max: 1 << 16)
            if piece.isEmpty { return all }
            all += piece
            if all.count > max { return nil }
        }
    }

    private static func readSome(_ descriptor: Int32, max: Int) -> [UInt8] {
        var piece = [UInt8](repeating: 0, count: max)
        var count = -1
        repeat { count = read(descriptor, &piece, max) } while count < 0 && errno == EINTR
        return Array(piece.prefix(Swift.max(0, count)))
    }
}

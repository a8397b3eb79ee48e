import Foundation
import Glibc
import PledgePractice
import Synchronization

/// A process of `practice-caller` beside this one.
final class CallerProcess {
    private let process = Process()
    private let input = Pipe()
    private let lines: Lines

    /// Lines that it said, and a bell for each.
    private final class Lines: Sendable {
        private let state = Mutex<(all: [String], rest: String, isEnded: Bool)>(([], "", false))
        private let news = DispatchSemaphore(value: 0)

        var all: [String] { state.withLock(\.all) }

        func take(_ data: Data) {
            state.withLock { state in
                if data.isEmpty { state.isEnded = true }
                state.rest += String(decoding: data, as: UTF8.self)
                var parts = state.rest.split(separator: "\n", omittingEmptySubsequences: false)
                state.rest = String(parts.removeLast())
                state.all += parts.map(String.init)
            }
            news.signal()
        }

        /// Waits until there are so many lines, or the process has ended, or a minute has passed.
        func wait(for count: Int) -> Bool {
            let deadline = DispatchTime.now() + .seconds(60)
            while true {
                let (found, isEnded) = state.withLock { ($0.all.count, $0.isEnded) }
                if found >= count { return true }
                if isEnded || news.wait(timeout: deadline) == .timedOut { return false }
            }
        }
    }

    struct Failure: Error {
        let said: [String]
    }

    /// Starts one and waits until it has opened the practice.
    ///
    /// - Parameters:
    ///   - fixture: Whose practice.
    ///   - threads: How many requests it does at once.
    /// - Throws: `Failure` where it does not open.
    init(_ fixture: PracticeFixture, threads: Int = 1) throws {
        // A process that was killed reads no more; that is told where the line is written.
        signal(SIGPIPE, SIG_IGN)
        try fixture.prepareForProcesses()
        let lines = Lines()
        self.lines = lines
        let output = Pipe()
        output.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            lines.take(data)
            if data.isEmpty { handle.readabilityHandler = nil }
        }
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: "practice-caller")
        process.arguments = [fixture.folder, "\(threads)", "\(PracticeFixture.start)"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try wait(for: 1)
    }

    deinit { kill() }

    /// What it said after `open`.
    var answers: [String] { Array(lines.all.dropFirst()) }

    /// Gives it a line; whether it took it.
    @discardableResult
    func send(_ line: String) -> Bool {
        do {
            try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
            return true
        } catch {
            return false
        }
    }

    /// Waits until it has said so many lines, `open` counted.
    func wait(for count: Int) throws {
        guard lines.wait(for: count) else { throw Failure(said: lines.all) }
    }

    /// Lets it do all that it was sent, and end.
    func finish() throws {
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        _ = lines.wait(for: Int.max)
        guard process.terminationStatus == 0 else { throw Failure(said: lines.all) }
    }

    /// `kill -9`.
    func kill() {
        guard process.isRunning else { return }
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        _ = lines.wait(for: Int.max)
    }
}

extension PracticeFixture {
    /// Puts into the folder what a process needs to open the practice and to ask.
    fileprivate func prepareForProcesses() throws {
        guard !FileManager.default.fileExists(atPath: folder + "/master") else { return }
        try MasterKey.write(master, to: folder + "/master")
        try address.write(toFile: folder + "/database", atomically: true, encoding: .utf8)
        for (name, text) in [
            ("treatment", PracticeFixture.askText("any")), ("insurance", PracticeFixture.insuranceText("any")),
        ] {
            try text.write(toFile: "\(folder)/\(name).json", atomically: true, encoding: .utf8)
        }
    }
}

import Foundation
import PledgeCore
import PledgeLedger
import PledgePractice
import PledgeStore
import Synchronization

/// A process that writes into a practice beside others, for tests to start and to kill.
///
/// `practice-caller FOLDER THREADS CLOCK`: the folder holds `database` (its address), `master` (the key), `outside` and
/// asks as JSON; the clock begins at so many milliseconds. It says `open`, then takes lines of standard input on so many
/// threads, and answers each with a line:
///
/// - `release ASK KEY PATIENT` with `released KEY ENTRY`
/// - `revoke PATIENT DIRECTIVE` with `revoked PATIENT ENTRY`
/// - `add PATIENT` with `added PATIENT ENTRY`
/// - `hang` with `inside`, and stands still in a transaction that holds the journal's lock
///
/// or with `refused ...`, or `failed ...` and why.
@main
final class PracticeCaller: Sendable {
    private let practice: Practice
    private let master: SealingKey
    private let folder: String
    private let asks = Mutex<[String: Ask]>([:])
    private let input = Mutex(())

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let threads = Int(arguments[2]), let start = Int64(arguments[3]) else {
            tell("usage: practice-caller FOLDER THREADS CLOCK")
            exit(2)
        }
        let caller = try PracticeCaller(folder: arguments[1], start: start)
        tell("open")
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            while let line = caller.next() { tell(caller.answer(line)) }
        }
        caller.practice.close()
    }

    private init(folder: String, start: Int64) throws {
        self.folder = folder
        let address = try String(contentsOfFile: folder + "/database", encoding: .utf8)
        master = try MasterKey.read(file: folder + "/master", environment: [:])
        practice = try Practice.open(
            store: try StoreAddress(address).open(), master: master, outside: folder + "/outside",
            Practice.Surroundings(clock: Clock(start).read, zones: { try? TimeZoneRules.named($0) }))
    }

    private func next() -> String? { input.withLock { _ in readLine() } }

    private func answer(_ line: String) -> String {
        let words = line.split(separator: " ").map(String.init)
        let name = words.count > 2 && words[0] == "release" ? words[2] : words.count > 1 ? words[1] : ""
        do {
            switch (words.first, words.count) {
            case ("release", 4):
                var ask = try ask(words[1])
                ask.key = words[2]
                ask.patients = [words[3]]
                return "released \(name) \(try practice.release(ask).header.index)"
            case ("revoke", 3):
                var fields = try JSONFields(
                    JSONScanner.value(
                        of: #"{"directive":\#(words[2]),"set":{"revoked":"2026-11-01"},"by":"Front Desk"}"#))
                return "revoked \(name) \(try practice.end(try DirectiveEnded(&fields), of: name).index)"
            case ("add", 2):
                return "added \(name) \(try add(name))"
            case ("hang", 1):
                Clock.hangs.store(true, ordering: .relaxed)
                // The first to read the clock after it has begun.
                _ = try practice.rotate(master: master, reason: "never", by: "nobody")
                return "failed to hang"
            default: return "failed no such line"
            }
        } catch PracticeError.refused {
            return "refused \(name)"
        } catch {
            return "failed \(name) \(error)"
        }
    }

    private func ask(_ name: String) throws -> Ask {
        try asks.withLock { asks in
            if let known = asks[name] { return known }
            let text = try String(contentsOfFile: "\(folder)/\(name).json", encoding: .utf8)
            let ask = try Ask(JSONScanner.value(of: text))
            asks[name] = ask
            return ask
        }
    }

    private func add(_ identifier: String) throws -> Int64 {
        var fields = try JSONFields(
            JSONScanner.value(
                of: #"{"identifiers":["\#(identifier)"],"names":["Ana Ruiz"],"firstContact":"2015-01-15","by":"a"}"#))
        return try practice.add(person: try PersonChange(&fields)).index
    }

    fileprivate static func tell(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}

/// A clock that moves a millisecond each time it is read, or stands still for good.
private final class Clock: Sendable {
    static let hangs = Atomic(false)

    private let now: Atomic<Int64>

    init(_ start: Int64) { now = Atomic(start) }

    @Sendable func read() -> Int64 {
        if Clock.hangs.load(ordering: .relaxed) {
            PracticeCaller.tell("inside")
            while true { sleep(1_000) }
        }
        return now.wrappingAdd(1, ordering: .relaxed).newValue
    }
}

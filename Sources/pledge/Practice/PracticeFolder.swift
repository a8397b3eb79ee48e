import ArgumentParser
import Foundation
import PledgeCore
import PledgeLedger
import PledgePractice
import PledgeStore

/// A folder that holds a practice: where its database, its key and the folder outside the database are.
struct PracticeFolder {
    /// The file in it that says so.
    static let file = "practice.json"
    private static let members = ["database", "outside", "masterKey"]

    let path: String
    /// A path, or the URL of a database.
    var database: String
    var outside: String
    var masterKey: String

    /// Where they are unless said otherwise.
    init(path: String, database: String? = nil, outside: String? = nil) {
        self.path = path
        self.database = database ?? "pledge.db"
        self.outside = outside ?? "outside"
        masterKey = "keys/master.key"
    }

    /// Reads the folder's file.
    init(reading path: String) throws {
        self.init(path: path)
        let file = path + "/" + PracticeFolder.file
        guard let data = FileManager.default.contents(atPath: file) else {
            throw CommandError.wrongUse("\(path): no practice here; `pledge init` makes one, --practice names one")
        }
        do {
            var fields = try JSONFields(try JSONScanner.value(of: Array(data)))
            database = try fields.requiredString("database")
            outside = try fields.requiredString("outside")
            masterKey = try fields.requiredString("masterKey")
            try fields.end(known: PracticeFolder.members)
        } catch {
            throw CommandError.wrongUse("\(file): \(error)")
        }
    }

    func write() throws {
        let json = JSONValue.members([
            ("database", .string(database)), ("outside", .string(outside)), ("masterKey", .string(masterKey)),
        ])
        let isMade = FileManager.default.createFile(
            atPath: path + "/" + PracticeFolder.file, contents: Data((json.indented + "\n").utf8),
            attributes: [.posixPermissions: 0o600])
        guard isMade else { throw CommandError.wrongUse("\(path): cannot be written") }
    }

    /// Makes the folder, and those of the keys and outside the database, readable by their owner alone.
    func makeFolders() throws {
        do {
            for path in [path, path + "/keys", outsidePath] {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
        } catch {
            throw CommandError.wrongUse("\(path): the folder cannot be made")
        }
    }

    /// A path of the folder's file, from here.
    func resolved(_ name: String) -> String { name.hasPrefix("/") ? name : path + "/" + name }

    var outsidePath: String { resolved(outside) }
    var masterKeyPath: String { resolved(masterKey) }
    /// The file of the database; nothing for a server.
    var databasePath: String? { database.contains("://") ? nil : resolved(database) }

    // MARK: Opening

    func openStore() throws -> any StoreDriver {
        let address = databasePath.map { "sqlite:\($0)" } ?? database
        return try PracticeOption.told { try StoreAddress(address).open() }
    }

    func master() throws -> SealingKey {
        try MasterKey.read(file: masterKeyPath, environment: ProcessInfo.processInfo.environment)
    }

    func open() throws -> Practice {
        MasterKey.guardMemory()
        return try Practice.open(
            store: try openStore(), master: try master(), outside: outsidePath, PracticeFolder.surroundings())
    }

    /// The machine's clock, its randomness, its time zones.
    static func surroundings() -> Practice.Surroundings {
        let zones = Zones()
        return Practice.Surroundings(
            clock: { Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)) }, zones: { zones.rules($0) })
    }
}

/// Which practice a command works on.
struct PracticeOption: ParsableArguments {
    @Option(
        name: .customLong("practice"),
        help: ArgumentHelp(
            "The folder of the practice.",
            discussion: "Without it: the environment variable PLEDGE_PRACTICE, else the folder `practice` here.",
            valueName: "dir"), completion: .directory)
    var path: String?

    var folderPath: String { path ?? ProcessInfo.processInfo.environment["PLEDGE_PRACTICE"] ?? "practice" }

    /// Opens the practice, works on it, and closes it.
    func run<Value>(_ work: (Practice) throws -> Value) throws -> Value {
        try PracticeOption.told {
            let practice = try PracticeFolder(reading: folderPath).open()
            defer { practice.close() }
            return try work(practice)
        }
    }

    /// Runs, with the practice's errors as the command's: 1 for what was refused, 2 for what was asked or set up wrongly.
    static func told<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let error as PracticeError {
            switch error {
            case .refused, .unknownPatient, .keyReused, .tampered:
                throw CommandError(message: error.description, exitCode: 1)
            case .asked, .key, .place, .clock, .store, .outcomeUnknown:
                throw CommandError.wrongUse(error.description)
            }
        } catch let error as ShapeProblem {
            throw CommandError.wrongUse(error.description)
        } catch let error as StoreError {
            throw CommandError.wrongUse("the database: \(error)")
        }
    }
}

/// What is read: one JSON object a line.
///
/// What is about a patient never stands in a command's arguments, which others see.
struct InputOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("A file of JSON objects, one a line; - is standard input.", valueName: "file"),
        completion: .file(extensions: ["jsonl", "json"]))
    var input = "-"

    /// Answers each line with a line; a line that fails gets `{"line", "error"}` and the next goes on.
    ///
    /// - Throws: `CommandError` with code 1 where a line failed.
    func answer(_ answer: (JSONValue) throws -> JSONValue) throws {
        var lines = try LineReader(path: input, lineBytesMax: 16 << 20)
        var output = Output()
        var number = 0
        var failedCount = 0
        while let line = try lines.next(beforeWaiting: { try output.flush() }) {
            number += 1
            do {
                guard case .bytes(let bytes) = line else {
                    throw PracticeError.asked(ShapeProblem(path: "$", message: "a line over 16 MiB"))
                }
                if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
                let made = try answer(try JSONScanner.value(of: bytes))
                try output.write { made.write(to: &$0) }
            } catch {
                failedCount += 1
                let told = InputOption.told(error, line: number)
                Message.write("line \(number): \(told.words)")
                try output.write { told.json.write(to: &$0) }
                // Later lines may rest on this one.
                if case PracticeError.store = error { break }
            }
        }
        try output.flush()
        if number == 0 { Message.write("pledge: nothing in the input") }
        if failedCount > 0 { throw CommandError.finding }
    }

    private static func told(_ error: any Error, line: Int) -> (words: String, json: JSONValue) {
        var inner = JSONObject()
        var words = "\(error)"
        switch error {
        case let error as JSONError:
            words = "column \(error.column): \(error.message); one line holds one JSON object"
            inner.append("kind", .string("asked"))
        case PracticeError.asked(let problem):
            inner.append("kind", .string("asked"))
            inner.append("path", .string(problem.path))
        case is ShapeProblem: inner.append("kind", .string("asked"))
        case PracticeError.refused(let refusal):
            inner.append("kind", .string(refusal.reason.rawValue))
            inner.appendUnlessEmpty("duties", refusal.duties.map { .string($0) })
        case PracticeError.unknownPatient: inner.append("kind", .string("unknown-patient"))
        case PracticeError.keyReused: inner.append("kind", .string("key-reused"))
        case PracticeError.tampered: inner.append("kind", .string("tampered"))
        case PracticeError.outcomeUnknown: inner.append("kind", .string("outcome-unknown"))
        default: inner.append("kind", .string("failed"))
        }
        if let error = error as? StoreError { words = "the database: \(error)" }
        inner.append("message", .string(words))
        return (words, .members([("line", .integer(Int64(line))), ("error", .object(inner))]))
    }
}

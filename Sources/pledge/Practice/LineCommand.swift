import ArgumentParser
import PledgeCore
import PledgeLedger
import PledgePractice

/// A command that opens the practice once and answers each line of its input with a line.
protocol LineCommand: ParsableCommand {
    var practice: PracticeOption { get }
    var input: InputOption { get }

    /// The answer to one line.
    func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue
}

extension LineCommand {
    func run() throws {
        try practice.run { practice in try input.answer { try answer($0, on: practice) } }
    }
}

enum LineAnswer {
    /// The number of the entry that was made.
    static func entry(_ header: EntryHeader) -> JSONValue { .members([("entry", .integer(header.index))]) }
}

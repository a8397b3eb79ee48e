import ArgumentParser
import Foundation

/// The one binary.
struct Pledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pledge",
        abstract: "Decides uses and disclosures of health information by law, notice and patient.",
        discussion: """
            Results go to standard output, messages to standard error. \
            Exit codes: 0 fine; 1 a line in error, a finding or a failed scenario; 2 used wrongly.
            """,
        version: "0.1.0",
        subcommands: [
            AskCommand.self, ServeCommand.self, DecideCommand.self, CheckCommand.self, DraftCommand.self,
            FmtCommand.self, ProveCommand.self, DiffCommand.self, CompileCommand.self, VocabularyCommand.self,
            TestCommand.self, LawCommand.self, NoticeCommand.self, InitCommand.self, DemoCommand.self,
            PatientCommand.self, ImportCommand.self, MatchCommand.self, StaffCommand.self, PartyCommand.self,
            DirectiveCommand.self, PublishCommand.self, ReleaseCommand.self, RecordCommand.self,
            AccountingCommand.self, WhoCommand.self, TaskCommand.self, LedgerCommand.self, RebuildCommand.self,
            KeyCommand.self, BackupCommand.self, RestoreCommand.self, DoctorCommand.self,
        ])
}

@main enum Main {
    static func main() async {
        do {
            var command = try Pledge.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            exit(report(error))
        }
    }

    /// Tells the error and gives the exit code: help and version are no errors, a wrong use is 2.
    private static func report(_ error: any Error) -> Int32 {
        if let error = error as? CommandError {
            if !error.message.isEmpty { Message.write("pledge: \(error.message)") }
            return error.exitCode
        }
        let message = Pledge.fullMessage(for: error)
        let code = Pledge.exitCode(for: error)
        guard code != .success else {
            if !message.isEmpty { print(message) }
            return 0
        }
        if !message.isEmpty { Message.write(message) }
        return code == .validationFailure ? 2 : code.rawValue
    }
}

/// Why a command ends early.
struct CommandError: Error {
    /// Lower case, no final period; empty when all was said.
    var message: String
    var exitCode: Int32

    /// The command was used wrongly: a file that is none, a rulebook in error.
    static func wrongUse(_ message: String) -> CommandError { CommandError(message: message, exitCode: 2) }

    /// The command ran, and what it ran over is not all fine.
    static let finding = CommandError(message: "", exitCode: 1)
}

/// Messages for people, on standard error.
enum Message {
    static func write(_ message: String) {
        FileHandle.standardError.write(Data((message + "\n").utf8))
    }
}

/// The command line's option; the rulebook has options of a choice by the same name.
typealias Option<Value> = ArgumentParser.Option<Value>

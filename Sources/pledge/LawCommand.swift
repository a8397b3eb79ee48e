import ArgumentParser

/// `pledge law`: what the rulebooks of the law hold.
struct LawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "law", abstract: "Look into the law: what of a reference it covers, and as a book.",
        subcommands: [LawCoverageCommand.self, LawBookCommand.self])
}

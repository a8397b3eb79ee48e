import ArgumentParser

/// `pledge notice`: a notice as a document.
struct NoticeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notice", abstract: "Show a notice to the people it is for.",
        subcommands: [NoticePreviewCommand.self])
}

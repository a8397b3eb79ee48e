import Glibc
import PledgeDecisions

/// Lines in and out of a conversation.
struct AskTerminal {
    /// Longest line that is read, in characters.
    private static let lineMax = 500

    /// Prompts are not shown: only the result is wanted.
    let isSilent: Bool

    static var isOutputTerminal: Bool { isatty(1) == 1 }

    /// Shows a text of the conversation on standard output.
    func show(_ text: String) throws {
        guard !isSilent else { return }
        var output = Output()
        try output.write(text)
        try output.flush()
    }

    /// Tells that a line was no answer.
    func complain(_ text: String) { Message.write(text) }

    /// The next line without blanks at its ends; nothing at the end of the input.
    func read() throws -> String? {
        try show("> ")
        let line = readLine()
        if isatty(0) == 0 { try show("\n") }
        return line.map { String($0.prefix(AskTerminal.lineMax)).trimmed }
    }
}

/// How text looks on a terminal; plain elsewhere.
struct AskStyle {
    let isColored: Bool

    init(isTerminal: Bool) {
        isColored = isTerminal && getenv("NO_COLOR") == nil && getenv("TERM").map { String(cString: $0) } != "dumb"
    }

    func bold(_ text: String) -> String { isColored ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
    func dim(_ text: String) -> String { isColored ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
    func color(_ code: Int, _ text: String) -> String { isColored ? "\u{1B}[1;\(code)m\(text)\u{1B}[0m" : text }
}

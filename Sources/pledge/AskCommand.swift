import ArgumentParser
import PledgeCore
import PledgeDecisions

/// `pledge ask`: *May we share this?* on a terminal.
struct AskCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case human, json
    }

    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "May we share this? Ask on the terminal, answer by answer.",
        discussion: """
            Start from an everyday situation, or say who asks and what for; then answer what is asked: a number, ? for \
            "I do not know", b for one step back. Answers may also be piped in, one a line; a line that is no answer is \
            told on standard error and the next line is tried. Where the answers end, what is known by then is answered, \
            and the exit code is 0, whatever the answer. Nothing is recorded, and nobody's name is asked for.

            Example: printf '4\\n' | pledge ask --notice hospital
            """)

    @OptionGroup(title: "Rulebook") var rules: RulebookOptions
    @OptionGroup(title: "Organization") var organization: OrganizationOptions

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("What the organization is: a kind of the vocabulary.", valueName: "kind"))
    var actor = "facility"

    @Option(help: "human, or json (one object: the state, the answer in words, the decision).")
    var format = Format.human

    func run() throws {
        let interview = try AskSetup(rules, organization, actor: actor).interview()
        let style = AskStyle(isTerminal: format == .human && AskTerminal.isOutputTerminal)
        var talk = AskTalk(interview: interview, terminal: AskTerminal(isSilent: format == .json), style: style)
        let turn = try talk.run()
        var output = Output()
        switch format {
        case .human: try output.write(AskText(interview: interview, style: style).text(of: turn))
        case .json: try output.write(line: AskJSON.json(turn, interview).text)
        }
        try output.flush()
    }
}

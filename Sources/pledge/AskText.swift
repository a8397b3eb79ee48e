import PledgeDecisions

/// An answer for a terminal: the same words as on a page, in the same order.
struct AskText {
    private static let width = 78

    let interview: Interview
    let style: AskStyle

    private var words: InterviewWords { interview.words }

    /// The text, with a line break at its end.
    func text(of turn: Interview.Turn) -> String {
        guard case .answer(let answer) = turn.step else { return "" }
        var lines: [String] = [""]
        lines.append(style.color(color(answer.state), "\(shape(answer.state)) \(plain(answer.headline))"))
        lines.append("")
        lines += wrap("\(words(.say)): \u{201C}\(answer.say)\u{201D}", indent: "  ")
        lines.append("")
        lines += wrap(answer.why, indent: "  ")
        section(&lines, answer.state == .needed ? answer.findOut : [], .findOut)
        section(&lines, answer.rows.map { "\(shape($0.state)) \($0.what). \($0.note)" }, .goesStays)
        section(&lines, answer.ways.map { "\(words.list($0.steps)) (\($0.hint))" }, .lawfulIf)
        if !answer.duties.isEmpty {
            heading(&lines, words(.doThis))
            for group in answer.duties {
                lines += wrap(group.heading + ":", indent: "  ")
                for duty in group.duties {
                    let hint = [duty.hint, duty.say].compactMap { $0 }.map { " " + $0 }.joined()
                    lines += wrap("[ ] \(duty.words)." + hint, indent: "    ", hanging: "        ")
                }
            }
        }
        if let line = answer.line {
            heading(&lines, words(.noticeSays))
            lines += wrap(
                "\(line.heading): \u{201C}\(line.text.split(whereSeparator: \.isNewline).joined(separator: " "))\u{201D}",
                indent: "  ")
            lines += wrap(line.source, indent: "  ")
        }
        heading(&lines, words(answer.state == .needed ? .whatWillDecide : .whatDecided))
        for layer in answer.layers {
            let mark = layer.standing == .decides ? shape(answer.state) : layer.standing == .passes ? "|" : ":"
            lines += wrap("\(mark) \(layer.title). \(layer.words)", indent: "  ", hanging: "    ")
        }
        section(&lines, answer.assumptions, .takenFor)
        section(&lines, answer.citations.map { "\($0.role): \($0.text)" }, .rulesBehind)
        lines.append("")
        return lines.map(plain).joined(separator: "\n") + "\n"
    }

    private func heading(_ lines: inout [String], _ text: String) { lines += ["", style.bold(text)] }

    private func section(_ lines: inout [String], _ items: [String], _ title: Phrase) {
        guard !items.isEmpty else { return }
        heading(&lines, words(title))
        for item in items { lines += wrap("- " + item, indent: "  ", hanging: "    ") }
    }

    private func shape(_ state: InterviewAnswer.State) -> String {
        switch state {
        case .allowed: "\u{25CF}"
        case .needed: "\u{25C6}"
        case .refused: "\u{25A0}"
        case .required: "\u{25B6}"
        }
    }

    private func color(_ state: InterviewAnswer.State) -> Int {
        switch state {
        case .allowed: 32
        case .needed: 33
        case .refused: 31
        case .required: 35
        }
    }

    /// No-break spaces hold dates together on a page; here lines are broken by hand.
    private func plain(_ text: String) -> String { String(text.map { $0 == "\u{A0}" ? " " : $0 }) }

    private func wrap(_ text: String, indent: String, hanging: String? = nil) -> [String] {
        var lines: [String] = []
        var line = indent
        var isFresh = true
        for word in text.split(separator: " ") {
            if !isFresh, line.count + word.count + 1 > AskText.width {
                lines.append(line)
                line = hanging ?? indent
                isFresh = true
            }
            line += (isFresh ? "" : " ") + word
            isFresh = false
        }
        return lines + [line]
    }
}

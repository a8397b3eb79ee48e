import PledgeCore
import PledgeDecisions

/// A conversation: from the everyday situations to an answer.
struct AskTalk {
    let interview: Interview
    let terminal: AskTerminal
    let style: AskStyle

    private var words: InterviewWords { interview.words }
    private var book: Rulebook { interview.rulebook }

    init(interview: Interview, terminal: AskTerminal, style: AskStyle) {
        self.interview = interview
        self.terminal = terminal
        self.style = style
    }

    /// Asks until there is an answer or the input ends.
    ///
    /// - Throws: `CommandError` when the input ends before it is known who asks.
    mutating func run() throws -> Interview.Turn {
        guard let opening = try opening() else {
            throw CommandError.wrongUse("the answers ended before anybody said who asks; the first line is a number")
        }
        var state = InterviewState(opening: opening)
        while true {
            let turn = interview.turn(state)
            guard case .question(let question) = turn.step else { return turn }
            guard let reply = try ask(question) else { return interview.answerNow(state) }
            switch reply {
            case .back: state = state.before(state.given.count - 1)
            case .reply(let reply):
                state = state.adding(GivenAnswer(topic: .question(question.subject), reply: reply))
            }
        }
    }

    // MARK: The opening

    private func opening() throws -> Opening? {
        let situations = book.situations
        var text = style.bold(words(.pageTitle)) + "\n"
        var heading = ""
        for (index, situation) in situations.enumerated() {
            if situation.heading != heading {
                heading = situation.heading
                text += "\n" + style.dim(heading) + "\n"
            }
            let hint = situation.hint.isEmpty ? "" : style.dim(" - " + situation.hint)
            text += AskTalk.number(index + 1) + situation.title + hint + "\n"
        }
        text += "\n" + AskTalk.number(situations.count + 1) + words(.cliOther) + "\n\n"
        try terminal.show(text + words(.cliSituations) + " " + range(situations.count + 1) + "\n")
        while let line = try terminal.read() {
            if let number = Int(line), (1...(situations.count + 1)).contains(number) {
                return number <= situations.count ? Opening(situations[number - 1]) : try ownOpening()
            }
            complain(line, help: range(situations.count + 1))
        }
        return nil
    }

    /// Who asks, what for, what they want, what they have in hand.
    private func ownOpening() throws -> Opening? {
        guard let who = try pick(.cliWho, book.hierarchy(.kind).terms, canBeUnknown: false), let who else { return nil }
        let purpose = try pick(.cliWhat, book.hierarchy(.purpose).terms, canBeUnknown: true)
        let item = try pick(.cliItem, book.hierarchy(.item).terms, canBeUnknown: true)
        return Opening(
            recipients: [who.name], purpose: purpose??.name, item: item??.name, inHand: try papers() ?? [])
    }

    /// One of the terms, by a number or a part of its words.
    ///
    /// Nothing: the input ended; inner nothing: not known.
    private func pick(_ prompt: Phrase, _ terms: [Term], canBeUnknown: Bool) throws -> Term?? {
        try terminal.show("\n" + words(prompt) + "\n")
        var offered = terms
        while let line = try terminal.read() {
            if line == "?", canBeUnknown { return .some(nil) }
            if let number = Int(line), offered.indices.contains(number - 1) { return offered[number - 1] }
            let found = AskTalk.matches(line, in: terms)
            if found.count == 1 { return found[0] }
            if found.isEmpty {
                complain(line, help: words(.cliNoMatch, ["example": terms.last?.name ?? ""]))
                continue
            }
            offered = found
            try terminal.show(
                words(.cliMatches) + "\n"
                    + found.enumerated().map { AskTalk.number($0 + 1) + $1.words + "\n" }.joined())
        }
        return nil
    }

    /// Terms by their exact name, or else those whose name or words hold the text.
    private static func matches(_ text: String, in terms: [Term]) -> [Term] {
        let wanted = text.lowercased()
        guard !wanted.isEmpty else { return [] }
        if let exact = terms.first(where: { $0.name == wanted }) { return [exact] }
        let starting = terms.filter { term in
            term.words.lowercased().split(separator: " ").contains { $0.hasPrefix(wanted) }
                || term.name.hasPrefix(wanted)
        }
        return starting.isEmpty ? terms.filter { $0.words.lowercased().contains(wanted) } : starting
    }

    private func papers() throws -> [String]? {
        let papers = book.documents.filter { !$0.onFile }
        guard !papers.isEmpty else { return [] }
        let list = papers.enumerated().map { AskTalk.number($0 + 1) + $1.words + "\n" }.joined()
        try terminal.show("\n" + words(.cliPapers) + "\n" + list)
        while let line = try terminal.read() {
            if line.isEmpty || line == "?" { return [] }
            if let numbers = AskTalk.numbers(line, upTo: papers.count) { return numbers.map { papers[$0 - 1].name } }
            complain(line, help: words(.cliNumbers, ["first": "1", "last": "\(papers.count)"]))
        }
        return nil
    }

    // MARK: A question

    private enum Said {
        case reply(Reply), back
    }

    /// Nothing when the input ended.
    private func ask(_ question: InterviewQuestion) throws -> Said? {
        var text = "\n" + style.dim(question.count(words)) + " " + style.bold(question.title) + "\n"
        for hint in question.hints { text += "  " + hint + "\n" }
        let choices = question.numbered
        text += choices.enumerated().map { AskTalk.number($0 + 1) + $1.words + "\n" }.joined()
        try terminal.show(text + help(question, choices.count) + "\n")
        while let line = try terminal.read() {
            if line.lowercased() == "b" { return .back }
            do throws(InterviewError) {
                return .reply(try question.reply(to: line, words: words))
            } catch {
                complain(line, help: help(question, choices.count))
            }
        }
        return nil
    }

    private func help(_ question: InterviewQuestion, _ count: Int) -> String {
        var pieces: [String] = []
        switch question.form {
        case .one: pieces.append(words(.cliNumber, ["first": "1", "last": "\(count)"]))
        case .many: pieces.append(words(.cliNumbers, ["first": "1", "last": "\(count)"]))
        case .typed(.number, _): pieces.append(words(.typeNumber).firstUppercased)
        case .typed(.day, _): pieces.append(words(.typeDay).firstUppercased)
        case .typed(.period, _): pieces.append(words(.typePeriod).firstUppercased)
        case .typed(.state, _): pieces.append(words(.typeState).firstUppercased)
        }
        if question.canBeSilent { pieces.append(words(.cliSilent)) }
        return (pieces + [words(.cliUnknown), words(.cliBack)]).joined(separator: ", ")
    }

    private func complain(_ typed: String, help: String) {
        terminal.complain(words(.cliNotValid, ["typed": "`\(typed.prefix(60))`", "help": help]))
    }

    private func range(_ last: Int) -> String { words(.cliNumber, ["first": "1", "last": "\(last)"]) }

    private static func number(_ number: Int) -> String {
        let text = "\(number)"
        return String(repeating: " ", count: max(1, 4 - text.count)) + text + "  "
    }

    /// `1, 3 4`: each within 1 to the last; nothing when one is not.
    static func numbers(_ line: String, upTo last: Int) -> [Int]? {
        let parts = line.split { $0 == "," || $0.isWhitespace }
        let numbers = parts.compactMap { Int($0) }
        guard !numbers.isEmpty, numbers.count == parts.count, numbers.allSatisfy({ (1...last).contains($0) })
        else { return nil }
        return numbers
    }
}

extension InterviewQuestion {
    /// The choices that have a number on a terminal: all but "I do not know" and "it does not say".
    var numbered: [Choice] {
        let all: [Choice] =
            switch form {
            case .one(let choices): choices
            case .many(let choices, let others): choices + others
            case .typed(_, let others): others
            }
        return all.filter { $0.reply != .unknown && $0.reply != .absent }
    }

    /// Whether "it does not say" is an answer.
    var canBeSilent: Bool {
        switch form {
        case .one(let choices): choices.contains { $0.reply == .absent }
        case .many(_, let others), .typed(_, let others): others.contains { $0.reply == .absent }
        }
    }

    /// The reply in a line typed on a terminal.
    func reply(to line: String, words: InterviewWords) throws(InterviewError) -> Reply {
        if line == "?" { return .unknown }
        if line == "-", canBeSilent { return .absent }
        if case .typed = form {
            let parts = line.split { $0 == "," || $0.isWhitespace }.map(String.init)
            return try reply(chosen: [], typed: parts, words: words)
        }
        let choices = numbered
        guard let numbers = AskTalk.numbers(line, upTo: choices.count) else {
            throw .badReply(help: words(.chooseOne))
        }
        return try reply(chosen: numbers.map { choices[$0 - 1].reply.code }, typed: [], words: words)
    }
}

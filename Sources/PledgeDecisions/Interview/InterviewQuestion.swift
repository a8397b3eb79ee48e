import PledgeCore

/// One question as a person meets it.
package struct InterviewQuestion: Hashable, Sendable {
    /// One thing a person may say.
    package struct Choice: Hashable, Sendable {
        package var reply: Reply
        package var words: String
        package var hint: String?

        package init(_ reply: Reply, _ words: String, hint: String? = nil) {
            self.reply = reply
            self.words = words
            self.hint = hint
        }
    }

    /// How it is answered.
    package enum Form: Hashable, Sendable {
        /// One of these; "I do not know" is among them.
        case one([Choice])
        /// Any number of these, or one of the others.
        case many([Choice], others: [Choice])
        /// Something typed, or one of the others.
        case typed(Typed, others: [Choice])
    }

    package enum Typed: String, Hashable, Sendable {
        case number, day, period, state
    }

    package var subject: Question.Subject
    package var title: String
    /// From 1.
    package var number: Int
    /// Nothing when it cannot be told yet.
    package var atMost: Int?
    package var form: Form
    /// Who can answer it, and what shows it.
    package var hints: [String]
    /// Which reasons it decides, with their citations.
    package var why: [String]

    /// - Returns: `Question 1 of at most 3`.
    package func count(_ words: InterviewWords) -> String {
        guard let atMost else { return words(.questionNumber, ["number": "\(number)"]) }
        return words(.questionNumberOf, ["number": "\(number)", "most": "\(max(atMost, number))"])
    }

    init(_ question: Question, number: Int, atMost: Int?, interview: Interview, request: Request) {
        self.subject = question.subject
        self.title = InterviewQuestion.title(of: question.subject, interview: interview) ?? question.words
        self.number = number
        self.atMost = atMost
        self.form = InterviewQuestion.form(of: question, interview: interview, request: request) ?? .one([])
        self.why = question.why
        let words = interview.words
        var hints: [String] = []
        if let judge = question.judgedBy {
            hints.append(words(.judgedBy, ["who": judge]))
        } else {
            switch question.asked {
            case .desk: break
            case .patient: hints.append(words(.askPatient))
            case .requester: hints.append(words(.askRequester))
            case .professional: hints.append(words(.askProfessional))
            case .officer: hints.append(words(.askOfficer))
            }
        }
        if case .fact(let name) = question.subject, let evidence = interview.rulebook.fact(name)?.evidence {
            hints.append(words(.evidence, ["what": evidence]))
        }
        self.hints = hints
    }

    /// The key of a choice of the first question: its name, or its place where it has none.
    static func key(of choice: Question.Choice, at index: Int) -> String {
        if case .name(let name) = choice.value { return name }
        return "\(index)"
    }

    /// Words of our own for questions the rulebook has no words for.
    static func title(of subject: Question.Subject, interview: Interview) -> String? {
        let words = interview.words
        switch subject {
        case .basis: return words(.basisQuestion)
        case .field(let field, _): return words.question(field)
        case .documentField(let id, let field):
            let type = interview.documentType(id)
            return type?.field(field)?.question
        case .fact(let name): return interview.rulebook.fact(name)?.question
        case .stateQuestion(let name): return interview.rulebook.questions.first { $0.name == name }?.question
        case .unread(let name): return interview.rulebook.document(name)?.question
        }
    }

    /// How the question can be answered, or nothing when only a name or a text could.
    static func form(of question: Question, interview: Interview, request: Request) -> Form? {
        let words = interview.words
        let unknown = Choice(.unknown, words(.doNotKnow), hint: words(.doNotKnowHint))
        var others = [unknown]
        var canBeFresh = false
        if case .documentField(let id, let name) = question.subject,
            let field = interview.documentType(id)?.field(name)
        {
            canBeFresh = field.fresh != nil
            if field.type != .yesNo { others.insert(Choice(.absent, words(.paperSilent)), at: 0) }
        }
        if question.subject == .basis { return basis(question, words: words, unknown: unknown) }
        switch question.type {
        case .yesNo:
            return .one([Choice(.yes, words(.yes)), Choice(.no, words(.no))] + others)
        case .choice, .name:
            let choices = named(question, interview: interview)
            return choices.isEmpty ? nil : .one(choices + others)
        case .names:
            let choices = named(question, interview: interview)
            guard !choices.isEmpty else { return nil }
            if case .field(.purpose, _) = question.subject { return .one(choices + others) }
            return .many(choices, others: [Choice(.names([]), words(.noneOfThese))] + others)
        case .number: return .typed(.number, others: others)
        case .time: return .typed(.day, others: others)
        case .period: return .typed(.period, others: others)
        case .id where question.subject == .field(.place, group: 0): return .typed(.state, others: others)
        case .id, .ids, .text, .scope:
            guard canBeFresh else { return nil }
            return .one([Choice(.yes, words(.yes)), Choice(.no, words(.no))] + others)
        }
    }

    private static func basis(_ question: Question, words: InterviewWords, unknown: Choice) -> Form? {
        var choices = question.choices.enumerated().map { index, choice in
            Choice(.basis(key(of: choice, at: index)), choice.words.firstUppercased)
        }
        guard !choices.isEmpty else { return nil }
        if !question.choices.contains(where: { $0.keys.isEmpty && $0.purposes.isEmpty }) {
            choices.append(Choice(.basis(nil), words(.noneOfThese)))
        }
        return .one(choices + [unknown])
    }

    private static func named(_ question: Question, interview: Interview) -> [Choice] {
        if !question.choices.isEmpty {
            return question.choices.compactMap { choice in
                switch choice.value {
                case .name(let name), .id(let name): Choice(.names([name]), choice.words.firstUppercased)
                case .names(let names): Choice(.names(names), choice.words.firstUppercased)
                case .yesNo(let answer): Choice(answer ? .yes : .no, choice.words.firstUppercased)
                case .number, .time, .period, .ids, .text, .scope: nil
                }
            }
        }
        if case .fact(let name) = question.subject, let fact = interview.rulebook.fact(name), !fact.options.isEmpty {
            return fact.options.map { Choice(.names([$0.name]), $0.words.firstUppercased) }
        }
        switch question.type {
        case .name(let domain), .names(let domain):
            return interview.rulebook.hierarchy(domain).terms.map {
                Choice(.names([$0.name]), $0.words.firstUppercased)
            }
        default: return []
        }
    }

    /// The reply in what a person chose and typed.
    ///
    /// - Parameters:
    ///   - chosen: Text forms of the choices, as the form offered them.
    ///   - typed: What was typed into the fields, in order.
    ///   - words: The catalog for the help.
    /// - Returns: The reply.
    /// - Throws: `InterviewError.badReply` with what would be an answer.
    package func reply(chosen: [String], typed: [String], words: InterviewWords) throws(InterviewError) -> Reply {
        let replies = chosen.compactMap { Reply(code: $0) }
        guard replies.count == chosen.count else { throw .badReply(help: words(.chooseOne)) }
        switch form {
        case .one(let choices):
            guard let reply = replies.first, replies.count == 1, choices.contains(where: { $0.reply == reply })
            else { throw .badReply(help: words(.chooseOne)) }
            return reply
        case .many(let choices, let others):
            if replies.count == 1, let reply = replies.first, others.contains(where: { $0.reply == reply }) {
                return reply
            }
            let names = replies.flatMap { reply -> [String] in
                if case .names(let names) = reply { names } else { [] }
            }
            guard !replies.isEmpty, replies.allSatisfy({ reply in choices.contains { $0.reply == reply } })
            else { throw .badReply(help: words(.chooseSome)) }
            return .names(names)
        case .typed(let kind, let others):
            if let reply = replies.first, others.contains(where: { $0.reply == reply }) { return reply }
            return try InterviewQuestion.reply(kind, typed: typed, words: words)
        }
    }

    private static func reply(_ kind: Typed, typed: [String], words: InterviewWords) throws(InterviewError) -> Reply {
        let texts = typed.map(\.trimmed).filter { !$0.isEmpty }
        switch kind {
        case .number:
            guard texts.count == 1, let number = Int64(texts[0]) else { throw .badReply(help: words(.typeNumber)) }
            return .number(number)
        case .day:
            guard texts.count == 1, let day = Day(texts[0]) else { throw .badReply(help: words(.typeDay)) }
            return .day(day)
        case .period:
            guard let first = texts.first.flatMap({ Day($0) }), let last = texts.last.flatMap({ Day($0) }),
                texts.count <= 2, let period = Period(first: first, last: last)
            else { throw .badReply(help: words(.typePeriod)) }
            return .period(period)
        case .state:
            let code = (texts.first ?? "").uppercased()
            guard texts.count == 1, code.utf8.count == 2, code.utf8.allSatisfy({ (65...90).contains($0) })
            else { throw .badReply(help: words(.typeState)) }
            return .names([code])
        }
    }
}

extension Interview {
    /// The type of a paper by its id in this interview (`order-1`), or by its name.
    func documentType(_ id: String) -> DocumentType? {
        if let type = rulebook.document(id) { return type }
        guard let hyphen = id.lastIndex(of: "-") else { return nil }
        return rulebook.document(String(id[..<hyphen]))
    }
}

extension String {
    /// The text with its first letter in upper case.
    package var firstUppercased: String { isEmpty ? self : prefix(1).uppercased() + dropFirst() }

    /// The text without blanks at both ends.
    package var trimmed: String {
        var rest = Substring(self)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}

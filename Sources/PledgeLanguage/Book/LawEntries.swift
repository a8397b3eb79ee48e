import PledgeCore
import PledgeDecisions

/// The rules of a rulebook in words, found by where they stand.
struct LawEntries {
    private let words: RuleWords
    private var rules: [SourceSpan: LawBook.Rule] = [:]

    init(_ book: Rulebook) {
        words = RuleWords(book: book)
        for ground in book.grounds { add(ground.head, ground.kind.rawValue, sentences(ground)) }
        for stop in book.stops {
            add(stop.head, stop.author == .law ? "forbid" : "stop of the patient", sentences(stop))
        }
        for exception in book.exceptions { add(exception.head, "exception", sentences(exception)) }
        for standing in book.standings { add(standing.head, "standing", sentences(standing)) }
        for answer in book.answers { add(answer.head, "answer of a state", sentences(answer)) }
        for condition in book.conditions {
            rules[condition.span] = LawBook.Rule(
                id: condition.name, word: "defined", title: condition.words,
                sentences: [
                    .init(
                        text: "It holds when:", points: words.points(condition.condition, document: condition.document))
                ],
                citation: condition.citation, confidence: condition.confidence)
        }
        for clock in book.clocks { add(clock.head, "clock", [sentence(clock)]) }
        for element in book.elements { add(element.head, "element", sentences(element)) }
        for right in book.rights {
            rules[right.span] = LawBook.Rule(
                id: right.name, word: "right", title: right.words, sentences: sentences(right),
                citation: right.citation, confidence: right.confidence)
        }
        for fee in book.fees {
            rules[fee.span] = LawBook.Rule(
                id: fee.id, word: "fee", title: fee.words, sentences: sentences(fee), citation: fee.citation,
                confidence: fee.confidence)
        }
        for row in book.rows {
            rules[row.span] = LawBook.Rule(
                id: row.id.text, word: "no rule", title: row.words, sentences: [], citation: row.citation,
                confidence: row.confidence, force: row.force)
        }
        if let order = book.reasonOrder {
            rules[order.span] = LawBook.Rule(
                id: "reasons", word: "order", title: order.words, sentences: LawEntries.sentences(order))
        }
        for duty in book.duties {
            let owed = "Owed by the \(duty.owedBy.rawValue)." + (duty.say.map { " Said: “\($0)”" } ?? "")
            rules[duty.span] = LawBook.Rule(
                id: duty.name, word: "duty", title: duty.words, sentences: [.init(text: owed)])
        }
        for fact in book.facts {
            rules[fact.span] = LawBook.Rule(
                id: fact.name, word: "fact", title: fact.words, sentences: LawEntries.sentences(fact))
        }
        for question in book.questions {
            let answers =
                "Answered \(RuleWords.listed(question.answers, "or")); where a state says nothing, \(question.silent)."
            rules[question.span] = LawBook.Rule(
                id: question.name, word: "question to the states", title: question.words,
                sentences: [.init(text: answers)])
        }
        for document in book.documents {
            let points = document.fields.map(\.words)
            let text = document.onFile ? "Found in our records. It says:" : "A paper in hand. It says:"
            rules[document.span] = LawBook.Rule(
                id: document.name, word: "document", title: document.words,
                sentences: [.init(text: points.isEmpty ? String(text.dropLast(9)) : text, points: points)])
        }
    }

    private mutating func add(_ head: RuleHead, _ word: String, _ sentences: [LawBook.Sentence]) {
        rules[head.span] = LawBook.Rule(
            id: head.id.text, word: word, title: head.title, sentences: sentences, citation: head.citation,
            confidence: head.confidence, force: head.force)
    }

    /// The rule of a declaration; nothing for a plain word of the vocabulary.
    func rule(of node: DeclarationNode, in file: ParsedFile) -> LawBook.Rule? {
        rules[file.source.span(node.header.name?.place ?? node.place)]
    }

    // MARK: Grounds, stops, exceptions

    private func sentences(_ ground: Ground) -> [LawBook.Sentence] {
        let act = ground.acts.map { clause in
            "\(RuleWords.listed(clause.acts.map(\.rawValue), "or")) to \(words.words(clause.recipients, .kind))"
        }
        var text = ground.kind == .require ? "A law of the state requires: " : ""
        text += "\(words.words(ground.actors, .kind)) may \(act.joined(separator: "; "))"
        if !ground.about.isEmpty {
            let things = ground.about.map {
                words.book.hierarchy(.item)[$0]?.words ?? words.book.hierarchy(.object)[$0]?.words ?? $0
            }
            text += ", about \(RuleWords.listed(things, "or"))"
        }
        text += ", for \(words.words(ground.purposes, .purpose))"
        if let document = ground.document { text += ", resting on \(words.document(document))" }
        let points = words.points(ground.condition, document: ground.document)
        var sentences = [LawBook.Sentence(text: text + (points.isEmpty ? "." : ", when:"), points: points)]
        switch ground.compelled {
        case .constant(false): break
        case .constant(true): sentences.append(.init(text: "The law compels it."))
        default:
            sentences.append(
                .init(
                    text: "The law compels it when:", points: words.points(ground.compelled, document: ground.document))
            )
        }
        sentences += limits(ground.limits, ground.document) + duties(ground.duties, ground.document)
        sentences.append(.init(text: accounting(ground.accounting)))
        if ground.isOutside { sentences.append(.init(text: "No promise and no stop of HIPAA reaches it.")) }
        return sentences.map(LawEntries.capitalized)
    }

    private func sentences(_ stop: Stop) -> [LawBook.Sentence] {
        var text = stop.isManner ? "This way is closed for " : "Nothing is done under "
        text += reach(stop.reach)
        let points = words.points(stop.condition, document: nil)
        var sentences = [LawBook.Sentence(text: text + (points.isEmpty ? "." : ", when:"), points: points)]
        if stop.offersNothing { sentences.append(.init(text: "Nothing is offered that would make it lawful.")) }
        if stop.isQuiet { sentences.append(.init(text: "Nothing is said aloud: the answer is as for no such person.")) }
        return (sentences + duties(stop.duties, nil)).map(LawEntries.capitalized)
    }

    private func sentences(_ exception: StopException) -> [LawBook.Sentence] {
        var text = "lifts \(RuleWords.listed(exception.stops.map(\.text), "and"))"
        if let reach = exception.reach { text += " for \(self.reach(reach))" }
        if let document = exception.document { text += ", resting on \(words.document(document))" }
        let points = words.points(exception.condition, document: exception.document)
        var sentences = [LawBook.Sentence(text: text + (points.isEmpty ? "." : ", when:"), points: points)]
        sentences += limits(exception.limits, exception.document) + duties(exception.duties, exception.document)
        if let accounting = exception.accounting { sentences.append(.init(text: self.accounting(accounting))) }
        return sentences.map(LawEntries.capitalized)
    }

    private func reach(_ reach: Reach) -> String {
        var text = reach.rules.map { RuleWords.listed($0.map(\.text), "and") } ?? "any ground"
        if !reach.except.isEmpty { text += ", except \(RuleWords.listed(reach.except.map(\.text), "and"))" }
        return text
    }

    private func limits(_ limits: [Limit], _ document: String?) -> [LawBook.Sentence] {
        limits.map { limit in
            switch limit {
            case .minimum: .init(text: "No more than the least that serves the purpose.")
            case .within(let field):
                .init(
                    text: "Only what \(document.map { words.document($0) } ?? "the paper") names: "
                        + "\(document.flatMap { words.book.document($0)?.field(field)?.words } ?? field).")
            case .atMost(let elements): .init(text: "At most: \(words.words(elements, .data, "and")).")
            }
        }
    }

    private func duties(_ duties: [DutyUse], _ document: String?) -> [LawBook.Sentence] {
        duties.map { use in
            let time =
                switch use.time {
                case .before: "before"
                case .with: "with it"
                case .after(let span, let ofReceipt): "within \(span) of \(ofReceipt ? "receipt" : "the act")"
                }
            let points = use.unless == .constant(false) ? [] : [words.sentence(use.unless, document)]
            return .init(
                text: "\(time): \(words.duty(use.duty))" + (points.isEmpty ? "." : ", unless:"), points: points)
        }
    }

    private func accounting(_ accounting: Accounting) -> String {
        switch accounting {
        case .counted: "It goes on the patient's list of disclosures."
        case .suspendable:
            "It goes on the patient's list of disclosures, which an agency may have held back for a time."
        case .notOurs: "It is no disclosure of ours, and on no list."
        case .exempt(let kind): "It is on no list of disclosures (\(kind.rawValue))."
        }
    }

    private static func capitalized(_ sentence: LawBook.Sentence) -> LawBook.Sentence {
        var sentence = sentence
        sentence.text = sentence.text.prefix(1).uppercased() + sentence.text.dropFirst()
        return sentence
    }
}

// MARK: - The other declarations

extension LawEntries {
    private func sentences(_ standing: Standing) -> [LawBook.Sentence] {
        let text = "\(words.words([standing.kind], .kind)) counts as \(words.words([standing.becomes], .kind))"
        let points = words.points(standing.condition, document: nil)
        return [LawEntries.capitalized(.init(text: text + (points.isEmpty ? "." : ", when:"), points: points))]
    }

    private func sentences(_ answer: StateAnswer) -> [LawBook.Sentence] {
        let question = words.book.questions.first { $0.name == answer.question }?.words ?? answer.question
        let points = words.points(answer.condition, document: nil)
        return [.init(text: "\(question): \(answer.answer)" + (points.isEmpty ? "." : ", when:"), points: points)]
            .map(LawEntries.capitalized)
    }

    private func sentence(_ clock: Clock) -> LawBook.Sentence {
        let start = clock.from.split(separator: "-").joined(separator: " ")
        var text =
            switch clock.measure {
            case .within(let span): "Due within \(span) from \(start)"
            case .back(let span): "Reaches back \(span) from \(start)"
            case .keep(let span): "Kept for \(span) from \(start)"
            case .every(let span): "Every \(span) from \(start)"
            }
        if let longer = clock.extension, longer != Span() { text += "; once \(longer) longer" }
        return .init(text: text + "." + rests(clock.restsOn))
    }

    private func sentences(_ element: DocumentElement) -> [LawBook.Sentence] {
        let points = words.points(element.requiredWhen, document: nil)
        var text = "Every \(element.document.split(separator: "-").joined(separator: " ")) must contain it"
        text += points.isEmpty ? "." + rests(element.restsOn) : ", when:"
        var sentences = [LawBook.Sentence(text: text, points: points)]
        if let exact = element.exactText { sentences.append(.init(text: "In these words: “\(exact)”")) }
        if !points.isEmpty, !element.restsOn.isEmpty {
            sentences.append(.init(text: String(rests(element.restsOn).dropFirst())))
        }
        return sentences
    }

    private func rests(_ rows: [RuleID]) -> String {
        rows.isEmpty ? "" : " It rests on \(RuleWords.listed(rows.map(\.text), "and"))."
    }

    private func sentences(_ right: Right) -> [LawBook.Sentence] {
        var sentences: [LawBook.Sentence] = []
        if let within = right.answerWithin {
            let longer = right.extension.map { $0 == Span() ? ", no longer" : ", once \($0) longer" } ?? ""
            sentences.append(.init(text: "Answered within \(within)\(longer)."))
        }
        if let deny = right.deny {
            sentences.append(
                .init(text: deny.isEmpty ? "Never denied." : "Denied only under \(RuleWords.listed(deny, "or"))."))
        }
        if !right.fees.isEmpty {
            sentences.append(.init(text: "Charged as \(RuleWords.listed(right.fees, "or")) lets."))
        }
        if !right.letter.isEmpty {
            sentences.append(.init(text: "A letter that denies it says:", points: right.letter))
        }
        if !right.restsOn.isEmpty { sentences.append(.init(text: String(rests(right.restsOn).dropFirst()))) }
        return sentences
    }

    private func sentences(_ fee: Fee) -> [LawBook.Sentence] {
        var sentences: [LawBook.Sentence] = []
        if !fee.allowed.isEmpty {
            sentences.append(.init(text: "It may cover \(words.words(fee.allowed, .object, "and"))."))
        }
        if let most = fee.atMost {
            let cents = most.cents % 100
            let amount = "\(most.cents / 100).\(cents < 10 ? "0" : "")\(cents)"
            sentences.append(.init(text: "At most \(amount) USD\(fee.isPerPage ? " a page" : "")."))
        }
        if let free = fee.free { sentences.append(.init(text: "Free: \(free).")) }
        if !fee.restsOn.isEmpty { sentences.append(.init(text: String(rests(fee.restsOn).dropFirst()))) }
        return sentences
    }

    private static func sentences(_ order: ReasonOrder) -> [LawBook.Sentence] {
        let points = order.criteria.map { criterion in
            switch criterion {
            case .compelled: "what the law compels"
            case .verified: "what rests on verified rules alone"
            case .releasesMost: "what sends the most"
            case .counted: "what goes on the patient's list of disclosures"
            }
        }
        return [.init(text: "Where several rules allow it and nobody names one, first comes:", points: points)]
    }

    private static func sentences(_ fact: Fact) -> [LawBook.Sentence] {
        let source =
            switch fact.source {
            case .known: "Our records say."
            case .knowledge: "It holds where we know it."
            case .asked: "The \(fact.asked.rawValue) is asked: “\(fact.question ?? fact.words)”"
            }
        let options = fact.options.map(\.words)
        var sentences = [LawBook.Sentence(text: source, points: options)]
        if let judge = fact.judgedBy { sentences.append(.init(text: "Judged by \(judge).")) }
        return sentences
    }
}

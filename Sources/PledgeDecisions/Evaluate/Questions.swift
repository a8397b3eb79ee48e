import PledgeCore

/// A question with how well it decides.
struct RankedQuestion {
    var question: Question
    /// Undecided grounds left in the worst and in the best case.
    var worst: Int
    var best: Int
    var order: Int

    /// Each question of a part once, for its best variable: all labels are asked as one.
    private static func once(_ questions: [RankedQuestion]) -> [RankedQuestion] {
        var result: [RankedQuestion] = []
        for question in questions {
            if let index = result.firstIndex(where: { $0.question.subject == question.question.subject }) {
                result[index].worst = min(result[index].worst, question.worst)
                result[index].best = min(result[index].best, question.best)
            } else {
                result.append(question)
            }
        }
        return result
    }

    /// One list for all parts: an answer serves them all.
    ///
    /// A part it does not serve stays as undecided as it is.
    /// Each part comes with its undecided grounds and what may be asked.
    static func merged(_ parts: [(undecided: Int, questions: [RankedQuestion])]) -> [Question] {
        let undecided = parts.reduce(0) { $0 + $1.undecided }
        var result: [RankedQuestion] = []
        for (own, question) in parts.flatMap({ part in once(part.questions).map { (part.undecided, $0) } }) {
            if let index = result.firstIndex(where: { $0.question.subject == question.question.subject }) {
                result[index].worst += question.worst - own
                result[index].best += question.best - own
                result[index].question.merge(question.question)
                let groups = Set(result[index].question.groups).union(question.question.groups)
                result[index].question.groups = groups.sorted()
            } else {
                var first = question
                first.worst += undecided - own
                first.best += undecided - own
                result.append(first)
            }
        }
        return result.sorted { left, right in
            if left.question.isBasis != right.question.isBasis { return left.question.isBasis }
            return (left.worst, left.best, left.question.asked.rank, left.order)
                < (right.worst, right.best, right.question.asked.rank, right.order)
        }.map(\.question)
    }
}

extension Question {
    fileprivate var isBasis: Bool { subject == .basis }

    /// Adds the choices and reasons that another part has for the same question; "none of these" stays last.
    fileprivate mutating func merge(_ other: Question) {
        let added = other.choices.filter { choice in
            !choices.contains { $0.value == choice.value || $0.words == choice.words }
        }
        choices.insert(contentsOf: added, at: isBasis ? max(choices.count - 1, 0) : choices.count)
        why += other.why.filter { !why.contains($0) }
    }
}

/// What must be asked to decide a part.
///
/// - Source: the semantics, section 15.
struct Questions {
    let part: PartEvaluation

    init(_ part: PartEvaluation) { self.part = part }

    private var evaluation: Evaluation { part.evaluation }
    private var book: Rulebook { evaluation.compiled.book }
    private var program: Program { part.program }

    func ranked(for decided: PartDecision) -> [RankedQuestion] {
        let undecided = part.instances.filter { part.isOpen($0) == .unknown }
        let variables = live(undecided)
        var result: [RankedQuestion] = []
        if let basis = basis(undecided, variables) { result.append(basis) }
        // Until the purpose is known, nothing else is worth asking.
        if evaluation.request.purposes == nil, !result.isEmpty { return result }
        var others: [RankedQuestion] = []
        let keys = Set(undecided.compactMap { part.rule($0).key })
        for (order, variable) in variables.enumerated() {
            guard let question = question(variable, undecided) else { continue }
            // A key fact is asked by the first question, not by itself.
            if !result.isEmpty, case .fact(let name) = question.subject, keys.contains(name),
                result[0].question.subject == .basis
            {
                continue
            }
            let scored = score(variable, undecided)
            guard let (worst, best, isRelevant) = scored, isRelevant else {
                others.append(
                    RankedQuestion(question: question, worst: undecided.count, best: undecided.count, order: order))
                continue
            }
            result.append(RankedQuestion(question: question, worst: worst, best: best, order: order))
        }
        result += unread(undecided)
        // No single answer tells grounds apart: then each unknown is asked, in order.
        return result.isEmpty ? others : result
    }

    /// Unknowns that still matter to an undecided ground, in the order of declaration.
    private func live(_ undecided: [Instance]) -> [PartState.Variable] {
        let found = Set(
            undecided.flatMap { instance in
                LiveUnknowns(.open(instance), part.state, part.act, part.bounds, evaluation.completions).variables
            })
        return found.sorted { ($0.slot, $0.document ?? -1) < ($1.slot, $1.document ?? -1) }
    }

    /// Records that nobody read and that an undecided ground rests on.
    private func unread(_ undecided: [Instance]) -> [RankedQuestion] {
        var types = Set(undecided.filter { $0.document == nil }.compactMap { program.grounds[$0.ground].type })
        for instance in undecided {
            for (stop, exceptions) in program.grounds[instance.ground].stops
            where part.state.threatens(stop, instance, part.bounds) != .no {
                let lifting = exceptions.compactMap { program.exceptions[$0].type }
                types.formUnion(lifting.filter { part.state.isUnread($0) })
            }
        }
        return types.sorted().map { type in
            let document = book.documents[type]
            let question = Question(
                subject: .unread(document: document.name), words: document.question ?? "Is \(document.words) on file?",
                asked: .desk, type: .yesNo, choices: choices(.yesNo, []), why: why(undecided), groups: groups)
            return RankedQuestion(question: question, worst: undecided.count, best: 0, order: Int.max)
        }
    }

    /// Undecided grounds left for each value: the worst and the best case, and whether the values differ at all.
    private func score(_ variable: PartState.Variable, _ undecided: [Instance]) -> (Int, Int, Bool)? {
        var worst = 0
        var best = Int.max
        var patterns: Set<[Truth]> = []
        for (number, value) in evaluation.completions.candidates(variable, part.state).enumerated() {
            let truths = truths(undecided, variable, number, value)
            patterns.insert(truths)
            let isDecided = truths.contains(.yes) || !truths.contains(.unknown)
            let left = isDecided ? 0 : truths.filter { $0 == .unknown }.count
            worst = max(worst, left)
            best = min(best, left)
        }
        return best == Int.max ? nil : (worst, best, patterns.count > 1)
    }

    /// Whether each ground is open, were the variable to have the value, its candidate of this number.
    private func truths(
        _ undecided: [Instance], _ variable: PartState.Variable, _ candidate: Int, _ value: Known
    ) -> [Truth] {
        var tried: PartState?
        return undecided.map { instance in
            let read = part.tried.footprints.ofGround[instance.ground]
            let question = TriedState.Decidable.openWith(variable, candidate: candidate, instance)
            return part.tried.surely(question, reading: read, evaluation.completions.budget) {
                var state = tried ?? part.state
                if tried == nil {
                    state.assign(variable, value)
                    tried = state
                }
                return evaluation.isOpen(instance, state)
            }
        }
    }

    // MARK: The first question

    /// "What do they have, or say it is for?" where several undecided grounds have a key, or the purpose is unknown.
    private func basis(_ undecided: [Instance], _ variables: [PartState.Variable]) -> RankedQuestion? {
        let isPurposeUnknown = evaluation.request.purposes == nil
        let unknownFacts = Set(
            variables.compactMap { variable -> String? in
                guard case .fact(let number) = program.slots.slots[variable.slot] else { return nil }
                return book.facts[number].name
            })
        let keyed = undecided.map(part.rule).filter { $0.key.map { unknownFacts.contains($0) } ?? false }
        guard isPurposeUnknown || Set(keyed.compactMap(\.key)).count > 1 else { return nil }
        var choices: [Question.Choice] = []
        for rule in isPurposeUnknown ? undecided.map(part.rule) : keyed {
            let key = rule.key.flatMap { unknownFacts.contains($0) ? $0 : nil }
            let words = key.flatMap { book.fact($0)?.words } ?? rule.head.title
            if choices.contains(where: { $0.words == words }) { continue }
            choices.append(
                Question.Choice(
                    value: .name(rule.id.text), words: words, keys: key.map { [$0] } ?? [],
                    purposes: isPurposeUnknown ? Array(rule.purposes.prefix(1)) : []))
        }
        choices.append(Question.Choice(value: .name("none"), words: "None of these"))
        let question = Question(
            subject: .basis, words: "What do they have, or say it is for?", asked: .desk, type: .text, choices: choices,
            why: why(undecided), groups: groups)
        return RankedQuestion(question: question, worst: 0, best: 0, order: -1)
    }

    // MARK: One question

    private var groups: [Int] { part.piece.extent.group.map { [$0] } ?? [] }

    private func why(_ undecided: [Instance]) -> [String] {
        var seen: Set<String> = []
        return undecided.map { "\(part.rule($0).head.title) (\(part.rule($0).head.citation))" }
            .filter { seen.insert($0).inserted }
    }

    private func question(_ variable: PartState.Variable, _ undecided: [Instance]) -> Question? {
        let concerned = undecided.filter { program.grounds[$0.ground].support.contains(variable.slot) }
        func make(
            _ subject: Question.Subject, _ words: String, _ asked: Asked, _ type: ValueType,
            _ choices: [Question.Choice], judgedBy: String? = nil
        ) -> Question {
            Question(
                subject: subject, words: words, asked: asked, type: type, choices: choices, judgedBy: judgedBy,
                why: why(concerned), groups: groups)
        }
        switch program.slots.slots[variable.slot] {
        case .fact(let number):
            let fact = book.facts[number]
            return make(
                .fact(fact.name), fact.question ?? fact.words, fact.asked, fact.type, choices(fact.type, fact.options),
                judgedBy: fact.judgedBy)
        case .field(let field):
            return make(
                .field(field, group: field.isOfPart ? part.piece.extent.group : nil), field.question, .desk,
                field.type, choices(field.type, []))
        case .label:
            return make(
                .field(.labels, group: part.piece.extent.group), RequestField.labels.question, .desk,
                .names(.label), choices(.names(.label), []))
        case .question(let number):
            let question = book.questions[number]
            let answers = question.answers.map { Question.Choice(value: .name($0), words: $0) }
            return make(
                .stateQuestion(question.name), question.question ?? question.words, question.asked,
                .choice(question.answers), answers)
        case .unreadRecord(_, let type):
            let document = book.documents[type]
            return make(
                .unread(document: document.name), document.question ?? "Is \(document.words) on file?", .desk, .yesNo,
                choices(.yesNo, []))
        case .documentField(let type, let field):
            guard let number = variable.document else { return nil }
            let declared = book.documents[type].fields[field]
            let document = part.state.documents[type][number].id
            return make(
                .documentField(document: document, field: declared.name), declared.question ?? declared.words,
                .desk, declared.type, choices(declared.type, []))
        }
    }

    /// A scope that covers the part, for "does it name what they ask for?".
    private var wholeScope: ScopePattern {
        let group = part.piece.extent.group.map { evaluation.request.groups[$0] }
        return ScopePattern(only: group?.labels ?? [], also: .any)
    }

    private func choices(_ type: ValueType, _ options: [Option]) -> [Question.Choice] {
        switch type {
        case .yesNo:
            [.init(value: .yesNo(true), words: "Yes"), .init(value: .yesNo(false), words: "No")]
        case .choice(let names):
            names.map { name in
                .init(value: .name(name), words: options.first { $0.name == name }?.words ?? name)
            }
        case .name(let domain), .names(let domain):
            book.hierarchy(domain).terms.map { .init(value: .name($0.name), words: $0.words) }
        case .scope:
            [
                .init(value: .scope([wholeScope]), words: "Yes"), .init(value: .scope([]), words: "No"),
            ]
        case .number, .time, .period, .id, .ids, .text: []
        }
    }
}

extension RequestField {
    /// How a person is asked for the field.
    var question: String {
        switch self {
        case .at: "When is it to happen?"
        case .act: "What is to be done?"
        case .actor: "Who acts?"
        case .recipient: "Who receives it?"
        case .purpose: "What is it for?"
        case .channel: "How does it travel?"
        case .object: "What is it about?"
        case .actorID: "Who exactly acts?"
        case .recipientID: "Who exactly receives it?"
        case .recipientAddress: "To which address does it go?"
        case .channelAddress: "To which number or address does it go?"
        case .onBehalfOf: "Whose information is it?"
        case .item: "What kind of information is it?"
        case .labels: "Is any of it specially protected, and as what?"
        case .elements: "Which items are asked for?"
        case .service: "What care is it about?"
        case .source: "Where does it come from?"
        case .place: "In which state was the care given?"
        case .part2: "Does it come from a substance use treatment program?"
        case .paidInFull: "Was the care paid in full by the patient or for them?"
        case .madeByUs: "Did we make it ourselves?"
        case .given: "When was the care given?"
        case .held: "When was it made or received by us?"
        case .unreviewed: "Did an officer look at the state's law for it?"
        case .overlayHere: "Is the state's law loaded?"
        }
    }
}

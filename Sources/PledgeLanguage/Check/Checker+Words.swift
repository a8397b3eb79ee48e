import PledgeCore
import PledgeDecisions

// Vocabulary, facts, documents, situations, duties.
extension Checker {
    mutating func addWords(_ node: DeclarationNode) {
        guard let name = node.header.name else { return }
        switch node.kind {
        case .list: rulebook.lists[name.text] = unique(checked(node.header.names, in: .data))
        case .set:
            for member in node.header.names {
                if names.sets[member.text] != nil {
                    findings.add(.setInSet(member.text), at: member.place)
                } else if !names.grounds.contains(RuleID(member.text)) {
                    unknownRule(member)
                }
            }
            rulebook.sets[name.text] = unique(node.header.names.map(\.text)).map { RuleID($0) }
        default:
            guard let domain = node.kind.domain else { return }
            var codes: [String] = []
            for clause in node.all(.code) {
                guard case .text(let code) = clause.body else { continue }
                if !code.text.contains("|") { findings.add(.badCode(code.text), at: code.place) }
                codes.append(code.text)
            }
            let term = Term(
                name: name.text, words: node.header.words?.text ?? "", parents: checked(node.header.names, in: domain),
                codes: codes, say: text(node, .say), mustBeNamed: node.first(.must) != nil, span: span(name.place))
            terms[domain, default: []].append(term)
            if node.first(.may) != nil { rulebook.part2Labels.insert(name.text) }
        }
    }

    private func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    mutating func addFact(_ node: DeclarationNode) {
        guard let name = node.header.name else { return }
        var type = ValueType.yesNo
        var options: [Option] = []
        if node.kind == .choice {
            options = choiceOptions(node)
            type = .choice(options.map(\.name))
            if let written = node.header.type { findings.add(.choiceWithType(name.text), at: written.place) }
        } else if let written = node.header.type {
            type = checkedType(written, isField: false)
        }
        var fact = Fact(
            name: name.text, words: node.header.words?.text ?? "", type: type, options: options,
            judgedBy: text(node, .judged), question: text(node, .ask), evidence: text(node, .evidence),
            span: span(name.place))
        fact.source = source(node)
        if let asked = asked(node, .of) { fact.asked = asked }
        if let change = change(node.first(.changed), allowed: [.us, .requester, .patient, .nobody]) {
            fact.change = change
        }
        if fact.source == .asked, fact.question == nil, node.first(.asked) != nil, !node.broken.contains(.ask) {
            findings.add(.askedWithoutQuestion(name.text), at: name.place)
        }
        rulebook.facts.append(fact)
    }

    private mutating func choiceOptions(_ node: DeclarationNode) -> [Option] {
        var options: [Option] = []
        var seen: Set<String> = []
        for clause in node.all(.option) {
            guard case .option(let name, let words) = clause.body else { continue }
            if ReservedWords.all.contains(name.text) { findings.add(.reservedWord(name.text), at: name.place) }
            if !seen.insert(name.text).inserted {
                findings.add(.duplicateName(name.text, kind: "option", first: nil), at: name.place)
            }
            options.append(Option(name: name.text, words: words.text))
        }
        if options.count < 2, !node.broken.contains(.option) {
            findings.add(.tooFewOptions(node.header.name?.text ?? ""), at: headPlace(node))
        }
        return options
    }

    private mutating func source(_ node: DeclarationNode) -> FactSource {
        let sources: [(Clause, FactSource)] = [(.known, .known), (.knowledge, .knowledge), (.asked, .asked)]
        let stated = sources.filter { node.first($0.0) != nil }
        if stated.isEmpty {
            let isBroken = sources.contains { node.broken.contains($0.0) }
            if !isBroken { findings.add(.missingSource(node.header.name?.text ?? ""), at: headPlace(node)) }
        } else if stated.count > 1, let second = node.first(stated[1].0) {
            findings.add(.severalSources(node.header.name?.text ?? ""), at: second.place)
        }
        return stated.first?.1 ?? .asked
    }

    mutating func asked(_ node: DeclarationNode, _ clause: Clause) -> Asked? {
        guard let name = name(node, clause) else { return nil }
        if let asked = Asked(rawValue: name.text) { return asked }
        wrongWord(name, of: Asked.allCases.map(\.rawValue))
        return nil
    }

    /// Reports a word that is not one of a closed list.
    mutating func wrongWord(_ name: NameNode, of words: [String]) {
        findings.add(.notOneOf(name.text, words, nearest: nearest(name.text, in: words)), at: name.place)
    }

    mutating func change(_ clause: ClauseNode?, allowed: [ChangeOffer.By]) -> ChangeOffer? {
        guard case .change(let by, let words)? = clause?.body else { return nil }
        guard let who = ChangeOffer.By(rawValue: by.text), allowed.contains(who) else {
            wrongWord(by, of: allowed.map(\.rawValue))
            return nil
        }
        if words == nil, who != .nobody, clause?.clause != .changed { findings.add(.offerWithoutWords, at: by.place) }
        return ChangeOffer(by: who, words: words?.text ?? "")
    }

    mutating func checkedType(_ node: TypeNode, isField: Bool) -> ValueType {
        guard let type = ValueType(node) else {
            let near = node.isSet ? nil : NearestName.of(node.name.text, in: ValueType.writtenNames)
            findings.add(
                .unknownType(files[node.place.file].source.text(node.place.range), nearest: near), at: node.place)
            return .yesNo
        }
        if type == .scope, !isField { findings.add(.scopeFact, at: node.place) }
        return type
    }

    mutating func addDocument(_ node: DeclarationNode) {
        guard let name = node.header.name else { return }
        var document = DocumentType(
            name: name.text, words: node.header.words?.text ?? "", onFile: node.first(.on) != nil,
            question: text(node, .ask), span: span(name.place))
        if let offer = change(node.first(.obtained), allowed: [.requester, .patient, .us, .court, .nobody]) {
            document.obtained = offer
        }
        if let offer = change(node.first(.ended), allowed: [.patient]) { document.ended = offer }
        for clause in node.all(.field) {
            guard case .field(let field) = clause.body else { continue }
            document.fields.append(self.field(field))
        }
        rulebook.documents.append(document)
    }

    private mutating func field(_ node: FieldNode) -> DocumentField {
        let type = checkedType(node.type, isField: true)
        var field = DocumentField(name: node.name.text, words: node.words.text, type: type, span: span(node.name.place))
        if ReservedWords.all.contains(node.name.text) {
            findings.add(.reservedWord(node.name.text), at: node.name.place)
        }
        for clause in node.clauses {
            switch clause.body {
            case .fresh(let term): field.fresh = fresh(term, type)
            case .text(let text): field.question = text.text
            case .change:
                if let offer = change(clause, allowed: [.us, .requester, .patient, .nobody]) { field.change = offer }
            case .name(let name):
                guard let cut = DocumentField.Cut(rawValue: name.text) else {
                    wrongWord(name, of: ["held", "given"])
                    continue
                }
                field.cuts = cut
                if type != .time, type != .period {
                    findings.add(.illTyped("`cuts`", needs: "a time or a period", found: type.words), at: clause.place)
                }
            default: continue
            }
        }
        return field
    }

    mutating func addSituation(_ node: DeclarationNode) {
        guard let name = node.header.name else { return }
        require([.under, .hint, .recipient], in: node)
        func checkedName(_ clause: Clause, _ domain: Domain) -> String? {
            guard let name = self.name(node, clause) else { return nil }
            _ = known(name, in: domain)
            return name.text
        }
        var act = Act.disclose
        if let name = self.name(node, .act) {
            if let named = Act(rawValue: name.text) {
                act = named
            } else {
                wrongWord(name, of: Act.allCases.map(\.rawValue))
            }
        }
        let brings = namesOf(node, .brings)
        for document in brings { _ = knownDocument(document) }
        rulebook.situations.append(
            Situation(
                name: name.text, title: node.header.words?.text ?? "", heading: text(node, .under) ?? "",
                hint: text(node, .hint) ?? "", recipient: checkedName(.recipient, .kind) ?? "",
                purpose: checkedName(.for, .purpose), item: checkedName(.item, .item),
                labels: checked(namesOf(node, .labels), in: .label), act: act, channel: checkedName(.channel, .channel),
                brings: brings.map(\.text), span: span(name.place)))
    }

    mutating func addNamedCondition(_ node: DeclarationNode) {
        guard let name = node.header.name else { return }
        require([.when], in: node)
        for clause in [Clause.since, .until] {
            if let dated = node.first(clause) {
                findings.add(
                    .misplacedClause(clause.rawValue, of: "named condition", allowed: ["when", "cite", "confidence"]),
                    at: dated.place)
            }
        }
        if let document = node.header.other { _ = knownDocument(document) }
        rulebook.conditions.append(
            NamedCondition(
                name: name.text, words: node.header.words?.text ?? "", document: node.header.other?.text,
                condition: conditions(node.all(.when), document: node.header.other?.text), citation: text(node, .cite),
                confidence: confidence(node), span: span(name.place)))
    }

    mutating func addQuestion(_ node: DeclarationNode) {
        guard let name = node.header.name else { return }
        require([.silent], in: node)
        let answers = node.header.names.map(\.text)
        if let silent = self.name(node, .silent), !answers.contains(silent.text) { wrongWord(silent, of: answers) }
        var question = StateQuestion(
            name: name.text, words: node.header.words?.text ?? "", answers: answers,
            silent: self.name(node, .silent)?.text ?? "", question: text(node, .ask), span: span(name.place))
        if let asked = asked(node, .of) { question.asked = asked }
        rulebook.questions.append(question)
    }

    mutating func addAnswer(_ node: DeclarationNode) {
        guard matter.role == .overlay else {
            findings.add(.answerOutsideOverlay, at: node.place)
            return
        }
        require([.cite, .confidence], in: node)
        guard let question = node.header.question else { return }
        let declared = names.questions[question.text]
        if known(question, kind: "question", in: names.questions.keys, contains: declared != nil),
            let answer = node.header.answer, let declared, !declared.answers.contains(answer.text)
        {
            wrongWord(answer, of: declared.answers)
        }
        rulebook.answers.append(
            StateAnswer(
                head: head(node), question: question.text, answer: node.header.answer?.text ?? "",
                condition: placed(conditions(node.all(.when)))))
    }

    mutating func addDuty(_ node: DeclarationNode) {
        guard let name = node.header.name else { return }
        var duty = Duty(
            name: name.text, words: node.header.words?.text ?? "", say: text(node, .say), span: span(name.place))
        if let asked = asked(node, .owed) { duty.owedBy = asked }
        rulebook.duties.append(duty)
    }
}

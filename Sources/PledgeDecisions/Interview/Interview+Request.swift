import PledgeCore

extension Interview {
    /// Ids that stand for people nobody names.
    enum Stand {
        static let practice = "practice"
        static let asker = "asker"
        static let someoneElse = "someone-else"
    }

    /// The request that the state describes.
    ///
    /// Records count as read and silent but for what was told; a known fact that can be asked for is unknown.
    package func request(_ state: InterviewState) -> Request {
        var request = opened(state.opening)
        for given in state.given { apply(given, to: &request) }
        return request
    }

    private func opened(_ opening: Opening) -> Request {
        var request = Request(
            id: "interview", at: setting.at, act: opening.act,
            actor: Party(id: Stand.practice, kinds: setting.actorKinds), onBehalfOf: Stand.practice,
            recipient: Party(id: Stand.asker, kinds: opening.recipients),
            purposes: opening.purpose.map { [$0] }, channel: opening.channel,
            groups: opening.act.isAboutItems || opening.item != nil
                ? [Group(item: opening.item, labels: opening.labels, place: setting.settings.state)] : [],
            settings: setting.settings)
        request.records = Records(unknown: Set(askableRecords.map(\.name)))
        request.documents = opening.inHand.compactMap { type in
            rulebook.document(type).map { inHand($0, request: request) }
        }
        return request
    }

    /// Facts of our records that a person at the desk may be asked for.
    private var askableRecords: [Fact] {
        rulebook.facts.filter { $0.source == .known && $0.question != nil }
    }

    /// A paper in hand: what has a question is unread, what has none is taken to be as a fresh paper's.
    private func inHand(_ type: DocumentType, request: Request) -> Document {
        var document = Document(type: type.name, id: "\(type.name)-1")
        for field in type.fields {
            if field.question != nil {
                document.unread.insert(field.name)
            } else if let value = fresh(field, in: request) {
                document.fields[field.name] = value
            }
        }
        return document
    }

    /// Whether a paper in hand was taken to name what is asked, without anybody having read that.
    func assumesPapers(_ opening: Opening) -> Bool {
        opening.inHand.contains { type in
            rulebook.document(type)?.fields.contains { $0.question == nil && $0.fresh != nil } == true
        }
    }

    /// The value of a field in a fresh paper for this request.
    func fresh(_ field: DocumentField, in request: Request) -> Value? {
        guard let fresh = field.fresh else { return nil }
        switch fresh {
        case .value(let value): return value
        case .at(let span, let sign):
            if span == Span() {
                return field.type == .period ? .period(Period(setting.today)) : .time(.instant(request.at))
            }
            return .time(.day(setting.today.adding(span, times: sign)))
        case .recipientID: return identity(request.recipient.id, field.type)
        case .actorID: return identity(request.actor.id, field.type)
        case .onBehalfOf: return identity(request.onBehalfOf, field.type)
        case .recipientKinds: return .names(request.recipient.kinds)
        case .purposes: return .names(request.purposes ?? [])
        case .labels: return .names(request.groups.first?.labels ?? [])
        case .items: return .names(request.groups.compactMap(\.item))
        case .part: return .scope(request.groups.map(covering))
        }
    }

    private func identity(_ id: String?, _ type: ValueType) -> Value? {
        guard let id else { return nil }
        return type == .ids ? .ids([id]) : .id(id)
    }

    /// A pattern that covers the group, labels that must be named included where they are known.
    private func covering(_ group: Group) -> ScopePattern {
        let elements: [String]? =
            switch group.elements {
            case .all: nil
            case .some(let names): names
            }
        return ScopePattern(
            items: group.item.map { [$0] }, services: group.service.map { [$0] },
            sources: group.source.map { [$0] }, period: group.given,
            also: group.labels.map { .labels($0) } ?? .any, elements: elements)
    }

    private func apply(_ given: GivenAnswer, to request: inout Request) {
        switch given.topic {
        case .obtained(let type): obtain(type, in: &request)
        case .question(.fact(let name)): tell(name, given.reply, in: &request)
        case .question(.field(let field, _)): set(field, given.reply, in: &request)
        case .question(.documentField(let id, let field)): read(field, of: id, given.reply, in: &request)
        case .question(.basis): choose(given.reply, in: &request)
        case .question(.stateQuestion(let name)):
            guard case .names(let names) = given.reply, let answer = names.first else { return }
            request.answers[name] = Answer(.name(answer))
        case .question(.unread(let type)):
            guard given.reply == .yes, let document = rulebook.document(type) else { return }
            var onFile = Document(type: type, id: "\(type)-1")
            for field in document.fields { onFile.fields[field.name] = fresh(field, in: request) }
            request.records?.documents.append(onFile)
        }
    }

    /// Adds a paper as it would be once somebody brought or signed it, in place of one in hand of its type.
    private func obtain(_ type: String, in request: inout Request) {
        guard let declared = rulebook.document(type), !declared.onFile else { return }
        var document = Document(type: type, id: "\(type)-new")
        for field in declared.fields { document.fields[field.name] = fresh(field, in: request) }
        request.documents.append(document)
    }

    private func tell(_ name: String, _ reply: Reply, in request: inout Request) {
        guard let fact = rulebook.fact(name), let value = reply.value(as: fact.type) else { return }
        switch fact.source {
        case .asked:
            // A judgment is told, not recorded: whoever releases must give it with a name.
            let judgment = fact.judgedBy.map {
                Judgment(by: $0, when: setting.today.description, why: "told at the desk")
            }
            request.answers[name] = Answer(value, judgment: judgment)
        case .known, .knowledge:
            request.records?.facts[name] = value
            request.records?.unknown.remove(name)
        }
    }

    private func read(_ field: String, of id: String, _ reply: Reply, in request: inout Request) {
        guard let index = request.documents.firstIndex(where: { $0.id == id || $0.type == id }),
            let declared = rulebook.document(request.documents[index].type)?.field(field), reply != .unknown
        else { return }
        request.documents[index].unread.remove(field)
        request.documents[index].fields[field] =
            switch (reply, declared.type) {
            case (.absent, _): nil
            case (.fresh, _), (.yes, .id), (.yes, .ids), (.yes, .text), (.yes, .scope):
                fresh(declared, in: request)
            case (.no, .id): .id(Stand.someoneElse)
            case (.no, .ids): .ids([Stand.someoneElse])
            case (.no, .text): nil
            case (.no, .scope): .scope([])
            default: reply.value(as: declared.type)
            }
    }

    /// Sets what the first question, "what do they have?", means: the chosen reason's keys hold, no other's.
    private func choose(_ reply: Reply, in request: inout Request) {
        guard case .basis(let key) = reply else { return }
        let basis = decide(request).ask.first { $0.subject == .basis }
        guard let basis else { return }
        let chosen = key.flatMap { key in
            basis.choices.enumerated().first { InterviewQuestion.key(of: $1, at: $0) == key }?.element
        }
        for key in Set(basis.choices.flatMap(\.keys)) where request.answers[key] == nil {
            tell(key, chosen?.keys.contains(key) == true ? .yes : .no, in: &request)
        }
        guard request.purposes == nil else { return }
        if let purposes = chosen?.purposes, !purposes.isEmpty {
            request.purposes = purposes
        } else if rulebook.hierarchy(.purpose).contains(Interview.otherPurpose) {
            request.purposes = [Interview.otherPurpose]
        }
    }

    /// The purpose that no reason of the law is for.
    static let otherPurpose = "other-purpose"

    private func set(_ field: RequestField, _ reply: Reply, in request: inout Request) {
        guard let value = reply.value(as: field.type) else { return }
        switch (field, value) {
        case (.purpose, .names(let names)): request.purposes = names
        case (.recipient, .names(let names)): request.recipient.kinds = names
        case (.actor, .names(let names)): request.actor.kinds = names
        case (.channel, .name(let name)): request.channel = name
        case (.object, .name(let name)): request.object = name
        default:
            guard !request.groups.isEmpty else { return }
            request.groups[0].set(field, value)
        }
    }
}

extension Group {
    /// Sets a field of the part; a value of another type changes nothing.
    mutating func set(_ field: RequestField, _ value: Value) {
        switch (field, value) {
        case (.item, .name(let name)): item = name
        case (.labels, .names(let names)): labels = names
        case (.elements, .names(let names)): elements = .some(names)
        case (.service, .name(let name)): service = name
        case (.source, .name(let name)): source = name
        case (.place, .id(let id)): place = id
        case (.part2, .yesNo(let answer)): part2 = answer
        case (.paidInFull, .yesNo(let answer)): paidInFull = answer
        case (.madeByUs, .yesNo(let answer)): madeByUs = answer
        case (.given, .period(let period)): given = period
        case (.held, .period(let period)): held = period
        default: return
        }
    }
}

extension Reply {
    /// The reply as a value of the type, or nothing when it is none.
    func value(as type: ValueType) -> Value? {
        switch (self, type) {
        case (.yes, .yesNo): .yesNo(true)
        case (.no, .yesNo): .yesNo(false)
        case (.names(let names), .names): .names(names)
        case (.names(let names), .name), (.names(let names), .choice): names.first.map { .name($0) }
        case (.names(let names), .id): names.first.map { .id($0) }
        case (.number(let number), .number): .number(number)
        case (.day(let day), .time): .time(.day(day))
        case (.day(let day), .period): .period(Period(day))
        case (.period(let period), .period): .period(period)
        default: nil
        }
    }
}

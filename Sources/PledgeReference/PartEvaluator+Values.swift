import PledgeCore
import PledgeDecisions

extension PartEvaluator {
    /// What an operand is worth.
    func value(of operand: Operand, _ scene: Scene, _ completion: Completion) throws -> PlainValue {
        switch operand {
        case .fact(let name): return try fact(name, completion)
        case .field(let field): return try value(of: field, scene, completion)
        case .document(let name):
            guard let document = scene.document else { return .absent }
            return try field(name, of: document, completion)
        case .names(let names): return .names(names, nil)
        case .number(let number): return .number(number)
        case .time(let moment): return .time(moment)
        case .period(let period): return .period(period)
        case .text(let text): return .texts([text])
        case .offset(let inner, let span, let sign):
            return all.zone.moved(try value(of: inner, scene, completion), by: span, sign: sign)
        case .part: return .absent
        }
    }

    /// A fact, read from where it comes from; silence means what its source says (semantics, section 3).
    private func fact(_ name: String, _ completion: Completion) throws -> PlainValue {
        guard let fact = book.facts[name] else { return .absent }
        let silence: PlainValue = fact.type == .yesNo ? .yesNo(false) : .absent
        // A change that is tried out states a fact of the records among the answers.
        let stated = request.records?.facts[name] ?? request.answers[name]?.value
        if let stated, request.records?.unknown.contains(name) != true { return PlainValue(stated, type: fact.type) }
        switch fact.source {
        case .asked: break
        case .known:
            if let records = request.records, !records.unknown.contains(name) { return silence }
        case .knowledge: return silence
        }
        return try completion.value(of: .fact(name)) {
            // A record that nobody read may be silent.
            candidates(.fact(name), fact.type, .fact(name))
                + (fact.source == .known && fact.type != .yesNo ? [.absent] : [])
        }
    }

    private func field(_ name: String, of hand: DocumentInHand, _ completion: Completion) throws -> PlainValue {
        let type = book.documents[hand.document.type]?.field(name)?.type
        guard hand.document.unread.contains(name) else {
            return hand.document.fields[name].map { PlainValue($0, type: type) } ?? .absent
        }
        guard let type else { return .absent }
        let unknown = Unknown.documentField(hand.position, hand.document.type + "." + name)
        return try completion.value(of: unknown) {
            candidates(unknown, type, .documentField(name)) + [.absent]
        }
    }

    /// A field of the request or of the piece; nothing stated means unknown.
    func value(of field: RequestField, _ scene: Scene, _ completion: Completion) throws -> PlainValue {
        switch field {
        case .at: return .time(.instant(request.at))
        case .act: return .names([request.act.rawValue], nil)
        case .actor: return .names(request.actor.kinds, .kind)
        case .recipient:
            return .names(scene.isStanding ? request.recipient.kinds : try recipientKinds(completion), .kind)
        case .purpose:
            if let purposes = request.purposes { return .names(purposes, .purpose) }
            return try completion.value(of: .field(.purpose)) {
                book.rulebook.hierarchy(.purpose).terms.map { .names([$0.name], .purpose) }
            }
        case .channel: return try stated(request.channel.map { .names([$0], .channel) }, field, completion)
        case .object:
            return request.object.map { .names([$0], .object) } ?? .absent
        case .actorID: return try stated(request.actor.id.map { .texts([$0]) }, field, completion)
        case .recipientID: return try stated(request.recipient.id.map { .texts([$0]) }, field, completion)
        case .recipientAddress: return try stated(request.recipient.address.map { .texts([$0]) }, field, completion)
        case .channelAddress: return try stated(request.channelAddress.map { .texts([$0]) }, field, completion)
        case .onBehalfOf: return try stated(request.onBehalfOf.map { .texts([$0]) }, field, completion)
        case .item, .labels, .elements, .service, .source, .place, .part2, .paidInFull, .madeByUs, .given, .held,
            .unreviewed, .overlayHere:
            return try partValue(of: field, completion)
        }
    }

    private func stated(_ value: PlainValue?, _ field: RequestField, _ completion: Completion) throws -> PlainValue {
        if let value { return value }
        return try completion.value(of: .field(field)) { candidates(.field(field), field.type, .field(field)) }
    }

    private func partValue(of field: RequestField, _ completion: Completion) throws -> PlainValue {
        if field == .place {
            let place = piece.group?.place ?? request.settings.state
            return try stated(place.map { .texts([$0]) }, field, completion)
        }
        if field == .overlayHere {
            let place = try placeOfCare(completion)
            return .yesNo(book.rulebook.overlays.contains { $0.state == place })
        }
        guard let group = piece.group else {
            // An object has no items: nothing about items holds of it.
            switch field {
            case .part2, .paidInFull, .madeByUs, .unreviewed: return .yesNo(false)
            case .labels: return .names([], .label)
            default: return .absent
            }
        }
        switch field {
        case .item: return try stated(group.item.map { .names([$0], .item) }, field, completion)
        case .service: return try stated(group.service.map { .names([$0], .service) }, field, completion)
        case .source: return try stated(group.source.map { .names([$0], .source) }, field, completion)
        case .elements: return .names(piece.elements, .data)
        case .labels: return labels
        case .part2: return try part2(group, completion)
        case .paidInFull: return try stated(group.paidInFull.map(PlainValue.yesNo), field, completion)
        case .madeByUs: return try stated(group.madeByUs.map(PlainValue.yesNo), field, completion)
        case .given: return try stated(group.given.map(PlainValue.period), field, completion)
        case .held: return try stated(group.held.map(PlainValue.period), field, completion)
        case .unreviewed: return .yesNo(try isUnreviewed(completion))
        default: return .absent
        }
    }

    /// The labels of the piece: known, or at least one of those there are.
    var labels: PlainValue {
        guard let group = piece.group else { return .names([], .label) }
        if let labels = group.labels { return .names(labels, .label) }
        let universe = book.rulebook.hierarchy(.label).terms.map(\.name)
        return .openNames(.field(.labels), universe, .label, neverEmpty: true)
    }

    /// Part 2 applies only where a label says it may, or where nobody read the labels.
    private func part2(_ group: Group, _ completion: Completion) throws -> PlainValue {
        if let part2 = group.part2 { return .yesNo(part2) }
        if let labels = group.labels {
            let marked = Array(book.rulebook.part2Labels)
            guard all.stands(labels, underSomeOf: marked, .label) else { return .yesNo(false) }
        }
        return try stated(nil, .part2, completion)
    }

    /// Whether the piece bears a label that nobody looked at for the place of care.
    private func isUnreviewed(_ completion: Completion) throws -> Bool {
        let place = try placeOfCare(completion)
        var reviewed = request.settings.reviewed[place] ?? []
        for overlay in book.rulebook.overlays where overlay.state == place {
            switch overlay.reviewed {
            case .all: return false
            case .labels(let names): reviewed.formUnion(names)
            }
        }
        return try someMember(of: labels, completion) { !reviewed.contains($0) }
    }
}

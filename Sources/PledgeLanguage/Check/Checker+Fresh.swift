import PledgeCore
import PledgeDecisions

extension Checker {
    /// The value of a field in a fresh document, of the field's type.
    mutating func fresh(_ term: TermNode, _ type: ValueType) -> DocumentField.Fresh? {
        switch term {
        case .day(let day) where type == .time: return .value(.time(.day(day.day)))
        case .period(let period, _) where type == .period: return .value(.period(period))
        case .number(let number, _) where type == .number: return .value(.number(number))
        case .text(let text):
            switch type {
            case .text: return .value(.text(text.text))
            case .id: return .value(.id(text.text))
            case .ids: return .value(.ids([text.text]))
            default: return wrongFresh(term, type)
            }
        case .offset(let inner, let span, let sign):
            guard inner.name?.text == "at", type == .time else { return wrongFresh(term, type) }
            return .at(span.span, sign: sign)
        case .braces(let members, _):
            if type == .ids {
                let texts = members.compactMap { member -> String? in
                    if case .text(let text) = member { return text.text }
                    return nil
                }
                return texts.count == members.count ? .value(.ids(texts)) : wrongFresh(term, type)
            }
            guard case .names(let domain) = type else { return wrongFresh(term, type) }
            return .value(.names(checked(members.compactMap(\.name), in: domain)))
        case .path(let path, _):
            return fresh(path.map(\.text).joined(separator: "."), term, type)
        case .day, .period, .number: return wrongFresh(term, type)
        }
    }

    private mutating func fresh(_ word: String, _ term: TermNode, _ type: ValueType) -> DocumentField.Fresh? {
        switch (word, type) {
        case ("yes", .yesNo): return .value(.yesNo(true))
        case ("no", .yesNo): return .value(.yesNo(false))
        case ("at", .time): return .at(Span(), sign: 1)
        case ("recipient.id", .id), ("recipient.id", .ids): return .recipientID
        case ("actor.id", .id), ("actor.id", .ids): return .actorID
        case ("on-behalf-of", .id), ("on-behalf-of", .ids): return .onBehalfOf
        case ("recipient", .names(.kind)): return .recipientKinds
        case ("purpose", .names(.purpose)): return .purposes
        case ("labels", .names(.label)): return .labels
        case ("item", .names(.item)), ("item", .name(.item)): return .items
        case ("group", .scope): return .part
        case (_, .name(let domain)), (_, .names(let domain)):
            guard let name = term.name else { return wrongFresh(term, type) }
            guard known(name, in: domain) else { return nil }
            return .value(type == .name(domain) ? .name(word) : .names([word]))
        default: return wrongFresh(term, type)
        }
    }

    private mutating func wrongFresh(_ term: TermNode, _ type: ValueType) -> DocumentField.Fresh? {
        findings.add(.illTyped("`new`", needs: type.words, found: "`\(written(term))`"), at: term.place)
        return nil
    }
}

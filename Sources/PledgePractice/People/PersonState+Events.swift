package import PledgeCore

extension PersonState {
    /// What the person's state is after an event.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - index: The number of its entry.
    /// - Throws: `ShapeProblem` where the event does not fit: a directive that is not there.
    package mutating func apply(_ event: PracticeEvent, at index: Int64) throws(ShapeProblem) {
        switch event {
        case .organization(let change):
            if let changed = change.facts { set(changed) }
            if let name = change.name { names = [PersonName(text: name)] }
            for (name, value) in [
                ("zone", change.zone.map { JSONValue.string($0) }), ("state", change.state.map { .string($0) }),
                ("protocols", change.protocols), ("reviewed", change.reviewed),
            ] {
                if let value { settings[name] = value }
            }
        case .rulebook(let change): rulebook = change.hash
        case .person(let change): apply(change)
        case .party(let change):
            var party = party ?? Party(id: change.id)
            party.take(change)
            self.party = party
        case .directive(let taken):
            var document = taken.document
            document["id"] = .string(PersonState.directiveID(index))
            directives.append(Directive(entry: index, document: document, isKeptOut: taken.isKeptOut))
        case .directiveEnd(let ended):
            guard let position = directives.firstIndex(where: { $0.entry == ended.directive }) else {
                throw ShapeProblem(path: "$.directive", message: "no directive of this person has that number")
            }
            for member in ended.set.members { directives[position].document[member.name] = member.value }
            // From here on the tasks tell of them.
            if !ended.tasks.isEmpty { directives[position].postings = [] }
        case .posting(let posting):
            guard let position = directives.firstIndex(where: { $0.entry == posting.directive }) else {
                throw ShapeProblem(path: "$.directive", message: "no directive of this person has that number")
            }
            directives[position].postings.removeAll { $0 == posting.place }
            if !posting.isTakenDown, posting.tasks.isEmpty { directives[position].postings.append(posting.place) }
        case .role(let change): take(change)
        case .account(let change): take(change)
        case .signIn(let signIn):
            // Of a name that nobody has there is nothing to change.
            guard signIn.login != nil else { return }
            try take(signIn, at: index)
        case .signOut(let signOut): try take(signOut)
        case .emergencyAccess(let access): try take(access, at: index)
        case .release, .record, .stopped, .taskEnd, .keyRotation, .keyDestruction, .restoration, .merge, .unmerge,
            .view,
            .export:
            return
        }
        changed = index
    }

    /// What a directive is called in requests and decisions: `d` and the number of its entry.
    package static func directiveID(_ entry: Int64) -> String { "d\(entry)" }

    private mutating func apply(_ change: PersonChange) {
        if !change.identifiers.isEmpty { identifiers = change.identifiers }
        clear(change.clear)
        if !change.names.isEmpty { names = change.names }
        if let birth = change.birth { self.birth = birth }
        details.take(change.details)
        if let first = change.firstContact { firstContact = first }
        set(change.facts)
        for name in change.unset {
            facts[name] = nil
            unknown.removeAll { $0 == name }
        }
        for name in change.unknown where !unknown.contains(name) {
            facts[name] = nil
            unknown.append(name)
        }
        for version in change.accepted where !accepted.contains(version) { accepted.append(version) }
    }

    private mutating func clear(_ members: [String]) {
        for member in members {
            switch member {
            case "names": names = []
            case "birth": birth = nil
            case "addresses": details.addresses = []
            case "telecoms": details.telecoms = []
            case "languages": details.languages = []
            case "died": details.died = nil
            case "zone": details.zone = nil
            case "contacts": details.contacts = []
            default: break
            }
        }
    }

    private mutating func set(_ facts: JSONObject) {
        for member in facts.members {
            self.facts[member.name] = member.value
            unknown.removeAll { $0 == member.name }
        }
    }
}

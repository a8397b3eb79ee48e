import PledgeCore
package import PledgeDecisions

/// Makes requests from the rules: each starts from one ground and is then, often, spoiled.
package struct CaseGenerator: Sendable {
    let book: Rulebook
    private var random: SplitMix64
    private var count = 0
    private let inForce: [Ground]

    package init(_ book: Rulebook, seed: UInt64) {
        self.book = book
        random = SplitMix64(seed: seed)
        inForce = book.grounds
    }

    /// The next request.
    package mutating func next() -> Request {
        count += 1
        guard let ground = random.pick(inForce) else { return CaseGenerator.blank(id: "case-\(count)") }
        var draft = Draft(
            book: book, random: SplitMix64(seed: random.next()), request: CaseGenerator.blank(id: "case-\(count)"))
        draft.begin(with: ground)
        draft.satisfy(ground)
        if draft.random.chance(50) { draft.spoil(ground) }
        draft.answerTheRest()
        draft.fileThePapers()
        if draft.random.chance(6) { draft.forgetRecords() }
        return draft.request
    }

    static func blank(id: String) -> Request {
        Request(
            id: id, at: Instant("2026-11-21T15:00:00Z") ?? Instant(seconds: 0), act: .disclose,
            actor: Party(id: "p", kinds: []), onBehalfOf: "p", recipient: Party(id: "r1", kinds: [], address: "a"),
            purposes: [], channelAddress: "a", records: Records(), settings: Settings())
    }
}

extension Draft {
    /// Act, parties, purpose and groups that the ground is for.
    mutating func begin(with ground: Ground) {
        let clause = random.pick(ground.acts)
        request.act = clause.flatMap { random.pick($0.acts) } ?? .disclose
        request.actor.kinds = random.pick(ground.actors).map { [below($0, .kind)] } ?? []
        let recipient = clause.flatMap { random.pick($0.recipients) } ?? "anyone"
        request.recipient.kinds = [below(recipient, .kind)]
        let standings = book.standings.filter { $0.becomes == recipient }
        if random.chance(25), let standing = random.pick(standings) {
            request.recipient.kinds = [below(standing.kind, .kind)]
            make(standing.condition, random.chance(80))
        }
        request.purposes = [random.pick(ground.purposes).map { below($0, .purpose) } ?? "treatment"]
        if random.chance(4), let second = random.pick(book.hierarchy(.purpose).terms) {
            request.purposes?.append(second.name)
        }
        request.channel = random.pick(book.hierarchy(.channel).terms.map(\.name))
        let states = book.overlays.map(\.state) + ["IL", "WI"]
        if random.chance(95) { request.settings.state = random.pick(states) }
        if let force = random.chance(12) ? random.pick(book.grounds)?.head.force : nil {
            moveTheClock(to: force)
        }
        addGroups(for: ground)
        if random.chance(15) { addRoutine() }
        if random.chance(85) {
            let contact = today.after(-Int32(random.below(9000)))
            request.records?.firstContact = contact
        }
    }

    /// The first or last days of a rule's force are the telling ones.
    private mutating func moveTheClock(to force: Force) {
        let days = [force.since, force.since.after(-1), force.until, force.until?.after(-1)].compactMap { $0 }
        guard let day = random.pick(days), let covers = book.covers, covers.contains(Period(day)) else { return }
        let ofDay = random.pick([0, 43_200, 86_399]) ?? 0
        request.at = Instant(seconds: PlainZone.utc.start(day).seconds + Int64(ofDay))
    }

    private mutating func addRoutine() {
        let elements = random.some(book.hierarchy(.data).terms.map(\.name), 30)
        request.settings.routines = [
            Settings.Routine(
                recipient: request.recipient.kinds.first ?? "anyone", purpose: request.purposes?.first ?? "payment",
                elements: elements)
        ]
    }

    private mutating func addGroups(for ground: Ground) {
        let objects = book.hierarchy(.object)
        let aboutObjects = ground.about.filter { objects.contains($0) }
        let aboutItems = ground.about.filter { book.hierarchy(.item).contains($0) }
        if !request.act.isAboutItems, aboutItems.isEmpty || random.chance(50) {
            request.object =
                random.pick(aboutObjects).map { below($0, .object) }
                ?? random.pick(objects.terms.map(\.name))
            guard random.chance(20) else { return }
        }
        let most = random.chance(25) ? 3 : 1
        for _ in 0..<(1 + random.below(most)) { request.groups.append(anyGroup(about: aboutItems)) }
    }

    private mutating func anyGroup(about items: [String]) -> Group {
        let book = book
        func names(_ domain: Domain) -> [String] { book.hierarchy(domain).terms.map(\.name) }
        let given = stretch()
        var group = Group(
            item: random.pick(items).map { below($0, .item) } ?? random.pick(names(.item)),
            labels: random.chance(70) ? [] : random.some(names(.label), 20),
            service: random.pick(names(.service)), source: random.pick(names(.source)), part2: false,
            paidInFull: random.chance(15), madeByUs: random.chance(70), given: given,
            held: random.chance(60) ? given : stretch())
        if random.chance(10) { group.labels = nil }
        if random.chance(12) { group.part2 = random.chance(50) ? nil : true }
        if random.chance(35) { group.elements = .some(anyElements()) }
        return group
    }

    private mutating func anyElements() -> [String] {
        let names = book.hierarchy(.data).terms.map(\.name)
        let listed = book.grounds.flatMap(\.limits).flatMap { limit -> [String] in
            if case .atMost(let list) = limit { return list }
            return []
        }
        let chosen = (0..<(1 + random.below(4))).compactMap { _ in random.pick(random.chance(60) ? listed : names) }
        return chosen.isEmpty ? Array(names.prefix(1)) : Array(Set(chosen)).sorted()
    }

    mutating func stretch() -> Period? {
        let first = today.after(-Int32(random.below(9000)))
        return Period(first: first, last: first.after(random.chance(40) ? 0 : Int32(random.below(3000))))
    }

    /// Makes the ground's condition, limits and, half the time, its compulsion hold.
    mutating func satisfy(_ ground: Ground) {
        if let type = ground.document { current = paper(of: type) }
        make(ground.condition, true)
        if random.chance(50) { make(ground.compelled, true) }
        for limit in ground.limits {
            switch limit {
            case .atMost(let elements):
                if random.chance(50), !elements.isEmpty {
                    for position in request.groups.indices {
                        request.groups[position].elements = .some(random.some(elements, 60) + elements.prefix(1))
                    }
                }
            case .within(let field):
                if random.chance(80) { make(Test(.document(field), .covers, .part), true) }
            case .minimum: break
            }
        }
        current = nil
    }

    /// Answers what nobody asked about yet: mostly *no*, as at a desk where nothing special is the matter.
    mutating func answerTheRest() {
        let answered = random.chance(70) ? 100 : random.below(101)
        for fact in book.facts where request.answers[fact.name] == nil && fact.source == .asked {
            guard random.chance(answered) else { continue }
            if fact.type == .yesNo {
                state(fact.name, .yesNo(random.chance(10)))
            } else if let value = anyValue(of: fact.type) {
                state(fact.name, value)
            }
        }
    }

    /// Takes the records away, as if nobody had read them.
    mutating func forgetRecords() {
        guard let records = request.records else { return }
        request.documents += records.documents.filter { book.document($0.type)?.onFile != true }
        request.records = nil
    }
}

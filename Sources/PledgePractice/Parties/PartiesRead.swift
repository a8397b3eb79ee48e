import PledgeCore
import PledgeDecisions

/// What a decision reads of the parties that its request names.
struct PartiesRead: Sendable {
    static let none = PartiesRead(states: [])

    /// The members of a request that name a party.
    static let roles = ["actor", "recipient"]

    /// Facts that follow from a unit above both parties, by the level of the unit.
    private static let shared: [(fact: String, level: Party.Level)] = [
        ("same-arrangement", .arrangement), ("designated-as-one", .affiliated),
    ]

    /// The parties named, and the units above them.
    private(set) var states: [PersonState]

    var numbers: [Int64] { states.map(\.number) }

    // MARK: The request

    /// The party that a request names as actor or recipient.
    private func party(_ role: String, _ request: JSONObject) -> PersonState? {
        guard case .object(let named)? = request[role], case .string(let id)? = named["id"] else { return nil }
        return states.first { $0.party.map { IdentifierToken.isSame($0.id, id) } ?? false }
    }

    /// The request with what the store knows of its parties.
    func filled(_ request: JSONObject) -> JSONObject {
        var request = request
        for role in PartiesRead.roles {
            guard let party = party(role, request)?.party, case .object(var named)? = request[role] else { continue }
            named["id"] = .string(party.id)
            named["kinds"] = .strings(party.kinds)
            if role == "recipient", named["address"] == nil, party.ways.count == 1 {
                named["address"] = .string(party.ways[0])
            }
            request[role] = .object(named)
        }
        return request
    }

    /// Refuses what a caller says otherwise than the store.
    ///
    /// - Parameters:
    ///   - request: The caller's.
    ///   - day: Of the organization's zone.
    ///   - isDone: Whether it already happened: then the days of the parties do not matter.
    /// - Throws: `PracticeError.asked` where the caller says another thing than the store.
    func check(_ request: JSONObject, on day: Day, isDone: Bool) throws(PracticeError) {
        for role in PartiesRead.roles {
            guard let party = party(role, request)?.party, case .object(let named)? = request[role] else { continue }
            guard !party.kinds.isEmpty else {
                throw PartiesRead.problem(
                    "$.\(role).id", "this unit stands for several: it neither acts nor receives",
                    "name one of its members")
            }
            guard isDone || party.days.contains(day) else {
                throw PartiesRead.problem(
                    "$.\(role).id", "by our records this party is not there on \(day)",
                    "change its days if they are wrong")
            }
            if let kinds = named["kinds"], PartiesRead.strings(kinds) != Set(party.kinds) {
                throw PartiesRead.problem(
                    "$.\(role).kinds", "not the kinds that are on file for this party",
                    "leave them out, or change the party first")
            }
            if role == "recipient" { try check(named["address"], "$.recipient.address", of: party) }
        }
        if let recipient = party("recipient", request)?.party, case .object(let channel)? = request["channel"] {
            try check(channel["address"], "$.channel.address", of: recipient)
        }
        for (fact, isShared) in follows(from: request, on: day) {
            guard case .object(let answers)? = request["answers"], var answer = answers[fact] else { continue }
            if case .object(let long) = answer, let value = long["value"] { answer = value }
            if case .bool(let said) = answer, said != isShared {
                throw PartiesRead.problem(
                    "$.answers.\(fact)", "our records of the parties say otherwise",
                    "leave it out, or change what they are part of first")
            }
        }
    }

    private func check(_ address: JSONValue?, _ path: String, of party: Party) throws(PracticeError) {
        guard case .string(let address)? = address, !party.ways.isEmpty else { return }
        guard party.ways.contains(where: { IdentifierToken.isSame($0, address) }) else {
            throw PartiesRead.problem(path, "not an address that is on file for this party", "change the party first")
        }
    }

    private static func problem(_ path: String, _ message: String, _ help: String) -> PracticeError {
        .asked(ShapeProblem(path: path, message: message, help: help))
    }

    private static func strings(_ value: JSONValue) -> Set<String>? {
        guard case .array(let values) = value else { return nil }
        return Set(values.map { if case .string(let string) = $0 { string } else { "" } })
    }

    // MARK: What follows

    /// The papers with the parties named, as they stand now.
    func papers(_ request: JSONObject) -> [PersonState.Directive] {
        var numbers: Set<Int64> = []
        return PartiesRead.roles.compactMap { party($0, request) }
            .filter { numbers.insert($0.number).inserted }.flatMap(\.directives)
    }

    /// What the tree says of the two parties: nothing of a level that neither is placed under.
    func follows(from request: JSONObject, on day: Day) -> [(fact: String, isSo: Bool)] {
        guard let actor = party("actor", request), let recipient = party("recipient", request) else { return [] }
        return PartiesRead.shared.compactMap { fact, level in
            let ever = above(actor, level, on: nil).union(above(recipient, level, on: nil))
            guard !ever.isEmpty else { return nil }
            return (fact, !above(actor, level, on: day).isDisjoint(with: above(recipient, level, on: day)))
        }
    }

    /// Numbers of the units of a level that a party is part of.
    ///
    /// - Parameters:
    ///   - state: The party.
    ///   - level: Of the units.
    ///   - day: The day; nothing for whenever.
    /// - Returns: The numbers.
    private func above(_ state: PersonState, _ level: Party.Level, on day: Day?) -> Set<Int64> {
        var found: Set<Int64> = []
        var seen: Set<Int64> = []
        var next = [state]
        while let state = next.popLast() {
            guard let party = state.party, day.map(party.days.contains) ?? true, seen.insert(state.number).inserted
            else {
                continue
            }
            if party.level == level { found.insert(state.number) }
            for membership in party.partOf where day.map(membership.days.contains) ?? true {
                next += states.filter { $0.number == membership.number }
            }
        }
        return found
    }
}

extension Practice {
    /// Reads the parties that a request names, and the units above them.
    ///
    /// - Parameters:
    ///   - request: The caller's.
    ///   - organization: Person 0.
    ///   - reader: Reads rows that are believed.
    /// - Returns: What was read, and on which rows it rests beside the organization's.
    /// - Throws: What the reader throws.
    func parties(
        in request: JSONObject, _ organization: PersonState, _ reader: any StateReading
    ) throws -> (read: PartiesRead, basis: [Prepared.Basis]) {
        var states: [PersonState] = []
        var rows: [Int64] = []
        var next: [Int64] = []
        for role in PartiesRead.roles {
            guard case .object(let named)? = request[role], case .string(let id)? = named["id"] else { continue }
            let found = try PartyDirectory.look(id, in: organization, journal.chain.index, reader)
            if let page = found.page, !rows.contains(page) { rows.append(page) }
            if let party = found.party { next.append(party) }
        }
        while !next.isEmpty {
            let number = next.removeFirst()
            guard !rows.contains(number) else { continue }
            let state = try reader.person(number)
            guard let party = state.party else { throw PracticeError.tampered("a page of parties leads to no party") }
            rows.append(number)
            states.append(state)
            next += party.partOf.compactMap(\.number)
        }
        let basis = try rows.map { Prepared.Basis(person: $0, leaf: try reader.leaf(of: $0), identifier: nil) }
        return (PartiesRead(states: states), basis)
    }
}

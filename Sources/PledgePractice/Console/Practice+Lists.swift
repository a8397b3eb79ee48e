package import PledgeCore
package import PledgeLedger
import PledgeStore

extension Practice {
    /// Entries in the clear, the newest first; those that nobody can read any more are left out.
    ///
    /// - Parameters:
    ///   - kinds: Of entries.
    ///   - person: Only those about this person.
    ///   - before: Only entries with a smaller number.
    ///   - most: How many are read at most.
    /// - Returns: The entries.
    /// - Throws: `PracticeError.tampered` where one was changed.
    package func entries(
        _ kinds: [EntryKind], about person: Int64? = nil, before: Int64? = nil, most: Int
    ) throws -> [OpenedEntry] {
        var values: [SQLValue] = kinds.map { .integer(Int64($0.rawValue)) }
        var condition = "kind IN (\((1...max(1, kinds.count)).map { "?\($0)" }.joined(separator: ", ")))"
        if let before {
            values.append(.integer(before))
            condition += " AND number < ?\(values.count)"
        }
        if let person {
            values.append(.integer(person))
            condition += " AND number IN (SELECT entry FROM person_entry WHERE person = ?\(values.count))"
        }
        values.append(.integer(Int64(most)))
        let newest =
            "number IN (SELECT number FROM entry WHERE \(condition) ORDER BY number DESC LIMIT ?\(values.count))"
        let selected = values
        return try read { reader, connection in
            let stored = try StoredEntry.all(newest, selected, connection)
            var keys: [Int64: SealingKey?] = [:]
            for number in Set(stored.flatMap { $0.body.keys.map(\.person) }) {
                keys[number] = .some(try self.dataKeyIfThere(number, connection, self.journal.chain))
            }
            let known = keys
            return try AllCores.map(stored) { try $0.opened { known[$0] ?? nil } }.compactMap { $0 }.reversed()
        }
    }

    /// The states of people by number; those whose key was destroyed are left out.
    package func states(of numbers: Set<Int64>) throws -> [Int64: PersonState] {
        try read { reader, _ in
            var states: [Int64: PersonState] = [:]
            for number in numbers where number > 0 {
                do {
                    states[number] = try reader.person(number)
                } catch PracticeError.unknownPatient {
                    continue
                }
            }
            return states
        }
    }

    /// The patients who came last.
    ///
    /// - Parameter most: How many at most.
    /// - Returns: Their states, the newest first.
    /// - Throws: `PracticeError` where a row was changed.
    package func newestPatients(most: Int) throws -> [PersonState] {
        try read { reader, _ in
            var found: [PersonState] = []
            var number = reader.head.people - 1
            let last = max(0, number - Int64(most) * 8)
            while number > last, found.count < most {
                do {
                    let state = try reader.person(number)
                    if state.isPatient, state.mergedInto == nil { found.append(state) }
                } catch PracticeError.unknownPatient {}
                number -= 1
            }
            return found
        }
    }

    /// How many entries the journal has, and how many people and parties it knows.
    package func sizes() throws -> (entries: Int64, people: Int64) {
        try read { reader, _ in (reader.head.size, reader.head.people) }
    }

    /// What the practice's clock shows.
    package func now() -> Int64 { journal.clock() }

    /// The rules and promises in force.
    package func rulesInForce() throws -> RulesInForce {
        try read { reader, _ in try self.rules(of: try reader.person(0), reader) }
    }
}

/// What every page of the console is made beside: the organization, its rules, its day.
package struct PracticeSetting: Sendable {
    package var organization: PersonState
    package var rules: RulesInForce
    package var zone: TimeZoneRules
    /// By its tzdata name; nothing where none is set.
    package var zoneName: String?
    package var now: Instant
    /// Of the organization's zone.
    package var today: Day
}

extension Practice {
    package func setting() throws -> PracticeSetting {
        try read { reader, _ in
            let organization = try reader.person(0)
            let zone = organization.zone(self.zones)
            let now = Instant(milliseconds: reader.now)
            return PracticeSetting(
                organization: organization, rules: try self.rules(of: organization, reader), zone: zone,
                zoneName: Disclosure.text(organization.settings["zone"]), now: now, today: zone.day(of: now))
        }
    }
}

extension Practice {
    /// Who made the practice: the first entry says so.
    package func ownerName() throws -> String {
        guard case .organization(let change) = try openEntry(0).event else {
            throw PracticeError.tampered("the journal does not begin with the organization")
        }
        return change.by
    }
}

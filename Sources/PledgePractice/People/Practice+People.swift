package import PledgeCore
package import PledgeLedger
package import PledgeDecisions
import PledgeStore

extension Practice {
    // MARK: People

    /// Takes in a new person.
    ///
    /// - Parameter change: With at least one identifier that nobody has.
    /// - Returns: The entry that says so.
    /// - Throws: `PracticeError` that says what to do; nothing was recorded.
    package func add(person change: PersonChange) throws -> EntryHeader {
        guard !change.identifiers.isEmpty else {
            throw PracticeError.asked(
                ShapeProblem(
                    path: "$", message: "`identifiers` is missing",
                    help: "give the patient's number, such as [\"MRN-1001\"]"))
        }
        try check(change)
        return try journal.append { batch in
            for (position, identifier) in change.identifiers.enumerated()
            where try batch.isKnown(identifier: identifier) {
                throw PracticeError.asked(
                    ShapeProblem(
                        path: "$.identifiers[\(position)]", message: "a patient has this identifier already",
                        help: "change that patient, or give another identifier"))
            }
            let number = try batch.newPerson()
            var state = PersonState(number: number, changed: 0)
            try self.apply(.person(change), to: &state, batch)
            return batch.lastHeader
        }
    }

    /// Changes what is known of a person.
    package func change(person identifier: String, _ change: PersonChange) throws -> EntryHeader {
        try check(change)
        return try journal.append { batch in
            var state = try batch.person(identifier: identifier)
            for (position, new) in change.identifiers.enumerated()
            where !state.identifiers.contains(where: { IdentifierToken.isSame($0, new) }) {
                if try batch.isKnown(identifier: new) {
                    throw PracticeError.asked(
                        ShapeProblem(
                            path: "$.identifiers[\(position)]", message: "another patient has this identifier already"))
                }
            }
            try self.apply(.person(change), to: &state, batch)
            return batch.lastHeader
        }
    }

    // MARK: Organization

    /// Changes what the organization is.
    package func change(_ change: OrganizationChange) throws -> EntryHeader {
        if let facts = change.facts { try check(facts) }
        return try journal.append { batch in
            var state = try batch.person(0)
            try self.apply(.organization(change), to: &state, batch)
            return batch.lastHeader
        }
    }

    /// Brings rules and promises into force.
    package func publish(_ rules: StoredRulebook, by: String) throws -> EntryHeader {
        let bytes = rules.bytes
        let hash = RulesInForce.hash(of: bytes)
        let change = RulebookChange(hash: hash, documents: rules.promises.map(\.id), by: by)
        _ = try RulesInForce(rules, zones: zones)
        return try journal.append { batch in
            var state = try batch.person(0)
            batch.add(rulebook: Hexadecimal.decode(hash.utf8) ?? [], EntryPacking.packed(bytes))
            try self.apply(.rulebook(change), to: &state, batch)
            return batch.lastHeader
        }
    }

    /// Says that a task was done.
    package func done(_ ended: TaskEnded) throws -> EntryHeader {
        try journal.append { batch in
            guard let person = try batch.openTask(entry: ended.entry, ordinal: ended.ordinal) else {
                throw PracticeError.asked(
                    ShapeProblem(
                        path: "$", message: "there is no such open task",
                        help: "list the tasks and take the numbers from there"))
            }
            var ended = ended
            ended.person = person
            let header = try batch.append(.taskEnd(ended), receipt: .object(JSONObject()), about: [person])
            batch.setDone(entry: ended.entry, ordinal: ended.ordinal, by: header.index)
            return header
        }
    }

    // MARK: One event

    private func apply(
        _ event: PracticeEvent, to state: inout PersonState, _ batch: JournalBatch
    ) throws {
        _ = try write(event, to: &state, batch)
    }

    /// Appends the entry, and writes the state it leaves.
    func write(
        _ event: PracticeEvent, to state: inout PersonState, _ batch: JournalBatch
    ) throws -> EntryHeader {
        let header = try append(event, about: [state.number], batch)
        let before = state
        do {
            try state.apply(event, at: header.index)
        } catch {
            throw PracticeError.asked(error)
        }
        // The organization is found by nothing.
        if case .person = event {
            for identifier in before.identifiers
            where !state.identifiers.contains(where: { IdentifierToken.isSame($0, identifier) }) {
                batch.set(identifier: identifier, to: nil)
            }
            for identifier in state.identifiers
            where !before.identifiers.contains(where: { IdentifierToken.isSame($0, identifier) }) {
                batch.set(identifier: identifier, to: state.number)
            }
            batch.setSearch(state, before: before)
        }
        try batch.set(state)
        return header
    }

    private func check(_ change: PersonChange) throws {
        guard change.tasks.isEmpty, change.imported == nil else {
            throw PracticeError.asked(
                ShapeProblem(path: "$", message: "`tasks` and `imported` are the journal's to say", help: "leave them out"))
        }
        try check(change.facts)
    }

    private func check(_ facts: JSONObject) throws {
        try read { reader, connection in
            let rules = try self.rules(of: try reader.person(0), reader)
            if let error = rules.reader.problem(records: .object(facts)) { throw PracticeError(error) }
        }
    }
}

extension PracticeError {
    /// Where and what, without what was written there: somebody's name may stand where a purpose should.
    init(_ error: RequestError) {
        let message = error.message.hasPrefix("unknown ") ? String(error.message.prefix { $0 != "`" }) : error.message
        let path = String(error.path.prefix { $0 != "\"" })
        self = .asked(
            ShapeProblem(
                path: path == error.path ? path : path + "...]",
                message: message.hasSuffix(" ") ? String(message.dropLast()) : message, help: error.help))
    }
}

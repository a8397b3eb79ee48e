package import PledgeCore
import PledgeDecisions
package import PledgeLedger

/// What is kept of those who ask and receive.
extension Practice {
    /// Takes in a new party.
    ///
    /// - Parameter change: With an id that no party has.
    /// - Returns: The entry that says so.
    /// - Throws: `PracticeError` that says what to do; nothing was recorded.
    package func add(party change: PartyChange) throws -> EntryHeader {
        try journal.append { batch in
            let key = batch.chain.index
            let (known, page) = try PartyDirectory.look(change.id, in: try batch.person(0), key, batch)
            guard known == nil else {
                throw PracticeError.asked(
                    ShapeProblem(
                        path: "$.party", message: "a party has this id already",
                        help: "change that party, or give another id"))
            }
            var party = Party(id: change.id)
            let numbered = try self.checked(change, &party, batch)
            let number = try batch.newPerson()
            var event = numbered
            event.page = try page ?? batch.newPerson()
            var state = PersonState(number: number, changed: 0)
            let isNew = page == nil
            let header = try self.append(.party(event), to: &state, batch)
            let others = try PartyDirectory.entered(
                event, number, { $0 > 0 && isNew ? nil : try batch.person($0) }, at: header.index, key)
            for other in others { try batch.set(other) }
            return header
        }
    }

    /// Changes what is known of a party.
    package func change(party change: PartyChange) throws -> EntryHeader {
        try journal.append { batch in
            var state = try self.party(change.id, batch)
            guard var party = state.party else { throw PracticeError.tampered("a page of parties leads to no party") }
            if let level = change.level, level != party.level {
                throw PracticeError.asked(
                    ShapeProblem(
                        path: "$.level", message: "the level of a unit stays",
                        help: "end this unit and add another"))
            }
            let event = try self.checked(change, &party, batch)
            return try self.append(.party(event), to: &state, batch)
        }
    }

    /// Takes in a paper with a party, such as an agreement; it counts from the next decision on.
    ///
    /// - Parameters:
    ///   - taken: The document: of a type that we obtain, and with one field that holds an id, which is the party's.
    ///   - id: Of the party.
    /// - Returns: The entry, whose number names the paper, and every defect.
    /// - Throws: `PracticeError` that says what to do; nothing was recorded.
    package func take(_ taken: DirectiveTaken, ofParty id: String) throws -> TakenDirective {
        guard taken.document["id"] == nil else {
            throw PracticeError.asked(
                ShapeProblem(path: "$.document.id", message: "the journal numbers it", help: "leave the id out"))
        }
        guard taken.defects.isEmpty, !taken.isKeptOut, taken.patientNamed == nil else {
            throw PracticeError.asked(
                ShapeProblem(
                    path: "$", message: "the program finds what is wrong, and no patient is named here",
                    help: "leave `defects`, `keptOut` and `patientNamed` out"))
        }
        return try journal.append { batch in
            var state = try self.party(id, batch)
            var taken = taken
            try self.address(&taken.document, to: state, batch)
            let reviewed = try PaperReview(
                taken.document, batch, try self.rules(of: try batch.person(0), batch), self.zones)
            taken.defects = reviewed.defects
            taken.isKeptOut = reviewed.isMadeLater
            let header = try self.append(.directive(taken), to: &state, batch)
            return TakenDirective(
                header: header, defects: taken.defects, isKeptOut: taken.isKeptOut,
                serves: taken.isKeptOut ? [] : reviewed.serves)
        }
    }

    /// Ends or corrects a paper with a party: releases that are acknowledged later see it.
    package func end(_ ended: DirectiveEnded, ofParty id: String) throws -> EntryHeader {
        guard ended.tasks.isEmpty else { throw Practice.tasksSaid }
        return try journal.append { batch in
            var state = try self.party(id, batch)
            let paper = try state.directive(ended.directive)
            var document = try ended.said(of: paper.document)
            try self.address(&document, to: state, batch)
            var ended = ended
            for member in ended.set.members { ended.set[member.name] = document[member.name] }
            return try self.append(.directiveEnd(ended), to: &state, batch)
        }
    }

    // MARK: Reading

    /// What decisions read of a party: its row, with its papers.
    package func party(_ id: String) throws -> PersonState { try read { reader, _ in try self.party(id, reader) } }

    /// Every party, by its id.
    package func parties() throws -> [PersonState] {
        try read { reader, _ in
            var parties: [PersonState] = []
            for page in try reader.person(0).directory.values {
                for number in try reader.person(page).directory.values {
                    let state = try reader.person(number)
                    if state.party != nil { parties.append(state) }
                }
            }
            return parties.sorted { ($0.party?.id ?? "") < ($1.party?.id ?? "") }
        }
    }

    private func party(_ id: String, _ reader: any StateReading) throws -> PersonState {
        let found = try PartyDirectory.look(id, in: try reader.person(0), journal.chain.index, reader)
        guard let number = found.party else {
            throw PracticeError.asked(
                ShapeProblem(
                    path: "$.party", message: "no party has this id", help: "add it first, or look it up again"))
        }
        return try reader.person(number)
    }

    // MARK: One event

    private func append(
        _ event: PracticeEvent, to state: inout PersonState, _ batch: JournalBatch
    ) throws -> EntryHeader {
        let header = try batch.append(event, receipt: .object(JSONObject()), about: [state.number])
        do throws(ShapeProblem) {
            try state.apply(event, at: header.index)
        } catch {
            throw PracticeError.asked(error)
        }
        try batch.set(state)
        return header
    }

    /// Checks what a party would be, and numbers the units it is part of.
    private func checked(_ change: PartyChange, _ party: inout Party, _ batch: JournalBatch) throws -> PartyChange {
        let rules = try rules(of: try batch.person(0), batch)
        let kinds = rules.rulebook.hierarchy(.kind)
        if let position = change.kinds.firstIndex(where: { !kinds.contains($0) }) {
            throw PracticeError.asked(
                ShapeProblem(
                    path: "$.kinds[\(position)]", message: "unknown kind",
                    help: "`pledge vocabulary` lists the kinds of the rules in force"))
        }
        var change = change
        for (position, membership) in change.partOf.enumerated() {
            change.partOf[position].number = try unit(
                membership.unit, above: change.level ?? party.level, at: "$.partOf[\(position)]", batch)
        }
        party.take(change)
        if party.kinds.isEmpty, party.level?.isGroup != true {
            throw PracticeError.asked(
                ShapeProblem(
                    path: "$", message: "`kinds` is missing", help: "say what the party is, such as [\"provider\"]"))
        }
        if let from = party.days.from, let until = party.days.until, until < from {
            throw PracticeError.asked(ShapeProblem(path: "$.until", message: "before `from`"))
        }
        return change
    }

    private func unit(
        _ id: String, above level: Party.Level?, at path: String, _ batch: JournalBatch
    ) throws -> Int64 {
        let found = try PartyDirectory.look(id, in: try batch.person(0), batch.chain.index, batch)
        guard let number = found.party, let unit = try batch.person(number).party?.level else {
            throw PracticeError.asked(
                ShapeProblem(path: path, message: "no unit has this id", help: "add the unit first, with its `level`"))
        }
        guard unit.rank < level?.rank ?? Party.Level.allCases.count else {
            throw PracticeError.asked(
                ShapeProblem(
                    path: path, message: "\(unit.rawValue) is not above \(level?.rawValue ?? "")",
                    help: "from above: network, then arrangement or affiliated, entity, site, department, office"))
        }
        return number
    }

    /// Checks a paper, and writes the party's id in the field that says with whom it is.
    private func address(_ document: inout JSONObject, to state: PersonState, _ batch: JournalBatch) throws {
        guard let id = state.party?.id else { throw PracticeError.tampered("a page of parties leads to no party") }
        let rules = try rules(of: try batch.person(0), batch)
        if case .string(let name)? = document["type"], let type = rules.rulebook.document(name) {
            let fields = type.fields.filter { $0.type == .id }
            guard type.obtained.by == .us, fields.count == 1 else {
                throw PracticeError.asked(
                    ShapeProblem(
                        path: "$.document.type", message: "not a paper that we sign with somebody",
                        help: "take it in for the patient, or hand it in with the request"))
            }
            if case .string(let named)? = document[fields[0].name], !IdentifierToken.isSame(named, id) {
                throw PracticeError.asked(
                    ShapeProblem(
                        path: "$.document.\(fields[0].name)", message: "another than this party",
                        help: "leave it out, or take the paper in for that party"))
            }
            document[fields[0].name] = .string(id)
        }
        if let error = rules.reader.problem(document: document) { throw PracticeError(error) }
    }
}

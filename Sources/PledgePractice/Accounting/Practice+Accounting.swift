package import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgeStore

extension Practice {
    /// Gives a patient the list of disclosures, through the one door: it is in the journal before anybody has it.
    ///
    /// - Parameter request: Whose list, of which days, who gives it.
    /// - Returns: The list with the entry that keeps it, or its price where one is asked and not yet agreed to.
    /// - Throws: `PracticeError`; nothing was recorded, and nothing may be given.
    /// - Source: 45 CFR 164.528.
    package func accounting(_ request: AccountingRequest) throws -> AccountingAnswer {
        let draft = try read { reader, connection in
            let sources = try self.sources(request.patient, reader, connection)
            let list = try sources.list(request)
            return (list: list, quote: try sources.quote(request, list), state: sources.state)
        }
        var list = draft.list
        if let quote = draft.quote {
            guard request.isAgreed else { return .quoted(quote) }
            list.fee = .agreed(cents: quote.cents)
        }
        let released: Released
        do {
            released = try release(try request.ask(list, state: draft.state))
        } catch let problem as ShapeProblem {
            throw PracticeError.asked(problem)
        }
        guard released.isRepeated else { return .given(list, entry: released.header.index, isRepeated: false) }
        // The same call again: what was given then, as the journal keeps it.
        guard let given = try givenList(released.header.index) else {
            throw PracticeError.keyReused
        }
        return .given(given, entry: released.header.index, isRepeated: true)
    }

    /// What the list would say; nothing is recorded, and nothing may be given.
    package func accountingDraft(_ request: AccountingRequest) throws -> AccountingList {
        try read { reader, connection in try self.sources(request.patient, reader, connection).list(request) }
    }

    /// The list that an entry keeps; nothing where it keeps none.
    package func givenList(_ entry: Int64) throws -> AccountingList? {
        guard case .release(let record) = try openEntry(entry).event else { return nil }
        return try AccountingSources.kept(record)
    }

    /// The receipts of entries, each once, by number.
    package func receipts(_ entries: some Sequence<Int64>) throws -> [Int64: Receipt] {
        var receipts: [Int64: Receipt] = [:]
        for entry in entries where receipts[entry] == nil { receipts[entry] = try receipt(entry) }
        return receipts
    }

    /// Everyone who has a patient's information, but whom an agency's word holds back.
    ///
    /// - Parameter identifier: The patient's.
    /// - Returns: Who, when, what for.
    /// - Throws: `PracticeError` where something stored is not what it was.
    package func who(_ identifier: String) throws -> Holders {
        try read { reader, connection in
            try self.sources(identifier, reader, connection).holders()
        }
    }

    /// What the lists of a patient are made from.
    func sources(
        _ identifier: String, _ reader: StateReader, _ connection: any StoreConnection
    ) throws -> AccountingSources {
        let organization = try reader.person(0)
        let patient = try reader.person(identifier: identifier)
        var people: Set<Int64> = []
        var open = [patient]
        while let next = open.popLast() {
            guard people.insert(next.number).inserted else { continue }
            for merged in next.merged { open.append(try reader.person(merged.person)) }
        }
        return try AccountingSources(
            try named(people.flatMap { try records(of: $0, connection) }, reader).sorted { $0.number < $1.number }
                .reduce(into: []) { found, entry in
                    // One entry may be about both of what was two records.
                    if found.last?.number != entry.number { found.append(entry) }
                },
            of: people, rules: try rules(of: organization, reader), patient: patient,
            organization: organization, now: Instant(milliseconds: reader.now), size: reader.head.size)
    }

    /// The same, with what each recipient is called who is a party on file.
    private func named(
        _ entries: [AccountingSources.Entry], _ reader: StateReader
    ) throws -> [AccountingSources.Entry] {
        var parties: [Int64: Party?] = [:]
        return try entries.map { entry in
            guard case .object(var recipient)? = entry.record.request["recipient"],
                case .string(let id)? = recipient["id"]
            else { return entry }
            var named = entry
            for number in entry.record.parties {
                if parties[number] == nil { parties[number] = .some(try reader.person(number).party) }
                guard let party = parties[number] ?? nil, IdentifierToken.isSame(party.id, id),
                    let name = party.names.first?.words
                else { continue }
                recipient[Disclosure.shown] = .string(name)
                named.record.request["recipient"] = .object(recipient)
            }
            return named
        }
    }

    /// What was released and recorded about a person, in the order of the journal.
    private func records(of person: Int64, _ connection: any StoreConnection) throws -> [AccountingSources.Entry] {
        let entries = try StoredEntry.all(
            "number IN (SELECT entry FROM person_entry WHERE person = ?1) AND kind IN (?2, ?3)",
            [
                .integer(person), .integer(Int64(EntryKind.release.rawValue)),
                .integer(Int64(EntryKind.record.rawValue)),
            ], connection)
        var keys: [Int64: SealingKey?] = [:]
        for number in Set(entries.flatMap { $0.body.keys.map(\.person) }) {
            keys[number] = .some(try dataKeyIfThere(number, connection, journal.chain))
        }
        let known = keys
        var found: [AccountingSources.Entry] = []
        for (entry, opened) in zip(entries, try AllCores.map(entries) { try $0.opened { known[$0] ?? nil } }) {
            switch opened?.event {
            case .release(let record)?:
                found.append(AccountingSources.Entry(number: entry.header.index, record: record, isRelease: true))
            case .record(let record)?:
                found.append(AccountingSources.Entry(number: entry.header.index, record: record, isRelease: false))
            default: continue
            }
        }
        return found
    }
}

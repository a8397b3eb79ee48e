package import PledgeCore
package import PledgeLedger
import PledgeDecisions
import PledgeStore

extension Practice {
    /// Puts a new master key in the place of the one there is: every stored key is sealed anew.
    ///
    /// - Parameters:
    ///   - master: The new key; keep it before this is called.
    ///   - reason: Why.
    ///   - by: Who.
    /// - Returns: The entry that says so.
    /// - Throws: `PracticeError`; nothing was changed.
    package func rotate(master: SealingKey, reason: String, by: String) throws -> EntryHeader {
        try journal.append { batch in
            let secrets = try batch.chain.sealed(under: master, batch.random)
            batch.set(chain: batch.chain, secrets: secrets)
            return try batch.append(
                .keyRotation(KeyChange(key: "master", reason: reason, by: by)), receipt: .object(JSONObject()),
                about: [0])
        }
    }

    /// Puts a new organization key in the place of the one there is: every person's data key is wrapped anew.
    package func rotateOrganization(master: SealingKey, reason: String, by: String) throws -> EntryHeader {
        try journal.append { batch in
            let chain = batch.chain.withOrganizationKey(SealingKey(batch.random))
            for (person, wrapped) in try batch.wrappedKeys() {
                guard let key = try? batch.chain.organization.unwrap(wrapped) else {
                    throw PracticeError.tampered("the key of patient \(person) was changed; no key was rotated")
                }
                batch.set(wrapped: try chain.organization.wrap(key), of: person)
            }
            batch.set(chain: chain, secrets: try chain.sealed(under: master, batch.random))
            return try batch.append(
                .keyRotation(KeyChange(key: "organization", reason: reason, by: by)), receipt: .object(JSONObject()),
                about: [0])
        }
    }

    /// Destroys a person's data key: what is sealed under it alone can never be read again, and every proof stays valid.
    ///
    /// - Parameters:
    ///   - identifier: Of the person.
    ///   - reason: Why; it is written down.
    ///   - by: Who.
    /// - Returns: The entry that says so.
    /// - Throws: `PracticeError.refused` inside the time for which the law has records kept.
    package func destroyKey(of identifier: String, reason: String, by: String) throws -> EntryHeader {
        let header = try journal.append { batch in
            let person = try batch.person(identifier: identifier)
            try self.checkRetention(of: person, batch)
            for identifier in person.identifiers { batch.set(identifier: identifier, to: nil) }
            batch.setSearch(nil, before: person)
            // Records that ended in this one are of the same person.
            let headers = try (person.merged.map(\.person) + [person.number]).map { number in
                let key = try batch.dataKey(of: number)
                // Before it is gone here, so that a backup cannot bring it back.
                try self.journal.outside.add(destroyed: DestroyedKeys.mark(key, batch.chain.state))
                try batch.forgetRows(of: number)
                batch.setDestroyed(number)
                return try batch.append(
                    .keyDestruction(KeyChange(key: "person", person: number, reason: reason, by: by)),
                    receipt: .object(JSONObject()), about: [0])
            }
            guard let last = headers.last else { preconditionFailure("at least the person's own key is destroyed") }
            return last
        }
        journal.people.forgetKeys()
        return header
    }

    /// The rules say how long records are kept; the last entry about the person begins that time.
    private func checkRetention(of person: PersonState, _ batch: JournalBatch) throws {
        let rules = try rules(of: try batch.person(0), batch)
        let spans = rules.rulebook.clocks.compactMap { clock -> Span? in
            guard case .keep(let span) = clock.measure, clock.head.id.text == DestroyedKeys.retention else {
                return nil
            }
            return span
        }
        guard let longest = spans.max(by: { $0.roughHours < $1.roughHours }) else {
            throw PracticeError.refused(
                Refusal(
                    .notAllowed, "The rules in force do not say how long records are kept, so nothing is destroyed."))
        }
        let last = try batch.connectionForReading.integer(
            "SELECT written FROM entry WHERE number = (SELECT MAX(entry) FROM person_entry WHERE person = ?1)",
            [.integer(person.number)])
        let zone: TimeZoneRules
        if case .string(let name)? = try batch.person(0).settings["zone"] {
            zone = zones(name) ?? .utc
        } else {
            zone = .utc
        }
        let end = zone.day(of: Instant(milliseconds: last ?? batch.now)).adding(longest)
        guard zone.day(of: Instant(milliseconds: batch.now)) > end else {
            throw PracticeError.refused(
                Refusal(.notAllowed, "Records are kept for \(longest) after the last entry: until \(end)."))
        }
    }
}

/// Marks of destroyed keys, kept outside the database.
enum DestroyedKeys {
    /// The clock of the law that says how long papers of these rules are kept.
    static let retention = "T-ret"

    /// Tells a key from every other, and nothing about it.
    static func mark(_ key: SealingKey, _ secret: SealingKey) -> String {
        Hexadecimal.encode(secret.code(for: Array("destroyed".utf8) + key.bytes).prefix(16))
    }
}

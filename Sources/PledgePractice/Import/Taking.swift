import PledgeCore
import PledgeExchange
import PledgeLedger

/// Why a record does not go in.
struct ImportRefusal: Error {
    var problem: ImportProblem
}

/// One record on its way into the practice, under the journal's lock.
struct Taking {
    let record: ImportRecord
    let source: ImportSource
    let practice: Practice
    let mark: ImportMark
    /// Identifiers of records that stood before in the same file, by what the file calls them.
    var references: [String: String] = [:]
    /// The same of this record.
    private(set) var found: [String: String] = [:]
    private var last: Int64?
    private var isMarked = false
    private var hasNews = false

    init(record: ImportRecord, source: ImportSource, practice: Practice, mark: ImportMark) {
        self.record = record
        self.source = source
        self.practice = practice
        self.mark = mark
    }

    mutating func take(_ batch: JournalBatch) throws -> ImportOutcome {
        var own: PersonState?
        for person in record.people {
            let state = try take(person, batch)
            if own == nil { own = state }
        }
        let loose = record.contacts.filter { $0.of != nil }
        for contact in loose { try take(contact, batch) }
        for wish in record.wishes { try take(wish, of: own, batch) }
        for merge in record.merges { try take(merge, batch) }
        guard let last else { return .known }
        return hasNews ? .taken(entry: last) : .known
    }

    // MARK: People

    private mutating func take(_ person: ImportedPerson, _ batch: JournalBatch) throws -> PersonState {
        var change = person.change(from: source)
        change.identifiers = source.identifiers(person.identifiers)
        for reference in person.ownReferences {
            guard let text = source.identifier(reference: reference), !change.identifiers.contains(text) else { continue }
            change.identifiers.append(text)
        }
        guard let first = change.identifiers.first else {
            throw refused(.missing, person.place, "a person without an identifier that tells them apart")
        }
        for reference in person.ownReferences { found[reference] = first }
        change.details.contacts = record.contacts.filter { $0.of == nil }.map(PersonContact.init)
        var known: PersonState?
        for identifier in change.identifiers where try batch.isKnown(identifier: identifier) {
            let other = try batch.person(identifier: identifier)
            guard known.map({ $0.number == other.number }) ?? true else {
                throw refused(
                    .person, person.place, "its identifiers are of two of our patients",
                    help: "if they are one person, merge them, then import again")
            }
            known = other
        }
        return try write(change, known, batch)
    }

    private mutating func write(
        _ change: PersonChange, _ known: PersonState?, _ batch: JournalBatch
    ) throws -> PersonState {
        var news = PersonChange(by: source.by)
        if let new = known.map({ change.news(to: $0) }) ?? change {
            news = new
            hasNews = true
        } else if isMarked, let known {
            return known
        }
        // A record without news is marked too: when it comes again later, it must not undo what was learned meanwhile.
        if !isMarked { news.imported = mark }
        isMarked = true
        var state = try known ?? PersonState(number: batch.newPerson(), changed: 0)
        last = try practice.write(.person(news), to: &state, batch).index
        return state
    }

    /// Somebody connected with a patient of another record.
    private mutating func take(_ contact: ImportedContact, _ batch: JournalBatch) throws {
        guard let of = contact.of, let patient = try person(of, batch) else {
            throw refused(.missing, contact.place, "a contact of a patient that we do not have", help: "import the patient first")
        }
        var change = PersonChange(by: source.by)
        let own = PersonContact(contact)
        change.details.contacts = patient.details.contacts.contains(own) ? patient.details.contacts : patient.details.contacts + [own]
        _ = try write(change, patient, batch)
    }

    // MARK: Wishes and merges

    /// A wish is evidence, not yet a directive: a person decides what it means, and takes it in.
    private mutating func take(_ wish: ImportedWish, of own: PersonState?, _ batch: JournalBatch) throws {
        guard wish.action != .none else { return }
        guard let patient = try wish.of.map({ try person($0, batch) }) ?? own else {
            throw refused(.missing, wish.place, "a wish of a patient that we do not have", help: "import the patient first")
        }
        let codes = wish.codes.compactMap { $0.display ?? $0.code }.joined(separator: ", ")
        var change = PersonChange(by: source.by)
        change.tasks = [
            ReleaseRecord.Task(
                duty: ReviewTask.wish,
                words: "A wish came with an import from \(source.name) (\(wish.source.rawValue)"
                    + (codes.isEmpty ? "" : ": \(codes)")
                    + "). It does not bind by itself: look at it, and take in what the patient wants.",
                due: try practice.today(batch))
        ]
        if !isMarked { change.imported = mark }
        isMarked = true
        hasNews = true
        var state = try batch.person(patient.number)
        last = try practice.write(.person(change), to: &state, batch).index
    }

    private mutating func take(_ merge: ImportedMerge, _ batch: JournalBatch) throws {
        guard let survivor = try person(merge.survivor, batch) else {
            throw refused(.missing, merge.place, "a merge into a record that we do not have", help: "import that record first")
        }
        guard let prior = try person(merge.prior, batch) else {
            // Never ours: its numbers lead to the one that stays.
            var change = PersonChange(by: source.by)
            change.identifiers = source.identifiers(merge.prior.identifiers)
            _ = try write(change, survivor, batch)
            return
        }
        guard prior.number != survivor.number else { return }
        last = try practice.merge(
            prior, into: survivor, reason: "the sender merged them", imported: isMarked ? nil : mark, by: source.by, batch
        ).index
        isMarked = true
        hasNews = true
    }

    private func person(_ side: ImportedMerge.Side, _ batch: JournalBatch) throws -> PersonState? {
        for identifier in source.identifiers(side.identifiers) where try batch.isKnown(identifier: identifier) {
            return try batch.person(identifier: identifier)
        }
        return try side.reference.flatMap { try person($0, batch) }
    }

    private func person(_ reference: ImportedReference, _ batch: JournalBatch) throws -> PersonState? {
        var names: [String] = []
        if let text = reference.reference {
            if let known = found[text] ?? references[text] { names.append(known) }
            if let own = source.identifier(reference: text) { names.append(own) }
        }
        if let identifier = reference.identifier { names += source.identifiers([identifier]) }
        for name in names where try batch.isKnown(identifier: name) { return try batch.person(identifier: name) }
        return nil
    }

    private func refused(
        _ kind: ImportProblem.Kind, _ place: ImportPlace, _ words: String, help: String? = nil
    ) -> ImportRefusal {
        ImportRefusal(problem: ImportProblem(kind, .refused, at: place, words, help: help))
    }
}

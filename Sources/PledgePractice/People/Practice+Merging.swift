package import PledgeCore
package import PledgeLedger

extension Practice {
    /// Makes one record of two of the same person.
    ///
    /// Every wish and paper of both binds from then on, so that the stricter one does; where they differ, the privacy
    /// officer gets a task.
    ///
    /// - Parameters:
    ///   - ends: An identifier of the record that ends in the other.
    ///   - stays: An identifier of the record that stays.
    ///   - reason: Why somebody is sure that they are one person.
    ///   - by: Who decided it.
    /// - Returns: The entry.
    /// - Throws: `PracticeError`; nothing was changed.
    package func merge(
        _ ends: String, into stays: String, reason: String?, by: String
    ) throws -> EntryHeader {
        try journal.append { batch in
            let (survivor, prior) = (try batch.person(identifier: stays), try batch.person(identifier: ends))
            guard survivor.number != prior.number else {
                throw PracticeError.asked(
                    ShapeProblem(path: "$", message: "both identifiers are of one record already"))
            }
            return try self.merge(prior, into: survivor, reason: reason, imported: nil, by: by, batch)
        }
    }

    func merge(
        _ prior: PersonState, into survivor: PersonState, reason: String?, imported: ImportMark?, by: String,
        _ batch: JournalBatch
    ) throws -> EntryHeader {
        var event = PeopleMerge(stays: survivor.number, ends: prior.number, by: by)
        event.reason = reason
        event.imported = imported
        if PersonState.differ(survivor, prior) {
            event.tasks = [
                ReleaseRecord.Task(
                    duty: ReviewTask.merge,
                    words: "Two records of one patient became one, and their wishes or facts differ. Look at both; until then "
                        + "the stricter binds.",
                    due: try today(batch))
            ]
        }
        let header = try append(.merge(event), about: [survivor.number, prior.number], batch)
        var (stays, ends) = (survivor, prior)
        stays.take(&ends, at: header.index)
        for identifier in ends.identifiers { batch.set(identifier: identifier, to: stays.number) }
        batch.setSearch(nil, before: prior)
        batch.setSearch(stays, before: survivor)
        try batch.set(stays)
        try batch.set(ends)
        return header
    }

    /// Parts what was made one by mistake; each record has its own wishes and papers again.
    ///
    /// - Parameters:
    ///   - identifier: Of the record that should stand for itself again.
    ///   - reason: What shows that they are two people.
    ///   - by: Who decided it.
    /// - Returns: The entry.
    /// - Throws: `PracticeError`; nothing was changed.
    package func unmerge(_ identifier: String, reason: String, by: String) throws -> EntryHeader {
        try journal.append { batch in
            var survivor = try batch.person(identifier: identifier)
            let merged = survivor.merged.last { merged in
                merged.identifiers.contains { IdentifierToken.isSame($0, identifier) }
            }
            guard let merged else {
                throw PracticeError.asked(
                    ShapeProblem(
                        path: "$", message: "no record with this identifier ended in another",
                        help: "name an identifier of the record that should stand for itself again"))
            }
            var prior = try batch.person(merged.person)
            var event = PeopleMerge(stays: survivor.number, ends: prior.number, by: by)
            event.reason = reason
            event.tasks = [
                ReleaseRecord.Task(
                    duty: ReviewTask.merge,
                    words: "One record became two again. What was taken in meanwhile stayed with the first: look whether it "
                        + "belongs to the other.",
                    due: try self.today(batch))
            ]
            let before = (survivor, prior)
            let header = try self.append(.unmerge(event), about: [survivor.number, prior.number], batch)
            do throws(ShapeProblem) {
                try survivor.part(from: &prior, at: header.index)
            } catch {
                throw PracticeError.asked(error)
            }
            for identifier in prior.identifiers { batch.set(identifier: identifier, to: prior.number) }
            batch.setSearch(survivor, before: before.0)
            batch.setSearch(prior, before: before.1)
            try batch.set(survivor)
            try batch.set(prior)
            return header
        }
    }

    /// Today in the organization's zone.
    func today(_ batch: JournalBatch) throws -> Day {
        var zone = TimeZoneRules.utc
        if case .string(let name)? = try batch.person(0).settings["zone"], let rules = zones(name) { zone = rules }
        return zone.day(of: Instant(milliseconds: batch.now))
    }

    /// Appends an entry with its tasks, and the key of the record it took in.
    func append(_ event: PracticeEvent, about people: [Int64], _ batch: JournalBatch) throws -> EntryHeader {
        let header = try batch.append(event, receipt: .object(JSONObject()), about: people)
        for (ordinal, task) in event.tasks.enumerated() {
            batch.add(
                Changes.Task(
                    entry: header.index, ordinal: Int64(ordinal), person: people[0], due: Int64(task.due.number),
                    sealed: try batch.dataKey(of: people[0]).seal(
                        TaskRow.words(task.duty, task.words).utf8, context: TaskRow.context, batch.random)))
        }
        if let mark = event.imported {
            let token = RequestToken.token(mark.key, batch.chain.index)
            batch.setRequestKey(token, entry: header.index, body: token)
        }
        return header
    }
}

/// Names of what a person has to look at, beside the duties that rules declare.
enum ReviewTask {
    static let merge = "review-merge"
    static let wish = "review-wish"
}

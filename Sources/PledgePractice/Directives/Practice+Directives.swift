package import PledgeCore
import PledgeDecisions
package import PledgeLedger
import PledgeStore

/// A directive that was taken in.
package struct TakenDirective: Sendable {
    package var header: EntryHeader
    /// All that is wrong with it.
    package var defects: [DirectiveDefect]
    /// No decision reads it.
    package var isKeptOut: Bool
    /// Rules that may rest on it.
    package var serves: [String]

    /// Names the directive.
    package var index: Int64 { header.index }

    package var json: JSONValue {
        var object = JSONObject()
        object.append("entry", .integer(index))
        object.appendUnlessEmpty("defects", defects.map(\.json))
        if isKeptOut { object.append("keptOut", .bool(true)) }
        object.append("serves", .strings(serves))
        return .object(object)
    }
}

extension Practice {
    /// Takes in a wish or a paper, whatever is wrong with it; it binds from the next decision on.
    ///
    /// A defective one is kept and never used: the rules that could rest on it ask for what it lacks, and one that
    /// names another patient, or says that it was made on a later day, no decision reads.
    ///
    /// - Parameters:
    ///   - taken: The document, who took it, what shows it.
    ///   - identifier: The patient's; nothing for an agreement of the organization.
    /// - Returns: The entry, whose number names the directive, and every defect.
    /// - Throws: `PracticeError` that says what to do; nothing was recorded.
    package func take(_ taken: DirectiveTaken, of identifier: String?) throws -> TakenDirective {
        guard taken.document["id"] == nil else {
            throw PracticeError.asked(
                ShapeProblem(path: "$.document.id", message: "the journal numbers it", help: "leave the id out"))
        }
        guard taken.defects.isEmpty, !taken.isKeptOut else {
            throw PracticeError.asked(
                ShapeProblem(path: "$.defects", message: "the program finds what is wrong", help: "leave it out"))
        }
        guard identifier != nil || taken.patientNamed == nil else {
            throw PracticeError.asked(
                ShapeProblem(
                    path: "$.patientNamed", message: "this is the organization's own",
                    help: "say under `patient` whose it is"))
        }
        let reviewed = try read { reader, _ in
            try PaperReview(taken.document, reader, self.rules(of: reader.person(0), reader), self.zones)
        }
        return try journal.append { batch in
            var state = try identifier.map { try batch.person(identifier: $0) } ?? batch.person(0)
            var taken = taken
            taken.defects = reviewed.defects
            taken.isKeptOut = reviewed.isMadeLater
            if let named = taken.patientNamed, !state.isNamed(named) {
                taken.isKeptOut = true
                taken.defects.insert(DirectiveDefect(words: "it names another patient than this one"), at: 0)
            }
            let header = try self.write(.directive(taken), to: &state, batch)
            return TakenDirective(
                header: header, defects: taken.defects, isKeptOut: taken.isKeptOut,
                serves: taken.isKeptOut ? [] : reviewed.serves)
        }
    }

    /// Revokes, ends or corrects a directive: releases that are acknowledged later see it.
    ///
    /// Where it no longer allows what it did, each place where something was posted under it gets a task to take it
    /// down.
    ///
    /// - Throws: `PracticeError` where the law does not let it end so, as our own word never ends the limit on what was
    ///   paid in full; nothing was recorded.
    package func end(_ ended: DirectiveEnded, of identifier: String?) throws -> EntryHeader {
        guard ended.tasks.isEmpty else { throw Practice.tasksSaid }
        return try journal.append { batch in
            var state = try identifier.map { try batch.person(identifier: $0) } ?? batch.person(0)
            let directive = try state.directive(ended.directive)
            let document = try ended.said(of: directive.document)
            let rules = try self.rules(of: try batch.person(0), batch)
            let after = try PaperReview(document, batch, rules, self.zones)
            for member in ended.set.members where !after.matters(member.name) {
                throw PracticeError.asked(
                    ShapeProblem(
                        path: "$.set.\(member.name)", message: "by the rules in force this ends nothing here",
                        help: "only the patient, or what else the paper says, can end it"))
            }
            var ended = ended
            if !directive.postings.isEmpty {
                let before = try PaperReview(directive.document, batch, rules, self.zones)
                if let day = after.endedSooner(than: before) {
                    ended.tasks = rules.takingDown(directive.postings, on: day)
                }
            }
            return try self.write(.directiveEnd(ended), to: &state, batch)
        }
    }

    // MARK: What was posted

    /// Notes where something was posted that a directive allows, such as a photograph or a testimonial, or that it was
    /// taken down from there.
    ///
    /// Where the directive does not allow it, the entry makes the task to take it down at once.
    ///
    /// - Throws: `PracticeError` where the directive or the place is not there; nothing was recorded.
    package func posted(_ posting: Posting, of identifier: String) throws -> EntryHeader {
        guard posting.tasks.isEmpty else { throw Practice.tasksSaid }
        return try journal.append { batch in
            var state = try batch.person(identifier: identifier)
            let directive = try state.directive(posting.directive)
            guard directive.postings.contains(posting.place) == posting.isTakenDown else {
                throw PracticeError.asked(
                    ShapeProblem(
                        path: "$.place",
                        message: posting.isTakenDown
                            ? "nothing is noted there under this directive" : "it is noted there already"))
            }
            var posting = posting
            if !posting.isTakenDown {
                let rules = try self.rules(of: try batch.person(0), batch)
                let review = try PaperReview(directive.document, batch, rules, self.zones)
                if directive.isKeptOut || review.isDefective {
                    posting.tasks = rules.takingDown([posting.place], on: review.today)
                }
            }
            return try self.write(.posting(posting), to: &state, batch)
        }
    }

    static let tasksSaid = PracticeError.asked(
        ShapeProblem(path: "$.tasks", message: "the program makes the tasks", help: "leave it out"))
}

extension RulesInForce {
    /// The duty and the clock of this name say how a posting is taken down, and when.
    private static let takeDown = "take-down"

    /// A task for each place.
    func takingDown(_ places: [String], on day: Day) -> [ReleaseRecord.Task] {
        let name = RulesInForce.takeDown
        let words = rulebook.duties.first { $0.name == name }?.words ?? name
        // Without a clock in the rules there is no time to lose.
        let span = rulebook.clocks.first { $0.id.text == name && $0.head.force.includes(day) }?.measure.span ?? Span()
        let due = Release.due(span, after: day)
        return places.map { ReleaseRecord.Task(duty: name, words: "\(words): \($0)", due: due) }
    }
}

extension PersonState {
    /// A directive by the number of its entry.
    func directive(_ number: Int64) throws(PracticeError) -> Directive {
        guard let directive = directives.first(where: { $0.entry == number }) else {
            throw .asked(
                ShapeProblem(
                    path: "$.directive", message: "no wish or paper of this patient has that number",
                    help: "its number is that of the entry that took it in"))
        }
        return directive
    }

    /// Whether a paper that names somebody so means this person: an identifier, or a name with no word of ours missing.
    ///
    /// Of a name in parts the family name and one given name are enough.
    func isNamed(_ text: String) -> Bool {
        if identifiers.contains(where: { IdentifierToken.isSame($0, text) }) { return true }
        let words = Set(SearchTokens.words(of: text))
        return names.contains { name in
            if let family = name.family, !name.given.isEmpty {
                let given = name.given.contains { words.isSuperset(of: SearchTokens.words(of: $0)) }
                return given && words.isSuperset(of: SearchTokens.words(of: family))
            }
            let own = SearchTokens.words(of: name.words)
            return !own.isEmpty && words.isSuperset(of: own)
        }
    }
}

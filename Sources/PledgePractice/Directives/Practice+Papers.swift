package import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgeStore

/// A wish or a paper on file, as the rules in force see it today.
package struct DirectiveOnFile: Sendable {
    /// The entry that took it in.
    package var entry: Int64
    package var document: JSONObject
    /// What it was taken in as, and when: who took it, what showed it; nothing where nobody can read that any more.
    package var taken: (record: DirectiveTaken, at: Instant)?
    /// No decision reads it.
    package var isKeptOut: Bool
    package var defects: [DirectiveDefect]
    /// Rules that may rest on it.
    package var serves: [String]
    /// Where something was posted that it allows.
    package var postings: [String]
    /// The first day on which some rule rests on it no longer, where that is soon enough to be listed.
    package var ends: Day?

    package var json: JSONValue {
        var object = JSONObject()
        object.append("directive", .integer(entry))
        object.append("document", .object(document))
        if let (record, at) = taken {
            object.append("by", .string(record.by))
            object.append("taken", .string(at.description))
            object.append("evidence", record.evidence.map { .string($0) })
            object.append("patientNamed", record.patientNamed.map { .string($0) })
        }
        if isKeptOut { object.append("keptOut", .bool(true)) }
        object.appendUnlessEmpty("defects", defects.map(\.json))
        object.appendUnlessEmpty("serves", serves.map { .string($0) })
        object.appendUnlessEmpty("postings", postings.map { .string($0) })
        object.append("ends", ends.map { .string($0.description) })
        return .object(object)
    }
}

extension Practice {
    /// A patient's wishes and papers, with all that is wrong with each today.
    ///
    /// - Parameter identifier: The patient's; nothing for the organization's own.
    /// - Returns: In the order in which they came.
    /// - Throws: `PracticeError`.
    package func directives(of identifier: String?) throws -> [DirectiveOnFile] {
        try read { reader, connection in
            let state = try identifier.map { try reader.person(identifier: $0) } ?? reader.person(0)
            let rules = try self.rules(of: try reader.person(0), reader)
            return try state.directives.map { directive in
                // A type the rules no longer know is no paper under them.
                let review =
                    rules.knows(directive)
                    ? try PaperReview(directive.document, reader, rules, self.zones) : nil
                var paper = DirectiveOnFile(directive, review)
                let entry = try self.stored(directive.entry, connection)
                let opened = try entry?.opened { try self.dataKeyIfThere($0, connection, self.journal.chain) }
                if let opened, case .directive(let record) = opened.event {
                    paper.taken = (record, Instant(milliseconds: opened.header.written))
                }
                return paper
            }
        }
    }

    /// Papers that some rule may rest on today and, by what they say themselves, no longer within so many days.
    ///
    /// They are to be renewed, or to be let go.
    ///
    /// - Parameter days: How far ahead to look; 0 is today.
    /// - Returns: The patient's identifiers, none for the organization's, and the paper, the earliest end first.
    /// - Throws: `PracticeError`.
    /// - Complexity: O(patients): every row is opened.
    package func papersEnding(within days: Int) throws -> [(identifiers: [String], paper: DirectiveOnFile)] {
        try read { reader, _ in
            let rules = try self.rules(of: try reader.person(0), reader)
            var ending: [(day: Day, identifiers: [String], paper: DirectiveOnFile)] = []
            for number in 0..<reader.head.people {
                guard let state = try reader.personIfThere(number) else { continue }
                for directive in state.directives where !directive.isKeptOut && rules.knows(directive) {
                    let review = try PaperReview(directive.document, reader, rules, self.zones)
                    let last = Day(number: review.today.number + Int32(clamping: days))
                    guard let day = review.firstDay(losing: review, until: last) else { continue }
                    var paper = DirectiveOnFile(directive, review)
                    paper.ends = day
                    ending.append((day, state.identifiers, paper))
                }
            }
            return ending.sorted { ($0.day, $0.paper.entry) < ($1.day, $1.paper.entry) }.map {
                ($0.identifiers, $0.paper)
            }
        }
    }
}

extension DirectiveOnFile {
    /// Without a review the rules no longer know such a paper.
    fileprivate init(_ directive: PersonState.Directive, _ review: PaperReview?) {
        entry = directive.entry
        document = directive.document
        isKeptOut = directive.isKeptOut
        defects = review?.defects ?? []
        serves = directive.isKeptOut ? [] : review?.serves ?? []
        postings = directive.postings
    }
}

extension RulesInForce {
    /// Whether a directive is a paper by these rules.
    fileprivate func knows(_ directive: PersonState.Directive) -> Bool {
        reader.problem(document: directive.document) == nil
    }
}

extension StateReader {
    /// Nothing for a patient whose key was destroyed.
    fileprivate func personIfThere(_ number: Int64) throws -> PersonState? {
        do {
            return try person(number)
        } catch PracticeError.unknownPatient {
            return nil
        }
    }
}

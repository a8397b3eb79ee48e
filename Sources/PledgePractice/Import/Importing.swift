package import PledgeCore
package import PledgeExchange
import PledgeLedger
import Crypto
import Dispatch
import Synchronization

/// What became of one record of a file.
package enum ImportOutcome: Hashable, Sendable {
    /// Somebody new, something new of somebody, or a merge; with the last entry made.
    case taken(entry: Int64)
    /// We know all that it says.
    case known
    /// A kind that is not read, or one of which nothing is kept here.
    case notRead
    /// What is wrong; nothing of the record went in.
    case refused(ImportProblem)
}

/// Takes the records of one sender into the practice, in their order.
///
/// Each record is a use case of its own: one that fails leaves nothing, and the rest goes in. The same record again does
/// nothing.
package final class Importing: Sendable {
    private let practice: Practice
    private let source: ImportSource
    /// Whether all is tried and nothing written.
    private let isDry: Bool
    /// Told of each record, in order.
    private let told: @Sendable (ImportRecord, ImportOutcome) -> Void
    private let room = DispatchSemaphore(value: Importing.inFlightMax)
    /// What this file calls its records: identifiers by their names, such as `urn:uuid:...`.
    private let references = Mutex<[String: String]>([:])

    /// Records that wait for their transaction, at most.
    private static let inFlightMax = 256

    package init(
        _ practice: Practice, source: ImportSource, isDry: Bool,
        told: @escaping @Sendable (ImportRecord, ImportOutcome) -> Void
    ) {
        self.practice = practice
        self.source = source
        self.isDry = isDry
        self.told = told
    }

    /// The digest that readers tell records apart with.
    package static let digest: ContentDigest = { Array(SHA256.hash(data: $0)) }

    /// Takes the next record; returns before it is written.
    package func take(_ record: ImportRecord) {
        room.wait()
        switch record.outcome {
        case .notRead: return finish(record, .notRead)
        case .refused:
            let problem =
                record.problems.first { $0.weight == .refused }
                ?? ImportProblem(.structure, .refused, at: record.place, "it could not be read")
            return finish(record, .refused(problem))
        case .read: break
        }
        guard !record.people.isEmpty || !record.merges.isEmpty || !record.contacts.isEmpty || !record.wishes.isEmpty
        else { return finish(record, .notRead) }
        practice.journal.submit { batch in
            let outcome = try self.take(record, batch)
            if self.isDry { throw Dry(outcome: outcome) }
            return outcome
        } completion: { result in
            switch result {
            case .success(let outcome): self.finish(record, outcome)
            case .failure(let dry as Dry): self.finish(record, dry.outcome)
            case .failure(let refusal as ImportRefusal): self.finish(record, .refused(refusal.problem))
            case .failure(let error):
                self.finish(record, .refused(ImportProblem(.person, .refused, at: record.place, "\(error)")))
            }
        }
    }

    /// Waits until all is written.
    package func wait() {
        for _ in 0..<Importing.inFlightMax { room.wait() }
        for _ in 0..<Importing.inFlightMax { room.signal() }
    }

    private struct Dry: Error {
        var outcome: ImportOutcome
    }

    private func finish(_ record: ImportRecord, _ outcome: ImportOutcome) {
        told(record, outcome)
        room.signal()
    }

    // MARK: One record

    private func take(_ record: ImportRecord, _ batch: JournalBatch) throws -> ImportOutcome {
        let mark = ImportMark(source: source.name, record: ImportedMark.text(record))
        if try batch.requestKey(RequestToken.token(mark.key, batch.chain.index)) != nil { return .known }
        var taking = Taking(record: record, source: source, practice: practice, mark: mark)
        taking.references = references.withLock { $0 }
        let outcome = try taking.take(batch)
        let found = taking.found
        references.withLock { $0.merge(found) { $1 } }
        return outcome
    }
}

/// The text that a record is known by.
private enum ImportedMark {
    static func text(_ record: ImportRecord) -> String {
        guard let identity = record.identity else { return "\(record.place.record)" }
        return ([identity.format.rawValue] + identity.key + [Hexadecimal.encode(identity.digest)]).joined(
            separator: " ")
    }
}

/// Makes a digest of bytes; callers hand in SHA-256, since this target has no cryptography of its own.
package typealias ContentDigest = @Sendable (ArraySlice<UInt8>) -> [UInt8]

/// What tells a record that comes again from a new one.
///
/// Equal keys and digests: the same record again, nothing to do. Equal keys and other digests: the sender uses a key
/// twice, or has sent a correction.
package struct ImportIdentity: Hashable, Sendable {
    package enum Format: String, Hashable, Sendable {
        case fhir, hl7, csv
    }

    package var format: Format
    /// What the sender calls the record; absent parts are empty.
    ///
    /// HL7 v2: MSH-3, MSH-4, MSH-10. FHIR: type, id (else `fullUrl`), `meta.versionId`. CSV: nothing.
    package var key: [String]
    /// Digest of the record: of a message with CR between its segments, of a resource without the space between its
    /// members, of a row as it stands.
    package var digest: [UInt8]

    package init(format: Format, key: [String], digest: [UInt8]) {
        self.format = format
        self.key = key
        self.digest = digest
    }
}

/// What one message, resource or row held.
package struct ImportRecord: Hashable, Sendable {
    package enum Outcome: String, Hashable, Sendable {
        /// Its values are here; problems name what was left out of them.
        case read
        /// A kind that we do not read.
        case notRead
        /// Faulty: it holds no values, and its problems say why.
        case refused
    }

    package var place: ImportPlace
    /// `ADT^A01`, `Patient`, `row`; empty where it could not be told.
    package var kind: String
    package var outcome: Outcome
    /// Nothing where the record was not read.
    package var identity: ImportIdentity?
    /// The head of an HL7 v2 message, which an acknowledgment answers.
    package var header: HL7Header?
    package var people: [ImportedPerson] = []
    package var contacts: [ImportedContact] = []
    package var wishes: [ImportedWish] = []
    package var merges: [ImportedMerge] = []
    package var visits: [ImportedVisit] = []
    package var parties: [ImportedParty] = []
    package var problems: [ImportProblem] = []

    package init(place: ImportPlace, kind: String, outcome: Outcome) {
        self.place = place
        self.kind = kind
        self.outcome = outcome
    }

    /// A record that did not go in, and why.
    package static func refused(kind: String = "", _ problem: ImportProblem) -> ImportRecord {
        var record = ImportRecord(place: problem.place, kind: kind, outcome: .refused)
        record.place.spot = .whole
        record.problems = [problem]
        return record
    }

    /// Takes every value out and keeps what is wrong, where something is wrong enough.
    mutating func refuseIfNeeded() {
        guard problems.contains(where: { $0.weight == .refused }) else { return }
        outcome = .refused
        (people, contacts, wishes) = ([], [], [])
        (merges, visits, parties) = ([], [], [])
    }
}

/// How many records of each kind became what.
package struct ImportCounts: Hashable, Sendable {
    package private(set) var read: [String: Int] = [:]
    package private(set) var notRead: [String: Int] = [:]
    package private(set) var refused: [String: Int] = [:]
    /// Problems by weight; a refused record has at least one.
    package private(set) var problems: [ImportProblem.Weight: Int] = [:]

    package init() {}

    package mutating func add(_ record: ImportRecord) {
        switch record.outcome {
        case .read: read[record.kind, default: 0] += 1
        case .notRead: notRead[record.kind, default: 0] += 1
        case .refused: refused[record.kind, default: 0] += 1
        }
        for problem in record.problems { problems[problem.weight, default: 0] += 1 }
    }
}

/// Reads a file piece by piece in bounded memory.
///
/// Records come out in the order of the file. After `finish` the reader is used up.
package protocol ImportReader: Sendable {
    /// Takes the next bytes of the file.
    ///
    /// - Parameter chunk: Any number of bytes; where a chunk ends has no meaning.
    /// - Returns: The records that are complete now.
    mutating func read(_ chunk: [UInt8]) -> [ImportRecord]

    /// Takes the end of the file.
    ///
    /// - Returns: The last records, and what was cut off.
    mutating func finish() -> [ImportRecord]
}

extension ImportReader {
    /// Reads a whole file that is in memory.
    package mutating func readAll(_ bytes: [UInt8]) -> [ImportRecord] { read(bytes) + finish() }
}

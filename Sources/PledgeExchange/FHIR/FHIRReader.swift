import PledgeCore

/// Reads FHIR R4 as JSON: a resource, a bundle of any type, NDJSON.
///
/// Each resource becomes a record. Kinds of `kinds` are read; the others are told by kind, and of them only brackets
/// and quotes are looked at. Narrative, attachments and contained resources are never read. A resource with a modifier
/// extension or implicit rules is refused, since neither may be passed over.
///
/// - Source: FHIR R4: JSON representation, Bundle, extensibility.
package struct FHIRReader: ImportReader {
    /// Longest resource or bundle entry, in bytes.
    package static let resourceBytesMax = JSONSplitter.pieceBytesMax
    /// Deepest nesting of lists and objects.
    package static let depthMax = JSONSplitter.depthMax
    /// Longest list that is read of a resource; a bundle's entries are not counted.
    package static let itemsMax = 10_000
    /// Resources that are read.
    package static let kinds: Set<String> = [
        "Patient", "RelatedPerson", "Consent", "Encounter", "Organization", "Practitioner",
    ]

    /// What a file of JSON is.
    package enum Layout: Sendable {
        /// Told from the first line.
        case automatic
        /// One resource a line (NDJSON).
        case lines
    }

    private var splitter: JSONSplitter
    private var head: [UInt8]? = []
    private var pieces: [JSONSplitter.Piece] = []
    private var count = 0
    private let digest: ContentDigest

    /// - Parameters:
    ///   - layout: `lines` for a file named `.ndjson`: a faulty line then costs that line only.
    ///   - digest: SHA-256.
    package init(layout: Layout = .automatic, digest: @escaping ContentDigest) {
        self.splitter = JSONSplitter(isLines: layout == .lines)
        self.digest = digest
    }

    package mutating func read(_ chunk: [UInt8]) -> [ImportRecord] {
        if var start = head {
            // A byte order mark may come in pieces.
            start += chunk
            if start.count < ByteOrderMark.utf8.count { return keep(start) }
            head = nil
            if let problem = ByteOrderMark.foreign(start) {
                splitter = JSONSplitter(isLines: true)
                splitter.finish(into: &pieces)
                return [.refused(problem)]
            }
            splitter.feed(ByteOrderMark.dropped(from: start), into: &pieces)
        } else {
            splitter.feed(chunk, into: &pieces)
        }
        return records()
    }

    package mutating func finish() -> [ImportRecord] {
        if let start = head { splitter.feed(start, into: &pieces) }
        head = nil
        splitter.finish(into: &pieces)
        return records()
    }

    private mutating func keep(_ start: [UInt8]) -> [ImportRecord] {
        head = start
        return []
    }
}

extension FHIRReader {
    private mutating func records() -> [ImportRecord] {
        var records: [ImportRecord] = []
        records.reserveCapacity(pieces.count)
        for piece in pieces {
            switch piece.content {
            case .document(let bytes): document(bytes, line: piece.line, into: &records)
            case .entry(let bytes):
                let place = next(line: piece.line)
                if let kind = FHIRPeek.kind(ofEntry: bytes), !FHIRReader.kinds.contains(kind) {
                    records.append(FHIRReader.notRead(kind, at: place))
                } else if let value = FHIRReader.parsed(bytes, at: place, into: &records) {
                    records.append(entry(value, at: place))
                }
            case .fault(let kind, let words, let help):
                records.append(.refused(ImportProblem(kind, .refused, at: next(line: piece.line), words, help: help)))
            }
        }
        pieces.removeAll(keepingCapacity: true)
        return records
    }

    private mutating func next(line: Int) -> ImportPlace {
        count += 1
        return ImportPlace(record: count, line: line)
    }

    private static func notRead(_ kind: String, at place: ImportPlace) -> ImportRecord {
        // A name that FHIR cannot have is not repeated: it could be anything.
        let isName = kind.utf8.count <= 64 && kind.utf8.allSatisfy { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
        return ImportRecord(place: place, kind: isName && !kind.isEmpty ? kind : "unnamed", outcome: .notRead)
    }

    private static func parsed(
        _ bytes: [UInt8], at place: ImportPlace, into records: inout [ImportRecord]
    ) -> JSONObject? {
        do throws(JSONError) {
            if case .object(let object) = try JSONScanner.value(of: bytes) { return object }
        } catch {
            let kind: ImportProblem.Kind = error.message.hasPrefix("nested") ? .deep : .structure
            let words = "not JSON at byte \(error.offset) of the resource: \(error.message)"
            records.append(.refused(ImportProblem(kind, .refused, at: place, words)))
        }
        return nil
    }

    /// An object that stands by itself: a resource, or a bundle that says so only at its end.
    private mutating func document(_ bytes: [UInt8], line: Int, into records: inout [ImportRecord]) {
        if let kind = FHIRPeek.kind(ofResource: bytes), kind != "Bundle", !FHIRReader.kinds.contains(kind) {
            records.append(FHIRReader.notRead(kind, at: next(line: line)))
            return
        }
        let place = ImportPlace(record: count + 1, line: line)
        guard let object = FHIRReader.parsed(bytes, at: place, into: &records) else {
            count += 1
            return
        }
        guard object["resourceType"] == .string("Bundle") else {
            count += 1
            return records.append(resource(object, fullURL: nil, at: place))
        }
        guard case .array(let entries)? = object["entry"] ?? .array([]) else {
            count += 1
            let problem = ImportProblem(.shape, .refused, at: place, "the bundle's entries are not a list")
            return records.append(.refused(kind: "Bundle", problem))
        }
        for value in entries {
            let place = next(line: line)
            guard case .object(let object) = value else {
                let problem = ImportProblem(.shape, .refused, at: place, "an entry that is not an object")
                records.append(.refused(problem))
                continue
            }
            records.append(entry(object, at: place))
        }
    }

    private func entry(_ entry: JSONObject, at place: ImportPlace) -> ImportRecord {
        if case .object(let request)? = entry["request"], request["method"] == .string("DELETE") {
            return FHIRReader.notRead("DELETE", at: place)
        }
        guard case .object(let object)? = entry["resource"] else {
            return .refused(ImportProblem(.missing, .refused, at: place, "an entry without resource"))
        }
        var fullURL: String?
        if case .string(let url)? = entry["fullUrl"] { fullURL = url }
        return resource(object, fullURL: fullURL, at: place)
    }

    /// Reads one resource.
    private func resource(_ object: JSONObject, fullURL: String?, at place: ImportPlace) -> ImportRecord {
        guard case .string(let kind)? = object["resourceType"] else {
            return .refused(
                ImportProblem(.missing, .refused, at: place, "no `resourceType`: this is not a FHIR resource"))
        }
        guard FHIRReader.kinds.contains(kind) else { return FHIRReader.notRead(kind, at: place) }
        var notes = FHIRNotes(place: place, kind: kind)
        notes.refuseWhatMayNotBePassedOver(object)
        let id = object.text("id", &notes)
        let version = object.object("meta", &notes) { $0.text("versionId", &$1) }
        var record = ImportRecord(place: place, kind: kind, outcome: .read)
        record.identity = ImportIdentity(
            format: .fhir, key: [kind, id ?? fullURL ?? "", version ?? ""],
            digest: digest(JSONValue.object(object).utf8[...]))
        let own = [id.map { "\(kind)/\($0)" }, fullURL].compactMap { $0 }
        switch kind {
        case "Patient": object.readPatient(own, into: &record, &notes)
        case "RelatedPerson": record.contacts = [object.relatedPerson(own, &notes)]
        case "Consent": record.wishes = [object.consent(&notes)]
        case "Encounter": record.visits = [object.encounter(own, &notes)]
        case "Organization": record.parties = [object.organization(own, &notes)]
        default: record.parties = [object.practitioner(own, &notes)]
        }
        record.problems = notes.problems
        record.refuseIfNeeded()
        return record
    }
}

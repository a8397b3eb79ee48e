/// Reads HL7 v2 ADT messages: admit, register, update, add, update person, merge.
///
/// MSH-9 tells the kind, EVN-1 is not asked. Messages of other kinds are told by kind, and those that carry wishes are
/// pointed out. A message in which a line is no segment, or which names nobody, is refused; a value that cannot be read
/// is left out and reported, but for wishes: these go in with the status `unknown`.
///
/// - Source: HL7 v2.3 to 2.8, chapters 2 and 3.
package struct HL7Reader: ImportReader {
    /// Longest message, in bytes.
    package static let messageBytesMax = HL7Splitter.messageBytesMax
    /// Most segments of one message.
    package static let segmentsMax = 10_000
    /// Longest segment that is read, in bytes; others of a message may be longer.
    package static let segmentBytesMax = 64 << 10
    /// Events of ADT that are read.
    package static let triggers: Set<String> = ["A01", "A04", "A08", "A28", "A31", "A40"]

    /// Segments that are read beside MSH.
    private static let segments = ["PID", "PD1", "ARV", "CON", "NK1", "PV1", "MRG"]

    private var splitter = HL7Splitter()
    private var head: [UInt8]? = []
    private var pieces: [HL7Splitter.Piece] = []
    private var count = 0
    private let digest: ContentDigest

    /// - Parameter digest: SHA-256.
    package init(digest: @escaping ContentDigest) { self.digest = digest }

    package mutating func read(_ chunk: [UInt8]) -> [ImportRecord] {
        guard var start = head else {
            splitter.feed(chunk, into: &pieces)
            return records()
        }
        // A byte order mark may come in pieces.
        start += chunk
        if start.count < ByteOrderMark.utf8.count {
            head = start
            return []
        }
        head = nil
        if let problem = ByteOrderMark.foreign(start) { return [.refused(problem)] }
        splitter.feed(ByteOrderMark.dropped(from: start), into: &pieces)
        return records()
    }

    package mutating func finish() -> [ImportRecord] {
        if let start = head { splitter.feed(start, into: &pieces) }
        head = nil
        splitter.finish(into: &pieces)
        return records()
    }

    private mutating func records() -> [ImportRecord] {
        var records: [ImportRecord] = []
        for piece in pieces {
            switch piece {
            case .message(let message):
                count += 1
                records.append(record(message))
            case .fault(let kind, let weight, let line, let words, let help):
                let place = ImportPlace(record: weight == .note ? count : count + 1, line: line)
                if weight != .note { count += 1 }
                let problem = ImportProblem(kind, weight, at: place, words, help: help)
                if weight == .note {
                    var record = ImportRecord(place: place, kind: "batch", outcome: .notRead)
                    record.problems = [problem]
                    records.append(record)
                } else {
                    records.append(.refused(problem))
                }
            }
        }
        pieces.removeAll(keepingCapacity: true)
        return records
    }
}

extension HL7Reader {
    /// Reads one message.
    private func record(_ source: HL7Splitter.Message) -> ImportRecord {
        let line = source.lines.first ?? 1
        func refused(_ field: Int?, _ kind: ImportProblem.Kind, _ words: String, help: String) -> ImportRecord {
            let spot = ImportPlace.Spot.segment(
                name: "MSH", occurrence: 1, field: field, repetition: nil, component: nil)
            let place = ImportPlace(record: count, line: line, spot: spot)
            return .refused(ImportProblem(kind, .refused, at: place, words, help: help))
        }
        guard source.lines.count <= HL7Reader.segmentsMax else {
            return refused(
                nil, .long, "more than \(HL7Reader.segmentsMax) segments in one message", help: "send smaller messages")
        }
        guard let delimiters = HL7Delimiters(source.bytes) else {
            return refused(
                2, .structure, "MSH-1 and MSH-2 are not delimiters: two to five different signs after the first",
                help: #"write MSH|^~\&|"#)
        }
        let name = HL7Reader.characterSet(source.bytes, delimiters)
        guard let characters = HL7CharacterSet(named: name) else {
            return refused(
                18, .encoding, "a character set that is not read", help: "send UNICODE UTF-8, 8859/1 or ASCII")
        }
        guard let bytes = characters.utf8(source.bytes) else {
            return refused(
                18, .encoding, "bytes that are not of the message's character set", help: "name the set in MSH-18")
        }
        let (message, badLine) = HL7Message.parse(bytes, lines: source.lines, delimiters: delimiters)
        guard let message, let first = message.segments.first else {
            let place = ImportPlace(record: count, line: badLine ?? line)
            return .refused(
                ImportProblem(
                    .structure, .refused, at: place, "a line that is no segment",
                    help: "a segment is three letters and the field separator; write a line break in a text as \\.br\\")
            )
        }
        return record(message, header: HL7Header(message.fields(of: first)), source)
    }

    /// MSH-18 as it stands, its first repetition.
    private static func characterSet(_ bytes: [UInt8], _ delimiters: HL7Delimiters) -> String {
        let header = bytes.prefix { $0 != 0x0D }
        let fields = header.parts(delimiters.field)
        guard fields.count > 17 else { return "" }
        return String(decoding: fields[17].prefix { $0 != delimiters.repetition }, as: UTF8.self)
    }

    private func record(
        _ message: HL7Message, header: HL7Header, _ source: HL7Splitter.Message
    ) -> ImportRecord {
        var notes = HL7Notes(record: count)
        let head = message.segments[0]
        var record = ImportRecord(place: notes.place(head), kind: header.kind, outcome: .read)
        record.place.spot = .whole
        record.header = header
        record.identity = ImportIdentity(
            format: .hl7, key: [header.sendingApplication, header.sendingFacility, header.controlID],
            digest: digest(source.bytes[...]))
        if header.type.isEmpty {
            notes.report(.missing, .refused, at: notes.place(head, field: 9), "no message type (MSH-9)")
        } else if !header.version.isEmpty, !header.version.hasPrefix("2") {
            notes.report(.version, .refused, at: notes.place(head, field: 12), "not a version of HL7 v2 (MSH-12)")
        } else if header.type != "ADT" || !HL7Reader.triggers.contains(header.trigger) {
            record.outcome = .notRead
            if let wish = message.segments.first(where: HL7Reader.isWish) {
                notes.person(notes.place(wish), "this message is not read, and it carries a privacy wish")
            }
        } else {
            if header.controlID.isEmpty {
                notes.report(
                    .missing, .note, at: notes.place(head, field: 10),
                    "no control id: only its content tells it from others")
            }
            if source.isOpenEnded {
                notes.report(
                    .cut, .note, at: notes.place(message.segments[message.segments.count - 1]),
                    "the file ends without the end of a line", help: "if the file was cut off, send it again")
            }
            HL7Reader.readBody(of: message, header, into: &record, &notes)
        }
        record.problems = notes.problems
        record.refuseIfNeeded()
        return record
    }

    private static func isWish(_ segment: HL7Message.Segment) -> Bool {
        segment.name == "ARV" || segment.name == "CON"
    }

    /// Reads the segments in their order: what follows PID is about that person, what follows PV1 about the visit.
    private static func readBody(
        of message: HL7Message, _ header: HL7Header, into record: inout ImportRecord, _ notes: inout HL7Notes
    ) {
        let isMerge = header.trigger == "A40"
        var isInVisit = false
        for segment in message.segments where HL7Reader.segments.contains(segment.name) {
            if segment.bytes.count > segmentBytesMax {
                let words = "more than \(segmentBytesMax >> 10) KiB in one segment"
                notes.report(.long, .refused, at: notes.place(segment), words)
                return
            }
            if segment.name != "PID", record.people.isEmpty {
                notes.report(.structure, .refused, at: notes.place(segment), "it stands before any PID")
                return
            }
            let fields = { message.fields(of: segment) }
            switch segment.name {
            case "PID":
                isInVisit = false
                if !isMerge, !record.people.isEmpty {
                    notes.report(
                        .structure, .refused, at: notes.place(segment), "a second PID in a message about one person")
                }
                record.people.append(fields().person(&notes))
            case "PD1": record.wishes += fields().protection(&notes)
            case "ARV": record.wishes.append(fields().accessRestriction(isOfVisit: isInVisit, &notes))
            case "CON": record.wishes.append(fields().consentSegment(isOfVisit: isInVisit, &notes))
            case "NK1": record.contacts.append(fields().contact(&notes))
            case "PV1":
                isInVisit = true
                record.visits.append(fields().visit(&notes))
            case "MRG" where isMerge:
                record.merges.append(fields().merge(into: record.people[record.people.count - 1], &notes))
            default: break
            }
        }
        if record.people.isEmpty {
            notes.report(.missing, .refused, at: record.place, "no PID: the message is about nobody")
        } else if isMerge, record.merges.count != record.people.count {
            notes.report(.missing, .refused, at: record.place, "a merge needs one MRG for each PID")
        }
    }
}

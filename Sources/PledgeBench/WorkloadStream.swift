// SAFETY of this file: lines are read through a cursor, which stays within them.

import PledgeCore
import PledgeDecisions

/// Reads lines of the common workload straight into coded requests, decides them and writes their answers.
///
/// A line that is not as the generator writes it is read again by `WorkloadRequest`, which says what is wrong. One for
/// each thread.
final class WorkloadStream {
    private let compiled: CompiledRulebook
    private let decider: CodedDecider
    private let kinds: NameTable
    private let purposes: NameTable
    private let labels: NameTable
    private let facts: NameTable
    private let members = NameTable([
        "id", "purpose", "recipient", "recipientId", "patientId", "categories", "flags", "now", "authorization",
        "restriction",
    ])
    private let authorization: DocumentShape
    private let restriction: DocumentShape
    /// Kinds of the actor, the item asked for and everything of it, which are the same in all.
    private let model: CodedRequest
    private let stopTexts: [[UInt8]]
    private let groundTexts: [[UInt8]]
    private var stops: [Int] = []
    private var grounds: [Int] = []
    /// Where the line's identifier and the recipient's stand in it.
    private var id = 0..<0
    private var recipientID = 0..<0

    /// A type of document: its number and, by the name of a member, the position of the field.
    private struct DocumentShape {
        var type: Int32
        var count: Int
        var fields: NameTable

        init(_ name: String, _ book: Rulebook, _ codes: NameCodes) {
            type = Int32(codes.types[name] ?? 0)
            let declared = book.documents[Int(type)].fields
            count = declared.count
            fields = NameTable(declared.map(\.name))
        }
    }

    init(_ compiled: CompiledRulebook) throws {
        self.compiled = compiled
        decider = CodedDecider(compiled, zone: .utc)
        let book = compiled.book
        func names(_ domain: Domain) -> NameTable { NameTable(book.hierarchy(domain).terms.map(\.name)) }
        kinds = names(.kind)
        purposes = names(.purpose)
        labels = names(.label)
        facts = NameTable(book.facts.map(\.name))
        authorization = DocumentShape("authorization", book, decider.codes)
        restriction = DocumentShape("restriction", book, decider.codes)
        let request = Request(
            id: "model", at: Instant(seconds: 0), act: .disclose, actor: Party(kinds: ["covered-entity"]),
            recipient: Party(kinds: []), purposes: [], groups: [Group(item: "record", labels: [])], records: Records())
        guard let model = decider.code(request) else { throw BenchError("the workload's model has no coded form") }
        self.model = model
        stopTexts = book.stops.map { Array($0.id.text.utf8) }
        groundTexts = book.grounds.map { Array($0.id.text.utf8) }
    }

    /// Reads a line into the request; false where it is not as the generator writes it.
    func read(_ line: UnsafeBufferPointer<UInt8>, into request: inout CodedRequest) -> Bool {
        request.reset(to: model)
        var cursor = JSONCursor(line)
        guard cursor.read(UInt8(ascii: "{")) else { return false }
        var seen = 0
        repeat {
            guard let name = cursor.string(), cursor.read(UInt8(ascii: ":")), let member = members[cut(line, name)],
                seen & (1 << member) == 0
            else { return false }
            seen |= 1 << member
            guard read(member, &cursor, &request) else { return false }
        } while cursor.read(UInt8(ascii: ","))
        // All but the two papers must be there.
        return cursor.read(UInt8(ascii: "}")) && cursor.isAtEnd && seen & 0xFF == 0xFF
    }

    private func cut(_ line: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: line[range])
    }

    private func read(_ member: Int, _ cursor: inout JSONCursor, _ request: inout CodedRequest) -> Bool {
        switch member {
        case 0:
            guard let text = cursor.string() else { return false }
            id = text
        case 1:
            guard let text = cursor.string(), let purpose = purposes[cut(cursor.bytes, text)] else { return false }
            request.purposes = NameBits(one: purpose)
        case 2:
            guard let text = cursor.string(), let kind = kinds[cut(cursor.bytes, text)] else { return false }
            request.recipient = NameBits(one: kind)
        case 3:
            guard let text = cursor.string() else { return false }
            recipientID = text
            request.setRecipientID(0)
        case 4: return cursor.string() != nil
        case 5:
            guard let names = set(labels, &cursor) else { return false }
            request.labels = names
        case 6: return readFlags(&cursor, &request)
        case 7:
            guard let now = cursor.integer() else { return false }
            request.setAt(now)
        case 8: return readDocument(authorization, &cursor, &request)
        default: return readDocument(restriction, &cursor, &request)
        }
        return true
    }

    private func set(_ table: NameTable, _ cursor: inout JSONCursor) -> NameBits? {
        guard cursor.read(UInt8(ascii: "[")) else { return nil }
        var names = NameBits()
        if cursor.read(UInt8(ascii: "]")) { return names }
        repeat {
            guard let text = cursor.string(), let name = table[cut(cursor.bytes, text)] else { return nil }
            names.insert(name)
        } while cursor.read(UInt8(ascii: ","))
        return cursor.read(UInt8(ascii: "]")) ? names : nil
    }

    private func readFlags(_ cursor: inout JSONCursor, _ request: inout CodedRequest) -> Bool {
        guard cursor.read(UInt8(ascii: "{")) else { return false }
        if cursor.read(UInt8(ascii: "}")) { return true }
        repeat {
            guard let text = cursor.string(), let fact = facts[cut(cursor.bytes, text)], cursor.read(UInt8(ascii: ":")),
                // A flag that is false is rare, and one told twice is an error.
                cursor.bool() == true, !request.holding.contains(UInt16(fact))
            else { return false }
            request.holding.append(UInt16(fact))
        } while cursor.read(UInt8(ascii: ","))
        return cursor.read(UInt8(ascii: "}"))
    }

    private func readDocument(
        _ shape: DocumentShape, _ cursor: inout JSONCursor, _ request: inout CodedRequest
    ) -> Bool {
        guard cursor.read(UInt8(ascii: "{")) else { return false }
        let first = request.values.count
        request.documents.append(CodedDocument(type: shape.type, first: Int32(first)))
        for _ in 0..<shape.count { request.values.append(.absent) }
        var seen = 0
        repeat {
            guard let name = cursor.string(), let field = shape.fields[cut(cursor.bytes, name)],
                cursor.read(UInt8(ascii: ":")), seen & (1 << field) == 0,
                let value = value(shape.type, field, &cursor, &request)
            else { return false }
            seen |= 1 << field
            request.values[first + field] = value
        } while cursor.read(UInt8(ascii: ","))
        return cursor.read(UInt8(ascii: "}")) && seen == 1 << shape.count - 1
    }

    private func value(
        _ type: Int32, _ field: Int, _ cursor: inout JSONCursor, _ request: inout CodedRequest
    ) -> CodedValue? {
        switch compiled.book.documents[Int(type)].fields[field].type {
        case .yesNo: return cursor.bool().map { $0 ? .yes : .no }
        case .time: return cursor.integer().map { .time(from: $0, to: $0 + 1) }
        case .id:
            guard let text = cursor.string() else { return nil }
            // Only whether it is the recipient is ever asked.
            return .id(text.count == recipientID.count && isSame(cursor.bytes, text, recipientID) ? 0 : 1)
        case .names(let domain):
            let table = domain == .kind ? kinds : domain == .purpose ? purposes : labels
            guard let names = set(table, &cursor) else { return nil }
            return request.add(names, closed: closed(names, domain))
        default: return nil
        }
    }

    /// The names and all under them.
    private func closed(_ names: NameBits, _ domain: Domain) -> NameBits {
        decider.closure(names, domain)
    }

    private func isSame(_ bytes: UnsafeBufferPointer<UInt8>, _ one: Range<Int>, _ other: Range<Int>) -> Bool {
        for offset in 0..<one.count where bytes[one.lowerBound + offset] != bytes[other.lowerBound + offset] {
            return false
        }
        return true
    }

    // MARK: Answers

    /// Decides a request that was read; false where its coded form does not tell.
    func decide(_ request: borrowing CodedRequest) -> Bool { decider.outcome(of: request) != nil }

    /// Decides the line and writes its answer, without the end of the line.
    ///
    /// - Throws: `WorkloadError` or `JSONError` where the line is none of the workload's.
    func answer(_ line: UnsafeBufferPointer<UInt8>, _ request: inout CodedRequest, to output: inout [UInt8]) throws {
        guard read(line, into: &request), decide(request) else {
            let slow = try WorkloadRequest.read(try JSONScanner.value(of: Array(line)))
            output += WorkloadAnswer(slow, by: compiled).line.utf8
            return
        }
        decider.determining(&stops, &grounds)
        output.append(contentsOf: cut(line, id))
        let isPermitted = stops.isEmpty && !grounds.isEmpty
        output.append(contentsOf: isPermitted ? WorkloadStream.permit : WorkloadStream.deny)
        write(stops.isEmpty ? grounds : stops, stops.isEmpty ? groundTexts : stopTexts, to: &output)
    }

    private static let permit = Array("\tpermit\t".utf8)
    private static let deny = Array("\tdeny\t".utf8)

    private func write(_ rules: [Int], _ texts: [[UInt8]], to output: inout [UInt8]) {
        // Ids in the order of their texts: the rulebook's, unless somebody moves a rule.
        var isFirst = true
        for rule in isSorted(rules, texts)
            ? rules : rules.sorted(by: { texts[$0].lexicographicallyPrecedes(texts[$1]) })
        {
            if !isFirst { output.append(UInt8(ascii: ",")) }
            isFirst = false
            output.append(contentsOf: texts[rule])
        }
    }

    private func isSorted(_ rules: [Int], _ texts: [[UInt8]]) -> Bool {
        zip(rules, rules.dropFirst()).allSatisfy { texts[$0].lexicographicallyPrecedes(texts[$1]) }
    }
}

// SAFETY of this file: lines are read through a cursor, which stays within them; marks are ranges that it gave.

import Foundation
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
    private let fieldTypes: [[ValueType]]
    private let stopTexts: [[UInt8]]
    private let groundTexts: [[UInt8]]
    /// Where the line's identifier and the recipient's stand in it; read through a pointer, so that no access is tracked.
    private let marks: UnsafeMutablePointer<Marks>
    /// What follows the identifier in answers, by the number of the ruling.
    private var tails: [[UInt8]] = []
    private var generation = 0

    private struct Marks {
        var id = 0..<0
        var recipientID = 0..<0
    }

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

    /// - Parameters:
    ///   - compiled: The workload's rules, or copies of them beside.
    ///   - state: Where care was given; nothing where no rule asks.
    /// - Throws: `BenchError` where the rules are not the workload's.
    init(_ compiled: CompiledRulebook, state: String? = nil) throws {
        self.compiled = compiled
        marks = .allocate(capacity: 1)
        marks.initialize(to: Marks())
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
            recipient: Party(kinds: []), purposes: [], groups: [Group(item: "record", labels: [])], records: Records(),
            settings: Settings(zone: nil, state: state))
        guard let model = decider.code(request) else { throw BenchError("the workload's model has no coded form") }
        self.model = model
        fieldTypes = book.documents.map { $0.fields.map(\.type) }
        stopTexts = book.stops.map { Array($0.id.text.utf8) }
        groundTexts = book.grounds.map { Array($0.id.text.utf8) }
    }

    deinit { marks.deallocate() }

    /// Reads a line into the request; false where it is not as the generator writes it.
    func read(_ line: UnsafeBufferPointer<UInt8>, into request: CodedRequest) -> Bool {
        request.reset(to: model)
        var cursor = JSONCursor(line)
        guard cursor.read(UInt8(ascii: "{")) else { return false }
        var seen = 0
        repeat {
            guard let name = cursor.string(), cursor.read(UInt8(ascii: ":")), let member = members[cut(line, name)],
                seen & (1 << member) == 0
            else { return false }
            seen |= 1 << member
            guard read(member, &cursor, request) else { return false }
        } while cursor.read(UInt8(ascii: ","))
        // All but the two papers must be there.
        return cursor.read(UInt8(ascii: "}")) && cursor.isAtEnd && seen & 0xFF == 0xFF
    }

    private func cut(_ line: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: line[range])
    }

    private func read(_ member: Int, _ cursor: inout JSONCursor, _ request: CodedRequest) -> Bool {
        switch member {
        case 0:
            guard let text = cursor.string() else { return false }
            marks.pointee.id = text
        case 1:
            guard let text = cursor.string(), let purpose = purposes[cut(cursor.bytes, text)] else { return false }
            decider.setPurpose(purpose, of: request)
        case 2:
            guard let text = cursor.string(), let kind = kinds[cut(cursor.bytes, text)] else { return false }
            decider.setRecipient(kind, of: request)
        case 3:
            guard let text = cursor.string() else { return false }
            marks.pointee.recipientID = text
            request.setRecipientID(0)
        case 4: return cursor.string() != nil
        case 5:
            guard let names = set(labels, &cursor) else { return false }
            request.setLabels(names, closed: closed(names, .label))
        case 6: return readFlags(&cursor, request)
        case 7:
            guard let now = cursor.integer() else { return false }
            request.setAt(now)
        case 8: return readDocument(authorization, &cursor, request)
        default: return readDocument(restriction, &cursor, request)
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

    private func readFlags(_ cursor: inout JSONCursor, _ request: CodedRequest) -> Bool {
        guard cursor.read(UInt8(ascii: "{")) else { return false }
        if cursor.read(UInt8(ascii: "}")) { return true }
        repeat {
            guard let text = cursor.string(), let fact = facts[cut(cursor.bytes, text)], cursor.read(UInt8(ascii: ":")),
                // A flag that is false is rare, and one told twice is an error.
                cursor.bool() == true, request.hold(fact)
            else { return false }
        } while cursor.read(UInt8(ascii: ","))
        return cursor.read(UInt8(ascii: "}"))
    }

    private func readDocument(
        _ shape: DocumentShape, _ cursor: inout JSONCursor, _ request: CodedRequest
    ) -> Bool {
        guard cursor.read(UInt8(ascii: "{")) else { return false }
        let first = request.addDocument(Int(shape.type), fields: shape.count)
        var seen = 0
        repeat {
            guard let name = cursor.string(), let field = shape.fields[cut(cursor.bytes, name)],
                cursor.read(UInt8(ascii: ":")), seen & (1 << field) == 0,
                let value = value(shape.type, field, &cursor, request)
            else { return false }
            seen |= 1 << field
            request.setValue(first + field, value)
        } while cursor.read(UInt8(ascii: ","))
        return cursor.read(UInt8(ascii: "}")) && seen == 1 << shape.count - 1
    }

    private func value(
        _ type: Int32, _ field: Int, _ cursor: inout JSONCursor, _ request: CodedRequest
    ) -> CodedValue? {
        switch compiled.book.documents[Int(type)].fields[field].type {
        case .yesNo: return cursor.bool().map { $0 ? .yes : .no }
        case .time: return cursor.integer().map { .time(from: $0, to: $0 + 1) }
        case .id:
            guard let text = cursor.string() else { return nil }
            // Only whether it is the recipient is ever asked.
            return .id(isSame(cursor.bytes, text, marks.pointee.recipientID) ? 0 : 1)
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
        guard let base = bytes.baseAddress, one.count == other.count else { return false }
        return memcmp(base + one.lowerBound, base + other.lowerBound, one.count) == 0
    }

    // MARK: Numbers

    /// Adds a request to the tape; false where it has no place there.
    func append(_ request: Request, to tape: inout WorkloadTape) -> Bool {
        guard let group = request.groups.first, let own = request.purposes,
            let purpose = own.first.flatMap({ number(purposes, $0) }),
            let recipient = request.recipient.kinds.first.flatMap({ number(kinds, $0) })
        else { return false }
        var words = [request.at.seconds, purpose, recipient]
        words += numbers(labels, group.labels ?? [])
        words += numbers(facts, (request.records?.facts ?? [:]).filter { $0.value == .yesNo(true) }.keys.sorted())
        for document in request.documents + (request.records?.documents ?? []) {
            guard let type = decider.codes.types[document.type] else { return false }
            words.append(Int64(type))
            for field in compiled.book.documents[type].fields {
                switch document.fields[field.name] {
                case .yesNo(let value): words.append(value ? 1 : 0)
                case .time(.instant(let instant)): words.append(instant.seconds)
                case .id(let id): words.append(id == request.recipient.id ? 0 : 1)
                case .names(let names):
                    guard case .names(let domain) = field.type else { return false }
                    words += numbers(table(domain), names)
                default: return false
                }
            }
        }
        tape.append(words)
        return true
    }

    private func number(_ table: NameTable, _ name: String) -> Int64? {
        Array(name.utf8).withUnsafeBufferPointer { table[$0] }.map(Int64.init)
    }

    private func numbers(_ table: NameTable, _ names: [String]) -> [Int64] {
        [Int64(names.count)] + names.compactMap { number(table, $0) }
    }

    private func table(_ domain: Domain) -> NameTable {
        domain == .kind ? kinds : domain == .purpose ? purposes : labels
    }

    /// A request that has all that those of the workload have in common.
    func blank() -> CodedRequest {
        let request = CodedRequest()
        request.reset(to: model)
        request.setRecipientID(0)
        return request
    }

    /// Makes the request of the tape, and decides it; false where its coded form does not tell.
    ///
    /// - Parameters:
    ///   - words: A request of the tape.
    ///   - request: One that `blank` made.
    /// - Returns: Whether its coded form tells.
    @inline(__always)
    func decide(_ words: UnsafeBufferPointer<Int64>, _ request: CodedRequest) -> Bool {
        request.resetFacts(to: model)
        var next = 3
        request.setAt(words[0])
        decider.setPurpose(Int(words[1]), of: request)
        decider.setRecipient(Int(words[2]), of: request)
        decider.setLabels(list(words, &next), of: request)
        request.hold(list(words, &next))
        while next < words.count { addDocument(words, &next, request) }
        return decide(request)
    }

    @inline(__always)
    private func list(_ words: UnsafeBufferPointer<Int64>, _ next: inout Int) -> UnsafeBufferPointer<Int64> {
        let start = next + 1
        next = start + Int(words[next])
        return UnsafeBufferPointer(rebasing: words[start..<next])
    }

    private func addDocument(_ words: UnsafeBufferPointer<Int64>, _ next: inout Int, _ request: CodedRequest) {
        let type = Int(words[next])
        next += 1
        let fields = fieldTypes[type]
        var position = request.addDocument(type, fields: fields.count)
        for field in fields {
            let value: CodedValue
            switch field {
            case .yesNo:
                value = words[next] == 1 ? .yes : .no
                next += 1
            case .time:
                value = .time(from: words[next], to: words[next] + 1)
                next += 1
            case .names(let domain):
                value = decider.add(list(words, &next), domain, to: request)
            default:
                value = .id(Int32(words[next]))
                next += 1
            }
            request.setValue(position, value)
            position += 1
        }
    }

    // MARK: Answers

    /// Decides a request that was read; false where its coded form does not tell.
    func decide(_ request: CodedRequest) -> Bool { decider.outcome(of: request) != nil }

    /// Decides the line and writes its answer, without the end of the line.
    ///
    /// - Throws: `WorkloadError` or `JSONError` where the line is none of the workload's.
    func answer(_ line: UnsafeBufferPointer<UInt8>, _ request: CodedRequest, to output: inout [UInt8]) throws {
        guard read(line, into: request), decide(request) else {
            let slow = try WorkloadRequest.read(try JSONScanner.value(of: Array(line)))
            output += WorkloadAnswer(slow, by: compiled).line.utf8
            return
        }
        output.append(contentsOf: cut(line, marks.pointee.id))
        guard let question = decider.question else {
            output += tail()
            return
        }
        if question.generation != generation {
            tails.removeAll()
            generation = question.generation
        }
        while tails.count <= question.number { tails.append([]) }
        if tails[question.number].isEmpty { tails[question.number] = tail() }
        output.append(contentsOf: tails[question.number])
    }

    /// What the answer to the last request says after its identifier.
    private func tail() -> [UInt8] {
        var (stops, grounds): ([Int], [Int]) = ([], [])
        decider.determining(&stops, &grounds)
        var tail = stops.isEmpty && !grounds.isEmpty ? WorkloadStream.permit : WorkloadStream.deny
        write(stops.isEmpty ? grounds : stops, stops.isEmpty ? groundTexts : stopTexts, to: &tail)
        return tail
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

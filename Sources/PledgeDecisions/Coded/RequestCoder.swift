import PledgeCore

/// Turns requests into numbers.
struct RequestCoder {
    private let program: Program
    private let codes: NameCodes
    private let zone: TimeZoneRules
    private let promises: [PromiseDocument]
    private let hasSeveralVersions: Bool
    /// Yes-no facts whose silence means no.
    private let silent: [Int]
    private var ids: [String: Int32] = [:]

    init(_ program: Program, codes: NameCodes, promises: [PromiseDocument], zone: TimeZoneRules) {
        self.program = program
        self.codes = codes
        self.zone = zone
        self.promises = promises
        silent = program.book.facts.indices.filter {
            program.book.facts[$0].source != .asked && program.book.facts[$0].type == .yesNo
        }
        let series = promises.map(\.series)
        hasSeveralVersions =
            Set(series).count < series.count
            || Set(promises.map(\.kind)).isSuperset(of: [.notice, .jointNotice])
    }

    /// The coded request; nothing where the request has several parts, unread records or settings of its own.
    mutating func code(_ request: Request) -> CodedRequest? {
        guard let records = request.records, request.settings.routines.isEmpty, request.settings.reviewed.isEmpty,
            !hasSeveralVersions, request.groups.count <= 1, let purposes = request.purposes,
            program.book.facts.count <= CodedRequest.factWords * 64
        else { return nil }
        ids = codes.constants
        let coded = CodedRequest()
        for fact in silent { coded.state(fact, .no) }
        let kinds = program.symbols.table(.kind)
        coded.content.pointee.at = request.at.seconds
        coded.content.pointee.act = request.act
        coded.setActor(kinds.bits(request.actor.kinds))
        let recipient = kinds.bits(request.recipient.kinds)
        coded.setRecipient(recipient, closed: kinds.closure(recipient))
        let table = program.symbols.table(.purpose)
        coded.setPurposes(table.bits(purposes), closed: table.closure(purposes))
        set(.channel, name(request.channel, .channel), in: coded)
        set(.object, request.object.map { name($0, .object) } ?? .absent, in: coded)
        set(.actorID, id(request.actor.id), in: coded)
        set(.recipientID, id(request.recipient.id), in: coded)
        set(.recipientAddress, id(request.recipient.address), in: coded)
        set(.channelAddress, id(request.channelAddress), in: coded)
        set(.onBehalfOf, request.onBehalfOf.map { id($0) } ?? .absent, in: coded)
        set(.at, .time(from: request.at.seconds, to: request.at.seconds + 1), in: coded)
        set(.act, .name(Int32(Act.allCases.firstIndex(of: request.act) ?? 0)), in: coded)
        guard setPart(of: request, in: coded) else { return nil }
        for (name, answer) in request.answers { add(name, answer.value, .asked, to: coded) }
        for (name, value) in records.facts where !records.unknown.contains(name) { add(name, value, nil, to: coded) }
        for name in records.unknown { addUnknown(name, to: coded) }
        for document in request.documents + records.documents {
            guard document.unread.isEmpty else { return nil }
            add(document, to: coded)
        }
        return isCut(coded) ? nil : coded
    }

    /// Whether a period of the part may be cut by a document.
    private func isCut(_ coded: CodedRequest) -> Bool {
        var given: [Range<Int64>] = coded.content.pointee.patterns.array.compactMap(\.given)
        var held: [Range<Int64>] = promises.compactMap { $0.effective.map { zone.range(of: Period($0)) } }
        for index in coded.content.pointee.documents.indices {
            let document = coded.content.pointee.documents[index]
            for field in program.book.documents[Int(document.type)].fields.enumerated() {
                guard let cut = field.element.cuts,
                    case .time(let from, let to) = coded.content.pointee.values[Int(document.first) + field.offset]
                else { continue }
                if cut == .given { given.append(from..<to) } else { held.append(from..<to) }
            }
        }
        return cuts(coded.fields[RequestField.given.position], given)
            || cuts(coded.fields[RequestField.held.position], held)
    }

    /// Whether a bound may lie inside the period: within a day of it, for bounds are days.
    private func cuts(_ value: CodedValue, _ bounds: [Range<Int64>]) -> Bool {
        let day: Int64 = 90_000
        guard case .time(let from, let to) = value, to - from > day else { return false }
        return bounds.contains { bound in
            [bound.lowerBound, bound.upperBound].contains { from - day < $0 && $0 < to + day }
        }
    }

    // MARK: The part

    private mutating func setPart(of request: Request, in coded: CodedRequest) -> Bool {
        guard let group = request.groups.first else {
            for field in [RequestField.item, .service, .source, .given, .held, .paidInFull, .madeByUs] {
                set(field, .absent, in: coded)
            }
            set(.part2, .no, in: coded)
            setPlace(request.settings.state, in: coded)
            return true
        }
        guard let labels = group.labels else { return false }
        let table = program.symbols.table(.label)
        coded.setLabels(table.bits(labels), closed: table.closure(labels))
        let mayBePart2 = coded.content.pointee.labels.intersects(table.closure(Array(program.book.part2Labels)))
        set(.part2, group.part2.map { CodedValue($0) } ?? (mayBePart2 ? .unknown : .no), in: coded)
        set(.item, name(group.item, .item), in: coded)
        set(.service, name(group.service, .service), in: coded)
        set(.source, name(group.source, .source), in: coded)
        setPlace(group.place ?? request.settings.state, in: coded)
        set(.paidInFull, group.paidInFull.map { CodedValue($0) } ?? .unknown, in: coded)
        set(.madeByUs, group.madeByUs.map { CodedValue($0) } ?? .unknown, in: coded)
        set(.given, period(group.given ?? (group.madeByUs == true ? group.held : nil)), in: coded)
        set(.held, period(group.held ?? (group.madeByUs == true ? group.given : nil)), in: coded)
        let data = program.symbols.table(.data)
        switch group.elements {
        case .all: coded.content.pointee.elements = data.all.union(NameBits([data.names.count]))
        case .some(let names): coded.content.pointee.elements = data.bits(names)
        }
        return true
    }

    private func set(_ field: RequestField, _ value: CodedValue, in coded: CodedRequest) {
        coded.fields[field.position] = value
    }

    private func setPlace(_ state: String?, in coded: CodedRequest) {
        if let state { coded.setPlace(codes.constants[state] ?? -1) }
    }

    // MARK: Facts and documents

    private mutating func add(_ name: String, _ value: Value, _ source: FactSource?, to coded: CodedRequest) {
        guard let number = codes.facts[name] else { return }
        let fact = program.book.facts[number]
        guard (fact.source == .asked) == (source == .asked) else { return }
        coded.state(number, self.value(value, fact.type, in: coded))
    }

    private func addUnknown(_ name: String, to coded: CodedRequest) {
        guard let number = codes.facts[name], program.book.facts[number].source == .known else { return }
        coded.state(number, .unknown)
    }

    private mutating func add(_ document: Document, to coded: CodedRequest) {
        guard let type = codes.types[document.type] else { return }
        let fields = program.book.documents[type].fields
        let first = coded.addDocument(type, fields: fields.count)
        for (index, field) in fields.enumerated() {
            guard let stated = document.fields[field.name] else { continue }
            coded.setValue(first + index, value(stated, field.type, in: coded))
        }
    }

    // MARK: Values

    private func name(_ name: String?, _ domain: Domain) -> CodedValue {
        guard let name else { return .unknown }
        return program.symbols.table(domain).index[name].map { .name(Int32($0)) } ?? .unknown
    }

    private mutating func id(_ text: String?) -> CodedValue {
        guard let text else { return .unknown }
        return .id(number(text))
    }

    private mutating func number(_ text: String) -> Int32 {
        if let number = ids[text] { return number }
        let number = Int32(ids.count)
        ids[text] = number
        return number
    }

    private func period(_ period: Period?) -> CodedValue { period.map { time($0) } ?? .unknown }

    private func time(_ period: Period) -> CodedValue {
        let range = zone.range(of: period)
        return .time(from: range.lowerBound, to: range.upperBound)
    }

    private mutating func value(_ value: Value, _ type: ValueType, in coded: CodedRequest) -> CodedValue {
        switch value {
        case .yesNo(let value): return CodedValue(value)
        case .number(let value): return .number(value)
        case .time(.day(let day)): return time(Period(day))
        case .time(.instant(let instant)): return .time(from: instant.seconds, to: instant.seconds + 1)
        case .period(let period): return time(period)
        case .id(let text): return .id(number(text))
        case .ids(let texts):
            let first = Int32(coded.content.pointee.lists.count)
            for text in texts { coded.content.pointee.lists.append(number(text)) }
            return .ids(first: first, count: Int32(texts.count))
        case .text: return .text
        case .name(let name):
            let position = table(type).index[name]
            return position.map { .name(Int32($0)) } ?? .absent
        case .names(let names):
            let table = table(type)
            return coded.add(table.bits(names), closed: table.closure(names))
        case .scope(let patterns):
            return coded.add(patterns.map { program.symbols.compiled($0, zone) })
        }
    }

    private func table(_ type: ValueType) -> Symbols.Table {
        switch type {
        case .name(let domain), .names(let domain): program.symbols.table(domain)
        case .choice(let options): Symbols.flat(options)
        case .yesNo, .number, .time, .period, .id, .ids, .text, .scope: Symbols.flat([])
        }
    }
}

extension CodedValue {
    init(_ truth: Bool) { self = truth ? .yes : .no }
}

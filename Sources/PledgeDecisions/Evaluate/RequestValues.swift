import PledgeCore

/// A request's values as the atoms read them: names are numbers, times are seconds.
struct RequestValues {
    let program: Program
    var book: Rulebook { program.book }
    let request: Request
    let zone: TimeZoneRules
    /// By fact; unknown where nothing depends on it.
    var facts: [Known]
    /// By `RequestField.position`; the fields of the part are set per part.
    var fields: [Known]
    /// Documents in hand and on file, by type.
    var documents: [[DocumentValues]]
    /// The records of these types were not read.
    let recordsRead: Bool

    /// One document.
    struct DocumentValues {
        var id: String
        var fields: [Known]
    }

    init(_ program: Program, _ request: Request, _ zone: TimeZoneRules) {
        self.program = program
        self.request = request
        self.zone = zone
        recordsRead = request.records != nil
        facts = []
        fields = Array(repeating: .unknown, count: RequestField.allCases.count)
        documents = Array(repeating: [], count: program.book.documents.count)
        facts = Array(repeating: .unknown, count: program.book.facts.count)
        for number in program.facts {
            facts[number] = RequestValues.value(of: program.book.facts[number], request, self)
        }
        setFields()
        for document in request.documents + (request.records?.documents ?? []) { add(document) }
    }

    private static func value(of fact: Fact, _ request: Request, _ values: RequestValues) -> Known {
        let silent: Known = fact.type == .yesNo ? .no : .absent
        switch fact.source {
        case .asked:
            guard let answer = request.answers[fact.name] else { return .unknown }
            return values.known(answer.value, fact.type)
        case .known, .knowledge:
            let isUnknown = request.records?.unknown.contains(fact.name) == true
            if let value = request.records?.facts[fact.name], !isUnknown { return values.known(value, fact.type) }
            if fact.source == .knowledge { return silent }
            return isUnknown || request.records == nil ? .unknown : silent
        }
    }

    private mutating func setFields() {
        func set(_ field: RequestField, _ value: Known) { fields[field.position] = value }
        func id(_ text: String?) -> Known { text.map { .id($0) } ?? .unknown }
        let kinds = program.symbols.table(.kind)
        set(.at, .time(request.at.seconds..<(request.at.seconds + 1)))
        set(.act, .names(known([request.act.rawValue], Symbols.acts)))
        set(.actor, .names(known(request.actor.kinds, kinds)))
        set(.recipient, .names(known(request.recipient.kinds, kinds)))
        set(.purpose, request.purposes.map { .names(known($0, program.symbols.table(.purpose))) } ?? .unknown)
        set(.channel, request.channel.map { .names(known([$0], program.symbols.table(.channel))) } ?? .unknown)
        let object = request.object.map { Known.names(known([$0], program.symbols.table(.object))) }
        set(.object, object ?? .absent)
        set(.actorID, id(request.actor.id))
        set(.recipientID, id(request.recipient.id))
        set(.recipientAddress, id(request.recipient.address))
        set(.channelAddress, id(request.channelAddress))
        set(.onBehalfOf, request.onBehalfOf.map { .id($0) } ?? .absent)
    }

    private mutating func add(_ document: Document) {
        guard let (type, values) = self.document(document) else { return }
        documents[type].append(values)
    }

    /// The values of a document, and the number of its type.
    func document(_ document: Document) -> (type: Int, values: DocumentValues)? {
        guard let type = program.footprints.documents[document.type] else { return nil }
        let fields = program.book.documents[type].fields.map { field in
            if document.unread.contains(field.name) { return Known.unknown }
            return document.fields[field.name].map { known($0, field.type) } ?? .absent
        }
        return (type, DocumentValues(id: document.id, fields: fields))
    }

    // MARK: Values

    private func known(_ names: [String], _ table: Symbols.Table) -> PartlyKnownNames { table.known(names) }

    func known(_ value: Value, _ type: ValueType) -> Known { program.symbols.known(value, type, zone) }

    func range(_ moment: Moment) -> Range<Int64> { zone.range(of: moment) }

    func range(_ period: Period) -> Range<Int64> { zone.range(of: period) }
}

extension TimeZoneRules {
    /// Seconds since 1970, from the first to the one past the last.
    func range(of moment: Moment) -> Range<Int64> {
        switch moment {
        case .day(let day): range(of: Period(day))
        case .instant(let instant): instant.seconds..<(instant.seconds + 1)
        }
    }

    /// Seconds since 1970, from the first to the one past the last.
    func range(of period: Period) -> Range<Int64> {
        let end = start(of: Day(number: period.last.number + 1)).seconds
        let start = start(of: period.first).seconds
        return start..<max(start + 1, end)
    }
}

extension Symbols.Table {
    /// The names, and that there is no other.
    func known(_ names: [String]) -> PartlyKnownNames { PartlyKnownNames(known: bits(names), of: all) }
}

extension Symbols {
    /// A value of a type, as the atoms read it.
    func known(_ value: Value, _ type: ValueType, _ zone: TimeZoneRules) -> Known {
        switch value {
        case .yesNo(let value): .init(value)
        case .number(let value): .number(value)
        case .time(let moment): .time(zone.range(of: moment))
        case .period(let period): .period(zone.range(of: period))
        case .id(let id): .id(id)
        case .ids(let ids): .ids(ids)
        case .text: .text
        case .name(let name): .names(table(of: type).known([name]))
        case .names(let names): .names(table(of: type).known(names))
        case .scope(let patterns): .scope(patterns.map { compiled($0, zone) })
        }
    }

    /// A pattern of a scope, its names as bits and its days as seconds.
    func compiled(_ pattern: ScopePattern, _ zone: TimeZoneRules) -> CompiledPattern {
        let labels = table(.label)
        /// What a name allows: some labels must be named themselves, whatever stands above them is.
        func allowing(_ names: [String]) -> NameBits {
            labels.bits(names).positions.reduce(NameBits()) { bits, name in
                let under = labels.under[name]
                return bits.union(mustBeNamed.contains(name) ? under : under.subtracting(mustBeNamed))
            }
        }
        var allowed = allowing(pattern.only)
        switch pattern.also {
        case .labels(let also): allowed = allowed.union(allowing(also))
        case .any: allowed = allowed.union(labels.all.subtracting(mustBeNamed))
        }
        return CompiledPattern(
            items: pattern.items.map { table(.item).closure($0) },
            services: pattern.services.map { table(.service).closure($0) },
            sources: pattern.sources.map { table(.source).closure($0) },
            given: pattern.period.map { zone.range(of: $0) },
            only: labels.bits(pattern.only).positions.map { labels.under[$0] }, allowed: allowed,
            elements: pattern.elements.map { table(.data).closure($0) })
    }
}

extension RequestField {
    /// Position among the fields, from 0, in the order of declaration.
    var position: Int {
        switch self {
        case .at: 0
        case .act: 1
        case .actor: 2
        case .recipient: 3
        case .purpose: 4
        case .channel: 5
        case .object: 6
        case .actorID: 7
        case .recipientID: 8
        case .recipientAddress: 9
        case .channelAddress: 10
        case .onBehalfOf: 11
        case .item: 12
        case .labels: 13
        case .elements: 14
        case .service: 15
        case .source: 16
        case .place: 17
        case .part2: 18
        case .paidInFull: 19
        case .madeByUs: 20
        case .given: 21
        case .held: 22
        case .unreviewed: 23
        case .overlayHere: 24
        }
    }
}

import PledgeCore

extension RequestReader {
    static let groupMembers = [
        "item", "labels", "elements", "service", "place", "source", "part2", "paidInFull", "madeByUs", "given", "held",
    ]

    func groups(_ place: Place) throws(ReadProblem) -> [Group] {
        try place.list(most: RequestReader.groupsMax).map { (place) throws(ReadProblem) in try group(place) }
    }

    private func group(_ place: Place) throws(ReadProblem) -> Group {
        let object = try place.object(of: RequestReader.groupMembers)
        var group = Group()
        // What is left out or called "unknown" stays nothing, which means unknown.
        group.item = try nameOrUnknown("item", of: object, at: place, .item)
        if let labels = place.member("labels", of: object), !labels.isUnknown {
            group.labels = try names(labels, .label)
        }
        if let elements = place.member("elements", of: object), elements.value != .string("all") {
            group.elements = .some(try self.elements(elements))
        }
        group.service = try nameOrUnknown("service", of: object, at: place, .service)
        group.place = try place.read("place", of: object, self.state)
        group.source = try nameOrUnknown("source", of: object, at: place, .source)
        group.part2 = try place.read("part2", of: object, self.boolOrUnknown)
        group.paidInFull = try place.read("paidInFull", of: object, self.boolOrUnknown)
        group.madeByUs = try place.read("madeByUs", of: object, self.boolOrUnknown)
        group.given = try place.read("given", of: object, self.periodOrUnknown)
        group.held = try place.read("held", of: object, self.periodOrUnknown)
        return group
    }

    private func boolOrUnknown(_ place: Place) throws(ReadProblem) -> Bool? {
        if place.isUnknown { return nil }
        guard case .bool(let bool) = place.value else { throw place.wrongType("true, false or \"unknown\"") }
        return bool
    }

    private func periodOrUnknown(_ place: Place) throws(ReadProblem) -> Period? {
        place.isUnknown ? nil : try period(place)
    }

    /// Data elements; the name of a list stands for all it holds.
    func elements(_ place: Place) throws(ReadProblem) -> [String] {
        let data = rulebook.hierarchy(.data)
        var elements: [String] = []
        var seen: Set<String> = []
        for place in try place.list() {
            let name = try place.string()
            guard data.contains(name) || rulebook.lists[name] != nil else {
                throw place.unknown("data element", name, among: data.terms.map(\.name) + rulebook.lists.keys.sorted())
            }
            let found = data.contains(name) ? [name] : rulebook.lists[name] ?? []
            elements += found.filter { seen.insert($0).inserted }
        }
        guard !elements.isEmpty else { throw place.problem("no element", help: "name some, or leave the field out") }
        return elements
    }
}

// Values that stand in more than one place.
extension RequestReader {
    /// The word for a name of the domain in an error.
    private static func word(_ domain: Domain) -> String {
        switch domain {
        case .data: "data element"
        case .kind, .purpose, .channel, .item, .label, .service, .source, .object: domain.rawValue
        }
    }

    func name(_ place: Place, _ domain: Domain) throws(ReadProblem) -> String {
        let name = try place.string()
        let hierarchy = rulebook.hierarchy(domain)
        guard hierarchy.contains(name) else {
            throw place.unknown(RequestReader.word(domain), name, among: hierarchy.terms.lazy.map(\.name))
        }
        return name
    }

    func nameOrUnknown(_ place: Place, _ domain: Domain) throws(ReadProblem) -> String? {
        if place.isUnknown, !rulebook.hierarchy(domain).contains("unknown") { return nil }
        return try name(place, domain)
    }

    func nameOrUnknown(
        _ member: String, of object: JSONObject, at place: Place, _ domain: Domain
    ) throws(ReadProblem) -> String? {
        guard let place = place.member(member, of: object) else { return nil }
        return try nameOrUnknown(place, domain)
    }

    /// Names of the domain, each once.
    func names(_ place: Place, _ domain: Domain) throws(ReadProblem) -> [String] {
        var names: [String] = []
        var seen: Set<String> = []
        for place in try place.list() {
            let name = try name(place, domain)
            if seen.insert(name).inserted { names.append(name) }
        }
        return names
    }

    func moment(_ place: Place) throws(ReadProblem) -> Moment {
        let text = try place.string()
        if let day = Day(text) { return .day(day) }
        if let instant = Instant(text) { return .instant(instant) }
        throw place.problem(
            "not a day or a time", help: "write `2026-11-21`, or `2026-11-21T10:00:00-06:00` with its offset")
    }

    private func day(_ place: Place) throws(ReadProblem) -> Day {
        guard let day = Day(try place.string()) else { throw place.problem("not a day", help: "write `2026-11-21`") }
        return day
    }

    /// A day, or the days from one to another, both included.
    func period(_ place: Place) throws(ReadProblem) -> Period {
        if case .string = place.value { return Period(try day(place)) }
        guard case .object = place.value else { throw place.wrongType("a day or an object with `from` and `to`") }
        let object = try place.object(of: ["from", "to"])
        let first = try day(place.required("from", of: object))
        let last = try day(place.required("to", of: object))
        guard let period = Period(first: first, last: last) else {
            throw place.problem("the period ends before it starts", help: "`from` is the first day, `to` the last")
        }
        return period
    }

    func dayValue(_ place: Place) throws(ReadProblem) -> Day { try day(place) }

    /// The value of a fact or of a document's field.
    func value(_ place: Place, of type: ValueType) throws(ReadProblem) -> Value {
        switch type {
        case .yesNo: return .yesNo(try place.bool())
        case .number: return .number(try place.integer())
        case .time: return .time(try moment(place))
        case .period: return .period(try period(place))
        case .id: return .id(try place.identifier())
        case .text: return .text(try place.text(most: RequestReader.textBytesMax))
        case .ids:
            return .ids(try place.list().map { (place) throws(ReadProblem) in try place.identifier() })
        case .name(let domain): return .name(try name(place, domain))
        case .names(let domain): return .names(domain == .data ? try elements(place) : try names(place, domain))
        case .scope:
            return .scope(try place.list().map { (place) throws(ReadProblem) in try pattern(place) })
        case .choice(let options):
            let name = try place.string()
            guard options.contains(name) else { throw place.unknown("option", name, among: options) }
            return .name(name)
        }
    }

    private func pattern(_ place: Place) throws(ReadProblem) -> ScopePattern {
        let object = try place.object(of: ["items", "services", "sources", "period", "only", "also", "elements"])
        func some(_ name: String, _ domain: Domain) throws(ReadProblem) -> [String]? {
            guard let place = place.member(name, of: object) else { return nil }
            let names = try names(place, domain)
            guard !names.isEmpty else { throw place.problem("no name", help: "name some, or leave the field out") }
            return names
        }
        var pattern = ScopePattern(
            items: try some("items", .item), services: try some("services", .service),
            sources: try some("sources", .source))
        pattern.period = try place.read("period", of: object, self.period)
        if let only = place.member("only", of: object) { pattern.only = try names(only, .label) }
        if let also = place.member("also", of: object) {
            pattern.also = also.value == .string("any") ? .any : .labels(try names(also, .label))
        }
        pattern.elements = try place.read("elements", of: object, self.elements)
        return pattern
    }
}

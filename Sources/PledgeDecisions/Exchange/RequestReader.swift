package import PledgeCore

/// Reads requests, one JSON object a line.
///
/// Every name is looked up, every type checked; see `Docs/request.schema.json` for the shape.
///
/// Pure: the time zones come from the caller.
package struct RequestReader: Sendable {
    /// Longest line: 16 MiB.
    package static let bytesMax = JSONScanner.bytesMax
    /// Most groups of one request.
    package static let groupsMax = 1000
    /// Most documents of one request, in hand and on file together.
    package static let documentsMax = 20_000
    /// Most names in one list: labels, elements, purposes, kinds, patterns of a scope.
    package static let namesMax = 1000
    /// Most answers, and most facts of the records.
    package static let factsMax = 10_000
    /// Longest identifier or address, in bytes.
    package static let identifierBytesMax = 1000
    /// Longest free text, in bytes.
    package static let textBytesMax = 100_000

    let rulebook: Rulebook
    let facts: [String: Fact]
    let documents: [String: DocumentType]
    /// What holds for a setting the request leaves out.
    let defaults: Settings
    let zones: @Sendable (String) -> TimeZoneRules?

    /// Makes a reader of requests for this rulebook.
    ///
    /// - Parameters:
    ///   - rulebook: Declares every name and type.
    ///   - defaults: Settings that a request takes over where it leaves them out.
    ///   - zones: The rules of a time zone by its tzdata name; nothing for a name that is none.
    package init(
        _ rulebook: Rulebook, defaults: Settings = Settings(),
        zones: @escaping @Sendable (String) -> TimeZoneRules? = { $0 == "UTC" ? .utc : nil }
    ) {
        self.rulebook = rulebook
        self.facts = Dictionary(rulebook.facts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.documents = Dictionary(rulebook.documents.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.defaults = defaults
        self.zones = zones
    }

    /// Reads one line.
    ///
    /// - Parameters:
    ///   - bytes: The line in UTF-8, without its line break.
    ///   - number: Number of the line, from 1; it names a request without an id.
    /// - Returns: The request, or the first thing wrong with it.
    package func read(line bytes: ArraySlice<UInt8>, number: Int) -> Result<Request, RequestError> {
        do throws(JSONError) {
            return read(try JSONScanner.value(of: bytes), number: number)
        } catch {
            return .failure(
                RequestError(
                    line: number, path: "$", message: "column \(error.column): \(error.message)",
                    help: "one line holds one request as a JSON object"))
        }
    }

    /// Reads one line.
    package func read(line bytes: [UInt8], number: Int) -> Result<Request, RequestError> {
        read(line: bytes[...], number: number)
    }

    /// Reads a request that is JSON already.
    package func read(_ value: JSONValue, number: Int) -> Result<Request, RequestError> {
        do throws(ReadProblem) {
            return .success(try request(Place(value: value, path: .root), number: number))
        } catch {
            return .failure(
                RequestError(
                    line: number, id: RequestReader.id(of: value), path: error.path, message: error.message,
                    help: error.help))
        }
    }

    /// The `id` of what may not be a request.
    package static func id(of value: JSONValue) -> String? {
        guard case .object(let object) = value, case .string(let id)? = object["id"], !id.isEmpty,
            id.utf8.count <= identifierBytesMax
        else { return nil }
        return id
    }
}

extension RequestReader {
    static let requestMembers = [
        "id", "at", "act", "actor", "onBehalfOf", "recipient", "purposes", "channel", "groups", "object",
        "documents", "answers", "records", "settings",
    ]

    private func request(_ place: Place, number: Int) throws(ReadProblem) -> Request {
        let object = try place.object(of: RequestReader.requestMembers)
        let settings = try place.read("settings", of: object, self.settings) ?? defaults
        let zone = try self.zone(settings, at: place)
        let at = try time(of: place.required("at", of: object), zone: zone)
        let act = try act(place.required("act", of: object))
        var request = Request(
            id: try place.member("id", of: object)?.identifier() ?? "\(number)", at: at, act: act,
            actor: try party(place.required("actor", of: object), addressed: false),
            recipient: try party(place.required("recipient", of: object), addressed: true),
            purposes: try place.read("purposes", of: object, self.purposes), settings: settings)
        request.onBehalfOf = try place.member("onBehalfOf", of: object)?.identifier()
        if let channel = place.member("channel", of: object) { try read(channel: channel, into: &request) }
        if let groups = place.member("groups", of: object) { request.groups = try self.groups(groups) }
        if let member = place.member("object", of: object) {
            guard !act.isAboutItems else {
                throw member.problem(
                    "an object, and `\(act.rawValue)` is about items", help: "say under `groups` what it is about")
            }
            request.object = try name(member, .object)
        }
        if act.isAboutItems, request.groups.isEmpty {
            throw place.problem(
                "no group of items, and `\(act.rawValue)` is about items", help: "say under `groups` what it is about")
        }
        var ids = DocumentIDs()
        if let documents = place.member("documents", of: object) {
            request.documents = try self.documents(documents, ids: &ids, onFile: false)
        }
        if let answers = place.member("answers", of: object) { request.answers = try self.answers(answers) }
        if let records = place.member("records", of: object) {
            request.records = try self.records(records, answers: request.answers, ids: &ids)
        }
        return request
    }

    private func zone(_ settings: Settings, at place: Place) throws(ReadProblem) -> TimeZoneRules {
        guard let name = settings.zone else { return .utc }
        guard let zone = zones(name) else {
            throw Place(value: .null, path: .member(.member(place.path, "settings"), "zone")).problem(
                "unknown time zone `\(Place.shown(name))`", help: "write its tzdata name, such as `America/Chicago`")
        }
        return zone
    }

    /// The time of the act, which the rulebook must cover; a day stands for its last second.
    private func time(of place: Place, zone: TimeZoneRules) throws(ReadProblem) -> Instant {
        let instant =
            switch try moment(place) {
            case .day(let day): zone.end(of: day)
            case .instant(let instant): instant
            }
        let day = zone.day(of: instant)
        if let covers = rulebook.covers, !covers.contains(Period(day)) {
            throw place.problem("a day outside those the rulebook covers, \(covers.first) to \(covers.last)")
        }
        return instant
    }

    private func act(_ place: Place) throws(ReadProblem) -> Act {
        let name = try place.string()
        guard let act = Act(rawValue: name) else {
            throw place.unknown("act", name, among: Act.allCases.map(\.rawValue))
        }
        return act
    }

    private func party(_ place: Place, addressed: Bool) throws(ReadProblem) -> Party {
        let object = try place.object(of: addressed ? ["id", "kinds", "address"] : ["id", "kinds"])
        let kinds = try names(place.required("kinds", of: object), .kind)
        guard !kinds.isEmpty else { throw place.problem("no kind; say who this is, such as `covered-provider`") }
        return Party(
            id: try place.member("id", of: object)?.identifier(), kinds: kinds,
            address: try place.member("address", of: object)?.identifier())
    }

    private func purposes(_ place: Place) throws(ReadProblem) -> [String]? {
        if place.isUnknown { return nil }
        let purposes = try names(place, .purpose)
        guard !purposes.isEmpty else {
            throw place.problem("no purpose", help: "name what it is for, or write \"unknown\"")
        }
        return purposes
    }

    private func read(channel place: Place, into request: inout Request) throws(ReadProblem) {
        if case .string = place.value {
            request.channel = try nameOrUnknown(place, .channel)
            return
        }
        guard case .object = place.value else { throw place.wrongType("a channel's name or an object") }
        let object = try place.object(of: ["kind", "address"])
        request.channel = try nameOrUnknown(place.required("kind", of: object), .channel)
        request.channelAddress = try place.member("address", of: object)?.identifier()
    }

    private func settings(_ place: Place) throws(ReadProblem) -> Settings {
        let object = try place.object(of: ["zone", "state", "protocols", "reviewed"])
        var settings = defaults
        if let zone = place.member("zone", of: object) { settings.zone = try zone.identifier() }
        if let state = place.member("state", of: object) { settings.state = try self.state(state) }
        if let protocols = place.member("protocols", of: object) {
            settings.routines = try protocols.list().map { (place) throws(ReadProblem) in
                let object = try place.object(of: ["recipient", "purpose", "elements"])
                return Settings.Routine(
                    recipient: try name(place.required("recipient", of: object), .kind),
                    purpose: try name(place.required("purpose", of: object), .purpose),
                    elements: try elements(place.required("elements", of: object)))
            }
        }
        if let reviewed = place.member("reviewed", of: object) {
            settings.reviewed = [:]
            for member in try reviewed.object().members {
                let place = reviewed.member(member)
                let state = try self.state(Place(value: .string(member.name), path: place.path))
                let labels =
                    place.value == .string("all")
                    ? rulebook.hierarchy(.label).terms.map(\.name) : try names(place, .label)
                settings.reviewed[state] = Set(labels)
            }
        }
        return settings
    }

    func state(_ place: Place) throws(ReadProblem) -> String {
        let state = try place.string()
        guard state.utf8.count == 2, state.utf8.allSatisfy((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains) else {
            throw place.problem("not a state", help: "write two capital letters, such as `IL`")
        }
        return state
    }
}

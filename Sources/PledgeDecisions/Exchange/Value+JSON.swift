package import PledgeCore

extension Value {
    /// The value as it stands in a request line; `RequestReader` reads it back.
    package var json: JSONValue {
        switch self {
        case .yesNo(let isYes): .bool(isYes)
        case .number(let number): .integer(number)
        case .time(let moment): .string(moment.wire)
        case .period(let period): period.json
        case .id(let text), .text(let text), .name(let text): .string(text)
        case .ids(let texts), .names(let texts): .strings(texts)
        case .scope(let patterns): .array(patterns.map(\.json))
        }
    }
}

extension Moment {
    /// `2026-11-21`, or `2026-11-21T15:00:00Z`.
    var wire: String {
        switch self {
        case .day(let day): day.description
        case .instant(let instant): instant.description
        }
    }
}

extension Period {
    /// `{"from":"2026-01-01","to":"2026-12-31"}`.
    package var json: JSONValue {
        .members([("from", .string(first.description)), ("to", .string(last.description))])
    }
}

extension ScopePattern {
    var json: JSONValue {
        var object = JSONObject()
        object.append("items", items.map { .strings($0) })
        object.append("services", services.map { .strings($0) })
        object.append("sources", sources.map { .strings($0) })
        object.append("period", period?.json)
        object.appendUnlessEmpty("only", only.map { .string($0) })
        switch also {
        case .any: object.append("also", .string("any"))
        case .labels(let labels): object.appendUnlessEmpty("also", labels.map { .string($0) })
        }
        object.append("elements", elements.map { .strings($0) })
        return .object(object)
    }
}

extension ValueType {
    /// The type in one or two words: `yes-no`, `purpose`, `set of label`, `choice`.
    package var words: String {
        switch self {
        case .yesNo: "yes-no"
        case .number: "number"
        case .time: "time"
        case .period: "period"
        case .id: "id"
        case .ids: "set of id"
        case .text: "text"
        case .scope: "scope"
        case .name(let domain): domain.rawValue
        case .names(let domain): "set of \(domain.rawValue)"
        case .choice: "choice"
        }
    }
}

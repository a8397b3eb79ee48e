package import PledgeCore

/// Writes requests as `RequestReader` reads them: reading what is written gives the request again.
///
/// Shape: members in the order of `Docs/request.schema.json`; what is unknown is left out, but for the purposes and
/// labels, which are `"unknown"`; names and keys of unordered parts are sorted.
package enum RequestWriter {
    /// The request as one JSON object.
    package static func json(_ request: Request) -> JSONValue {
        var object = JSONObject()
        object.append("id", .string(request.id))
        object.append("at", .string(request.at.description))
        object.append("act", .string(request.act.rawValue))
        object.append("actor", json(request.actor))
        object.append("onBehalfOf", request.onBehalfOf.map { .string($0) })
        object.append("recipient", json(request.recipient))
        object.append("purposes", request.purposes.map { .strings($0) } ?? .string("unknown"))
        object.append("channel", channel(request))
        object.appendUnlessEmpty("groups", request.groups.map(json))
        object.append("object", request.object.map { .string($0) })
        object.appendUnlessEmpty("documents", request.documents.map(json))
        if !request.answers.isEmpty {
            let answers = request.answers.sorted { $0.key < $1.key }
            object.append("answers", .members(answers.map { ($0.key, json($0.value)) }))
        }
        object.append("records", request.records.map(json))
        object.append("settings", json(request.settings))
        return .object(object)
    }

    private static func json(_ party: Party) -> JSONValue {
        var object = JSONObject()
        object.append("id", party.id.map { .string($0) })
        object.append("kinds", .strings(party.kinds))
        object.append("address", party.address.map { .string($0) })
        return .object(object)
    }

    /// An address without a channel's kind stands beside "unknown".
    private static func channel(_ request: Request) -> JSONValue? {
        guard let address = request.channelAddress else { return request.channel.map { .string($0) } }
        return .members([("kind", .string(request.channel ?? "unknown")), ("address", .string(address))])
    }

    /// A group as one JSON object.
    package static func json(_ group: Group) -> JSONValue {
        var object = JSONObject()
        object.append("item", group.item.map { .string($0) })
        object.append("labels", group.labels.map { .strings($0) } ?? .string("unknown"))
        if case .some(let elements) = group.elements { object.append("elements", .strings(elements)) }
        object.append("service", group.service.map { .string($0) })
        object.append("place", group.place.map { .string($0) })
        object.append("source", group.source.map { .string($0) })
        object.append("part2", group.part2.map { .bool($0) })
        object.append("paidInFull", group.paidInFull.map { .bool($0) })
        object.append("madeByUs", group.madeByUs.map { .bool($0) })
        object.append("given", group.given?.json)
        object.append("held", group.held?.json)
        return .object(object)
    }

    /// A document as one JSON object, its fields sorted by name.
    package static func json(_ document: Document) -> JSONValue {
        var object = JSONObject()
        object.append("type", .string(document.type))
        object.append("id", .string(document.id))
        for (name, value) in document.fields.sorted(by: { $0.key < $1.key }) { object.append(name, value.json) }
        object.appendUnlessEmpty("unread", document.unread.sorted().map { .string($0) })
        return .object(object)
    }

    private static func json(_ answer: Answer) -> JSONValue {
        guard let judgment = answer.judgment else { return answer.value.json }
        return .members([
            ("value", answer.value.json), ("by", .string(judgment.by)), ("when", .string(judgment.when)),
            ("why", .string(judgment.why)),
        ])
    }

    private static func json(_ records: Records) -> JSONValue {
        var object = JSONObject()
        for (name, value) in records.facts.sorted(by: { $0.key < $1.key }) { object.append(name, value.json) }
        object.appendUnlessEmpty("documents", records.documents.map(json))
        object.append("firstContact", records.firstContact.map { .string($0.description) })
        object.appendUnlessEmpty("accepted", records.accepted.sorted().map { .string($0) })
        object.appendUnlessEmpty("unknown", records.unknown.sorted().map { .string($0) })
        return .object(object)
    }

    private static func json(_ settings: Settings) -> JSONValue? {
        var object = JSONObject()
        object.append("zone", settings.zone.map { .string($0) })
        object.append("state", settings.state.map { .string($0) })
        object.appendUnlessEmpty(
            "protocols",
            settings.routines.map {
                .members([
                    ("recipient", .string($0.recipient)), ("purpose", .string($0.purpose)),
                    ("elements", .strings($0.elements)),
                ])
            })
        if !settings.reviewed.isEmpty {
            let reviewed = settings.reviewed.sorted { $0.key < $1.key }
            object.append("reviewed", .members(reviewed.map { ($0.key, .strings($0.value.sorted())) }))
        }
        return object.members.isEmpty ? nil : .object(object)
    }
}

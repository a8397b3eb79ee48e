package import PledgeCore

/// Ids of the documents read so far.
struct DocumentIDs {
    private var seen: Set<String> = []
    private var counts: [String: Int] = [:]

    var count: Int { counts.values.reduce(0, +) }

    /// Takes the document's own id, or makes `order-1` for the first order without one; nothing when it is taken.
    mutating func take(_ id: String?, type: String) -> String? {
        counts[type, default: 0] += 1
        let id = id ?? "\(type)-\(counts[type, default: 0])"
        return seen.insert(id).inserted ? id : nil
    }
}

extension RequestReader {
    func documents(_ place: Place, ids: inout DocumentIDs, onFile: Bool) throws(ReadProblem) -> [Document] {
        let places = try place.list(most: RequestReader.documentsMax)
        guard places.count + ids.count <= RequestReader.documentsMax else {
            throw place.problem("more than \(RequestReader.documentsMax) documents in one request")
        }
        var documents: [Document] = []
        documents.reserveCapacity(places.count)
        for place in places { documents.append(try document(place, ids: &ids, onFile: onFile)) }
        return documents
    }

    private func document(_ place: Place, ids: inout DocumentIDs, onFile: Bool) throws(ReadProblem) -> Document {
        let object = try place.object()
        let typePlace = try place.required("type", of: object)
        let typeName = try typePlace.string()
        guard let type = documents[typeName] else {
            throw typePlace.unknown("type of document", typeName, among: rulebook.documents.lazy.map(\.name))
        }
        guard onFile || !type.onFile else {
            throw typePlace.problem(
                "`\(type.name)` is on file: a caller cannot hand it in", help: "state it under `records`, `documents`")
        }
        let given = try place.member("id", of: object)?.identifier()
        guard let id = ids.take(given, type: type.name) else {
            throw place.problem("two documents of one id", help: "give each an `id` of its own")
        }
        var document = Document(type: type.name, id: id)
        for member in object.members {
            if ["type", "id", "unread"].contains(member.name) { continue }
            let field = try self.field(place.member(member), member.name, of: type)
            document.fields[field.name] = try value(place.member(member), of: field.type)
        }
        for place in try place.member("unread", of: object)?.list() ?? [] {
            let field = try self.field(place, try place.string(), of: type)
            guard document.fields[field.name] == nil else {
                throw place.problem("`\(field.name)` is read and has a value")
            }
            document.unread.insert(field.name)
        }
        return document
    }

    private func field(_ place: Place, _ name: String, of type: DocumentType) throws(ReadProblem) -> DocumentField {
        guard let field = type.field(name) else {
            throw place.unknown("field of `\(type.name)`", name, among: type.fields.map(\.name))
        }
        return field
    }
}

extension RequestReader {
    /// The declared fact of this name.
    private func fact(_ place: Place, _ name: String) throws(ReadProblem) -> Fact {
        guard let fact = facts[name] else {
            throw place.unknown("fact", name, among: rulebook.facts.lazy.map(\.name))
        }
        return fact
    }

    func answers(_ place: Place) throws(ReadProblem) -> [String: Answer] {
        let members = try place.object().members
        guard members.count <= RequestReader.factsMax else {
            throw place.problem("more than \(RequestReader.factsMax) answers")
        }
        var answers: [String: Answer] = [:]
        for member in members {
            let place = place.member(member)
            let fact = try fact(place, member.name)
            guard fact.source == .asked else {
                throw place.problem(
                    "`\(fact.name)` is not asked: it comes from our records", help: "state it under `records`")
            }
            answers[fact.name] = try answer(place, to: fact)
        }
        return answers
    }

    /// The answer; nothing when it says that it is unknown.
    private func answer(_ place: Place, to fact: Fact) throws(ReadProblem) -> Answer? {
        var answer = place
        var judgment: Judgment?
        if case .object(let object) = place.value, object["value"] != nil {
            let object = try place.object(of: ["value", "by", "when", "why"])
            answer = try place.required("value", of: object)
            if object.members.count > 1 { judgment = try self.judgment(place, object) }
        }
        if answer.isUnknown, !takesUnknown(fact.type) { return nil }
        if let judge = fact.judgedBy, judgment == nil {
            throw place.problem(
                "`\(fact.name)` is judged by \(judge), and it is not said who, when and why",
                help: "write {\"value\": ..., \"by\": ..., \"when\": ..., \"why\": ...}")
        }
        return Answer(try value(answer, of: fact.type), judgment: judgment)
    }

    /// Whether "unknown" may be a value of the type, so that it cannot mean that nobody knows.
    private func takesUnknown(_ type: ValueType) -> Bool {
        switch type {
        case .id, .text: true
        case .choice(let options): options.contains("unknown")
        case .name(let domain): rulebook.hierarchy(domain).contains("unknown")
        case .yesNo, .number, .time, .period, .scope, .names, .ids: false
        }
    }

    private func judgment(_ place: Place, _ object: JSONObject) throws(ReadProblem) -> Judgment {
        let when = try place.required("when", of: object)
        _ = try moment(when)
        return Judgment(
            by: try place.required("by", of: object).identifier(), when: try when.string(),
            why: try place.required("why", of: object).text(most: RequestReader.textBytesMax))
    }

    /// Whether the rulebook declares a fact of this name that our records hold.
    package func isRecorded(_ name: String) -> Bool { facts[name].map { $0.source != .asked } ?? false }

    /// What is wrong with records that are to be kept, if anything.
    ///
    /// - Parameter records: As a request states them.
    /// - Returns: The first thing wrong; nothing where all is well.
    package func problem(records: JSONValue) -> RequestError? {
        do throws(ReadProblem) {
            var ids = DocumentIDs()
            _ = try self.records(Place(value: records, path: .root), answers: [:], ids: &ids)
            return nil
        } catch {
            return RequestError(line: 1, id: nil, path: error.path, message: error.message, help: error.help)
        }
    }

    /// What is wrong with a paper that is to be kept, if anything.
    ///
    /// - Parameter document: As a request states papers, without its id.
    /// - Returns: The first thing wrong; nothing where all is well.
    package func problem(document: JSONObject) -> RequestError? {
        switch paper(document) {
        case .success: nil
        case .failure(let error): error
        }
    }

    /// Reads a paper, whether a caller may hand it in or our records alone hold it.
    ///
    /// - Parameter document: As a request states papers; its id does not count.
    /// - Returns: The paper, or the first thing wrong with it.
    package func paper(_ document: JSONObject) -> Result<Document, RequestError> {
        var document = document
        document["id"] = .string("new")
        var onFile = false
        if case .string(let name)? = document["type"], let type = documents[name] { onFile = type.onFile }
        do throws(ReadProblem) {
            var ids = DocumentIDs()
            let place = Place(value: .object(document), path: .root)
            return .success(try self.document(place, ids: &ids, onFile: onFile))
        } catch {
            return .failure(
                RequestError(line: 1, id: nil, path: error.path, message: error.message, help: error.help))
        }
    }

    func records(
        _ place: Place, answers: [String: Answer], ids: inout DocumentIDs
    ) throws(ReadProblem) -> Records {
        let members = try place.object().members
        guard members.count <= RequestReader.factsMax else {
            throw place.problem("more than \(RequestReader.factsMax) facts")
        }
        var records = Records()
        var unknown: [Place] = []
        for member in members {
            let place = place.member(member)
            switch member.name {
            case "documents": records.documents = try documents(place, ids: &ids, onFile: true)
            case "firstContact": records.firstContact = try dayValue(place)
            case "accepted":
                let accepted = try place.list().map { (place) throws(ReadProblem) in try place.identifier() }
                records.accepted = Set(accepted)
            case "unknown": unknown = try place.list(most: RequestReader.factsMax)
            default:
                let fact = try recorded(place, member.name, answers)
                records.facts[fact.name] = try value(place, of: fact.type)
            }
        }
        for place in unknown {
            let fact = try recorded(place, try place.string(), answers)
            guard records.facts[fact.name] == nil else { throw place.problem("two values for the fact `\(fact.name)`") }
            records.unknown.insert(fact.name)
        }
        return records
    }

    private func recorded(
        _ place: Place, _ name: String, _ answers: [String: Answer]
    ) throws(ReadProblem) -> Fact {
        let reserved = ["documents", "firstContact", "accepted", "unknown"]
        guard let fact = facts[name] else {
            throw place.unknown("fact", name, among: rulebook.facts.map(\.name) + reserved)
        }
        guard answers[name] == nil else { throw place.problem("two values for the fact `\(name)`") }
        guard fact.source != .asked else {
            throw place.problem("`\(name)` is asked, not recorded", help: "state it under `answers`")
        }
        return fact
    }
}

import PledgeCore

/// What is found wrong with one resource, and where in it the reader stands.
struct FHIRNotes {
    /// Most problems kept of one resource.
    static let problemsMax = 50

    private let place: ImportPlace
    private var path: [(name: String, index: Int?)]
    private(set) var problems: [ImportProblem] = []

    init(place: ImportPlace, kind: String) {
        self.place = place
        self.path = [(kind, nil)]
    }

    /// The place where the reader stands.
    var here: ImportPlace {
        var place = place
        let steps = path.map { step in step.index.map { "\(step.name)[\($0)]" } ?? step.name }
        place.spot = .path(steps.joined(separator: "."))
        return place
    }

    /// Reads a member, so that problems inside it name it.
    mutating func inside<Value>(_ name: String, _ index: Int? = nil, _ body: (inout FHIRNotes) -> Value) -> Value {
        path.append((name, index))
        defer { path.removeLast() }
        return body(&self)
    }

    mutating func report(
        _ kind: ImportProblem.Kind, _ weight: ImportProblem.Weight, _ words: String, help: String? = nil
    ) {
        guard problems.count < FHIRNotes.problemsMax || weight == .refused else { return }
        problems.append(ImportProblem(kind, weight, at: here, words, help: help))
    }

    /// Reports a value that is left out.
    mutating func report(_ kind: ImportProblem.Kind, _ words: String) { report(kind, .leftOut, words) }

    /// Reports at a member of where the reader stands.
    mutating func report(
        _ kind: ImportProblem.Kind, _ weight: ImportProblem.Weight = .leftOut, in name: String, _ words: String,
        help: String? = nil
    ) {
        inside(name) { $0.report(kind, weight, words, help: help) }
    }

    /// Refuses a resource whose meaning something unknown may change.
    ///
    /// - Source: FHIR R4, DomainResource.modifierExtension and Resource.implicitRules.
    mutating func refuseWhatMayNotBePassedOver(_ object: JSONObject) {
        for name in ["modifierExtension", "implicitRules"] where object[name] != nil {
            report(
                .unsupported, .refused, in: name, "it may change what the resource means, and we do not know how",
                help: "enter this record by hand")
        }
    }
}

extension JSONObject {
    /// A text without spaces at its ends; nothing, and a problem, for anything else.
    func text(_ name: String, _ notes: inout FHIRNotes) -> String? {
        guard let value = self[name], value != .null else { return nil }
        guard case .string(let text) = value else {
            notes.report(.shape, in: name, "\(value.sort) stands where a text should")
            return nil
        }
        if let fault = ImportedText.fault(of: text) {
            notes.report(fault.kind, in: name, fault.words)
            return nil
        }
        return ImportedText.trimmed(text)
    }

    /// The items of a list; none, and a problem, for anything else.
    private func items(_ name: String, _ notes: inout FHIRNotes) -> [JSONValue] {
        guard let value = self[name], value != .null else { return [] }
        guard case .array(let values) = value else {
            notes.report(.shape, in: name, "\(value.sort) stands where a list should")
            return []
        }
        guard values.count <= FHIRReader.itemsMax else {
            notes.report(.long, in: name, "more than \(FHIRReader.itemsMax) items in one list")
            return []
        }
        return values
    }

    /// A list of texts.
    func texts(_ name: String, _ notes: inout FHIRNotes) -> [String] {
        var texts: [String] = []
        for (index, value) in items(name, &notes).enumerated() {
            switch value {
            // FHIR puts null where only an extension stands.
            case .null: break
            case .string(let text):
                if let fault = ImportedText.fault(of: text) {
                    notes.inside(name, index) { $0.report(fault.kind, fault.words) }
                } else if let text = ImportedText.trimmed(text) {
                    texts.append(text)
                }
            case .bool, .integer, .number, .array, .object:
                notes.inside(name, index) { $0.report(.shape, "\(value.sort) stands where a text should") }
            }
        }
        return texts
    }

    func bool(_ name: String, _ notes: inout FHIRNotes) -> Bool? {
        guard let value = self[name], value != .null else { return nil }
        if case .bool(let isTrue) = value { return isTrue }
        notes.report(.shape, in: name, "\(value.sort) stands where true or false should")
        return nil
    }

    /// Reads a member that is an object.
    func object<Value>(
        _ name: String, _ notes: inout FHIRNotes, _ body: (JSONObject, inout FHIRNotes) -> Value?
    ) -> Value? {
        guard let value = self[name], value != .null else { return nil }
        guard case .object(let object) = value else {
            notes.report(.shape, in: name, "\(value.sort) stands where an object should")
            return nil
        }
        return notes.inside(name) { body(object, &$0) }
    }

    /// Reads each object of a list, and leaves out those of which nothing comes.
    func list<Value>(
        _ name: String, _ notes: inout FHIRNotes, _ body: (JSONObject, inout FHIRNotes) -> Value?
    ) -> [Value] {
        var read: [Value] = []
        for (index, value) in items(name, &notes).enumerated() {
            let one = notes.inside(name, index) { notes -> Value? in
                guard case .object(let object) = value else {
                    notes.report(.shape, "\(value.sort) stands where an object should")
                    return nil
                }
                return body(object, &notes)
            }
            if let one { read.append(one) }
        }
        return read
    }

    /// A date or time.
    func time(_ name: String, _ notes: inout FHIRNotes) -> ImportedTime? {
        guard let text = text(name, &notes) else { return nil }
        let time = ImportedTime(fhir: text)
        if time == nil {
            notes.report(
                .shape, in: name, "not a date or time of FHIR",
                help: "write a day as 2026-11-21 and a time with its offset")
        }
        return time
    }
}

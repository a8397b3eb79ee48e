import ArgumentParser
import PledgeCore
import PledgeDecisions

/// `pledge vocabulary`: the names a request may use.
struct VocabularyCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case human, json
    }

    static let configuration = CommandConfiguration(
        commandName: "vocabulary",
        abstract: "List the names a request may use.",
        discussion:
            "Kinds of people, purposes, channels, items, labels, data elements, facts, documents and their fields.")

    @OptionGroup(title: "Rulebook") var rules: RulebookOptions

    @Option(help: "human, or json (one object).")
    var format = Format.human

    func run() throws {
        let rulebook = try rules.loaded().rulebook
        var output = Output()
        switch format {
        case .human: try output.write(VocabularyText.text(of: rulebook))
        case .json: try output.write(line: VocabularyText.json(of: rulebook).text)
        }
        try output.flush()
    }
}

/// The vocabulary for people and for programs.
enum VocabularyText {
    static func text(of rulebook: Rulebook) -> String {
        var text = ""
        func heading(_ words: String) { text += (text.isEmpty ? "" : "\n") + words + "\n\n" }
        func row(_ name: String, _ words: String, indent: Int = 2) {
            let padding = String(repeating: " ", count: max(1, 34 - indent - name.count))
            text += String(repeating: " ", count: indent) + name + padding + words + "\n"
        }
        for domain in Domain.allCases {
            let terms = rulebook.hierarchy(domain).terms
            if terms.isEmpty { continue }
            heading(title(domain))
            for term in terms {
                row(term.name, term.words + (term.parents.isEmpty ? "" : " (\(term.parents.joined(separator: ", ")))"))
            }
        }
        if !rulebook.lists.isEmpty { heading("Lists of data elements") }
        for (name, elements) in rulebook.lists.sorted(by: { $0.key < $1.key }) {
            row(name, elements.joined(separator: ", "))
        }
        if !rulebook.facts.isEmpty { heading("Facts") }
        for fact in rulebook.facts {
            row(fact.name, "\(fact.words) [\(fact.type.words), \(fact.source.rawValue)]")
            for option in fact.options { row(option.name, option.words, indent: 4) }
            if let question = fact.question { row("", "\(question) (\(fact.asked.rawValue))", indent: 4) }
            if let judge = fact.judgedBy { row("", "judged by \(judge)", indent: 4) }
        }
        if !rulebook.documents.isEmpty { heading("Documents") }
        for document in rulebook.documents {
            row(document.name, document.words + (document.onFile ? " [on file]" : ""))
            for field in document.fields { row(field.name, "\(field.words) [\(field.type.words)]", indent: 4) }
        }
        return text
    }

    private static func title(_ domain: Domain) -> String {
        switch domain {
        case .kind: "Who (kinds)"
        case .purpose: "What for (purposes)"
        case .channel: "How it travels (channels)"
        case .item: "What it is about (items)"
        case .label: "Labels"
        case .data: "Data elements"
        case .service: "Services"
        case .source: "Sources"
        case .object: "Objects of acts that are not about items"
        }
    }
}

extension VocabularyText {
    static func json(of rulebook: Rulebook) -> JSONValue {
        var object = JSONObject()
        object.append("covers", rulebook.covers?.json)
        object.append("acts", .strings(Act.allCases.map(\.rawValue)))
        for domain in Domain.allCases {
            object.append(domain.rawValue, .array(rulebook.hierarchy(domain).terms.map(json)))
        }
        let lists = rulebook.lists.sorted { $0.key < $1.key }
        object.append("lists", .members(lists.map { ($0.key, .strings($0.value)) }))
        object.append("facts", .array(rulebook.facts.map(json)))
        object.append("documents", .array(rulebook.documents.map(json)))
        object.append("states", .strings(Set(rulebook.overlays.map(\.state)).sorted()))
        return .object(object)
    }

    private static func json(_ term: Term) -> JSONValue {
        var object = JSONObject()
        object.append("name", .string(term.name))
        object.append("words", .string(term.words))
        object.appendUnlessEmpty("under", term.parents.map { .string($0) })
        object.appendUnlessEmpty("codes", term.codes.map { .string($0) })
        if term.mustBeNamed { object.append("mustBeNamed", .bool(true)) }
        return .object(object)
    }

    private static func json(_ fact: Fact) -> JSONValue {
        var object = JSONObject()
        object.append("name", .string(fact.name))
        object.append("words", .string(fact.words))
        object.append("type", .string(fact.type.words))
        object.appendUnlessEmpty(
            "options", fact.options.map { .members([("name", .string($0.name)), ("words", .string($0.words))]) })
        object.append("source", .string(fact.source.rawValue))
        object.append("of", .string(fact.asked.rawValue))
        object.append("judgedBy", fact.judgedBy.map { .string($0) })
        object.append("question", fact.question.map { .string($0) })
        object.append("evidence", fact.evidence.map { .string($0) })
        return .object(object)
    }

    private static func json(_ document: DocumentType) -> JSONValue {
        var object = JSONObject()
        object.append("name", .string(document.name))
        object.append("words", .string(document.words))
        object.append("onFile", .bool(document.onFile))
        let fields = document.fields.map { field in
            JSONValue.members([
                ("name", .string(field.name)), ("words", .string(field.words)), ("type", .string(field.type.words)),
            ])
        }
        object.append("fields", .array(fields))
        return .object(object)
    }
}

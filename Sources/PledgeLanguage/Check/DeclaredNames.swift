import PledgeCore
import PledgeDecisions

/// Everything that a set of files declares, by name: what a name in a rule may mean.
struct DeclaredNames: Sendable {
    struct Document: Sendable {
        var fields: [String: ValueType] = [:]
        var place: Place
    }

    struct Define: Sendable {
        /// The document its fields speak of.
        var document: String?
        var place: Place
    }

    struct Question: Sendable {
        var answers: [String]
        var place: Place
    }

    var domains: [Domain: [String: Place]] = [:]
    var facts: [String: ValueType] = [:]
    /// Where facts, named conditions and questions stand; conditions use their names alike.
    var termPlaces: [String: Place] = [:]
    /// Facts that our records may lack.
    var records: Set<String> = []
    var documents: [String: Document] = [:]
    var defines: [String: Define] = [:]
    var questions: [String: Question] = [:]
    var lists: [String: [NameNode]] = [:]
    var listPlaces: [String: Place] = [:]
    var sets: [String: [NameNode]] = [:]
    var setPlaces: [String: Place] = [:]
    var duties: [String: Place] = [:]
    var rights: [String: Place] = [:]
    var fees: [String: Place] = [:]
    var situations: [String: Place] = [:]
    /// Grounds, and the federal grounds that overlays make.
    var grounds = RuleIndex()
    var stops = RuleIndex()

    /// Names a condition may start with.
    var terms: [String] {
        Array(facts.keys) + Array(defines.keys) + Array(questions.keys) + RequestField.allCases.map(\.rawValue)
    }

    func contains(_ name: String, in domain: Domain) -> Bool { domains[domain]?[name] != nil }

    /// Where something of this name that has no days of force is declared.
    func place(of name: String) -> Place? {
        for domain in Domain.allCases {
            if let place = domains[domain]?[name] { return place }
        }
        for table in [termPlaces, listPlaces, setPlaces, duties, rights, fees, situations] {
            if let place = table[name] { return place }
        }
        return documents[name]?.place
    }
}

/// Ids of rules, with everything they stand under.
struct RuleIndex: Sendable {
    private(set) var ids: Set<String> = []
    private(set) var rules: [RuleID] = []
    private var prefixes: Set<[String]> = []

    mutating func insert(_ id: RuleID) {
        guard ids.insert(id.text).inserted else { return }
        rules.append(id)
        for count in 1...max(1, id.tokens.count) { prefixes.insert(Array(id.tokens.prefix(count))) }
    }

    /// Whether a rule is the id or stands under it.
    func contains(_ id: RuleID) -> Bool { prefixes.contains(id.tokens) }
}

/// Collects the names of all files.
struct NameCollector {
    private let files: [ParsedFile]
    private var names = DeclaredNames()
    private var findings = Findings()

    /// Returns the names, and which of them are declared twice.
    static func collect(_ files: [ParsedFile]) -> (DeclaredNames, Findings) {
        var collector = NameCollector(files: files)
        for file in files where file.frontMatter?.role.isPromise == false {
            for block in file.blocks {
                for declaration in block.declarations { collector.add(declaration) }
            }
        }
        collector.compare()
        return (collector.names, collector.findings)
    }

    private init(files: [ParsedFile]) { self.files = files }

    private mutating func add(_ node: DeclarationNode) {
        guard let name = node.header.name else { return }
        switch node.kind {
        case .kind, .purpose, .channel, .item, .label, .data, .service, .source, .object:
            guard let domain = node.kind.domain else { return }
            if let first = names.domains[domain]?[name.text] {
                again(name, node.kind.rawValue, first)
            } else {
                names.domains[domain, default: [:]][name.text] = name.place
            }
        case .list:
            declare(name, as: "list", in: \.listPlaces)
            names.lists[name.text] = node.header.names
        case .set:
            declare(name, as: "set", in: \.setPlaces)
            names.sets[name.text] = node.header.names
        case .fact:
            declareTerm(name, as: "fact")
            let type = node.header.type.flatMap { ValueType($0) } ?? .yesNo
            names.facts[name.text] = type
            if type != .yesNo, node.first(.asked) == nil { names.records.insert(name.text) }
        case .choice:
            declareTerm(name, as: "choice")
            names.facts[name.text] = .choice(node.all(.option).compactMap(\.optionName?.text))
            if node.first(.asked) == nil { names.records.insert(name.text) }
        case .document: addDocument(name, node)
        case .situation: declare(name, as: "situation", in: \.situations)
        case .define:
            guard node.header.question == nil else { return }
            declareTerm(name, as: "define")
            names.defines[name.text] = .init(document: node.header.other?.text, place: name.place)
        case .question:
            declareTerm(name, as: "question")
            names.questions[name.text] = .init(answers: node.header.names.map(\.text), place: name.place)
        case .permit, .entitle: names.grounds.insert(RuleID(name.text))
        case .require:
            names.grounds.insert(RuleID(name.text))
            names.grounds.insert(RuleID(node.header.other?.text ?? OverlayGrounds.usual))
        case .forbid, .stop: names.stops.insert(RuleID(name.text))
        case .duty: declare(name, as: "duty", in: \.duties)
        case .right: declare(name, as: "right", in: \.rights)
        case .clock: break
        case .fee: declare(name, as: "fee", in: \.fees)
        case .standing, .exception, .promise, .exclude, .element, .row, .order: break
        }
    }

    private mutating func addDocument(_ name: NameNode, _ node: DeclarationNode) {
        if let first = names.documents[name.text] {
            again(name, "document", first.place)
            return
        }
        if NameCollector.fieldRoots.contains(name.text) { findings.add(.reservedWord(name.text), at: name.place) }
        var document = DeclaredNames.Document(place: name.place)
        for clause in node.all(.field) {
            guard case .field(let field) = clause.body else { continue }
            if document.fields[field.name.text] != nil {
                again(field.name, "field", nil)
            }
            document.fields[field.name.text] = ValueType(field.type) ?? .yesNo
        }
        names.documents[name.text] = document
    }

    /// Words before the dot of a field of the request.
    private static let fieldRoots: Set<String> = Set(
        RequestField.allCases.compactMap { $0.rawValue.contains(".") ? $0.rawValue.split(separator: ".").first : nil }
            .map(String.init))

    private mutating func declareTerm(_ name: NameNode, as kind: String) {
        if RequestField(rawValue: name.text) != nil { findings.add(.nameOfRequestField(name.text), at: name.place) }
        declare(name, as: kind, in: \.termPlaces)
    }

    private mutating func declare(
        _ name: NameNode, as kind: String, in table: WritableKeyPath<DeclaredNames, [String: Place]>
    ) {
        if let first = names[keyPath: table][name.text] {
            again(name, kind, first)
        } else {
            names[keyPath: table][name.text] = name.place
        }
    }

    private mutating func again(_ name: NameNode, _ kind: String, _ first: Place?) {
        let span = first.map { files[$0.file].source.span($0) }
        findings.add(.duplicateName(name.text, kind: kind, first: span), at: name.place)
    }

    /// Lists stand where data elements stand, and sets where rules stand: their names may not meet.
    private mutating func compare() {
        for (name, place) in names.listPlaces.sorted(by: { $0.key < $1.key }) {
            guard let first = names.domains[.data]?[name] else { continue }
            again(NameNode(text: name, place: place), "list", first)
        }
        for (name, place) in names.setPlaces.sorted(by: { $0.key < $1.key }) where names.grounds.ids.contains(name) {
            again(NameNode(text: name, place: place), "set", nil)
        }
    }
}

/// The federal grounds that a state's law may make compelled.
///
/// - Source: the semantics, section 8; 45 CFR 164.512(a).
enum OverlayGrounds {
    static let usual = "512a1"
    static let all = ["512a1", "512c1i", "512e1", "512f1i"]
}

extension ClauseNode {
    /// The name of an option.
    var optionName: NameNode? {
        if case .option(let name, _) = body { return name }
        return nil
    }
}

extension ValueType {
    /// The type that was written, or nothing when there is none of that name.
    init?(_ node: TypeNode) {
        if let domain = Domain(rawValue: node.name.text) {
            self = node.isSet ? .names(domain) : .name(domain)
            return
        }
        if node.isSet {
            guard node.name.text == "id" else { return nil }
            self = .ids
            return
        }
        switch node.name.text {
        case "yes-no": self = .yesNo
        case "number": self = .number
        case "time": self = .time
        case "period": self = .period
        case "id": self = .id
        case "text": self = .text
        case "scope": self = .scope
        default: return nil
        }
    }

    /// Words a type may be written with.
    static let writtenNames =
        ["yes-no", "number", "time", "period", "id", "text", "scope", "set"] + Domain.allCases.map(\.rawValue)

    /// The type in words, for messages.
    var words: String {
        switch self {
        case .yesNo: "yes-no"
        case .number: "a number"
        case .time: "a time"
        case .period: "a period"
        case .id: "an identifier"
        case .text: "a text"
        case .scope: "a scope"
        case .name(let domain): "a \(domain.rawValue)".replacingArticle
        case .names(let domain): "a set of \(domain.rawValue)"
        case .ids: "a set of identifiers"
        case .choice: "a choice"
        }
    }
}

extension String {
    /// `a item` as `an item`.
    fileprivate var replacingArticle: String {
        guard hasPrefix("a "), let letter = dropFirst(2).first, "aeiou".contains(letter) else { return self }
        return "an " + dropFirst(2)
    }
}

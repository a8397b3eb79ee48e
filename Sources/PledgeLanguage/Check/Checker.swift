import PledgeCore
import PledgeDecisions

/// Makes the data model from trees: every name is looked up and every type compared on the way.
///
/// What is wrong is reported and replaced by something harmless; a rulebook with an error is never handed out.
struct Checker {
    let files: [ParsedFile]
    let names: DeclaredNames
    var findings = Findings()
    var rulebook = Rulebook()
    var promises: [PromiseDocument] = []
    /// The front matter of the file being checked.
    var matter: FrontMatter
    /// Named conditions used inside a `some`, to be looked at when all are known.
    var namedInsideSome: [NameNode] = []
    /// Where each rule stands, for findings about several of them.
    var rulePlaces: [RulePlace] = []
    /// Reaches to be compared with the grounds when all are known.
    var reaches: [PlacedReach] = []
    /// Where each ground stands, in the order of the grounds.
    var groundPlaces: [Place] = []
    /// Names of each domain, in the order of their declarations.
    var terms: [Domain: [Term]] = [:]
    /// Look-ups of near names that are left: each one compares with every name.
    private var nearestLeft = 200

    /// An id in force, of one of the tables in which ids must not meet.
    struct RulePlace {
        enum Table: Hashable {
            case rules, elements, clocks, rows, document(Int)

            var isOfDocument: Bool {
                if case .document = self { return true }
                return false
            }
        }

        var table: Table
        var id: RuleID
        var force: Force
        var place: Place
    }

    struct PlacedReach {
        var stop: Stop
        var place: Place
        /// Each rule as written.
        var names: [NameNode]
    }

    init?(files: [ParsedFile], names: DeclaredNames) {
        guard let matter = files.lazy.compactMap(\.frontMatter).first else { return nil }
        self.files = files
        self.names = names
        self.matter = matter
    }

    /// Checks every file: law first, then what people were promised.
    mutating func checkAll() {
        for file in files where file.frontMatter?.role.isPromise == false { checkLaw(file) }
        checkHierarchies()
        checkNamedConditions()
        let documents = files.filter { $0.frontMatter?.role.isPromise == true }
        if names.grounds.rules.isEmpty {
            for file in documents { findings.add(.lawMissing, at: Place(file: file.index, offset: 0, length: 3)) }
        } else {
            for file in documents { checkPromises(file) }
            checkDocumentIDs()
        }
        checkOverlaps()
        checkRows()
        checkReaches()
    }

    private mutating func checkLaw(_ file: ParsedFile) {
        guard let matter = file.frontMatter else { return }
        self.matter = matter
        addFrontMatter()
        for block in file.blocks {
            for node in block.declarations {
                guard node.kind.belongs(in: matter.role) else {
                    findings.add(
                        .declarationOfAnotherRole(node.kind.rawValue, role: matter.role.rawValue), at: node.place)
                    continue
                }
                checkLaw(node)
            }
        }
    }

    private mutating func checkLaw(_ node: DeclarationNode) {
        switch node.kind {
        case .kind, .purpose, .channel, .item, .label, .data, .service, .source, .object, .list, .set: addWords(node)
        case .fact, .choice: addFact(node)
        case .document: addDocument(node)
        case .situation: addSituation(node)
        case .define: node.header.question == nil ? addNamedCondition(node) : addAnswer(node)
        case .question: addQuestion(node)
        case .permit, .require, .entitle: addGround(node)
        case .duty: addDuty(node)
        case .standing: addStanding(node)
        case .forbid, .stop: addStop(node)
        case .exception: addException(node)
        case .right: if let right = right(node) { rulebook.rights.append(right) }
        case .clock: addClock(node)
        case .fee: addFee(node)
        case .element: addElement(node)
        case .row: addRow(node)
        case .order: addOrder(node)
        case .promise, .exclude: break
        }
    }

    private mutating func addFrontMatter() {
        if let covers = matter.covers, let place = matter.coversPlace {
            if rulebook.covers != nil { findings.add(.coversTwice, at: place) }
            rulebook.covers = covers
        }
        for entry in matter.reviewed { _ = known(NameNode(text: entry.text, place: entry.place), in: .label) }
        guard let state = matter.state else { return }
        let reviewed: Overlay.Reviewed = matter.reviewedAll ? .all : .labels(Set(matter.reviewed.map(\.text)))
        // Several files of one state are one overlay.
        if let index = rulebook.overlays.firstIndex(where: { $0.state == state }) {
            switch (rulebook.overlays[index].reviewed, reviewed) {
            case (.labels(let first), .labels(let second)):
                rulebook.overlays[index].reviewed = .labels(first.union(second))
            case (.all, _), (_, .all): rulebook.overlays[index].reviewed = .all
            }
        } else {
            rulebook.overlays.append(Overlay(state: state, title: matter.title, reviewed: reviewed))
        }
    }
}

// MARK: - What every declaration needs

extension Checker {
    func span(_ place: Place) -> SourceSpan { files[place.file].source.span(place) }

    mutating func nearest(_ word: String, in candidates: some Sequence<String>) -> String? {
        guard nearestLeft > 0, !findings.isFull, word.utf8.count > 1 else { return nil }
        nearestLeft -= 1
        return NearestName.of(word, in: candidates)
    }

    /// Reports a name that its domain does not have.
    mutating func known(_ name: NameNode, in domain: Domain) -> Bool {
        if names.contains(name.text, in: domain) { return true }
        let near = nearest(name.text, in: (names.domains[domain] ?? [:]).keys)
        findings.add(.unknownName(name.text, kind: domain.rawValue, nearest: near), at: name.place)
        return false
    }

    /// Names of a domain, as text.
    mutating func checked(_ nodes: [NameNode], in domain: Domain) -> [String] {
        for node in nodes { _ = known(node, in: domain) }
        return nodes.map(\.text)
    }

    /// The name in a table of declarations of one kind.
    mutating func known(_ name: NameNode, kind: String, in keys: some Collection<String>, contains: Bool) -> Bool {
        if contains { return true }
        let near = nearest(name.text, in: keys)
        findings.add(.unknownName(name.text, kind: kind, nearest: near), at: name.place)
        return false
    }

    mutating func knownDocument(_ name: NameNode) -> Bool {
        known(name, kind: "document", in: names.documents.keys, contains: names.documents[name.text] != nil)
    }

    /// Ids of grounds, sets spelled out.
    ///
    /// Each exists, as a rule or above one.
    mutating func grounds(_ nodes: [NameNode]) -> [RuleID] {
        var rules: [RuleID] = []
        var seen: Set<String> = []
        for node in nodes {
            for member in names.sets[node.text] ?? [node] {
                let id = RuleID(member.text)
                // The members of a set are looked at where the set is declared.
                if names.sets[node.text] == nil, !names.grounds.contains(id) { unknownRule(node) }
                if seen.insert(id.text).inserted { rules.append(id) }
            }
        }
        return rules
    }

    mutating func unknownRule(_ node: NameNode) {
        let near = nearest(node.text, in: Array(names.grounds.ids) + Array(names.sets.keys))
        findings.add(
            .unknownRule(node.text, isStop: names.stops.contains(RuleID(node.text)), nearest: near), at: node.place)
    }

    /// The text of a clause.
    func text(_ node: DeclarationNode, _ clause: Clause) -> String? {
        if case .text(let text)? = node.first(clause)?.body { return text.text }
        return nil
    }

    func name(_ node: DeclarationNode, _ clause: Clause) -> NameNode? {
        if case .name(let name)? = node.first(clause)?.body { return name }
        return nil
    }

    func namesOf(_ node: DeclarationNode, _ clause: Clause) -> [NameNode] {
        if case .names(let names)? = node.first(clause)?.body { return names }
        return []
    }

    /// Reports clauses that may not be left out.
    mutating func require(_ clauses: [Clause], in node: DeclarationNode) {
        for clause in clauses where node.first(clause) == nil && !node.broken.contains(clause) {
            findings.add(
                .missingClause(clause.rawValue, of: node.kind.rawValue, node.header.name?.text), at: headPlace(node))
        }
    }

    func headPlace(_ node: DeclarationNode) -> Place { node.header.name?.place ?? node.place }

    /// Id, title, source and days of force of a rule.
    mutating func head(_ node: DeclarationNode, table: RulePlace.Table = .rules) -> RuleHead {
        let place = headPlace(node)
        var since = matter.since
        var until = matter.until
        if case .day(let day)? = node.first(.since)?.body { since = day.day }
        if case .day(let day)? = node.first(.until)?.body { until = day.day }
        if since == nil, !matter.role.isPromise, !node.broken.contains(.since) {
            findings.add(.missingSince(node.header.name?.text ?? ""), at: place)
        }
        let force = Force(since: since ?? matter.effective ?? Day(number: 0), until: until)
        if let until, let since, until <= since {
            findings.add(.neverInForce(since: since.description, until: until.description), at: place)
        }
        let id = RuleID(node.header.name?.text ?? "")
        rulePlaces.append(RulePlace(table: table, id: id, force: force, place: place))
        return RuleHead(
            id: id, title: node.header.words?.text ?? "", citation: text(node, .cite) ?? "",
            confidence: confidence(node) ?? .combined, force: force, state: matter.state,
            isOverlay: matter.role == .overlay, span: span(place))
    }

    mutating func confidence(_ node: DeclarationNode) -> Confidence? {
        guard let name = name(node, .confidence) else { return nil }
        if let confidence = Confidence(rawValue: name.text) { return confidence }
        findings.add(.badConfidence(name.text), at: name.place)
        return nil
    }

    /// The condition of a rule, true only where its overlay's state is the place of care.
    func placed(_ condition: Condition) -> Condition {
        guard let state = matter.state else { return condition }
        let here = Condition.test(Test(.field(.place), .equals, .text(state)))
        return condition == .constant(true) ? here : .all([here, condition])
    }
}

import PledgeCore
import PledgeDecisions

// Grounds, standings, stops, exceptions.
extension Checker {
    mutating func addGround(_ node: DeclarationNode) {
        let hasAct = Clause.acts.contains { node.first($0) != nil || node.broken.contains($0) }
        if !hasAct { findings.add(.missingAct(node.header.name?.text ?? ""), at: headPlace(node)) }
        require([.by, .for, .account, .confidence, .cite], in: node)
        let document = ruleDocument(node)
        var ground = Ground(
            head: head(node), kind: Ground.Kind(rawValue: node.kind.rawValue) ?? .permit,
            actors: checked(namesOf(node, .by), in: .kind), acts: acts(node), about: about(node),
            purposes: checked(namesOf(node, .for), in: .purpose), document: document?.text,
            condition: placed(conditions(node.all(.when), document: document?.text)),
            limits: limits(node, document: document?.text), duties: duties(node, document: document?.text),
            accounting: accounting(node) ?? .counted, isOutside: node.first(.outside) != nil)
        if node.kind == .require {
            let under = node.header.other
            if let under, !OverlayGrounds.all.contains(under.text) { wrongWord(under, of: OverlayGrounds.all) }
            ground.under = RuleID(under?.text ?? OverlayGrounds.usual)
            ground.compelled = .constant(true)
        }
        if case .condition(let condition)? = node.first(.compelled)?.body {
            ground.compelled =
                condition.map { self.condition($0, ConditionScope(document: document?.text)) } ?? .constant(true)
        }
        if let key = name(node, .key),
            known(key, kind: "fact", in: names.facts.keys, contains: names.facts[key.text] != nil)
        {
            if names.facts[key.text] != .yesNo { findings.add(.keyNotYesNo(key.text), at: key.place) }
            ground.key = key.text
        }
        if node.kind == .entitle { checkIndividual(node) }
        rulebook.grounds.append(ground)
        groundPlaces.append(headPlace(node))
    }

    /// An overlay entitles the individual, nobody else.
    private mutating func checkIndividual(_ node: DeclarationNode) {
        for clause in node.clauses {
            guard case .acts(_, let recipients) = clause.body else { continue }
            for recipient in recipients where recipient.text != "individual" {
                findings.add(.entitlesOthers(recipient.text), at: recipient.place)
            }
        }
    }

    private mutating func ruleDocument(_ node: DeclarationNode) -> NameNode? {
        guard let document = name(node, .on) else { return nil }
        return knownDocument(document) ? document : nil
    }

    private mutating func acts(_ node: DeclarationNode) -> [ActClause] {
        var clauses: [ActClause] = []
        for clause in node.clauses {
            guard case .acts(let acts, let recipients) = clause.body else { continue }
            var named: [Act] = []
            for act in acts {
                if let known = Act(rawValue: act.text) {
                    named.append(known)
                } else {
                    wrongWord(act, of: Act.allCases.map(\.rawValue))
                }
            }
            clauses.append(ActClause(acts: named, recipients: checked(recipients, in: .kind)))
        }
        return clauses
    }

    private mutating func about(_ node: DeclarationNode) -> [String] {
        let about = namesOf(node, .about)
        for name in about where !names.contains(name.text, in: .item) && !names.contains(name.text, in: .object) {
            let candidates = Array((names.domains[.item] ?? [:]).keys) + Array((names.domains[.object] ?? [:]).keys)
            findings.add(
                .unknownName(name.text, kind: "item or object", nearest: nearest(name.text, in: candidates)),
                at: name.place)
        }
        return about.map(\.text)
    }

    mutating func limits(_ node: DeclarationNode, document: String?) -> [Limit] {
        var limits: [Limit] = []
        for clause in node.all(.limit) {
            switch clause.body {
            case .minimum: limits.append(.minimum)
            case .atMost(let names, _): limits.append(.atMost(elements(names)))
            case .withinScope(let named, let field):
                guard knownDocument(named), let type = names.documents[named.text]?.fields[field.text] else {
                    if names.documents[named.text] != nil {
                        let near = nearest(field.text, in: (names.documents[named.text]?.fields ?? [:]).keys)
                        findings.add(
                            .unknownMember(field.text, kind: "field", of: named.text, nearest: near), at: field.place)
                    }
                    continue
                }
                if named.text != document {
                    findings.add(
                        .fieldOutOfPlace("\(named.text).\(field.text)", document: named.text, speaksOf: document),
                        at: named.place)
                } else if type != .scope {
                    findings.add(.illTyped("`limit within`", needs: "a scope", found: type.words), at: field.place)
                }
                limits.append(.within(field.text))
            default: continue
            }
        }
        return limits
    }

    /// Data elements, lists spelled out, each once.
    private mutating func elements(_ nodes: [NameNode]) -> [String] {
        var elements: [String] = []
        var seen: Set<String> = []
        for node in nodes {
            let members: [String]
            if let list = names.lists[node.text] {
                members = list.map(\.text)
            } else {
                let candidates = Array((names.domains[.data] ?? [:]).keys) + Array(names.lists.keys)
                if !names.contains(node.text, in: .data) {
                    findings.add(
                        .unknownName(
                            node.text, kind: "data element or list", nearest: nearest(node.text, in: candidates)),
                        at: node.place)
                }
                members = [node.text]
            }
            for member in members where seen.insert(member).inserted { elements.append(member) }
        }
        return elements
    }

    mutating func duties(_ node: DeclarationNode, document: String?) -> [DutyUse] {
        var duties: [DutyUse] = []
        for clause in node.clauses {
            guard case .duty(let name, let span, let ofReceipt, let unless) = clause.body else { continue }
            _ = known(name, kind: "duty", in: names.duties.keys, contains: names.duties[name.text] != nil)
            let time: DutyUse.Time
            switch clause.clause {
            case .before: time = .before
            case .with: time = .with
            default: time = .after(span?.span ?? Span(), ofReceipt: ofReceipt)
            }
            let condition = unless.map { self.condition($0, ConditionScope(document: document)) } ?? .constant(false)
            duties.append(DutyUse(duty: name.text, time: time, unless: condition))
        }
        return duties
    }

    mutating func accounting(_ node: DeclarationNode) -> Accounting? {
        guard case .account(let name, let exempt)? = node.first(.account)?.body else { return nil }
        switch name.text {
        case "counted": return .counted
        case "suspendable": return .suspendable
        case "not-ours": return .notOurs
        case "exempt":
            guard let exempt else { return nil }
            if let kind = Accounting.Exempt(rawValue: exempt.text) { return .exempt(kind) }
            wrongWord(exempt, of: Accounting.Exempt.allCases.map(\.rawValue))
        default: wrongWord(name, of: ["counted", "suspendable", "not-ours", "exempt"])
        }
        return nil
    }

    mutating func addStanding(_ node: DeclarationNode) {
        require([.recipient, .confidence, .cite], in: node)
        if matter.state != nil {
            findings.add(.standingInState, at: node.place)
        }
        guard case .roles(let kind, let becomes)? = node.first(.recipient)?.body else { return }
        rulebook.standings.append(
            Standing(
                head: head(node), kind: checked([kind], in: .kind)[0], becomes: checked([becomes], in: .kind)[0],
                condition: placed(conditions(node.all(.when)))))
    }

    mutating func addStop(_ node: DeclarationNode) {
        require([.reach, .cite], in: node)
        if node.kind == .stop, node.first(.by) == nil, !node.broken.contains(.by) {
            findings.add(.stopWithoutPatient(node.header.name?.text ?? ""), at: headPlace(node))
        }
        if let by = namesOf(node, .by).first {
            if node.kind == .forbid {
                findings.add(.misplacedClause("by", of: "forbid", allowed: []), at: by.place)
            } else if by.text != "patient" || namesOf(node, .by).count > 1 {
                wrongWord(by, of: ["patient"])
            }
        }
        rulebook.stops.append(stop(node, author: node.kind == .forbid ? .law : .patient))
    }

    /// A stop of any author.
    mutating func stop(_ node: DeclarationNode, author: Stop.Author, table: RulePlace.Table = .rules) -> Stop {
        var condition = conditions(node.all(.when))
        let unless = node.all(.unless)
        if !unless.isEmpty {
            var parts = condition == .constant(true) ? [] : [condition]
            for clause in unless { parts.append(.not(conditions([clause]))) }
            condition = parts.count == 1 ? parts[0] : .all(parts)
        }
        var reach = Reach(rules: [])
        var named: [NameNode] = []
        if case .reach(let rules, let except)? = node.first(.reach)?.body {
            reach = Reach(rules: rules.map { grounds($0) }, except: grounds(except))
            named = rules ?? []
        }
        let stop = Stop(
            head: head(node, table: table), author: author, condition: placed(condition), reach: reach,
            isManner: node.first(.manner) != nil, offersNothing: node.first(.offer) != nil,
            isQuiet: node.first(.quiet) != nil, duties: duties(node, document: nil))
        if let clause = node.first(.reach) {
            reaches.append(PlacedReach(stop: stop, place: clause.place, names: named))
        }
        return stop
    }

    mutating func addException(_ node: DeclarationNode) {
        require([.confidence, .cite], in: node)
        let document = ruleDocument(node)
        var reach: Reach?
        if case .reach(let rules, let except)? = node.first(.reach)?.body {
            reach = Reach(rules: rules.map { grounds($0) }, except: grounds(except))
        }
        rulebook.exceptions.append(
            StopException(
                head: head(node), stops: stops(node.header.names), document: document?.text,
                condition: placed(conditions(node.all(.when), document: document?.text)), reach: reach,
                limits: limits(node, document: document?.text), duties: duties(node, document: document?.text),
                accounting: accounting(node)))
    }

    /// Ids of stops: each as written, or everything under it where nothing has that id.
    private mutating func stops(_ nodes: [NameNode]) -> [RuleID] {
        var stops: [RuleID] = []
        for node in nodes {
            let id = RuleID(node.text)
            if names.stops.ids.contains(node.text) {
                stops.append(id)
            } else if names.stops.contains(id) {
                stops += names.stops.rules.filter { $0.isUnder(id) }
            } else {
                let isGround = names.grounds.contains(id)
                findings.add(
                    .unknownStop(node.text, isGround: isGround, nearest: nearest(node.text, in: names.stops.ids)),
                    at: node.place)
            }
        }
        return stops
    }
}

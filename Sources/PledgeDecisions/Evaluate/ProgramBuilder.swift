import PledgeCore

/// Compiles a rulebook with its promise documents.
struct ProgramBuilder {
    private let book: Rulebook
    private let promises: [PromiseDocument]
    private let symbols: Symbols
    private var compiler: ConditionCompiler
    /// Grounds that a notice's silence leaves open (the set `open-when-a-notice-is-silent`).
    private let silent: [RuleID]

    /// The symbols are those of the rulebook, or of one with the same vocabulary.
    init(_ book: Rulebook, _ promises: [PromiseDocument], symbols: Symbols) {
        self.book = book
        self.promises = promises
        self.symbols = symbols
        compiler = ConditionCompiler(book, symbols)
        silent = book.sets["open-when-a-notice-is-silent"] ?? []
    }

    mutating func build() throws(CompileError) -> Program {
        let standings = try book.standings.map { (rule) throws(CompileError) in try standing(rule) }
        let exceptions = try book.exceptions.enumerated().map { (number, rule) throws(CompileError) in
            try exception(rule, number)
        }
        let answers = try book.answers.map { (rule) throws(CompileError) in
            try compiler.formula(.all([.inForce(rule.head.force), rule.condition]), type: nil)
        }
        var stops = try book.stops.enumerated().map { (number, rule) throws(CompileError) in
            try stop(rule, number, document: nil)
        }
        for (number, document) in promises.enumerated() {
            for rule in document.stops { stops.append(try stop(rule, stops.count, document: number)) }
        }
        let grounds = try book.grounds.enumerated().map { (number, rule) throws(CompileError) in
            try ground(rule, number, stops: stops, exceptions: exceptions, standings: standings)
        }
        return Program(
            book: book, symbols: symbols, slots: compiler.slots, atoms: compiler.atoms,
            rules: CompiledRules(
                grounds: grounds, stops: stops, exceptions: exceptions, standings: standings, answers: answers))
    }

    // MARK: Rules

    private mutating func ground(
        _ rule: Ground, _ number: Int, stops: [CompiledStop], exceptions: [CompiledException],
        standings: [CompiledStanding]
    ) throws(CompileError) -> CompiledGround {
        let kinds = symbols.table(.kind)
        let type = try type(rule.document)
        var recipients: [Act: NameBits] = [:]
        for clause in rule.acts {
            for act in clause.acts {
                recipients[act, default: NameBits()] = recipients[act, default: NameBits()].union(
                    kinds.closure(clause.recipients))
            }
        }
        let formula = try compiler.formula(.all([rule.condition] + conditions(of: rule.limits)), type: type)
        let compelled = try compiler.formula(rule.compelled, type: type)
        let promised = try promises.map { (document) throws(CompileError) in try promise(document, rule) }
        let reaching = stops.indices.filter { reaches(stops[$0], rule) }.map { number in
            let lifting = exceptions.indices.filter { lifts(exceptions[$0].rule, stops[number].rule, rule) }
            return (stop: number, exceptions: Array(lifting))
        }
        var support = formula.support.union(compelled.support)
        for (number, lifting) in reaching {
            support.formUnion(stops[number].formula.support)
            lifting.forEach { support.formUnion(exceptions[$0].formula.support) }
        }
        for case .stated(let alternatives, let excluded, _, _) in promised {
            support.formUnion(excluded.support)
            alternatives.forEach { support.formUnion($0.formula.support) }
        }
        let items = symbols.table(.item).closure(rule.about)
        let objects = symbols.table(.object).closure(rule.about)
        if !rule.about.isEmpty { support.insert(compiler.number(.field(.item))) }
        support.insert(compiler.number(.field(.purpose)))
        if promises.count > 1 { support.insert(compiler.number(.field(.held))) }
        let becomes = NameBits(standings.map(\.becomes))
        if recipients.values.contains(where: { $0.intersects(becomes) })
            || support.contains(compiler.number(.field(.recipient)))
        {
            standings.forEach { support.formUnion($0.formula.support) }
        }
        return CompiledGround(
            number: number, rule: rule, recipients: recipients, actors: kinds.closure(rule.actors),
            purposes: symbols.table(.purpose).closure(rule.purposes),
            items: rule.about.isEmpty ? nil : items, objects: rule.about.isEmpty ? nil : objects, type: type,
            formula: formula, compelled: compelled, duties: try duties(rule.duties, type),
            atMost: atMost(rule.limits), usesMinimum: rule.limits.contains(.minimum), promised: promised,
            stops: reaching, support: support, elementLists: lists(of: rule, reaching, stops, exceptions),
            confidence: worst(of: [rule.condition], from: rule.head.confidence))
    }

    private func reaches(_ stop: CompiledStop, _ ground: Ground) -> Bool {
        stop.rule.reach.includes(ground) && book.canReach(stop.rule, ground)
    }

    private func lifts(_ exception: StopException, _ stop: Stop, _ ground: Ground) -> Bool {
        exception.stops.contains(stop.id) && (exception.reach?.includes(ground) ?? true)
    }

    private mutating func stop(_ rule: Stop, _ number: Int, document: Int?) throws(CompileError) -> CompiledStop {
        CompiledStop(
            number: number, rule: rule, document: document, formula: try compiler.formula(rule.condition, type: nil),
            duties: try duties(rule.duties, nil))
    }

    private mutating func exception(_ rule: StopException, _ number: Int) throws(CompileError) -> CompiledException {
        let type = try type(rule.document)
        let condition = Condition.all([rule.condition, .inForce(rule.head.force)] + conditions(of: rule.limits))
        return CompiledException(
            number: number, rule: rule, type: type, formula: try compiler.formula(condition, type: type),
            atMost: atMost(rule.limits), usesMinimum: rule.limits.contains(.minimum),
            duties: try duties(rule.duties, type), confidence: worst(of: [rule.condition], from: rule.head.confidence))
    }

    private mutating func standing(_ rule: Standing) throws(CompileError) -> CompiledStanding {
        let kinds = symbols.table(.kind)
        guard let becomes = kinds.index[rule.becomes] else {
            throw CompileError("the kind `\(rule.becomes)` is not declared")
        }
        return CompiledStanding(
            rule: rule, kinds: kinds.closure([rule.kind]), becomes: becomes,
            formula: try compiler.formula(.all([rule.condition, .inForce(rule.head.force)]), type: nil))
    }

    // MARK: Promises

    private mutating func promise(_ document: PromiseDocument, _ ground: Ground) throws(CompileError) -> CompiledPromise
    {
        guard book.canBeLimited(ground) else { return .yes }
        let all = document.promises.filter { ground.isUnder($0.rule) }
        let deepest = all.map { ground.depth(of: $0.rule) }.max() ?? 0
        let stated = all.filter { ground.depth(of: $0.rule) == deepest }
        let exclusions = document.exclusions.filter {
            ground.isUnder($0.rule) && ground.depth(of: $0.rule) >= deepest
        }
        let isOpenWhenSilent =
            document.kind == .policy || document.kind.isNotice && silent.contains { ground.isUnder($0) }
        if stated.isEmpty, exclusions.isEmpty { return isOpenWhenSilent ? .yes : .silent }
        let type = try type(ground.document)
        let excluded = try compiler.formula(.any(exclusions.map(\.condition)), type: type)
        var alternatives: [CompiledPromise.Alternative] = []
        for promise in stated {
            alternatives.append(
                CompiledPromise.Alternative(
                    promise: promise,
                    formula: try compiler.formula(
                        .all([promise.condition] + conditions(of: promise.limits)), type: type),
                    atMost: atMost(promise.limits), usesMinimum: promise.limits.contains(.minimum),
                    duties: try duties(promise.duties, type)))
        }
        return .stated(
            alternatives, excluded: excluded, exclusion: exclusions.first, silenceIsYes: isOpenWhenSilent)
    }

    // MARK: Parts of rules

    private func type(_ name: String?) throws(CompileError) -> Int? {
        guard let name else { return nil }
        guard let number = compiler.typeNumbers[name] else {
            throw CompileError("the document `\(name)` is not declared")
        }
        return number
    }

    private func conditions(of limits: [Limit]) -> [Condition] {
        limits.compactMap { limit in
            switch limit {
            case .atMost(let elements): .test(Test(.field(.elements), .only, .names(elements)))
            case .within(let field): .test(Test(.document(field), .covers, .part))
            case .minimum: nil
            }
        }
    }

    private func atMost(_ limits: [Limit]) -> NameBits? {
        limits.reduce(nil) { result, limit in
            guard case .atMost(let elements) = limit else { return result }
            let list = symbols.table(.data).closure(elements)
            return result.map { $0.intersection(list) } ?? list
        }
    }

    private mutating func duties(_ uses: [DutyUse], _ type: Int?) throws(CompileError) -> [CompiledDuty] {
        try uses.map { (use) throws(CompileError) in
            CompiledDuty(use: use, unless: try compiler.formula(use.unless, type: type))
        }
    }

    /// The worst mark of the rule, the named conditions it uses and the answers of states.
    private func worst(of conditions: [Condition], from start: Confidence) -> Confidence {
        var worst = start
        var queue = conditions
        var seen: Set<String> = []
        while let next = queue.popLast() {
            switch next {
            case .all(let inner), .any(let inner): queue += inner
            case .not(let inner), .some(_, let inner): queue.append(inner)
            case .named(let name):
                guard seen.insert(name).inserted, let named = book.conditions.first(where: { $0.name == name })
                else { continue }
                if let mark = named.confidence { worst = max(worst, mark) }
                queue.append(named.condition)
            case .question, .test, .constant: break
            }
        }
        return worst
    }

    // MARK: Lists of elements

    private func lists(
        of ground: Ground, _ reaching: [(stop: Int, exceptions: [Int])], _ stops: [CompiledStop],
        _ exceptions: [CompiledException]
    ) -> Set<NameBits> {
        var conditions = [ground.condition, ground.compelled] + self.conditions(of: ground.limits)
        for document in promises {
            for promise in document.promises where ground.isUnder(promise.rule) {
                conditions += [promise.condition] + self.conditions(of: promise.limits)
            }
            conditions += document.exclusions.filter { ground.isUnder($0.rule) }.map(\.condition)
        }
        for (stop, lifting) in reaching {
            conditions.append(stops[stop].rule.condition)
            for number in lifting {
                let exception = exceptions[number].rule
                conditions += [exception.condition] + self.conditions(of: exception.limits)
            }
        }
        var lists: Set<NameBits> = []
        var seen: Set<String> = []
        while let next = conditions.popLast() {
            switch next {
            case .all(let inner), .any(let inner): conditions += inner
            case .not(let inner), .some(_, let inner): conditions.append(inner)
            case .named(let name):
                guard seen.insert(name).inserted else { continue }
                conditions += book.conditions.filter { $0.name == name }.map(\.condition)
            case .question(let name, _):
                guard seen.insert("?" + name).inserted else { continue }
                conditions += book.answers.filter { $0.question == name }.map(\.condition)
            case .test(let test):
                if case .field(.elements) = test.left, case .names(let names)? = test.right {
                    lists.insert(symbols.table(.data).closure(names))
                }
            case .constant: break
            }
        }
        return lists
    }
}

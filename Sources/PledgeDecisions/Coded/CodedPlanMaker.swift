import PledgeCore

/// Makes the plan of a shape.
struct CodedPlanMaker {
    private let program: Program
    private let codes: NameCodes
    private let promises: [PromiseDocument]
    private let truth: CodedTruth
    private let maker: CodedTestMaker
    /// A request of the shape, of which nothing else is known.
    private let shape: CodedRequest
    private let day: Day
    private var flat = FlatFormulaMaker()
    private var facts: PlanFacts
    private var tests: [HotTest] = []
    private var documentTests: [[HotTest]]
    private var otherTests: [CodedTest] = []
    private var sets: [NameBits] = []
    private var steps: [HotStep] = []
    private var closings: [PlanClosing] = []
    private var closingNumbers: [ClosingKey: Int] = [:]
    private var base: [UInt64]
    private let words: Int

    private struct ClosingKey: Hashable {
        var stop: Int
        var exceptions: [Int]
    }

    init(
        _ program: Program, codes: NameCodes, promises: [PromiseDocument], zone: TimeZoneRules, shape: CodedRequest
    ) {
        self.program = program
        self.codes = codes
        self.promises = promises
        self.shape = shape
        truth = CodedTruth(program, codes: codes, zone: zone)
        maker = CodedTestMaker(program: program, codes: codes, zone: zone)
        day = zone.day(of: Instant(seconds: shape.at))
        facts = PlanFacts(holding: Array(repeating: FlatRange(first: 0, count: 0), count: program.book.facts.count))
        documentTests = Array(repeating: [], count: program.documents.count)
        words = max(1, (program.main.atoms.count + 63) / 64)
        base = Array(repeating: 0, count: words * 2)
    }

    /// The plan; nothing where the shape needs more than coded values can tell.
    mutating func plan(_ candidates: [Int]) -> CodedPlan? {
        guard !program.standings.contains(where: { shape.recipient.intersects($0.kinds) }),
            program.documents.allSatisfy({ $0.atoms.count <= CodedPlan.documentAtomsMax })
        else { return nil }
        var isAsked = Array(repeating: false, count: program.documents.count)
        for place in program.order {
            place.type.map { isAsked[$0] = true }
            add(place, &isAsked)
        }
        orderFacts()
        let grounds = candidates.compactMap { ground($0) }
        for ground in grounds { ground.type.map { isAsked[$0] = true } }
        for closing in closings {
            for exception in closing.exceptions { exception.type.map { isAsked[$0] = true } }
        }
        let lists = candidates.reduce(into: Set<NameBits>()) { $0.formUnion(program.grounds[$1].elementLists) }
        let memory = PlanMemory()
        return CodedPlan(
            program: program, truth: truth, hot: hot(grounds, isAsked, memory), memory: memory, factTests: facts.tests,
            otherTests: otherTests, closings: closings, grounds: grounds, elementLists: Array(lists))
    }

    // MARK: Plain memory

    private mutating func hot(_ grounds: [PlanGround], _ isAsked: [Bool], _ memory: PlanMemory) -> HotPlan {
        var allTests = tests
        let ranges = documentTests.indices.map { type -> FlatRange in
            guard isAsked[type] else { return FlatRange(first: 0, count: -1) }
            allTests += documentTests[type]
            return FlatRange(
                first: Int32(allTests.count - documentTests[type].count), count: Int32(documentTests[type].count))
        }
        var exceptions: [HotException] = []
        let hotClosings = closings.map { closing -> HotClosing in
            let first = Int32(exceptions.count)
            exceptions += closing.exceptions.map {
                HotException(type: Int32($0.type ?? -1), formula: $0.formula)
            }
            return HotClosing(
                formula: closing.formula, exceptions: FlatRange(first: first, count: Int32(closing.exceptions.count)))
        }
        var (promises, sentences): ([HotPromise], [FlatFormula]) = ([], [])
        let hotGrounds = grounds.map { hot($0, &promises, &sentences) }
        let closingWords = (closings.count + 63) / 64
        return HotPlan(
            words: words, base: memory.place(base), clauses: memory.place(flat.clauses),
            masks: memory.place(flat.masks), holding: memory.place(facts.holding),
            changes: memory.place(facts.changes), tests: memory.place(allTests),
            requestTests: FlatRange(first: 0, count: Int32(tests.count)), documentTests: memory.place(ranges),
            steps: memory.place(steps), stepCount: steps.count, closings: memory.place(hotClosings),
            closingCount: closings.count, exceptions: memory.place(exceptions), grounds: memory.place(hotGrounds),
            groundCount: grounds.count, promises: memory.place(promises), sentences: memory.place(sentences),
            sets: memory.place(sets), reaches: memory.place(reaches(grounds, closingWords)),
            closingWords: closingWords)
    }

    private mutating func hot(
        _ ground: PlanGround, _ promises: inout [HotPromise], _ sentences: inout [FlatFormula]
    ) -> HotGround {
        let first = Int32(promises.count)
        for promise in ground.promises {
            let start = Int32(sentences.count)
            sentences += (promise.alternatives ?? []).map(\.formula)
            promises.append(
                HotPromise(
                    sentences: FlatRange(first: start, count: promise.alternatives.map { Int32($0.count) } ?? -1),
                    excluded: promise.excluded, constant: promise.constant))
        }
        return HotGround(
            type: Int32(ground.type ?? -1), formula: ground.formula, compelled: ground.compelled,
            promises: FlatRange(first: first, count: Int32(ground.promises.count)), items: set(ground.rule.items),
            objects: set(ground.rule.objects))
    }

    private mutating func set(_ names: NameBits?) -> Int32 {
        guard let names else { return -1 }
        sets.append(names)
        return Int32(sets.count - 1)
    }

    private func reaches(_ grounds: [PlanGround], _ words: Int) -> [UInt64] {
        var result = Array(repeating: UInt64(0), count: grounds.count * words * 2)
        for (number, ground) in grounds.enumerated() {
            for closing in ground.closings {
                let isYielding = closings[Int(closing)].rule.yieldsToCompulsion
                let word = (number * 2 + (isYielding ? 0 : 1)) * words + Int(closing) >> 6
                result[word] |= 1 << UInt64(closing & 63)
            }
        }
        return result
    }

    // MARK: Atoms

    private mutating func add(_ place: AtomPlace, _ isAsked: inout [Bool]) {
        let atom = Int32(place.atom)
        if let type = place.type {
            switch program.documents[type].atoms[place.atom] {
            case .test(let test): documentTests[type].append(hot(maker.test(test), atom))
            case .derived(.formula(let formula)):
                steps.append(HotStep(form: .document, atom: atom, type: Int32(type), formula: flat.add(formula)))
            case .derived(.exists): break
            }
            return
        }
        switch program.main.atoms[place.atom] {
        case .test(let test): add(test, place.atom)
        case .derived(.formula(let formula)):
            steps.append(HotStep(form: .main, atom: atom, type: -1, formula: flat.add(formula)))
        case .derived(.exists(let type, let formula, _)):
            isAsked[type] = true
            steps.append(HotStep(form: .exists, atom: atom, type: Int32(type), formula: flat.add(formula)))
        }
    }

    /// A test in its common form, where it has one.
    private mutating func hot(_ test: CodedTest, _ atom: Int32) -> HotTest {
        func form(_ form: HotTest.Form, _ field: Int, _ other: Int32 = 0) -> HotTest {
            HotTest(atom: atom, form: form, field: Int32(field), other: other)
        }
        switch (test.left, test.operation, test.right) {
        case (.labels, .isIn, .names(let names)): return form(.labelsIn, 0, set(names))
        case (.labels, .only, .names(let names)): return form(.labelsOnly, 0, set(names))
        case (.field(let field), .isIn, .names(let names)): return form(.nameIn, field, set(names))
        case (.field(let field), .holds, _): return form(.holds, field)
        case (.document(let field), .holds, _): return form(.documentHolds, field)
        case (.document(let field), .equals, .field(let other)): return form(.documentEquals, field, Int32(other))
        case (.document(let field), .covers, .purposes): return form(.coversPurposes, field)
        case (.document(let field), .covers, .labels): return form(.coversLabels, field)
        case (.document(let field), .covers, .recipient): return form(.coversRecipient, field)
        case (.document(let field), .after, .field(atPosition)): return form(.isAfterAct, field)
        case (.document(let field), .before, .field(atPosition)): return form(.isBeforeAct, field)
        case (.document(let field), .onOrAfter, .field(atPosition)): return form(.isOnOrAfterAct, field)
        case (.document(let field), .onOrBefore, .field(atPosition)): return form(.isOnOrBeforeAct, field)
        case (.field(atPosition), .before, .document(let field)): return form(.isAfterAct, field)
        case (.field(atPosition), .after, .document(let field)): return form(.isBeforeAct, field)
        case (.field(atPosition), .onOrBefore, .document(let field)): return form(.isOnOrAfterAct, field)
        case (.field(atPosition), .onOrAfter, .document(let field)): return form(.isOnOrBeforeAct, field)
        default:
            otherTests.append(test)
            return form(.other, 0, Int32(otherTests.count - 1))
        }
    }

    /// Decides now what the shape decides; leaves to each request what it says.
    private mutating func add(_ test: CompiledTest, _ atom: Int) {
        let coded = maker.test(test)
        var factNumbers: Set<Int> = []
        var isOpen = false
        note(coded.left, &factNumbers, &isOpen)
        note(coded.right, &factNumbers, &isOpen)
        if isOpen || factNumbers.count > 1 || factNumbers.count == 1 && comparesDay(coded) {
            tests.append(hot(coded, Int32(atom)))
            return
        }
        // Of a fact, silence is what holds until the request says more.
        set(atom, truth.truth(coded, shape, -1))
        if let fact = factNumbers.first { facts.tests[fact, default: []].append(AtomTest(atom: atom, test: coded)) }
    }

    private func note(_ operand: CodedOperand, _ facts: inout Set<Int>, _ isOpen: inout Bool) {
        switch operand {
        case .none, .actor, .recipient, .purposes, .value, .names: break
        case .fact(let number, _): facts.insert(number)
        // Between two changes of the law, the day compares with constants as the shape's does.
        case .field(let position): isOpen = isOpen || position != atPosition && position != actPosition
        case .labels, .elements, .overlayHere, .unreviewed, .document, .part: isOpen = true
        case .offset(let inner, _, _):
            if case .field = inner { isOpen = true }
            note(inner, &facts, &isOpen)
        }
    }

    private var atPosition: Int { RequestField.at.position }
    private var actPosition: Int { RequestField.act.position }

    /// Whether the day of the act is compared with something that is no constant.
    private func comparesDay(_ test: CodedTest) -> Bool {
        [test.left, test.right].contains { operand in
            if case .field(let position) = operand { position == atPosition } else { false }
        }
    }

    private mutating func set(_ atom: Int, _ truth: Truth) {
        let bit: UInt64 = 1 << UInt64(atom & 63)
        switch truth {
        case .yes: base[atom >> 6] |= bit
        case .no: base[atom >> 6 + words] |= bit
        case .unknown: break
        }
    }

    /// What each yes-no fact changes when it holds.
    private mutating func orderFacts() {
        for (number, tests) in facts.tests {
            var request = shape
            request.holding = [UInt16(number)]
            var changes: [Int: AtomChange] = [:]
            for test in tests {
                let word = test.atom >> 6
                let bit: UInt64 = 1 << UInt64(test.atom & 63)
                var change = changes[word] ?? AtomChange(word: word, yes: 0, no: 0)
                switch truth.truth(test.test, request, -1) {
                case .yes: change.yes |= bit
                case .no: change.no |= bit
                case .unknown: break
                }
                changes[word] = change
            }
            facts.holding[number] = FlatRange(first: Int32(facts.changes.count), count: Int32(changes.count))
            facts.changes += changes.values.sorted { $0.word < $1.word }
        }
    }

    // MARK: Rules

    private mutating func ground(_ number: Int) -> PlanGround? {
        let ground = program.grounds[number]
        guard let kinds = ground.recipients[shape.act], ground.actors.intersects(shape.actor),
            kinds.intersects(shape.recipient), !shape.purposes.isEmpty, shape.purposes.isSubset(of: ground.purposes)
        else { return nil }
        var reaching: [Int32] = []
        for (stop, exceptions) in ground.stops { closing(stop, exceptions).map { reaching.append($0) } }
        return PlanGround(
            number: number, type: ground.type, formula: flat.add(ground.formula), compelled: flat.add(ground.compelled),
            rule: ground, uses: uses(of: ground), compelledUses: uses([(ground.compelled, true, ground.type)]),
            duties: duties(ground.duties, ground.type), isCounted: isCounted(ground.rule), promises: binding(ground),
            closings: reaching, liftable: reaching.filter { !closings[Int($0)].exceptions.isEmpty })
    }

    /// The closing of a stop that is in force and binds.
    private mutating func closing(_ stop: Int, _ exceptions: [Int]) -> Int32? {
        let compiled = program.stops[stop]
        guard compiled.rule.head.force.includes(day), compiled.document.map({ isBinding($0) }) ?? true else {
            return nil
        }
        let key = ClosingKey(stop: stop, exceptions: exceptions)
        if let number = closingNumbers[key] { return Int32(number) }
        closingNumbers[key] = closings.count
        let lifting = exceptions.map { number in
            let exception = program.exceptions[number]
            return PlanException(
                number: number, type: exception.type, formula: flat.add(exception.formula),
                uses: uses([(compiled.formula, true, nil), (exception.formula, true, exception.type)]),
                rule: exception, duties: duties(exception.duties, exception.type))
        }
        closings.append(
            PlanClosing(
                stop: stop, rule: compiled, uses: uses(of: compiled, exceptions), formula: flat.add(compiled.formula),
                exceptions: lifting))
        return Int32(closings.count - 1)
    }

    private func isBinding(_ document: Int) -> Bool { (promises[document].effective.map { $0 <= day }) ?? true }

    private mutating func binding(_ ground: CompiledGround) -> [PlanPromise] {
        promises.indices.filter { isBinding($0) }.compactMap { document in
            switch ground.promised[document] {
            case .yes: return nil
            case .silent:
                return PlanPromise(
                    document: document, alternatives: nil, excluded: flat.add(.never),
                    constant: !shape.act.isBoundByPromises)
            case .stated(let alternatives, let excluded, _, let silenceIsYes):
                return PlanPromise(
                    document: document,
                    alternatives: alternatives.isEmpty ? nil : alternatives.map { sentence($0, excluded, ground.type) },
                    excluded: flat.add(excluded), constant: silenceIsYes || !shape.act.isBoundByPromises)
            }
        }
    }

    private mutating func sentence(
        _ alternative: CompiledPromise.Alternative, _ excluded: Formula, _ type: Int?
    ) -> PlanSentence {
        PlanSentence(
            formula: flat.add(alternative.formula),
            uses: uses([(alternative.formula, true, type), (excluded, false, type)]), alternative: alternative,
            duties: duties(alternative.duties, type))
    }

    private mutating func duties(_ duties: [CompiledDuty], _ type: Int?) -> [PlanDuty] {
        duties.compactMap { duty in
            codes.duties[duty.use.duty].map {
                PlanDuty(
                    duty: $0, time: duty.use.time, rank: duty.use.time.rank, unless: flat.add(duty.unless),
                    uses: uses([(duty.unless, true, type)]))
            }
        }
    }

    // MARK: Where unknowns stand

    private func uses(of ground: CompiledGround) -> [PlanUse] {
        var asked: [(Formula, Bool, Int?)] = [
            (ground.formula, true, ground.type), (ground.compelled, true, ground.type),
        ]
        for case .stated(let alternatives, let excluded, _, _) in ground.promised {
            asked.append((excluded, false, ground.type))
            asked += alternatives.map { ($0.formula, true, ground.type) }
        }
        for (stop, exceptions) in ground.stops {
            asked.append((program.stops[stop].formula, false, nil))
            asked += exceptions.map { (program.exceptions[$0].formula, true, program.exceptions[$0].type) }
        }
        return uses(asked)
    }

    private func uses(of stop: CompiledStop, _ exceptions: [Int]) -> [PlanUse] {
        uses(
            [(stop.formula, false, nil)]
                + exceptions.map { (program.exceptions[$0].formula, true, program.exceptions[$0].type) })
    }

    private func uses(_ formulas: [(Formula, Bool, Int?)]) -> [PlanUse] {
        var finder = UseFinder(program)
        for (formula, isPositive, type) in formulas { finder.add(formula, isPositive, type) }
        return finder.uses(words: words)
    }

    /// Whether a notice that binds lists the ground although the law exempts its class.
    ///
    /// - Source: the semantics, section 11.
    private func isCounted(_ ground: Ground) -> Bool {
        promises.indices.contains { number in
            let document = promises[number]
            guard isBinding(number), document.kind.isNotice,
                let leftOff = document.rights.first(where: { $0.name == "accounting" })?.deny
            else { return false }
            let rules = leftOff.flatMap { program.book.sets[$0] ?? [RuleID($0)] }
            return !rules.contains { ground.isUnder($0) }
        }
    }
}

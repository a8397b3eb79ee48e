import PledgeCore

/// Makes the plan of a shape.
struct CodedPlanMaker {
    let program: Program
    private let codes: NameCodes
    let promises: [PromiseDocument]
    private let shaped: ShapeTruth
    private var shape: CodedRequest { shaped.shape }
    private var truth: CodedTruth { shaped.truth }
    private var maker: CodedTestMaker { shaped.maker }
    private let day: Day
    private var flat: FlatFormulaMaker
    private var tests: [HotTest] = []
    private var documentTests: [[HotTest]]
    private var otherTests: [CodedTest] = []
    private var sets: [NameBits] = []
    private var steps: [HotStep] = []
    private var closings: [HotClosing] = []
    private var closingNumbers: [ClosingKey: Int32] = [:]
    private var exceptions: [HotException] = []
    private var promised: [HotPromise] = []
    private var sentences: [HotSentence] = []
    private var owed: [HotDuty] = []
    private var times: [DutyUse.Time] = []
    private var liftable: [Int32] = []
    /// Closings of grounds that fit and cannot open: they are told all the same.
    private var closed: Set<Int32> = []
    /// Closings of each ground.
    private var reaching: [[Int32]] = []
    /// The first one is empty.
    private var kept: [[PlanUse]] = [[]]
    /// Positions of the atoms of the request among the plan's bits: those of yes-no facts first, by number.
    let places: [Int]
    let words: Int
    private let factWords: Int

    private struct ClosingKey: Hashable {
        var stop: Int
        var exceptions: [Int]
    }

    init(
        _ program: Program, codes: NameCodes, promises: [PromiseDocument], zone: TimeZoneRules, shaped: ShapeTruth
    ) {
        self.program = program
        self.codes = codes
        self.promises = promises
        self.shaped = shaped
        let shape = shaped.shape
        day = zone.day(of: Instant(seconds: shape.content.pointee.at))
        documentTests = Array(repeating: [], count: program.documents.count)
        factWords = (program.book.facts.count + 63) / 64
        var next = factWords * 64
        places = program.main.atoms.map { atom in
            if case .test(let test) = atom, test.operation == .holds, case .fact(let number) = test.left {
                return number
            }
            next += 1
            return next - 1
        }
        words = (next + 63) / 64
        flat = FlatFormulaMaker(places: places, words: words)
    }

    /// The plan; nothing where the shape needs more than coded values can tell.
    mutating func plan(_ candidates: [Int]) -> CodedPlan? {
        guard program.documents.allSatisfy({ $0.atoms.count <= CodedPlan.documentAtomsMax })
        else { return nil }
        var isAsked = Array(repeating: false, count: program.documents.count)
        for place in program.order {
            place.type.map { isAsked[$0] = true }
            add(place, &isAsked)
        }
        let grounds = candidates.compactMap { ground($0) }
        guard grounds.count <= CodedScratch.instancesMax, closings.count <= CodedDecider.closingsMax,
            words <= CodedScratch.wordsMax
        else { return nil }
        for type in grounds.map(\.type) + exceptions.map(\.type) where type >= 0 { isAsked[Int(type)] = true }
        let lists = candidates.reduce(into: Set<NameBits>()) { $0.formUnion(program.grounds[$1].elementLists) }
        let listRange = FlatRange(first: Int32(sets.count), count: Int32(lists.count))
        sets += lists
        let (hot, memory) = hot(grounds, isAsked, listRange)
        return CodedPlan(
            program: program, truth: truth, hot: hot, memory: memory, otherTests: otherTests, uses: kept, times: times)
    }

    // MARK: Plain memory

    private mutating func hot(
        _ grounds: [HotGround], _ isAsked: [Bool], _ lists: FlatRange
    ) -> (HotPlan, PlanMemory) {
        let own = orderTests()
        let guards = DocumentGuards(program).guards
        let ranges = documentTests.indices.map { type -> FlatRange in
            guard isAsked[type] else { return FlatRange(first: 0, count: -1) }
            // Those that tell most documents apart come first.
            tests += documentTests[type].filter { guards[type].contains(Int($0.atom)) }
                .sorted { $0.form.order < $1.form.order }
            tests += documentTests[type].filter { !guards[type].contains(Int($0.atom)) }
            return FlatRange(
                first: Int32(tests.count - documentTests[type].count), count: Int32(documentTests[type].count))
        }
        let closingWords = (closings.count + 63) / 64
        let reaches = reaches(closingWords)
        var reached = Array(repeating: UInt64(0), count: closingWords)
        for closing in closed { reached[Int(closing) >> 6] |= 1 << UInt64(closing & 63) }
        let tested = tested
        let guarding = documentTests.indices.map { type in
            Int32(documentTests[type].filter { guards[type].contains(Int($0.atom)) }.count)
        }
        let sizes = [
            PlanMemory.size(guarding), PlanMemory.size(tested), PlanMemory.size(tests), PlanMemory.size(sets),
            PlanMemory.size(ranges),
            PlanMemory.size(steps), PlanMemory.size(closings), PlanMemory.size(exceptions),
            PlanMemory.size(flat.clauses),
            PlanMemory.size(flat.masks), PlanMemory.size(grounds), PlanMemory.size(reaches), PlanMemory.size(reached),
            PlanMemory.size(promised), PlanMemory.size(sentences), PlanMemory.size(liftable), PlanMemory.size(owed),
        ]
        let memory = PlanMemory(capacity: sizes.reduce(0, +))
        let (asked, placedTests) = (memory.place(tested), memory.place(tests))
        let (placedSets, placedRanges) = (memory.place(sets), memory.place(ranges))
        let placedGuards = memory.place(guarding)
        let hot = HotPlan(
            words: words, factWords: factWords, asked: asked, tests: placedTests, sets: placedSets,
            documentTests: placedRanges, guarding: placedGuards, labelsInTests: own.labelsIn,
            labelsOnlyTests: own.labelsOnly,
            requestTests: own.others, elementTests: own.ofElements, elementLists: lists,
            asksItem: grounds.contains { $0.items >= 0 },
            clauses: memory.place(flat.clauses), masks: memory.place(flat.masks), steps: memory.place(steps),
            stepCount: steps.count, closings: memory.place(closings), closingCount: closings.count,
            exceptions: memory.place(exceptions), grounds: memory.place(grounds), groundCount: grounds.count,
            promises: memory.place(promised), sentences: memory.place(sentences), duties: memory.place(owed),
            liftable: memory.place(liftable), reaches: memory.place(reaches), reached: memory.place(reached),
            closingWords: closingWords,
            dataNames: NameBits(0..<program.symbols.table(.data).names.count))
        return (hot, memory)
    }

    /// Tests that some formula asks, by word; what is derived from them follows.
    private var tested: [UInt64] {
        var words = flat.asked
        for (atom, place) in places.enumerated() {
            if case .derived = program.main.atoms[atom] { words[place >> 6] &= ~(1 << UInt64(place & 63)) }
        }
        return words
    }

    /// Where the plan's tests of the request stand.
    private struct OwnTests {
        var labelsIn: FlatRange
        var labelsOnly: FlatRange
        var others: FlatRange
        /// The last of the others.
        var ofElements: FlatRange
    }

    /// Puts tests of one form side by side, so that no branch tells them apart.
    private mutating func orderTests() -> OwnTests {
        let labelsIn = tests.filter { $0.form == .labelsIn }
        let labelsOnly = tests.filter { $0.form == .labelsOnly }
        let others = tests.filter { $0.form != .labelsIn && $0.form != .labelsOnly }.sorted {
            $0.form.rawValue < $1.form.rawValue
        }
        let ofElements = others.filter(asksElements)
        tests = labelsIn + labelsOnly + others.filter { !asksElements($0) } + ofElements
        func range(_ first: Int, _ count: Int) -> FlatRange { FlatRange(first: Int32(first), count: Int32(count)) }
        return OwnTests(
            labelsIn: range(0, labelsIn.count), labelsOnly: range(labelsIn.count, labelsOnly.count),
            others: range(labelsIn.count + labelsOnly.count, others.count),
            ofElements: range(tests.count - ofElements.count, ofElements.count))
    }

    /// Whether a test of the request may say something else of another piece of its part.
    private func asksElements(_ test: HotTest) -> Bool {
        guard test.form == .other else { return test.form == .elementsOnly }
        let other = otherTests[Int(test.other)]
        return other.left.isOfPiece || other.right.isOfPiece
    }

    private mutating func set(_ names: NameBits?) -> Int32 {
        guard let names else { return -1 }
        sets.append(names)
        return Int32(sets.count - 1)
    }

    private func reaches(_ words: Int) -> [UInt64] {
        var result = Array(repeating: UInt64(0), count: reaching.count * words * 2)
        for (number, own) in reaching.enumerated() {
            for closing in own {
                let isYielding = closings[Int(closing)].yieldsToCompulsion
                let word = (number * 2 + (isYielding ? 0 : 1)) * words + Int(closing) >> 6
                result[word] |= 1 << UInt64(closing & 63)
            }
        }
        return result
    }

    // MARK: Atoms

    private mutating func add(_ place: AtomPlace, _ isAsked: inout [Bool]) {
        let atom = Int32(place.type == nil ? places[place.atom] : place.atom)
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
        case .test(let test): if atom >= factWords * 64 { tests.append(hot(maker.test(test), atom)) }
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
        case (.fact(let fact, let silent), .isIn, .names(let names)):
            return form(silent == .unknown ? .factIn : .recordIn, fact, set(names))
        case (.labels, .isIn, .names(let names)): return form(.labelsIn, 0, set(names))
        case (.labels, .only, .names(let names)): return form(.labelsOnly, 0, set(names))
        case (.field(let field), .isIn, .names(let names)): return form(.nameIn, field, set(names))
        case (.field(let field), .holds, _): return form(.holds, field)
        case (.document(let field), .holds, _): return form(.documentHolds, field)
        case (.document(let field), .equals, .field(let other)): return form(.documentEquals, field, Int32(other))
        case (.document(let field), .covers, .purposes): return form(.coversPurposes, field)
        case (.document(let field), .covers, .labels): return form(.coversLabels, field)
        case (.document(let field), .covers, .recipient): return form(.coversRecipient, field)
        case (.elements, .only, .names(let names)): return form(.elementsOnly, 0, set(names))
        case (.field(let field), .equals, .value(.id(let id))): return form(.fieldIs, field, id)
        case (.document(let field), .equals, .value(.id(let id))): return form(.documentIs, field, id)
        case (.document(let field), .present, _): return form(.documentPresent, field)
        case (.document(let field), .covers, .part): return form(.coversPart, field)
        case (.document(let field), .isIn, .names(let names)): return form(.documentIn, field, set(names))
        case (.document(let field), .overlaps, .purposes): return form(.overlapsPurposes, field)
        case (.document(let field), .overlaps, .labels): return form(.overlapsLabels, field)
        case (.document(let field), .overlaps, .recipient): return form(.overlapsRecipient, field)
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

    private var atPosition: Int { RequestField.at.position }

    // MARK: Rules

    private mutating func ground(_ number: Int) -> HotGround? {
        let ground = program.grounds[number]
        guard let kinds = ground.recipients[shape.content.pointee.act],
            ground.actors.intersects(shape.content.pointee.actor),
            kinds.intersects(shape.content.pointee.recipient), !shape.content.pointee.purposes.isEmpty,
            shape.content.pointee.purposes.isSubset(of: ground.purposes)
        else { return nil }
        let own = ground.stops.compactMap { closing($0.stop, $0.exceptions) }
        if ground.formula.isNever, ground.items == nil, ground.type == nil {
            closed.formUnion(own)
            return nil
        }
        reaching.append(own)
        let lifting = own.filter { closings[Int($0)].exceptions.count > 0 }
        let firstLiftable = Int32(liftable.count)
        liftable += lifting
        return HotGround(
            position: Int32(number), number: Int32(ground.number), type: Int32(ground.type ?? -1),
            formula: flat.add(ground.formula), compelled: flat.add(ground.compelled), promises: binding(ground),
            items: set(ground.items),
            objects: set(ground.objects), uses: keep(uses(of: ground)),
            compelledUses: keep(uses([(ground.compelled, true, ground.type)])),
            duties: duties(ground.duties, ground.type),
            liftable: FlatRange(first: firstLiftable, count: Int32(lifting.count)),
            terms: HotTerms(
                usesMinimum: ground.usesMinimum, confidence: ground.confidence, atMost: set(ground.atMost)),
            accounting: ground.rule.accounting, isUse: shape.content.pointee.act == .use,
            isCounted: isCounted(ground.rule))
    }

    /// The position of what is kept of unknowns.
    private mutating func keep(_ own: [PlanUse]) -> Int32 {
        if own.isEmpty { return 0 }
        kept.append(own)
        return Int32(kept.count - 1)
    }

    /// The closing of a stop that is in force and binds.
    private mutating func closing(_ stop: Int, _ exceptions: [Int]) -> Int32? {
        let compiled = program.stops[stop]
        guard compiled.force.includes(day), compiled.document.map({ isBinding($0) }) ?? true else {
            return nil
        }
        let key = ClosingKey(stop: stop, exceptions: exceptions)
        if let number = closingNumbers[key] { return number }
        let lifting = exceptions.map { exception($0, of: compiled) }
        let first = Int32(self.exceptions.count)
        self.exceptions += lifting
        let number = Int32(closings.count)
        closingNumbers[key] = number
        closings.append(
            HotClosing(
                stop: Int32(stop), number: Int32(compiled.number), formula: flat.add(compiled.formula),
                exceptions: FlatRange(first: first, count: Int32(lifting.count)),
                yieldsToCompulsion: compiled.yieldsToCompulsion, uses: keep(uses(of: compiled, exceptions))))
        return number
    }

    private mutating func exception(_ number: Int, of stop: CompiledStop) -> HotException {
        let exception = program.exceptions[number]
        return HotException(
            number: Int32(number), whole: Int32(exception.number), type: Int32(exception.type ?? -1),
            formula: flat.add(exception.formula),
            uses: keep(uses([(stop.formula, true, nil), (exception.formula, true, exception.type)])),
            duties: duties(exception.duties, exception.type),
            terms: HotTerms(
                usesMinimum: exception.usesMinimum, confidence: exception.confidence, atMost: set(exception.atMost)),
            accounting: exception.rule.accounting)
    }

    func isBinding(_ document: Int) -> Bool { (promises[document].effective.map { $0 <= day }) ?? true }

    private mutating func binding(_ ground: CompiledGround) -> FlatRange {
        let bindsAct = shape.content.pointee.act.isBoundByPromises
        let own = promises.indices.filter { isBinding($0) }.compactMap { document -> HotPromise? in
            switch ground.promised[document] {
            case .yes: return nil
            case .silent:
                return HotPromise(
                    document: Int32(document), sentences: FlatRange(first: 0, count: -1), excluded: flat.add(.never),
                    constant: !bindsAct)
            case .stated(let alternatives, let excluded, _, let silenceIsYes):
                let stated = alternatives.indices.map { sentence($0, alternatives[$0], excluded, ground) }
                let first = Int32(sentences.count)
                sentences += stated
                return HotPromise(
                    document: Int32(document),
                    sentences: FlatRange(first: first, count: stated.isEmpty ? -1 : Int32(stated.count)),
                    excluded: flat.add(excluded), constant: silenceIsYes || !bindsAct)
            }
        }
        promised += own
        return FlatRange(first: Int32(promised.count - own.count), count: Int32(own.count))
    }

    private mutating func sentence(
        _ number: Int, _ alternative: CompiledPromise.Alternative, _ excluded: Formula, _ ground: CompiledGround
    ) -> HotSentence {
        let type = ground.type
        return HotSentence(
            formula: flat.add(alternative.formula), alternative: Int32(number),
            uses: keep(uses([(alternative.formula, true, type), (excluded, false, type)])),
            duties: duties(alternative.duties, type),
            terms: HotTerms(
                usesMinimum: alternative.usesMinimum, confidence: .opened, atMost: set(alternative.atMost)))
    }

    private mutating func duties(_ own: [CompiledDuty], _ type: Int?) -> FlatRange {
        let first = Int32(owed.count)
        for duty in own {
            guard let number = codes.duties[duty.use.duty] else { continue }
            times.append(duty.use.time)
            owed.append(
                HotDuty(
                    duty: Int32(number), time: Int32(times.count - 1), rank: Int32(duty.use.time.rank),
                    unless: flat.add(duty.unless), uses: keep(uses([(duty.unless, true, type)]))))
        }
        return FlatRange(first: first, count: Int32(owed.count) - first)
    }
}

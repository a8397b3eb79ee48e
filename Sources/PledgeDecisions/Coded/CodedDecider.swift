package import PledgeCore

/// Decides coded requests, one after the other, without allocating once it is warm.
///
/// For one thread and one time zone. What it cannot tell for sure it leaves to `CompiledRulebook.decide`: requests of
/// several parts, and unknowns that only completions decide. What it tells is what that would tell.
package final class CodedDecider {
    /// Most stops, with the exceptions that may lift them, of one shape.
    static let closingsMax = 512

    package let compiled: CompiledRulebook
    let zone: TimeZoneRules
    package let codes: NameCodes
    var coder: RequestCoder
    var ruling = Ruling()
    private var plans = PlanTable()
    /// Days on which the law, or what binds, changes; seconds since 1970, ascending.
    private let changes: [Int64]
    /// The stretch between two changes in which the last request fell.
    private var stretch: Range<Int64> = 0..<0
    private var stretchNumber = 0
    private let officerRelease: Int?
    private let minimumNecessary: Int?

    // What is known of the request at hand.
    private var bits: UnsafeMutablePointer<UInt64>
    private var bitsCapacity = 64
    private var documents: [DocumentBits] = []
    private var documentTypes: [Int32] = []
    private var closedYes: UnsafeMutablePointer<UInt64>
    private var closedUnknown: UnsafeMutablePointer<UInt64>
    /// Closings of the grounds that fit, and of those whose condition may hold.
    private var reachedSurely: UnsafeMutablePointer<UInt64>
    private var reachedPerhaps: UnsafeMutablePointer<UInt64>
    private let reachedWords = (CodedDecider.closingsMax + 63) / 64
    private var instances: [CodedInstance] = []

    /// Makes a decider for requests of one time zone.
    package init(_ compiled: CompiledRulebook, zone: TimeZoneRules) {
        self.compiled = compiled
        self.zone = zone
        codes = NameCodes(compiled.program)
        coder = RequestCoder(compiled.program, codes: codes, promises: compiled.promises, zone: zone)
        changes = CodedDecider.changes(compiled, zone)
        officerRelease = codes.duties["officer-release"]
        minimumNecessary = codes.duties["minimum-necessary"]
        bits = .allocate(capacity: bitsCapacity)
        closedYes = .allocate(capacity: reachedWords)
        closedUnknown = .allocate(capacity: reachedWords)
        reachedSurely = .allocate(capacity: reachedWords)
        reachedPerhaps = .allocate(capacity: reachedWords)
    }

    deinit {
        bits.deallocate()
        closedYes.deallocate()
        closedUnknown.deallocate()
        reachedSurely.deallocate()
        reachedPerhaps.deallocate()
    }

    /// The last plan used, for those who put a ruling into words.
    private(set) var plan: CodedPlan?

    private static func changes(_ compiled: CompiledRulebook, _ zone: TimeZoneRules) -> [Int64] {
        var days: Set<Day> = []
        for head in compiled.program.grounds.map(\.rule.head) + compiled.program.stops.map(\.rule.head) {
            days.insert(head.force.since)
            head.force.until.map { _ = days.insert($0) }
        }
        days.formUnion(compiled.promises.compactMap(\.effective))
        var seconds = Set(days.map { zone.start(of: $0).seconds })
        for case .test(let test) in compiled.program.main.atoms where [test.left, test.right].contains(.field(.at)) {
            for operand in [test.left, test.right] {
                switch operand {
                case .moment(let moment):
                    let range = zone.range(of: moment)
                    seconds.formUnion([range.lowerBound, range.upperBound])
                case .period(let period):
                    let range = zone.range(of: period)
                    seconds.formUnion([range.lowerBound, range.upperBound])
                default: break
                }
            }
        }
        return seconds.sorted()
    }

    /// Decides a request.
    ///
    /// - Returns: Whether the ruling says it; otherwise the request is to be decided as it is.
    func rule(_ request: borrowing CodedRequest, _ ruling: inout Ruling) -> Bool {
        ruling.removeAll()
        guard let plan = plan(for: request), !isCut(request, plan) else { return false }
        if self.plan !== plan { self.plan = plan }
        read(request, plan)
        derive(plan)
        close(plan)
        return decide(request, plan, &ruling)
    }

    /// Decides a request; what was found stays until the next one.
    ///
    /// - Returns: Nothing where the request is to be decided as it is.
    package func outcome(of request: borrowing CodedRequest) -> Outcome? {
        rule(request, &ruling) ? ruling.outcome : nil
    }

    /// Stops that surely hold, whatever they reach, and grounds surely open but for stops, of the last request: their
    /// positions in the rulebook.
    package func determining(_ stops: inout [Int], _ grounds: inout [Int]) {
        stops.removeAll(keepingCapacity: true)
        grounds.removeAll(keepingCapacity: true)
        guard let plan else { return }
        for word in 0..<((plan.closings.count + 63) / 64) {
            var holding = closedYes[word]
            while holding != 0 {
                stops.append(plan.closings[word * 64 + holding.trailingZeroBitCount].rule.number)
                holding &= holding - 1
            }
        }
        if !stops.isEmpty { return }
        for instance in instances where instance.condition == .yes && instance.promised == .yes {
            grounds.append(plan.grounds[instance.ground].rule.number)
        }
    }

    // MARK: The plan

    private func plan(for request: borrowing CodedRequest) -> CodedPlan? {
        if !stretch.contains(request.at) { findStretch(request.at) }
        let shape = Shape(
            actor: request.actor, recipient: request.recipient, purposes: request.purposes, act: request.act,
            stretch: stretchNumber)
        if let known = plans[shape] { return known.plan }
        let made = makePlan(request)
        plans.insert(shape, made)
        return made
    }

    private func findStretch(_ at: Int64) {
        stretchNumber = changes.firstIndex { $0 > at } ?? changes.count
        let start = stretchNumber == 0 ? Int64.min : changes[stretchNumber - 1]
        stretch = start..<(stretchNumber < changes.count ? changes[stretchNumber] : Int64.max)
    }

    private func makePlan(_ request: borrowing CodedRequest) -> CodedPlan? {
        var shape = CodedRequest()
        shape.at = request.at
        shape.act = request.act
        shape.actor = request.actor
        shape.recipient = request.recipient
        shape.purposes = request.purposes
        shape.fields[RequestField.at.position] = .time(from: request.at, to: request.at + 1)
        shape.fields[RequestField.act.position] = request.fields[RequestField.act.position]
        let fitting = compiled.program.candidates(
            act: shape.act, actor: shape.actor, recipient: shape.recipient, purposes: shape.purposes,
            day: zone.day(of: Instant(seconds: request.at)))
        let (program, candidates) = compiled.excerpt(fitting)
        var maker = CodedPlanMaker(
            program, codes: codes, promises: compiled.promises, zone: zone, shape: shape)
        guard let plan = maker.plan(candidates), plan.closings.count <= CodedDecider.closingsMax else { return nil }
        if plan.words * 2 > bitsCapacity {
            bits.deallocate()
            bitsCapacity = plan.words * 2
            bits = .allocate(capacity: bitsCapacity)
        }
        return plan
    }

    /// Whether the part would be cut at a list of elements.
    private func isCut(_ request: borrowing CodedRequest, _ plan: CodedPlan) -> Bool {
        if request.elements.isEmpty { return false }
        func cuts(_ list: NameBits) -> Bool {
            request.elements.intersects(list) && !request.elements.isSubset(of: list)
        }
        for list in plan.elementLists where cuts(list) { return true }
        for pattern in request.patterns {
            if let elements = pattern.elements, cuts(elements) { return true }
        }
        return false
    }

    // MARK: Atoms

    private func set(_ atom: Int, _ truth: Truth, _ words: Int) {
        let bit: UInt64 = 1 << UInt64(atom & 63)
        let word = atom >> 6
        bits[word] &= ~bit
        bits[word + words] &= ~bit
        switch truth {
        case .yes: bits[word] |= bit
        case .no: bits[word + words] |= bit
        case .unknown: break
        }
    }

    private func read(_ request: borrowing CodedRequest, _ plan: CodedPlan) {
        let words = plan.words
        for index in 0..<(words * 2) { bits[index] = plan.base[index] }
        for index in request.holding.indices {
            let place = plan.holding[Int(request.holding[index])]
            for number in Int(place.first)..<Int(place.first + place.count) {
                let change = plan.changes[number]
                let touched = ~(change.yes | change.no)
                bits[change.word] = bits[change.word] & touched | change.yes
                bits[change.word + words] = bits[change.word + words] & touched | change.no
            }
        }
        for index in request.stated.indices {
            guard let tests = plan.factTests[Int(request.stated[index].number)] else { continue }
            for test in tests { set(test.atom, plan.truth.truth(test.test, request, -1), words) }
        }
        for test in plan.tests { set(test.atom, plan.truth.truth(test.test, request, -1), words) }
        documents.removeAll(keepingCapacity: true)
        documentTypes.removeAll(keepingCapacity: true)
        for index in request.documents.indices {
            let document = request.documents[index]
            guard plan.isAsked[Int(document.type)] else { continue }
            var own = DocumentBits()
            for test in plan.documentTests[Int(document.type)] {
                own.set(test.atom, plan.truth.truth(test.test, request, document.first))
            }
            documents.append(own)
            documentTypes.append(document.type)
        }
    }

    private func derive(_ plan: CodedPlan) {
        let words = plan.words
        for step in plan.steps {
            switch step {
            case .main(let atom, let formula): set(atom, plan.formulas.truth(formula, bits, words), words)
            case .document(let type, let atom, let formula):
                for index in documents.indices where documentTypes[index] == Int32(type) {
                    documents[index].set(atom, plan.formulas.truth(formula, bits, words, documents[index]))
                }
            case .exists(let atom, let type, let formula):
                set(atom, some(type, formula, plan), words)
            }
        }
    }

    /// Whether some document of the type makes the formula hold.
    private func some(_ type: Int, _ formula: FlatFormula, _ plan: CodedPlan) -> Truth {
        var result = Truth.no
        for index in documents.indices where documentTypes[index] == Int32(type) {
            result = result | plan.formulas.truth(formula, bits, plan.words, documents[index])
            if result == .yes { break }
        }
        return result
    }

    // MARK: Stops

    private func close(_ plan: CodedPlan) {
        let words = (plan.closings.count + 63) / 64
        for index in 0..<words {
            closedYes[index] = 0
            closedUnknown[index] = 0
        }
        for number in plan.closings.indices {
            var truth = plan.formulas.truth(plan.closings[number].formula, bits, plan.words)
            if truth == .no { continue }
            for exception in plan.closings[number].exceptions {
                truth = truth & !lifts(exception, plan)
                if truth == .no { break }
            }
            let bit: UInt64 = 1 << UInt64(number & 63)
            switch truth {
            case .yes: closedYes[number >> 6] |= bit
            case .unknown: closedUnknown[number >> 6] |= bit
            case .no: break
            }
        }
    }

    private func lifts(_ exception: PlanException, _ plan: CodedPlan) -> Truth {
        guard let type = exception.type else { return plan.formulas.truth(exception.formula, bits, plan.words) }
        return some(type, exception.formula, plan)
    }

    private func isClosed(_ ground: PlanGround, _ isCompelled: Truth) -> Truth {
        var unknown: UInt64 = 0
        var yieldingYes: UInt64 = 0
        var yieldingUnknown: UInt64 = 0
        for word in ground.strict.indices {
            if closedYes[word] & ground.strict[word] != 0 { return .yes }
            unknown |= closedUnknown[word] & ground.strict[word]
            yieldingYes |= closedYes[word] & ground.yielding[word]
            yieldingUnknown |= closedUnknown[word] & ground.yielding[word]
        }
        var result: Truth = unknown == 0 ? .no : .unknown
        if yieldingYes != 0 {
            result = result | !isCompelled
        } else if yieldingUnknown != 0 {
            result = result | (!isCompelled & .unknown)
        }
        return result
    }

    // MARK: Grounds

    private func decide(_ request: borrowing CodedRequest, _ plan: CodedPlan, _ ruling: inout Ruling) -> Bool {
        instances.removeAll(keepingCapacity: true)
        for word in 0..<reachedWords { (reachedSurely[word], reachedPerhaps[word]) = (0, 0) }
        var isOpen = false
        for number in plan.grounds.indices {
            guard let type = plan.grounds[number].type else {
                isOpen = judge(number, -1, -1, request, plan) == .yes || isOpen
                continue
            }
            var position = 0
            for index in documents.indices where documentTypes[index] == Int32(type) {
                isOpen = judge(number, index, position, request, plan) == .yes || isOpen
                position += 1
            }
        }
        for instance in instances where instance.isOpen == .unknown {
            // What is left open may need completions, which are not tried here.
            guard instance.isAbout == .yes, isPlain(plan.grounds[instance.ground].uses, plan) else { return false }
            ruling.undecided.append(plan.grounds[instance.ground].number)
        }
        guard tellStops(plan, &ruling) else { return false }
        if !isOpen {
            ruling.outcome = ruling.undecided.isEmpty ? .refused : .undetermined
            return true
        }
        return release(request, plan, &ruling)
    }

    private func tellStops(_ plan: CodedPlan, _ ruling: inout Ruling) -> Bool {
        for word in 0..<((plan.closings.count + 63) / 64) {
            var sure = reachedSurely[word] & closedYes[word]
            while sure != 0 {
                ruling.tell(plan.closings[word * 64 + sure.trailingZeroBitCount].stop, isSure: true)
                sure &= sure - 1
            }
            var open = (reachedSurely[word] | reachedPerhaps[word]) & closedUnknown[word]
            while open != 0 {
                let number = word * 64 + open.trailingZeroBitCount
                open &= open - 1
                guard isPlain(plan.closings[number].uses, plan) else { return false }
                if reachedPerhaps[word] & (1 << UInt64(number & 63)) != 0 {
                    ruling.tell(plan.closings[number].stop, isSure: false)
                }
            }
        }
        return true
    }

    private func judge(
        _ number: Int, _ index: Int, _ position: Int, _ request: borrowing CodedRequest, _ plan: CodedPlan
    ) -> Truth {
        let own = index < 0 ? nil : documents[index]
        let ground = plan.grounds[number]
        let about = isAbout(ground.rule, request)
        if about == .no { return .no }
        for word in ground.strict.indices { reachedSurely[word] |= ground.strict[word] | ground.yielding[word] }
        let condition = plan.formulas.truth(ground.formula, bits, plan.words, own) & about
        if condition == .no { return .no }
        for word in ground.strict.indices { reachedPerhaps[word] |= ground.strict[word] | ground.yielding[word] }
        let compelled = plan.formulas.truth(ground.compelled, bits, plan.words, own)
        let promised = promised(ground, own, plan)
        var result = condition & (promised | compelled)
        if result != .no { result = result & !isClosed(ground, compelled) }
        instances.append(
            CodedInstance(
                ground: number, index: index, position: position, isAbout: about, condition: condition,
                promised: promised, compelled: compelled, isOpen: result))
        return result
    }

    private func isAbout(_ ground: CompiledGround, _ request: borrowing CodedRequest) -> Truth {
        guard let items = ground.items, let objects = ground.objects else { return .yes }
        let object = request.fields[RequestField.object.position]
        let value = object == .absent ? request.fields[RequestField.item.position] : object
        let names = object == .absent ? items : objects
        switch value {
        case .name(let position): return Truth(names.contains(Int(position)))
        case .unknown: return names.isEmpty ? .no : .unknown
        default: return .no
        }
    }

    private func promised(_ ground: PlanGround, _ own: DocumentBits?, _ plan: CodedPlan) -> Truth {
        var result = Truth.yes
        for promise in ground.promises {
            var answer = Truth(promise.constant)
            if let alternatives = promise.alternatives {
                answer = .no
                for sentence in alternatives {
                    answer = answer | plan.formulas.truth(sentence.formula, bits, plan.words, own)
                }
            }
            if answer != .no, promise.excluded.count > 0 {
                answer = answer & !plan.formulas.truth(promise.excluded, bits, plan.words, own)
            }
            result = result & answer
            if result == .no { return .no }
        }
        return result
    }

    /// Whether the tables' "unknown" is right as it stands: no unknown stands in two places.
    private func isPlain(_ uses: [PlanUse], _ plan: CodedPlan) -> Bool {
        for use in uses {
            var count = 0
            for word in 0..<plan.words {
                let known = bits[word] | bits[word + plan.words]
                count += (use.yes[word] & ~known).nonzeroBitCount + (use.no[word] & ~known).nonzeroBitCount
            }
            for (type, yes, no) in use.documents {
                for index in documents.indices where documentTypes[index] == type {
                    let known = documents[index].yes | documents[index].no
                    count += (yes & ~known).nonzeroBitCount + (no & ~known).nonzeroBitCount
                }
            }
            if count > 1 { return false }
        }
        return true
    }

    // MARK: What hangs on an open ground

    private func release(_ request: borrowing CodedRequest, _ plan: CodedPlan, _ ruling: inout Ruling) -> Bool {
        for instance in instances where instance.isOpen == .yes {
            guard add(instance, request, plan, &ruling) else { return false }
        }
        ruling.order(dataCount: plan.program.symbols.table(.data).names.count)
        ruling.outcome = ruling.open.contains { $0.isCompelled } ? .required : .permitted
        ruling.needsRelease = ruling.open.allSatisfy { $0.confidence.needsRelease }
        return true
    }

    private func add(
        _ instance: CodedInstance, _ request: borrowing CodedRequest, _ plan: CodedPlan, _ ruling: inout Ruling
    ) -> Bool {
        let ground = plan.grounds[instance.ground]
        let own = instance.index < 0 ? nil : documents[instance.index]
        if instance.compelled == .unknown, !isPlain(ground.compelledUses, plan) { return false }
        let (firstDuty, firstLifted, firstSentence) = (ruling.duties.count, ruling.lifted.count, ruling.sentences.count)
        guard owe(ground.duties, own, plan, firstDuty, &ruling), lift(ground, instance, plan, firstLifted, &ruling),
            quote(ground, own, plan, &ruling)
        else { return false }
        let sentences = ruling.sentences[firstSentence...].compactMap { sentence(ground, $0) }
        let usesMinimum =
            ground.rule.usesMinimum || lifting(firstLifted, plan, ruling).contains { $0.rule.usesMinimum }
            || sentences.contains { $0.alternative.usesMinimum }
        if usesMinimum, let minimumNecessary {
            ruling.owe(minimumNecessary, .before, rank: 0, from: firstDuty)
        }
        var atMost = ground.rule.atMost
        var confidence = ground.rule.confidence
        var byLaw = ground.rule.rule.accounting
        var isFirst = true
        for exception in lifting(firstLifted, plan, ruling) {
            confidence = max(confidence, exception.rule.confidence)
            atMost = narrowed(atMost, exception.rule.atMost)
            if isFirst, let accounting = exception.rule.rule.accounting {
                byLaw = accounting
                isFirst = false
            }
        }
        for lifted in ruling.lifted[firstLifted...] {
            guard let exception = exception(lifted.exception, plan) else { return false }
            let bits = lifted.document < 0 ? nil : document(lifted.document, exception.type)
            guard owe(exception.duties, bits, plan, firstDuty, &ruling) else { return false }
        }
        for sentence in sentences {
            atMost = narrowed(atMost, sentence.alternative.atMost)
            guard owe(sentence.duties, own, plan, firstDuty, &ruling) else { return false }
        }
        ruling.open.append(
            RuledGround(
                ground: ground.number, document: instance.position, isCompelled: instance.compelled == .yes,
                atMost: atMost, duties: firstDuty..<ruling.duties.count,
                accounting: accounting(ground, byLaw, request.act), confidence: confidence,
                lifted: firstLifted..<ruling.lifted.count, sentences: firstSentence..<ruling.sentences.count))
        return true
    }

    private func narrowed(_ list: NameBits?, _ other: NameBits?) -> NameBits? {
        guard let other else { return list }
        return list.map { $0.intersection(other) } ?? other
    }

    /// The class of a disclosure; an exempt one counts where the notice does not leave it off the list.
    private func accounting(_ ground: PlanGround, _ byLaw: Accounting, _ act: Act) -> Accounting {
        if act == .use { return .exempt(.use) }
        guard case .exempt(let kind) = byLaw, kind != .use else { return byLaw }
        return ground.isCounted ? .counted : byLaw
    }

    private func sentence(_ ground: PlanGround, _ ruled: RuledSentence) -> PlanSentence? {
        ground.promises.first { $0.document == ruled.document }?.alternatives?[ruled.alternative]
    }

    private func exception(_ number: Int, _ plan: CodedPlan) -> PlanException? {
        for closing in plan.closings {
            for exception in closing.exceptions where exception.number == number { return exception }
        }
        return nil
    }

    private func lifting(_ first: Int, _ plan: CodedPlan, _ ruling: Ruling) -> [PlanException] {
        ruling.lifted[first...].compactMap { exception($0.exception, plan) }
    }

    private func document(_ position: Int, _ type: Int?) -> DocumentBits? {
        guard let type else { return nil }
        var left = position
        for index in documents.indices where documentTypes[index] == Int32(type) {
            if left == 0 { return documents[index] }
            left -= 1
        }
        return nil
    }

    /// Adds duties whose exception does not surely hold.
    private func owe(
        _ duties: [PlanDuty], _ own: DocumentBits?, _ plan: CodedPlan, _ first: Int, _ ruling: inout Ruling
    ) -> Bool {
        for duty in duties {
            let excused = plan.formulas.truth(duty.unless, bits, plan.words, own)
            if excused == .yes { continue }
            if excused == .unknown, !isPlain(duty.uses, plan) { return false }
            ruling.owe(duty.duty, duty.time, rank: duty.rank, from: first)
        }
        return true
    }

    /// Exceptions that lift, or may lift, a stop which would otherwise close the ground.
    private func lift(
        _ ground: PlanGround, _ instance: CodedInstance, _ plan: CodedPlan, _ first: Int, _ ruling: inout Ruling
    ) -> Bool {
        for number in ground.closings where !plan.closings[Int(number)].exceptions.isEmpty {
            let closing = plan.closings[Int(number)]
            var threat = plan.formulas.truth(closing.formula, bits, plan.words)
            if closing.rule.rule.yieldsToCompulsion { threat = threat & !instance.compelled }
            if threat == .no { continue }
            for exception in closing.exceptions {
                guard lift(exception, threat, instance, plan, first, &ruling) else { return false }
            }
        }
        ruling.orderLifted(from: first)
        return true
    }

    private func lift(
        _ exception: PlanException, _ threat: Truth, _ instance: CodedInstance, _ plan: CodedPlan, _ first: Int,
        _ ruling: inout Ruling
    ) -> Bool {
        guard let type = exception.type else {
            let truth = threat & plan.formulas.truth(exception.formula, bits, plan.words)
            return lift(exception, -1, truth, instance, plan, first, &ruling)
        }
        var position = 0
        for index in documents.indices where documentTypes[index] == Int32(type) {
            let truth = threat & plan.formulas.truth(exception.formula, bits, plan.words, documents[index])
            guard lift(exception, position, truth, instance, plan, first, &ruling) else { return false }
            position += 1
        }
        return true
    }

    private func lift(
        _ exception: PlanException, _ position: Int, _ truth: Truth, _ instance: CodedInstance, _ plan: CodedPlan,
        _ first: Int, _ ruling: inout Ruling
    ) -> Bool {
        if truth == .no { return true }
        if truth == .unknown, instance.compelled == .unknown || !isPlain(exception.uses, plan) { return false }
        ruling.lift(exception.number, position, from: first)
        return true
    }

    /// Sentences of promise documents that promise the ground, or may.
    private func quote(
        _ ground: PlanGround, _ own: DocumentBits?, _ plan: CodedPlan, _ ruling: inout Ruling
    ) -> Bool {
        for promise in ground.promises {
            guard let alternatives = promise.alternatives else { continue }
            let excluded = plan.formulas.truth(promise.excluded, bits, plan.words, own)
            for (number, sentence) in alternatives.enumerated() {
                let truth = plan.formulas.truth(sentence.formula, bits, plan.words, own) & !excluded
                if truth == .no { continue }
                if truth == .unknown, !isPlain(sentence.uses, plan) { return false }
                ruling.sentences.append(RuledSentence(document: promise.document, alternative: number))
            }
        }
        return true
    }
}

/// One ground, on one document where it rests on one, while a request is decided.
struct CodedInstance {
    /// Position among the plan's grounds.
    var ground: Int
    /// Position among the documents that the plan asks for; -1 where it rests on none.
    var index: Int
    /// Position among the documents of its type; -1 where it rests on none.
    var position: Int
    /// Whether it is about the items, or the object.
    var isAbout: Truth
    var condition: Truth
    var promised: Truth
    var compelled: Truth
    var isOpen: Truth
}

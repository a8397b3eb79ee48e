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

    private var scratch = CodedScratch()

    /// Makes a decider for requests of one time zone.
    package init(_ compiled: CompiledRulebook, zone: TimeZoneRules) {
        self.compiled = compiled
        self.zone = zone
        codes = NameCodes(compiled.program)
        coder = RequestCoder(compiled.program, codes: codes, promises: compiled.promises, zone: zone)
        changes = CodedDecider.changes(compiled, zone)
        officerRelease = codes.duties["officer-release"]
        minimumNecessary = codes.duties["minimum-necessary"]
    }

    deinit { scratch.free() }

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
        let hot = plan.hot
        guard scratch.read(request, plan, hot) else { return false }
        scratch.derive(hot)
        scratch.close(hot)
        guard scratch.judge(request, hot) else { return false }
        return tell(request, plan, &ruling)
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
        for word in 0..<plan.hot.closingWords {
            var holding = scratch.closedYes[word]
            while holding != 0 {
                stops.append(plan.closings[word * 64 + holding.trailingZeroBitCount].rule.number)
                holding &= holding - 1
            }
        }
        if !stops.isEmpty { return }
        for number in 0..<scratch.instanceCount {
            let instance = scratch.instances[number]
            guard instance.condition == .yes, instance.promised == .yes else { continue }
            grounds.append(plan.grounds[Int(instance.ground)].rule.number)
        }
    }

    // MARK: The plan

    private func plan(for request: borrowing CodedRequest) -> CodedPlan? {
        if !stretch.contains(request.at) { findStretch(request.at) }
        let shape = Shape(
            actor: request.actor, recipient: request.recipient, purposes: request.purposes, act: request.act,
            stretch: stretchNumber)
        var isKnown = false
        let known = plans.find(shape, isKnown: &isKnown)
        if isKnown { return known }
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
        let fitting = compiled.index.candidates(
            act: shape.act, actor: shape.actor, recipient: shape.recipient, purposes: shape.purposes,
            day: zone.day(of: Instant(seconds: request.at)))
        let (program, candidates) = compiled.excerpt(fitting)
        var maker = CodedPlanMaker(
            program, codes: codes, promises: compiled.promises, zone: zone, shape: shape)
        guard let plan = maker.plan(candidates), plan.closings.count <= CodedDecider.closingsMax,
            plan.hot.words <= CodedScratch.wordsMax, plan.grounds.count <= CodedScratch.instancesMax
        else { return nil }
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

    // MARK: The ruling

    private func tell(_ request: borrowing CodedRequest, _ plan: CodedPlan, _ ruling: inout Ruling) -> Bool {
        var isOpen = false
        for number in 0..<scratch.instanceCount {
            switch scratch.instances[number].isOpen {
            case .no: break
            case .yes: isOpen = true
            case .unknown:
                // What is left open may need completions, which are not tried here.
                let ground = Int(scratch.instances[number].ground)
                guard scratch.instances[number].isAbout == .yes,
                    scratch.isPlain(plan.grounds[ground].uses, plan.hot)
                else { return false }
                ruling.undecided.append(plan.grounds[ground].number)
            }
        }
        guard tellStops(plan, &ruling) else { return false }
        if !isOpen {
            ruling.outcome = ruling.undecided.isEmpty ? .refused : .undetermined
            return true
        }
        return release(request, plan, &ruling)
    }

    private func tellStops(_ plan: CodedPlan, _ ruling: inout Ruling) -> Bool {
        for word in 0..<plan.hot.closingWords {
            var sure = scratch.reachedSurely[word] & scratch.closedYes[word]
            while sure != 0 {
                ruling.tell(plan.closings[word * 64 + sure.trailingZeroBitCount].stop, isSure: true)
                sure &= sure - 1
            }
            var open = (scratch.reachedSurely[word] | scratch.reachedPerhaps[word]) & scratch.closedUnknown[word]
            while open != 0 {
                let number = word * 64 + open.trailingZeroBitCount
                open &= open - 1
                guard scratch.isPlain(plan.closings[number].uses, plan.hot) else { return false }
                if scratch.reachedPerhaps[word] & (1 << UInt64(number & 63)) != 0 {
                    ruling.tell(plan.closings[number].stop, isSure: false)
                }
            }
        }
        return true
    }

    // MARK: What hangs on an open ground

    private func release(_ request: borrowing CodedRequest, _ plan: CodedPlan, _ ruling: inout Ruling) -> Bool {
        for number in 0..<scratch.instanceCount where scratch.instances[number].isOpen == .yes {
            guard add(scratch.instances[number], request, plan, &ruling) else { return false }
        }
        ruling.order(dataCount: plan.program.symbols.table(.data).names.count)
        ruling.outcome = ruling.open.contains { $0.isCompelled } ? .required : .permitted
        ruling.needsRelease = ruling.open.allSatisfy { $0.confidence.needsRelease }
        return true
    }

    private func add(
        _ instance: CodedInstance, _ request: borrowing CodedRequest, _ plan: CodedPlan, _ ruling: inout Ruling
    ) -> Bool {
        let ground = plan.grounds[Int(instance.ground)]
        let own = instance.index < 0 ? nil : scratch.documents[Int(instance.index)]
        if instance.compelled == .unknown, !scratch.isPlain(ground.compelledUses, plan.hot) { return false }
        let (firstDuty, firstLifted, firstSentence) = (ruling.duties.count, ruling.lifted.count, ruling.sentences.count)
        guard owe(ground.duties, own, plan, firstDuty, &ruling), lift(ground, instance, plan, firstLifted, &ruling),
            quote(ground, own, plan, &ruling)
        else { return false }
        var usesMinimum = ground.rule.usesMinimum
        var atMost = ground.rule.atMost
        var confidence = ground.rule.confidence
        var byLaw: Accounting?
        for lifted in ruling.lifted[firstLifted...] {
            guard let exception = exception(lifted.exception, plan) else { return false }
            usesMinimum = usesMinimum || exception.rule.usesMinimum
            confidence = max(confidence, exception.rule.confidence)
            atMost = narrowed(atMost, exception.rule.atMost)
            byLaw = byLaw ?? exception.rule.rule.accounting
        }
        for ruled in ruling.sentences[firstSentence...] {
            guard let sentence = sentence(ground, ruled) else { return false }
            usesMinimum = usesMinimum || sentence.alternative.usesMinimum
        }
        if usesMinimum, let minimumNecessary { ruling.owe(minimumNecessary, .before, rank: 0, from: firstDuty) }
        for lifted in ruling.lifted[firstLifted...] {
            guard let exception = exception(lifted.exception, plan) else { return false }
            let bits = scratch.document(lifted.document, of: exception.type)
            guard owe(exception.duties, bits, plan, firstDuty, &ruling) else { return false }
        }
        for ruled in ruling.sentences[firstSentence...] {
            guard let sentence = sentence(ground, ruled) else { return false }
            atMost = narrowed(atMost, sentence.alternative.atMost)
            guard owe(sentence.duties, own, plan, firstDuty, &ruling) else { return false }
        }
        ruling.open.append(
            RuledGround(
                ground: ground.number, document: Int(instance.position), isCompelled: instance.compelled == .yes,
                atMost: atMost, duties: firstDuty..<ruling.duties.count,
                accounting: accounting(ground, byLaw ?? ground.rule.rule.accounting, request.act),
                confidence: confidence,
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

    /// Adds duties whose exception does not surely hold.
    private func owe(
        _ duties: [PlanDuty], _ own: DocumentBits?, _ plan: CodedPlan, _ first: Int, _ ruling: inout Ruling
    ) -> Bool {
        for duty in duties {
            let excused = plan.hot.truth(duty.unless, scratch.bits, own)
            if excused == .yes { continue }
            if excused == .unknown, !scratch.isPlain(duty.uses, plan.hot) { return false }
            ruling.owe(duty.duty, duty.time, rank: duty.rank, from: first)
        }
        return true
    }

    /// Exceptions that lift, or may lift, a stop which would otherwise close the ground.
    private func lift(
        _ ground: PlanGround, _ instance: CodedInstance, _ plan: CodedPlan, _ first: Int, _ ruling: inout Ruling
    ) -> Bool {
        for number in ground.liftable {
            let closing = plan.closings[Int(number)]
            var threat = plan.hot.truth(closing.formula, scratch.bits)
            if closing.rule.yieldsToCompulsion { threat = threat & !instance.compelled }
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
            let truth = threat & plan.hot.truth(exception.formula, scratch.bits)
            return lift(exception, -1, truth, instance, plan, first, &ruling)
        }
        var position = 0
        for index in 0..<scratch.documentCount where scratch.documentTypes[index] == Int32(type) {
            let truth = threat & plan.hot.truth(exception.formula, scratch.bits, scratch.documents[index])
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
        if truth == .unknown, instance.compelled == .unknown || !scratch.isPlain(exception.uses, plan.hot) {
            return false
        }
        ruling.lift(exception.number, position, from: first)
        return true
    }

    /// Sentences of promise documents that promise the ground, or may.
    private func quote(
        _ ground: PlanGround, _ own: DocumentBits?, _ plan: CodedPlan, _ ruling: inout Ruling
    ) -> Bool {
        for promise in ground.promises {
            guard let alternatives = promise.alternatives else { continue }
            let excluded = plan.hot.truth(promise.excluded, scratch.bits, own)
            for (number, sentence) in alternatives.enumerated() {
                let truth = plan.hot.truth(sentence.formula, scratch.bits, own) & !excluded
                if truth == .no { continue }
                if truth == .unknown, !scratch.isPlain(sentence.uses, plan.hot) { return false }
                ruling.sentences.append(RuledSentence(document: promise.document, alternative: number))
            }
        }
        return true
    }
}

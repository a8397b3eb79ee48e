// SAFETY of this file: the ruling is allocated with the decider and freed with it; plans live as long as the table that keeps them.

package import PledgeCore

/// Decides coded requests, one after the other, without allocating for a question that came before.
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
    private let draft: UnsafeMutablePointer<KeptRuling>
    private let kept = KeptRulings()
    private let plans = PlanTable()
    private let state: UnsafeMutablePointer<State>
    /// Days on which the law, or what binds, changes; seconds since 1970, ascending.
    private let changes: [Int64]
    /// What changes from request to request.
    private struct State {
        /// The stretch between two changes in which the last request fell.
        var stretch: Range<Int64> = 0..<0
        var stretchNumber = 0
        /// The last plan used, and what was decided by it.
        var hot: UnsafeMutablePointer<HotPlan>?
        var found: UnsafeMutablePointer<KeptRuling>
    }

    /// The duty to send no more than the purpose needs; -1 where the rulebook has none.
    let minimumNecessary: Int32
    /// What puts one open ground before another.
    let criteria: [ReasonOrder.Criterion]
    let scratch = CodedScratch()
    /// For each name, it and everything under it.
    let under: (kinds: NameClosures, purposes: NameClosures, labels: NameClosures)

    /// Makes a decider for requests of one time zone.
    package init(_ compiled: CompiledRulebook, zone: TimeZoneRules) {
        self.compiled = compiled
        self.zone = zone
        codes = NameCodes(compiled.program)
        coder = RequestCoder(compiled.program, codes: codes, promises: compiled.promises, zone: zone)
        changes = CodedDecider.changes(compiled, zone)
        minimumNecessary = Int32(codes.duties["minimum-necessary"] ?? -1)
        criteria = compiled.book.reasonOrder?.criteria ?? []
        let symbols = compiled.symbols
        under = (
            NameClosures(symbols.table(.kind)), NameClosures(symbols.table(.purpose)),
            NameClosures(symbols.table(.label))
        )
        draft = .allocate(capacity: 1)
        draft.initialize(to: KeptRuling())
        state = .allocate(capacity: 1)
        state.initialize(to: State(found: draft))
    }

    deinit {
        scratch.free()
        under.kinds.free()
        under.purposes.free()
        under.labels.free()
        draft.pointee.free()
        draft.deallocate()
        state.deallocate()
    }

    /// The last plan used, for those who put a ruling into words.
    var plan: CodedPlan? { state.pointee.hot?.plan }

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
    /// - Returns: The outcome; nothing where the request is to be decided as it is.
    func rule(_ request: CodedRequest) -> Outcome? {
        guard let hot = hot(for: request) else { return untold() }
        return isCut(request, hot) ? rulePieces(request, hot) : rule(request, hot)
    }

    func untold() -> Outcome? {
        draft.pointee.removeAll()
        state.pointee.found = draft
        return nil
    }

    /// Decides a part, or a piece of one; `isNext` where another piece of the same part was decided just before.
    func rule(_ request: CodedRequest, _ hot: UnsafeMutablePointer<HotPlan>, isNext: Bool = false) -> Outcome? {
        guard isNext ? scratch.readPiece(request, hot) : scratch.read(request, hot) else { return untold() }
        state.pointee.hot = hot
        let count = scratch.layKey(request, hot)
        let hash = KeptRulings.hash(scratch.key, count)
        if count > 0, let found = kept.find(scratch.key, count, hash) {
            state.pointee.found = found.ruling
            return found.outcome
        }
        decide(request, hot)
        state.pointee.found = count > 0 ? kept.keep(draft.pointee, scratch.key, count, hash) : draft
        return draft.pointee.isTold ? draft.pointee.ruling.outcome : nil
    }

    /// Decides the request that was read into the draft.
    @inline(never)
    private func decide(_ request: CodedRequest, _ hot: UnsafeMutablePointer<HotPlan>) {
        draft.pointee.removeAll()
        scratch.derive(hot)
        scratch.close(hot)
        guard scratch.judge(request, hot) else { return }
        draft.pointee.isTold = tell(hot, &draft.pointee.ruling)
        for word in 0..<hot.pointee.closingWords {
            var holding = scratch.closedYes[word]
            while holding != 0 {
                draft.pointee.stops.append(hot.pointee.closings[word * 64 + holding.trailingZeroBitCount].number)
                holding &= holding - 1
            }
        }
        for number in 0..<scratch.instanceCount {
            let instance = scratch.instances[number]
            guard instance.condition == .yes, instance.promised == .yes else { continue }
            draft.pointee.grounds.append(hot.pointee.grounds[Int(instance.ground)].number)
        }
    }

    /// What was decided last.
    var found: KeptRuling { state.pointee.found.pointee }
    var ruling: Ruling { found.ruling }

    /// Decides a request; what was found stays until the next one.
    ///
    /// - Returns: Nothing where the request is to be decided as it is.
    package func outcome(of request: CodedRequest) -> Outcome? { rule(request) }

    /// The number of the last question, the same whenever it comes again until the generation changes; nothing where it
    /// was not kept.
    package var question: (number: Int, generation: Int)? {
        state.pointee.found == draft ? nil : kept.number(state.pointee.found).map { ($0, kept.generation) }
    }

    /// Stops that surely hold, whatever they reach, and, where none does, grounds surely open, of the last request: their
    /// positions in the rulebook.
    package func determining(_ stops: inout [Int], _ grounds: inout [Int]) {
        stops.removeAll(keepingCapacity: true)
        grounds.removeAll(keepingCapacity: true)
        let found = state.pointee.found.pointee
        for index in found.stops.indices { stops.append(Int(found.stops[index])) }
        if !stops.isEmpty { return }
        for index in found.grounds.indices { grounds.append(Int(found.grounds[index])) }
    }

    // MARK: The plan

    @inline(__always)
    private func hot(for request: CodedRequest) -> UnsafeMutablePointer<HotPlan>? {
        let content = request.content
        if !state.pointee.stretch.contains(content.pointee.at) { findStretch(content.pointee.at) }
        let stretch = state.pointee.stretchNumber
        let code = request.code(stretch)
        var isKnown = false
        let known =
            code.map { plans.find($0, isKnown: &isKnown) } ?? plans.find(request.shape(stretch), isKnown: &isKnown)
        return isKnown ? known : insert(request, code, stretch)
    }

    @inline(never)
    private func insert(_ request: CodedRequest, _ code: UInt64?, _ stretch: Int) -> UnsafeMutablePointer<HotPlan>? {
        // Rulings name plans by where they are.
        if plans.isFull { kept.removeAll() }
        return plans.insert(request.shape(stretch), code, makePlan(request))
    }

    @inline(never)
    private func findStretch(_ at: Int64) {
        let number = changes.firstIndex { $0 > at } ?? changes.count
        let start = number == 0 ? Int64.min : changes[number - 1]
        state.pointee.stretchNumber = number
        state.pointee.stretch = start..<(number < changes.count ? changes[number] : Int64.max)
    }

    private func makePlan(_ request: CodedRequest) -> CodedPlan? {
        let shape = CodedRequest()
        let content = request.content.pointee
        shape.setAt(content.at)
        shape.content.pointee.act = content.act
        shape.setActor(content.actor)
        shape.setRecipient(content.recipient, closed: content.closedRecipient)
        shape.setPurposes(content.purposes, closed: content.closedPurposes)
        if content.place != -2 { shape.setPlace(content.place) }
        shape.fields[RequestField.act.position] = request.fields[RequestField.act.position]
        let fitting = compiled.index.candidates(
            act: content.act, actor: content.actor, recipient: content.recipient, purposes: content.purposes,
            day: zone.day(of: Instant(seconds: content.at)))
        let (excerpt, candidates) = compiled.excerpt(fitting)
        guard !excerpt.standings.contains(where: { content.recipient.intersects($0.kinds) }) else { return nil }
        let shaped = ShapeTruth(
            maker: CodedTestMaker(program: excerpt, codes: codes, zone: zone),
            truth: CodedTruth(excerpt, codes: codes, zone: zone), shape: shape)
        var cutter = ExcerptCutter(excerpt, knowing: shaped.truths(excerpt))
        let program = cutter.program(candidates)
        var maker = CodedPlanMaker(program, codes: codes, promises: compiled.promises, zone: zone, shaped: shaped)
        return maker.plan(Array(program.grounds.indices))
    }
}

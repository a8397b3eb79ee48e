// SAFETY of this file: the pointers are allocated with the bounds named beside them, and every index is checked against those.

/// What is known of one coded request while it is decided: truth of atoms, closings, and instances of grounds.
///
/// INVARIANT: the pointers are freed by `free`, once, by the decider that made it.
struct CodedScratch {
    /// Words of atoms of the request; and documents that a plan may ask for.
    static let wordsMax = 64
    static let documentsMax = 1024
    static let instancesMax = 4096
    static let closingWordsMax = CodedDecider.closingsMax / 64

    let bits = UnsafeMutablePointer<UInt64>.allocate(capacity: wordsMax * 2)
    let documents = UnsafeMutablePointer<DocumentBits>.allocate(capacity: documentsMax)
    let documentTypes = UnsafeMutablePointer<Int32>.allocate(capacity: documentsMax)
    let closedYes = UnsafeMutablePointer<UInt64>.allocate(capacity: closingWordsMax)
    let closedUnknown = UnsafeMutablePointer<UInt64>.allocate(capacity: closingWordsMax)
    /// Closings of the grounds that fit, and of those whose condition may hold.
    let reachedSurely = UnsafeMutablePointer<UInt64>.allocate(capacity: closingWordsMax)
    let reachedPerhaps = UnsafeMutablePointer<UInt64>.allocate(capacity: closingWordsMax)
    let instances = UnsafeMutablePointer<CodedInstance>.allocate(capacity: instancesMax)
    var documentCount = 0
    var instanceCount = 0

    func free() {
        bits.deallocate()
        documents.deallocate()
        documentTypes.deallocate()
        closedYes.deallocate()
        closedUnknown.deallocate()
        reachedSurely.deallocate()
        reachedPerhaps.deallocate()
        instances.deallocate()
    }

    // MARK: Atoms

    @inline(__always)
    private func set(_ atom: Int, _ truth: Truth, _ words: Int) {
        let bit: UInt64 = 1 << UInt64(atom & 63)
        let word = atom >> 6
        switch truth {
        case .yes:
            bits[word] |= bit
            bits[word + words] &= ~bit
        case .no:
            bits[word] &= ~bit
            bits[word + words] |= bit
        case .unknown:
            bits[word] &= ~bit
            bits[word + words] &= ~bit
        }
    }

    /// Reads a request: the truth of every test.
    ///
    /// - Returns: Whether there is room for its documents.
    mutating func read(_ request: borrowing CodedRequest, _ plan: CodedPlan, _ hot: HotPlan) -> Bool {
        let words = hot.words
        for index in 0..<(words * 2) { bits[index] = hot.base[index] }
        for index in request.holding.indices {
            for number in hot.holding[Int(request.holding[index])].indices {
                let change = hot.changes[number]
                let kept = ~(change.yes | change.no)
                bits[change.word] = bits[change.word] & kept | change.yes
                bits[change.word + words] = bits[change.word + words] & kept | change.no
            }
        }
        for index in request.stated.indices {
            guard let tests = plan.factTests[Int(request.stated[index].number)] else { continue }
            for test in tests { set(test.atom, plan.truth.truth(test.test, request, -1), words) }
        }
        for number in hot.requestTests.indices {
            set(Int(hot.tests[number].atom), truth(hot.tests[number], request, -1, plan, hot), words)
        }
        documentCount = 0
        for index in request.documents.indices {
            let document = request.documents[index]
            let tests = hot.documentTests[Int(document.type)]
            if tests.count < 0 { continue }
            guard documentCount < CodedScratch.documentsMax else { return false }
            var own = DocumentBits()
            for number in tests.indices {
                own.set(Int(hot.tests[number].atom), truth(hot.tests[number], request, document.first, plan, hot))
            }
            documents[documentCount] = own
            documentTypes[documentCount] = document.type
            documentCount += 1
        }
        return true
    }

    @inline(__always)
    private func truth(
        _ test: HotTest, _ request: borrowing CodedRequest, _ first: Int32, _ plan: CodedPlan, _ hot: HotPlan
    ) -> Truth {
        switch test.form {
        case .other: return plan.truth.truth(plan.otherTests[Int(test.other)], request, first)
        case .labelsIn: return Truth(request.labels.intersects(hot.sets[Int(test.other)]))
        case .labelsOnly: return Truth(request.labels.isSubset(of: hot.sets[Int(test.other)]))
        case .nameIn:
            switch request.fields[Int(test.field)] {
            case .name(let position): return Truth(hot.sets[Int(test.other)].contains(Int(position)))
            case .unknown: return hot.sets[Int(test.other)].isEmpty ? .no : .unknown
            default: return .no
            }
        case .holds: return holds(request.fields[Int(test.field)])
        case .documentHolds: return holds(request.values[Int(first + test.field)])
        case .documentEquals:
            return equals(request.values[Int(first + test.field)], request.fields[Int(test.other)], request)
        case .coversPurposes: return covers(request.values[Int(first + test.field)], request.purposes, request)
        case .coversLabels: return covers(request.values[Int(first + test.field)], request.labels, request)
        case .coversRecipient: return covers(request.values[Int(first + test.field)], request.recipient, request)
        case .isAfterAct, .isBeforeAct, .isOnOrAfterAct, .isOnOrBeforeAct:
            return order(request.values[Int(first + test.field)], test.form, request.at)
        }
    }

    @inline(__always)
    private func holds(_ value: CodedValue) -> Truth {
        switch value {
        case .yes: .yes
        case .unknown: .unknown
        default: .no
        }
    }

    @inline(__always)
    private func equals(_ left: CodedValue, _ right: CodedValue, _ request: borrowing CodedRequest) -> Truth {
        switch (left, right) {
        case (.id(let one), .id(let other)): return Truth(one == other)
        case (.absent, _), (_, .absent): return .no
        case (.unknown, _), (_, .unknown): return .unknown
        case (.ids(let first, let count), .id(let one)):
            for index in Int(first)..<Int(first + count) where request.lists[index] == one { return .yes }
            return .no
        default: return .no
        }
    }

    @inline(__always)
    private func covers(_ value: CodedValue, _ names: NameBits, _ request: borrowing CodedRequest) -> Truth {
        switch value {
        case .names(let index): Truth(names.isSubset(of: request.closedSets[Int(index)]))
        case .unknown: .unknown
        default: .no
        }
    }

    @inline(__always)
    private func order(_ value: CodedValue, _ form: HotTest.Form, _ at: Int64) -> Truth {
        guard case .time(let from, let to) = value else { return value == .unknown ? .unknown : .no }
        switch form {
        case .isAfterAct: return Truth(at + 1 <= from)
        case .isBeforeAct: return Truth(to <= at)
        case .isOnOrAfterAct: return Truth(to > at)
        default: return Truth(at + 1 > from)
        }
    }

    /// Derives what follows from the tests, in the order of evaluation.
    func derive(_ hot: HotPlan) {
        for number in 0..<hot.stepCount {
            let step = hot.steps[number]
            switch step.form {
            case .main: set(Int(step.atom), hot.truth(step.formula, bits), hot.words)
            case .document:
                for index in 0..<documentCount where documentTypes[index] == step.type {
                    documents[index].set(Int(step.atom), hot.truth(step.formula, bits, documents[index]))
                }
            case .exists: set(Int(step.atom), some(step.type, step.formula, hot), hot.words)
            }
        }
    }

    /// Whether some document of the type makes the formula hold.
    @inline(__always)
    func some(_ type: Int32, _ formula: FlatFormula, _ hot: HotPlan) -> Truth {
        var result = Truth.no
        for index in 0..<documentCount where documentTypes[index] == type {
            result = result | hot.truth(formula, bits, documents[index])
            if result == .yes { break }
        }
        return result
    }

    // MARK: Stops

    /// Finds which stops hold that nothing lifts.
    func close(_ hot: HotPlan) {
        for word in 0..<hot.closingWords {
            closedYes[word] = 0
            closedUnknown[word] = 0
        }
        for number in 0..<hot.closingCount {
            let closing = hot.closings[number]
            var truth = hot.truth(closing.formula, bits)
            if truth == .no { continue }
            for index in closing.exceptions.indices where truth != .no {
                let exception = hot.exceptions[index]
                let lifts =
                    exception.type < 0
                    ? hot.truth(exception.formula, bits) : some(exception.type, exception.formula, hot)
                truth = truth & !lifts
            }
            let bit: UInt64 = 1 << UInt64(number & 63)
            switch truth {
            case .yes: closedYes[number >> 6] |= bit
            case .unknown: closedUnknown[number >> 6] |= bit
            case .no: break
            }
        }
    }

    @inline(__always)
    private func isClosed(_ ground: Int, _ isCompelled: Truth, _ hot: HotPlan) -> Truth {
        let yielding = hot.reaches + ground * 2 * hot.closingWords
        let strict = yielding + hot.closingWords
        var unknown: UInt64 = 0
        var yieldingYes: UInt64 = 0
        var yieldingUnknown: UInt64 = 0
        for word in 0..<hot.closingWords {
            if closedYes[word] & strict[word] != 0 { return .yes }
            unknown |= closedUnknown[word] & strict[word]
            yieldingYes |= closedYes[word] & yielding[word]
            yieldingUnknown |= closedUnknown[word] & yielding[word]
        }
        let result: Truth = unknown == 0 ? .no : .unknown
        if yieldingYes != 0 { return result | !isCompelled }
        return yieldingUnknown != 0 ? result | (!isCompelled & .unknown) : result
    }

    // MARK: Grounds

    /// Judges every ground, on each document where it rests on one.
    ///
    /// - Returns: Whether there is room for them.
    mutating func judge(_ request: borrowing CodedRequest, _ hot: HotPlan) -> Bool {
        instanceCount = 0
        for word in 0..<hot.closingWords {
            reachedSurely[word] = 0
            reachedPerhaps[word] = 0
        }
        for number in 0..<hot.groundCount {
            let type = hot.grounds[number].type
            if type < 0 {
                judge(number, -1, -1, request, hot)
                continue
            }
            var position: Int32 = 0
            for index in 0..<documentCount where documentTypes[index] == type {
                guard instanceCount < CodedScratch.instancesMax else { return false }
                judge(number, index, position, request, hot)
                position += 1
            }
        }
        return true
    }

    @inline(__always)
    private mutating func judge(
        _ number: Int, _ index: Int, _ position: Int32, _ request: borrowing CodedRequest, _ hot: HotPlan
    ) {
        let own = index < 0 ? nil : documents[index]
        let ground = hot.grounds[number]
        let about = isAbout(ground, request, hot)
        if about == .no { return }
        let reach = hot.reaches + number * 2 * hot.closingWords
        for word in 0..<hot.closingWords { reachedSurely[word] |= reach[word] | reach[word + hot.closingWords] }
        let condition = hot.truth(ground.formula, bits, own) & about
        if condition == .no { return }
        for word in 0..<hot.closingWords { reachedPerhaps[word] |= reach[word] | reach[word + hot.closingWords] }
        let compelled = hot.truth(ground.compelled, bits, own)
        let promised = promised(ground.promises, own, hot)
        var result = condition & (promised | compelled)
        if result != .no { result = result & !isClosed(number, compelled, hot) }
        instances[instanceCount] = CodedInstance(
            ground: Int32(number), index: Int32(index), position: position, isAbout: about, condition: condition,
            promised: promised, compelled: compelled, isOpen: result)
        instanceCount += 1
    }

    @inline(__always)
    private func isAbout(_ ground: HotGround, _ request: borrowing CodedRequest, _ hot: HotPlan) -> Truth {
        if ground.items < 0 { return .yes }
        let object = request.fields[RequestField.object.position]
        let isItem = object == .absent
        let names = hot.sets[Int(isItem ? ground.items : ground.objects)]
        switch isItem ? request.fields[RequestField.item.position] : object {
        case .name(let position): return Truth(names.contains(Int(position)))
        case .unknown: return names.isEmpty ? .no : .unknown
        default: return .no
        }
    }

    @inline(__always)
    private func promised(_ promises: FlatRange, _ own: DocumentBits?, _ hot: HotPlan) -> Truth {
        var result = Truth.yes
        for number in promises.indices {
            let promise = hot.promises[number]
            var answer = Truth(promise.constant)
            if promise.sentences.count >= 0 {
                answer = .no
                for sentence in promise.sentences.indices where answer != .yes {
                    answer = answer | hot.truth(hot.sentences[sentence], bits, own)
                }
            }
            if answer != .no, promise.excluded.count > 0 {
                answer = answer & !hot.truth(promise.excluded, bits, own)
            }
            result = result & answer
            if result == .no { return .no }
        }
        return result
    }

    // MARK: Exactness

    /// Whether the tables' "unknown" is right as it stands: no unknown stands in two places.
    func isPlain(_ uses: [PlanUse], _ hot: HotPlan) -> Bool {
        for use in uses {
            var count = 0
            for word in 0..<hot.words {
                let known = bits[word] | bits[word + hot.words]
                count += (use.yes[word] & ~known).nonzeroBitCount + (use.no[word] & ~known).nonzeroBitCount
            }
            for (type, yes, no) in use.documents {
                for index in 0..<documentCount where documentTypes[index] == type {
                    let known = documents[index].yes | documents[index].no
                    count += (yes & ~known).nonzeroBitCount + (no & ~known).nonzeroBitCount
                }
            }
            if count > 1 { return false }
        }
        return true
    }

    /// The document at a position among those of its type.
    func document(_ position: Int, of type: Int?) -> DocumentBits? {
        guard let type, position >= 0 else { return nil }
        var left = position
        for index in 0..<documentCount where documentTypes[index] == Int32(type) {
            if left == 0 { return documents[index] }
            left -= 1
        }
        return nil
    }
}

/// One ground, on one document where it rests on one, while a request is decided.
struct CodedInstance {
    /// Position among the plan's grounds.
    var ground: Int32
    /// Position among the documents that the plan asks for; -1 where it rests on none.
    var index: Int32
    /// Position among the documents of its type; -1 where it rests on none.
    var position: Int32
    /// Whether it is about the items, or the object.
    var isAbout: Truth
    var condition: Truth
    var promised: Truth
    var compelled: Truth
    var isOpen: Truth
}

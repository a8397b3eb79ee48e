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
    let key = UnsafeMutablePointer<UInt64>.allocate(capacity: KeptRulings.keyMost)
    private let counts = UnsafeMutablePointer<Counts>.allocate(capacity: 1)

    private struct Counts {
        var documents = 0
        var instances = 0
    }

    init() { counts.initialize(to: Counts()) }

    var documentCount: Int { counts.pointee.documents }
    var instanceCount: Int { counts.pointee.instances }

    func free() {
        bits.deallocate()
        documents.deallocate()
        documentTypes.deallocate()
        closedYes.deallocate()
        closedUnknown.deallocate()
        reachedSurely.deallocate()
        reachedPerhaps.deallocate()
        instances.deallocate()
        key.deallocate()
        counts.deallocate()
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

    /// Sets an atom of which nothing was known.
    @inline(__always)
    private func mark(_ atom: Int32, _ holds: Bool, _ words: Int) {
        let bit: UInt64 = 1 << UInt64(atom & 63)
        bits[Int(atom >> 6) + (holds ? 0 : words)] |= bit
    }

    /// Reads a request: the truth of every test.
    ///
    /// - Returns: Whether there is room for its documents.
    func read(_ request: CodedRequest, _ hot: UnsafeMutablePointer<HotPlan>) -> Bool {
        let (words, factWords) = (hot.pointee.words, hot.pointee.factWords)
        let (yes, no) = (request.facts, request.facts + CodedRequest.factWords)
        for index in 0..<factWords {
            bits[index] = yes[index]
            bits[index + words] = no[index]
        }
        for index in factWords..<words {
            bits[index] = 0
            bits[index + words] = 0
        }
        let labels = request.content.pointee.labels
        for number in hot.pointee.labelsInTests.indices {
            let test = hot.pointee.tests + number
            mark(test.pointee.atom, labels.intersects(hot.pointee.sets[Int(test.pointee.other)]), words)
        }
        for number in hot.pointee.labelsOnlyTests.indices {
            let test = hot.pointee.tests + number
            mark(test.pointee.atom, labels.isSubset(of: hot.pointee.sets[Int(test.pointee.other)]), words)
        }
        for number in hot.pointee.requestTests.indices {
            set(Int(hot.pointee.tests[number].atom), truth(hot.pointee.tests[number], request, -1, hot), words)
        }
        counts.pointee.documents = 0
        for index in request.content.pointee.documents.indices {
            let document = request.content.pointee.documents[index]
            let tests = hot.pointee.documentTests[Int(document.type)]
            if tests.count < 0 { continue }
            guard documentCount < CodedScratch.documentsMax else { return false }
            var own = DocumentBits()
            if fails(Int(tests.first), hot.pointee.guarding[Int(document.type)], request, document.first, hot) {
                // No clause about it can hold, whatever else it says.
                own.no = ~0
                add(own, document.type)
                continue
            }
            for number in tests.indices {
                own.set(
                    Int(hot.pointee.tests[number].atom), truth(hot.pointee.tests[number], request, document.first, hot))
            }
            add(own, document.type)
        }
        return true
    }

    /// Reads another piece of the part that was read before.
    ///
    /// - Returns: Whether there is room for its documents.
    func readPiece(_ request: CodedRequest, _ hot: UnsafeMutablePointer<HotPlan>) -> Bool {
        guard request.content.pointee.documents.count == 0 else { return read(request, hot) }
        for number in hot.pointee.elementTests.indices {
            set(
                Int(hot.pointee.tests[number].atom), truth(hot.pointee.tests[number], request, -1, hot),
                hot.pointee.words)
        }
        return true
    }

    /// Whether a test fails that every clause about the document asks.
    @inline(__always)
    private func fails(
        _ first: Int, _ count: Int32, _ request: CodedRequest, _ values: Int32, _ hot: UnsafeMutablePointer<HotPlan>
    ) -> Bool {
        for number in first..<(first + Int(count)) where truth(hot.pointee.tests[number], request, values, hot) == .no {
            return true
        }
        return false
    }

    private func add(_ own: DocumentBits, _ type: Int32) {
        documents[documentCount] = own
        documentTypes[documentCount] = type
        counts.pointee.documents += 1
    }

    /// Derives what follows from the tests, in the order of evaluation.
    func derive(_ hot: UnsafeMutablePointer<HotPlan>) {
        for number in 0..<hot.pointee.stepCount {
            let step = hot.pointee.steps[number]
            switch step.form {
            case .main: set(Int(step.atom), hot.truth(step.formula, bits), hot.pointee.words)
            case .document:
                for index in 0..<documentCount where documentTypes[index] == step.type {
                    documents[index].set(Int(step.atom), hot.truth(step.formula, bits, documents[index]))
                }
            case .exists: set(Int(step.atom), some(step.type, step.formula, hot), hot.pointee.words)
            }
        }
    }

    /// Whether some document of the type makes the formula hold.
    @inline(__always)
    func some(_ type: Int32, _ formula: FlatFormula, _ hot: UnsafeMutablePointer<HotPlan>) -> Truth {
        var result = Truth.no
        for index in 0..<documentCount where documentTypes[index] == type {
            result = result | hot.truth(formula, bits, documents[index])
            if result == .yes { break }
        }
        return result
    }

    // MARK: Stops

    /// Finds which stops hold that nothing lifts.
    func close(_ hot: UnsafeMutablePointer<HotPlan>) {
        for word in 0..<hot.pointee.closingWords {
            closedYes[word] = 0
            closedUnknown[word] = 0
        }
        for number in 0..<hot.pointee.closingCount {
            let closing = hot.pointee.closings[number]
            var truth = hot.truth(closing.formula, bits)
            if truth == .no { continue }
            for index in closing.exceptions.indices where truth != .no {
                let exception = hot.pointee.exceptions[index]
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
    private func isClosed(_ ground: Int, _ isCompelled: Truth, _ hot: UnsafeMutablePointer<HotPlan>) -> Truth {
        let yielding = hot.pointee.reaches + ground * 2 * hot.pointee.closingWords
        let strict = yielding + hot.pointee.closingWords
        var unknown: UInt64 = 0
        var yieldingYes: UInt64 = 0
        var yieldingUnknown: UInt64 = 0
        for word in 0..<hot.pointee.closingWords {
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
    func judge(_ request: CodedRequest, _ hot: UnsafeMutablePointer<HotPlan>) -> Bool {
        counts.pointee.instances = 0
        for word in 0..<hot.pointee.closingWords {
            reachedSurely[word] = hot.pointee.reached[word]
            reachedPerhaps[word] = 0
        }
        for number in 0..<hot.pointee.groundCount {
            let type = hot.pointee.grounds[number].type
            if type < 0 {
                guard instanceCount < CodedScratch.instancesMax else { return false }
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
    private func judge(
        _ number: Int, _ index: Int, _ position: Int32, _ request: CodedRequest, _ hot: UnsafeMutablePointer<HotPlan>
    ) {
        let own = index < 0 ? nil : documents[index]
        let ground = hot.pointee.grounds[number]
        let about = isAbout(ground, request, hot)
        if about == .no { return }
        let reach = hot.pointee.reaches + number * 2 * hot.pointee.closingWords
        for word in 0..<hot.pointee.closingWords {
            reachedSurely[word] |= reach[word] | reach[word + hot.pointee.closingWords]
        }
        let condition = hot.truth(ground.formula, bits, own) & about
        if condition == .no { return }
        for word in 0..<hot.pointee.closingWords {
            reachedPerhaps[word] |= reach[word] | reach[word + hot.pointee.closingWords]
        }
        let compelled = hot.truth(ground.compelled, bits, own)
        let promised = promised(ground.promises, own, hot)
        var result = condition & (promised | compelled)
        if result != .no { result = result & !isClosed(number, compelled, hot) }
        instances[instanceCount] = CodedInstance(
            ground: Int32(number), index: Int32(index), position: position, isAbout: about, condition: condition,
            promised: promised, compelled: compelled, isOpen: result)
        counts.pointee.instances += 1
    }

    @inline(__always)
    private func isAbout(_ ground: HotGround, _ request: CodedRequest, _ hot: UnsafeMutablePointer<HotPlan>) -> Truth {
        if ground.items < 0 { return .yes }
        let object = request.fields[RequestField.object.position]
        let isItem = object == .absent
        let names = hot.pointee.sets[Int(isItem ? ground.items : ground.objects)]
        switch isItem ? request.fields[RequestField.item.position] : object {
        case .name(let position): return Truth(names.contains(Int(position)))
        case .unknown: return names.isEmpty ? .no : .unknown
        default: return .no
        }
    }

    @inline(__always)
    private func promised(_ promises: FlatRange, _ own: DocumentBits?, _ hot: UnsafeMutablePointer<HotPlan>) -> Truth {
        var result = Truth.yes
        for number in promises.indices {
            let promise = hot.pointee.promises[number]
            var answer = Truth(promise.constant)
            if promise.sentences.count >= 0 {
                answer = .no
                for sentence in promise.sentences.indices where answer != .yes {
                    answer = answer | hot.truth(hot.pointee.sentences[sentence].formula, bits, own)
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
    @inline(never)
    func isPlain(_ uses: Int32, _ hot: UnsafeMutablePointer<HotPlan>) -> Bool {
        for use in hot.plan.uses[Int(uses)] {
            var count = 0
            for word in 0..<hot.pointee.words {
                let known = bits[word] | bits[word + hot.pointee.words]
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
    func document(_ position: Int32, of type: Int32) -> DocumentBits? {
        guard position >= 0 else { return nil }
        var left = position
        for index in 0..<documentCount where documentTypes[index] == type {
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

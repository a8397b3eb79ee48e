// SAFETY of this file: positions are those of the plan's own tables.

/// What hangs on the grounds that are open.
extension CodedDecider {
    typealias Hot = UnsafeMutablePointer<HotPlan>

    /// Tells what was judged; false where only completions decide it.
    func tell(_ hot: Hot, _ ruling: inout Ruling) -> Bool {
        var isOpen = false
        for number in 0..<scratch.instanceCount {
            switch scratch.instances[number].isOpen {
            case .no: break
            case .yes: isOpen = true
            case .unknown:
                // What is left open may need completions, which are not tried here.
                let ground = hot.pointee.grounds + Int(scratch.instances[number].ground)
                guard scratch.instances[number].isAbout == .yes, scratch.isPlain(ground.pointee.uses, hot) else {
                    return false
                }
                ruling.undecided.append(ground.pointee.position)
            }
        }
        guard tellStops(hot, &ruling) else { return false }
        if !isOpen {
            ruling.outcome = ruling.undecided.count == 0 ? .refused : .undetermined
            return true
        }
        return release(hot, &ruling)
    }

    private func tellStops(_ hot: Hot, _ ruling: inout Ruling) -> Bool {
        for word in 0..<hot.pointee.closingWords {
            var sure = scratch.reachedSurely[word] & scratch.closedYes[word]
            while sure != 0 {
                ruling.tell(hot.pointee.closings[word * 64 + sure.trailingZeroBitCount].stop, isSure: true)
                sure &= sure - 1
            }
            var open = (scratch.reachedSurely[word] | scratch.reachedPerhaps[word]) & scratch.closedUnknown[word]
            while open != 0 {
                let number = word * 64 + open.trailingZeroBitCount
                open &= open - 1
                guard scratch.isPlain(hot.pointee.closings[number].uses, hot) else { return false }
                if scratch.reachedPerhaps[word] & (1 << UInt64(number & 63)) != 0 {
                    ruling.tell(hot.pointee.closings[number].stop, isSure: false)
                }
            }
        }
        return true
    }

    private func release(_ hot: Hot, _ ruling: inout Ruling) -> Bool {
        for number in 0..<scratch.instanceCount where scratch.instances[number].isOpen == .yes {
            guard add(scratch.instances[number], hot, &ruling) else { return false }
        }
        ruling.order(by: criteria)
        ruling.outcome = .permitted
        ruling.needsRelease = true
        for index in ruling.open.indices {
            if ruling.open[index].isCompelled { ruling.outcome = .required }
            if !ruling.open[index].confidence.needsRelease { ruling.needsRelease = false }
        }
        return true
    }

    /// What a release on one ground is bound to, while it is gathered.
    private struct Terms {
        var usesMinimum: Bool
        var confidence: Confidence
        var hasLimit = false
        var atMost = NameBits()

        init(_ terms: HotTerms, _ hot: Hot) {
            usesMinimum = terms.usesMinimum
            confidence = terms.confidence
            narrow(to: terms.atMost, hot)
        }

        mutating func narrow(to set: Int32, _ hot: Hot) {
            if set < 0 { return }
            let list = hot.pointee.sets[Int(set)]
            atMost = hasLimit ? atMost.intersection(list) : list
            hasLimit = true
        }
    }

    private func add(_ instance: CodedInstance, _ hot: Hot, _ ruling: inout Ruling) -> Bool {
        let ground = hot.pointee.grounds[Int(instance.ground)]
        let own = instance.index < 0 ? nil : scratch.documents[Int(instance.index)]
        if instance.compelled == .unknown, !scratch.isPlain(ground.compelledUses, hot) { return false }
        let (firstDuty, firstLifted) = (ruling.duties.count, ruling.lifted.count)
        let firstSentence = ruling.sentences.count
        guard owe(ground.duties, own, hot, firstDuty, &ruling), lift(ground, instance, hot, firstLifted, &ruling),
            quote(ground, own, hot, &ruling)
        else { return false }
        var terms = Terms(ground.terms, hot)
        var byLaw: Accounting?
        for index in firstLifted..<ruling.lifted.count {
            let exception = hot.pointee.exceptions[Int(ruling.lifted[index].exception)]
            terms.usesMinimum = terms.usesMinimum || exception.terms.usesMinimum
            terms.confidence = max(terms.confidence, exception.terms.confidence)
            terms.narrow(to: exception.terms.atMost, hot)
            byLaw = byLaw ?? exception.accounting
        }
        for index in firstSentence..<ruling.sentences.count {
            let sentence = hot.pointee.sentences[Int(ruling.sentences[index].sentence)]
            terms.usesMinimum = terms.usesMinimum || sentence.terms.usesMinimum
            terms.narrow(to: sentence.terms.atMost, hot)
        }
        guard oweMore(instance, terms.usesMinimum, (firstDuty, firstLifted, firstSentence), hot, &ruling) else {
            return false
        }
        func range(_ first: Int, _ end: Int) -> FlatRange { FlatRange(first: Int32(first), count: Int32(end - first)) }
        ruling.open.append(
            RuledGround(
                ground: ground.position, document: instance.position, isCompelled: instance.compelled == .yes,
                hasLimit: terms.hasLimit, atMost: terms.atMost,
                released: Int32(terms.hasLimit ? terms.atMost.intersection(hot.pointee.dataNames).count : 0),
                accounting: accounting(ground, byLaw ?? ground.accounting),
                confidence: terms.confidence, duties: range(firstDuty, ruling.duties.count),
                lifted: range(firstLifted, ruling.lifted.count),
                sentences: range(firstSentence, ruling.sentences.count)))
        return true
    }

    /// Adds the duties of what lets the ground be open.
    private func oweMore(
        _ instance: CodedInstance, _ usesMinimum: Bool, _ first: (duty: Int, lifted: Int, sentence: Int), _ hot: Hot,
        _ ruling: inout Ruling
    ) -> Bool {
        if usesMinimum, minimumNecessary >= 0 {
            ruling.owe(RuledDuty(duty: minimumNecessary, time: -1, rank: 0), from: first.duty)
        }
        for index in first.lifted..<ruling.lifted.count {
            let lifted = ruling.lifted[index]
            let exception = hot.pointee.exceptions[Int(lifted.exception)]
            if exception.duties.count == 0 { continue }
            let bits = scratch.document(lifted.document, of: exception.type)
            guard owe(exception.duties, bits, hot, first.duty, &ruling) else { return false }
        }
        let own = instance.index < 0 ? nil : scratch.documents[Int(instance.index)]
        for index in first.sentence..<ruling.sentences.count {
            let sentence = hot.pointee.sentences[Int(ruling.sentences[index].sentence)]
            guard owe(sentence.duties, own, hot, first.duty, &ruling) else { return false }
        }
        return true
    }

    /// The class of a disclosure; an exempt one counts where the notice does not leave it off the list.
    private func accounting(_ ground: HotGround, _ byLaw: Accounting) -> Accounting {
        if ground.isUse { return .exempt(.use) }
        guard case .exempt(let kind) = byLaw, kind != .use else { return byLaw }
        return ground.isCounted ? .counted : byLaw
    }

    /// Adds duties whose exception does not surely hold.
    private func owe(
        _ duties: FlatRange, _ own: DocumentBits?, _ hot: Hot, _ first: Int, _ ruling: inout Ruling
    ) -> Bool {
        for index in duties.indices {
            let duty = hot.pointee.duties[index]
            if duty.unless.count > 0 {
                let excused = hot.truth(duty.unless, scratch.bits, own)
                if excused == .yes { continue }
                if excused == .unknown, !scratch.isPlain(duty.uses, hot) { return false }
            }
            ruling.owe(RuledDuty(duty: duty.duty, time: duty.time, rank: duty.rank), from: first)
        }
        return true
    }

    /// Exceptions that lift, or may lift, a stop which would otherwise close the ground.
    private func lift(
        _ ground: HotGround, _ instance: CodedInstance, _ hot: Hot, _ first: Int, _ ruling: inout Ruling
    ) -> Bool {
        for index in ground.liftable.indices {
            let closing = hot.pointee.closings[Int(hot.pointee.liftable[index])]
            var threat = hot.truth(closing.formula, scratch.bits)
            if closing.yieldsToCompulsion { threat = threat & !instance.compelled }
            if threat == .no { continue }
            for exception in closing.exceptions.indices {
                guard lift(exception, threat, instance, hot, first, &ruling) else { return false }
            }
        }
        ruling.orderLifted(from: first)
        return true
    }

    private func lift(
        _ number: Int, _ threat: Truth, _ instance: CodedInstance, _ hot: Hot, _ first: Int, _ ruling: inout Ruling
    ) -> Bool {
        let exception = hot.pointee.exceptions[number]
        func add(_ position: Int32, _ truth: Truth) -> Bool {
            if truth == .no { return true }
            if truth == .unknown, instance.compelled == .unknown || !scratch.isPlain(exception.uses, hot) {
                return false
            }
            ruling.lift(
                RuledException(number: exception.number, exception: Int32(number), document: position), from: first)
            return true
        }
        if exception.type < 0 { return add(-1, threat & hot.truth(exception.formula, scratch.bits)) }
        var position: Int32 = 0
        for index in 0..<scratch.documentCount where scratch.documentTypes[index] == exception.type {
            guard add(position, threat & hot.truth(exception.formula, scratch.bits, scratch.documents[index])) else {
                return false
            }
            position += 1
        }
        return true
    }

    /// Sentences of promise documents that promise the ground, or may.
    private func quote(_ ground: HotGround, _ own: DocumentBits?, _ hot: Hot, _ ruling: inout Ruling) -> Bool {
        for number in ground.promises.indices {
            let promise = hot.pointee.promises[number]
            if promise.sentences.count < 0 { continue }
            let excluded = hot.truth(promise.excluded, scratch.bits, own)
            for index in promise.sentences.indices {
                let sentence = hot.pointee.sentences[index]
                let truth = hot.truth(sentence.formula, scratch.bits, own) & !excluded
                if truth == .no { continue }
                if truth == .unknown, !scratch.isPlain(sentence.uses, hot) { return false }
                ruling.sentences.append(RuledSentence(document: promise.document, sentence: Int32(index)))
            }
        }
        return true
    }
}

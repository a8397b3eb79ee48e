import PledgeCore
import PledgeDecisions

/// What bears on an open instance beside the ground itself.
private struct Bearing {
    var uses: [(use: DutyUse, document: DocumentInHand?)] = []
    var limits: [Limit] = []
    var accounting: [(order: Int, accounting: Accounting)] = []
}

extension PartEvaluator {
    /// What hangs on an instance that is surely open.
    func describe(_ position: Int, _ instance: DocumentInHand?) throws -> PlainGround {
        let ground = book.rulebook.grounds[position]
        let scene = Scene(document: instance)
        let isCompelled = try surely { try self.isCompelled(ground, scene, $0) } == .yes
        var bearing = Bearing(uses: ground.duties.map { ($0, instance) }, limits: ground.limits)
        try addPromises(position, instance, to: &bearing)
        try addExceptions(position, instance, to: &bearing)
        let overriding = bearing.accounting.min { $0.order < $1.order }?.accounting
        return PlainGround(
            rule: ground.id.text, document: instance?.document.id, isCompelled: isCompelled,
            accounting: try listed(ground, overriding ?? ground.accounting), duties: try owed(bearing))
    }

    /// Whether the list of disclosures counts it: what the law leaves off is counted where the notice does not leave it
    /// off as well (semantics, section 11).
    private func listed(_ ground: Ground, _ byLaw: Accounting) throws -> Accounting {
        if request.act == .use { return .exempt(.use) }
        guard case .exempt(let kind) = byLaw, kind != .use else { return byLaw }
        var binding: Set<Int> = []
        try everywhere { binding.formUnion(try self.binding($0)) }
        for notice in binding.sorted().map({ book.promises[$0] }) where notice.kind.isNotice {
            guard let right = notice.rights.first(where: { $0.name == "accounting" }), let named = right.deny else {
                continue
            }
            let isLeftOff = named.contains { name in
                (book.rulebook.sets[name] ?? [RuleID(name)]).contains { ground.isUnder($0) }
            }
            if !isLeftOff { return .counted }
        }
        return byLaw
    }

    /// Sentences that promise the instance in some completion.
    private func addPromises(_ position: Int, _ instance: DocumentInHand?, to bearing: inout Bearing) throws {
        guard book.isOpenToDocuments[position] else { return }
        var sentences: [Promise] = []
        for document in book.promises.indices {
            try everywhere { completion in
                // A document cannot close what the law compels; what it promised to do beside is still owed.
                guard try self.binding(completion).contains(document) else { return }
                let answer = try self.answer(of: document, about: position, instance, completion)
                for sentence in answer.sentences where !sentences.contains(sentence) { sentences.append(sentence) }
            }
        }
        bearing.uses += sentences.flatMap { $0.duties.map { ($0, instance) } }
        bearing.limits += sentences.flatMap(\.limits)
    }

    /// Exceptions that lift, in some completion, a stop that would close the instance.
    private func addExceptions(_ position: Int, _ instance: DocumentInHand?, to bearing: inout Bearing) throws {
        let ground = book.rulebook.grounds[position]
        let scene = Scene(document: instance)
        var seen: Set<String> = []
        for stop in everyStop(reaching: position) where book.exceptions[stop.stop.id.text] != nil {
            var lifts: [Lift] = []
            try everywhere { completion in
                let isCompelled = try self.isCompelled(ground, scene, completion)
                guard self.binds(stop.stop, isCompelled: isCompelled), try self.isTriggered(stop, completion) else {
                    return
                }
                lifts += try self.lifts(stop.stop, for: ground, completion)
            }
            for lift in lifts where seen.insert("\(lift.exception.id)|\(lift.document?.position ?? -2)").inserted {
                bearing.uses += lift.exception.duties.map { ($0, lift.document) }
                bearing.limits += lift.exception.limits
                if let accounting = lift.exception.accounting {
                    let order = book.rulebook.exceptions.firstIndex { $0.id == lift.exception.id } ?? 0
                    bearing.accounting.append((order, accounting))
                }
            }
        }
    }

    /// Duties whose exception does not surely hold; the same duty once, at the earliest time.
    private func owed(_ bearing: Bearing) throws -> Set<PlainDuty> {
        var owed: [String: DutyUse.Time] = [:]
        func owe(_ duty: String, _ time: DutyUse.Time) {
            if let present = owed[duty], lateness(present) <= lateness(time) { return }
            owed[duty] = time
        }
        for (use, document) in bearing.uses {
            let scene = Scene(document: document)
            let isExcused = try surely { try self.holds(use.unless, scene, $0) } == .yes
            if !isExcused { owe(use.duty, use.time) }
        }
        if bearing.limits.contains(.minimum), book.rulebook.duty("minimum-necessary") != nil {
            let hasProtocol = try surely { try !self.routines($0).isEmpty } == .yes
            if !hasProtocol { owe("minimum-necessary", .before) }
        }
        return Set(owed.map { PlainDuty(duty: $0.key, time: $0.value) })
    }

    /// Sorts the times of duties; shorter spans are earlier, and a clock from receipt is earlier than one from release.
    private func lateness(_ time: DutyUse.Time) -> Int64 {
        switch time {
        case .before: return 0
        case .with: return 1
        case .after(let span, let ofReceipt):
            let days = Int64(span.months) * 31 + Int64(span.days) + Int64(span.businessDays) * 7 / 5
            return 10 + (days * 24 + Int64(span.hours)) * 2 + (ofReceipt ? 0 : 1)
        }
    }

    /// Visits every completion of what the formula asks about.
    private func everywhere(_ visit: (Completion) throws -> Void) throws {
        _ = try surely { completion in
            try visit(completion)
            return true
        }
    }
}

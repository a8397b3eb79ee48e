import PledgeCore

/// Alike findings as one group, with one request.
extension DifferenceSearch {
    /// Members of a group for which a request is looked for, at most.
    private static let triesMax = 4

    private struct Key: Hashable {
        var kind: AnswerDifference.Kind
        var when: String
        var because: String
    }

    /// Joins findings of one kind, for one reason, in the same cases; each with the smallest request found.
    func join() {
        var order: [Key] = []
        var groups: [Key: [FoundDifference]] = [:]
        for one in found {
            let key = Key(kind: one.kind, when: one.when, because: one.because)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(one)
        }
        for key in order {
            guard let all = groups[key] else { continue }
            guard let (one, request) = shown(all) else {
                for one in all { result.unconfirmed.append("`\(one.rule)`, \(one.title): \(one.when) \(one.because)") }
                continue
            }
            result.answers.append(answer(all, one, request))
        }
        let kinds = AnswerDifference.Kind.allCases
        func rank(_ answer: AnswerDifference) -> Int { kinds.firstIndex(of: answer.kind) ?? 0 }
        result.answers = result.answers.enumerated().sorted { left, right in
            (rank(left.element), left.offset) < (rank(right.element), right.offset)
        }.map(\.element)
    }

    private func answer(_ all: [FoundDifference], _ one: FoundDifference, _ request: Request) -> AnswerDifference {
        let told = (old.decide(request).told, new.decide(request).told)
        let isShown = { [unowned self] (request: Request) in
            one.shows(request) && old.decide(request).told == told.0 && new.decide(request).told == told.1
        }
        let plain = usual(request, one, isShown)
        let smallest = RequestShrinking(isShown: isShown).smallest(plain)
        var kind = one.kind
        let isOfOpenness = one.closingOn != nil
        if isOfOpenness, told.0 == told.1 {
            kind = [.noLongerPermits, .asksForMore].contains(kind) ? .restsNoLongerOn : .restsNewlyOn
        } else if kind == .newlyPermits, told.1.outcome == .required {
            kind = .newlyRequires
        }
        let grounds = all.map { AnswerDifference.About(rule: $0.rule, title: $0.title) }
        return AnswerDifference(
            kind: kind, grounds: grounds, words: DifferenceWords.sentence(kind, grounds, one.when),
            because: one.because, before: told.0.outcome, after: told.1.outcome, isBeforeInPart: told.0.inPart,
            isAfterInPart: told.1.inPart, request: smallest)
    }

    /// The request with the parties, purpose and item that the rule names first, where it still shows the difference.
    private func usual(_ request: Request, _ one: FoundDifference, _ isShown: (Request) -> Bool) -> Request {
        guard let ground = one.ground else { return request }
        var best = request
        func attempt(_ change: (inout Request) -> Void) {
            var tried = best
            change(&tried)
            if tried != best, isShown(tried) { best = tried }
        }
        attempt { $0.actor.kinds = Array(ground.actors.prefix(1)) }
        if let recipients = ground.acts.first(where: { $0.acts.contains(request.act) })?.recipients {
            attempt { $0.recipient.kinds = Array(recipients.prefix(1)) }
        }
        attempt { $0.purposes = Array(ground.purposes.prefix(1)) }
        guard !best.groups.isEmpty else { return best }
        let items = new.book.hierarchy(.item)
        let item = ground.about.first { items.contains($0) } ?? items.terms.first?.name
        attempt { $0.groups[0].item = item }
        attempt { $0.groups[0].elements = .all }
        return best
    }

    // MARK: Requests

    /// A member of the group and a request that shows it: where there is one, one whose outcome changes.
    private func shown(_ all: [FoundDifference]) -> (FoundDifference, Request)? {
        let tried = all.prefix(Self.triesMax)
        for one in tried {
            if let request = requestChanging(one) { return (one, request) }
        }
        for one in tried {
            if let request = request(one) { return (one, request) }
        }
        return nil
    }

    /// Narrower worlds first: one kind, one purpose, one element.
    private func narrowed(_ goals: [Wire]) -> [[Wire]] {
        let whole = circuit.names(.field(.elements)).members.last.map { [!$0] } ?? []
        // An act about items names no object beside.
        let isOneThing = circuit.or([circuit.isAboutObject, circuit.names(.field(.object)).absent])
        let plain = goals + [circuit.isPlain()]
        return [plain + [isOneThing], plain + [isOneThing] + whole, plain, goals]
    }

    private func requestChanging(_ one: FoundDifference) -> Request? {
        guard let other = one.closingOn else { return nil }
        for goals in narrowed(one.goals) {
            let found = other.world(goals, closing: []) { !$0.parts.contains { $0.isReleased } }
            guard case .world(let world) = found.result else { continue }
            let request = new.request(world, one.rule.text)
            if one.shows(request), old.decide(request).told != new.decide(request).told { return request }
        }
        return nil
    }

    private func request(_ one: FoundDifference) -> Request? {
        let others = circuit.papers.compactMap(\.last).map { !$0 }
        for goals in narrowed(one.goals) + [one.goals + others] {
            guard case .world(let world) = new.world(goals) else { continue }
            let request = new.request(world, one.rule.text)
            if one.shows(request) { return request }
        }
        return nil
    }
}

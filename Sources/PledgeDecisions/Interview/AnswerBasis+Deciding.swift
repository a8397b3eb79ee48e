import PledgeCore

extension AnswerBasis {
    /// The sheet that decided.
    private var deciding: InterviewAnswer.Layer.Kind {
        switch decision.outcome {
        case .permitted, .required: return .law
        case .refused:
            switch reason?.kind {
            case .notPromised: return .notice
            case .patientWish: return .wish
            case .means:
                return decision.parts.contains { $0.stops.contains { $0.author == .document } } ? .notice : .wish
            case .lawForbids, .noGround, .open, .unknown, nil: return .law
            }
        case .undetermined:
            return isWish(open.first ?? decision.ask.first) ? .wish : .law
        }
    }

    /// Whether the question is for the patient, or about what the patient wants.
    private func isWish(_ question: Question?) -> Bool {
        guard let question else { return false }
        if question.asked == .patient { return true }
        guard case .fact(let name) = question.subject, let fact = interview.rulebook.fact(name) else { return false }
        return fact.change.by == .patient
    }

    private var isLawOnly: Bool { decision.remarks.contains(.lawOnly) }

    /// Law, notice and wish in this order; what lies below the deciding sheet of a no was not reached.
    var layers: [InterviewAnswer.Layer] {
        let decider = deciding
        let stopsHere = decision.outcome == .refused || decision.outcome == .undetermined
        var isBelow = false
        return InterviewAnswer.Layer.Kind.allCases.map { kind in
            defer { if kind == decider && stopsHere { isBelow = true } }
            let standing: InterviewAnswer.Layer.Standing = kind == decider ? .decides : isBelow ? .notReached : .passes
            return InterviewAnswer.Layer(
                kind: kind, standing: standing, title: title(kind, standing), words: text(kind, standing))
        }
    }

    private func title(_ kind: InterviewAnswer.Layer.Kind, _ standing: InterviewAnswer.Layer.Standing) -> String {
        let isOpen = decision.outcome == .undetermined
        switch (kind, standing == .decides) {
        case (.law, true): return words(isOpen ? .lawWillDecide : .lawDecides)
        case (.notice, true): return words(isOpen ? .noticeWillDecide : .noticeDecides)
        case (.wish, true): return words(isOpen ? .wishWillDecide : .wishDecides)
        case (.law, false): return words(.law)
        case (.notice, false): return words(.notice)
        case (.wish, false): return words(.wish)
        }
    }

    private func text(_ kind: InterviewAnswer.Layer.Kind, _ standing: InterviewAnswer.Layer.Standing) -> String {
        switch kind {
        case .law:
            switch decision.outcome {
            case .required: return words(.lawRequires)
            case .permitted: return words(.lawAllows)
            case .undetermined: return words(standing == .decides ? .lawOpen : .lawLeaves)
            case .refused: return words(standing == .decides ? .lawForbids : .lawWouldAllow)
            }
        case .notice:
            if isLawOnly { return words(.noticeNone) }
            switch (decision.outcome, standing) {
            case (.required, _): return words(.noticeCannotStop)
            case (.permitted, _):
                let isSaid = released.contains { $0.grounds.first?.promises.isEmpty == false }
                return words(isSaid ? .noticeSame : .noticeNotReached)
            case (_, .decides): return words(.noticeLess)
            case (.undetermined, _): return words(.noticeOpen)
            case (.refused, .notReached): return words(.noticeNotReached)
            case (.refused, .passes): return words(.noticeSame)
            }
        case .wish:
            switch (decision.outcome, standing) {
            case (.required, _): return words(.wishCannotStop)
            case (.refused, .decides): return words(reason?.kind == .means ? .wishMeans : .wishStops)
            case (.undetermined, .decides): return words(.wishUnknown)
            case (.refused, .notReached): return words(.wishNotReached)
            case (.permitted, _), (.undetermined, _), (.refused, .passes):
                return words(interview.setting.readsFile ? .wishNone : .wishNotRead)
            }
        }
    }

    /// What the notice says about it: of what goes, or of what stops it.
    var line: InterviewAnswer.Line? {
        let lines: [PromiseLine] =
            released.isEmpty
            ? decision.parts.flatMap { $0.because.compactMap(\.line) + $0.stops.compactMap(\.line) }
            : released.flatMap { $0.grounds.first?.promises ?? [] }
        return lines.first.map { line in
            let notice = interview.notices.first { $0.id == line.document && $0.kind.isNotice }
            let source = notice.map { notice in
                notice.effective.map { words(.ourNoticeOf, ["date": words.date($0)]) } ?? words(.ourNotice)
            }
            return InterviewAnswer.Line(
                heading: line.paragraph.heading, text: line.paragraph.text, source: source ?? line.title)
        }
    }

    var citations: [InterviewAnswer.Citation] {
        var all: [InterviewAnswer.Citation] = []
        for part in decision.parts {
            if let ground = part.grounds.first {
                let role = words(part.outcome == .required ? .citeRequires : .citeAllows)
                all.append(.init(role: role, text: cited(ground.citation, ground.title)))
            }
            for stop in part.stops where stop.isSure {
                let role: Phrase =
                    switch stop.author {
                    case .law: .citeForbids
                    case .document: .citePromise
                    case .patient: .citeWish
                    }
                all.append(.init(role: words(role), text: cited(stop.citation, stop.title)))
            }
            for reason in part.because {
                guard let citation = reason.citation, !citation.isEmpty, reason.kind != .open else { continue }
                all.append(.init(role: words(.citeWhy), text: cited(citation, reason.words)))
            }
            if part.isReleased, request.act == .disclose, let accounting = part.accounting {
                let isOwed = accounting == .counted || accounting == .suspendable
                all.append(
                    .init(role: words(.citeAccounting), text: words(isOwed ? .accountingCounted : .accountingNot)))
            }
        }
        for question in decision.ask.prefix(1) where decision.outcome == .undetermined {
            all += question.why.map { .init(role: words(.citeWhy), text: $0) }
        }
        var seen: Set<InterviewAnswer.Citation> = []
        return all.filter { seen.insert($0).inserted }
    }

    private func cited(_ citation: String, _ title: String) -> String {
        citation.isEmpty ? title : "\(citation), \(title)"
    }
}

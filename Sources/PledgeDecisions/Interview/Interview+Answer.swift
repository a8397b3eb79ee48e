import PledgeCore

/// What an answer is made from.
struct AnswerBasis {
    var interview: Interview
    var decision: Decision
    var request: Request
    var state: InterviewState
    var open: [Question]

    var words: InterviewWords { interview.words }
    var released: [PartDecision] { decision.parts.filter(\.isReleased) }
    var kept: [PartDecision] { decision.parts.filter { !$0.isReleased } }
    /// Nothing is said aloud, not even that there is something to refuse.
    var isQuiet: Bool { decision.outcome == .refused && decision.parts.contains(where: \.isQuiet) }

    /// The one who asks is the patient, or may speak for the patient.
    var asksForThemselves: Bool {
        let kinds = interview.rulebook.hierarchy(.kind)
        return request.recipient.kinds.contains { kinds.isUnder($0, "individual") }
    }

    /// Nobody outside hears the answer.
    var isInternal: Bool {
        switch request.act {
        case .use, .request, .omit, .refuse, .charge, .condition: true
        case .disclose, .inform: false
        }
    }

    /// The parts whose reasons and duties the answer tells.
    var telling: [PartDecision] { released.isEmpty ? decision.parts : released }

    /// The first day by which something is owed, counted from today's receipt.
    var due: Day? {
        guard decision.outcome == .required else { return nil }
        return released.flatMap(\.duties).compactMap { duty in
            guard case .after(let span, ofReceipt: true) = duty.time, span.isOfDays else { return nil }
            return interview.setting.today.adding(span)
        }.min()
    }

    /// What most of all decided: the first reason of the first part that was not released, or of the first part.
    var reason: Reason? {
        (decision.outcome == .refused ? kept.first : telling.first)?.because.first
    }
}

extension Span {
    /// Counted in calendar days or months alone.
    var isOfDays: Bool { businessDays == 0 && hours == 0 }
}

extension Interview {
    /// The answer in words.
    func answer(_ decision: Decision, request: Request, state: InterviewState, open: [Question]) -> InterviewAnswer {
        let basis = AnswerBasis(interview: self, decision: decision, request: request, state: state, open: open)
        let headline = basis.headline
        return InterviewAnswer(
            state: basis.answerState,
            headline: state.isSupposing ? words(.headlineThen, ["answer": headline]) : headline,
            due: basis.due, say: basis.say, why: basis.why, rows: basis.rows, ways: basis.ways,
            duties: basis.duties, line: basis.line, layers: basis.layers,
            findOut: basis.findOut, canGoOn: !open.isEmpty, assumptions: basis.assumptions,
            supposed: supposed(state), citations: basis.citations)
    }

    private func supposed(_ state: InterviewState) -> [String] {
        state.given.filter(\.isSupposed).compactMap { given in
            switch given.topic {
            case .obtained(let type):
                rulebook.document(type).map {
                    ($0.obtained.words.isEmpty ? $0.words : $0.obtained.words).firstUppercased
                }
            case .question(.fact(let name)):
                rulebook.fact(name).map { ($0.change.words.isEmpty ? $0.words : $0.change.words).firstUppercased }
            case .question(.documentField(let id, let field)):
                documentType(id)?.field(field).map {
                    ($0.change.words.isEmpty ? $0.words : $0.change.words).firstUppercased
                }
            case .question(.field(.channel, _)):
                if case .names(let names) = given.reply { wordsOf(names, .channel).firstUppercased } else { nil }
            case .question: nil
            }
        }
    }

    /// The words of declared names, as a list.
    package func wordsOf(_ names: [String], _ domain: Domain) -> String {
        let hierarchy = rulebook.hierarchy(domain)
        return words.list(names.map { hierarchy[$0]?.words ?? $0 })
    }
}

extension AnswerBasis {
    var answerState: InterviewAnswer.State {
        switch decision.outcome {
        case .permitted: .allowed
        case .required: .required
        case .refused: .refused
        case .undetermined: .needed
        }
    }

    /// The only parts that stay are labeled ones nobody looked for.
    var onlyLabeledStay: Bool { !kept.isEmpty && kept.allSatisfy(\.extent.isLabeledIfAny) }

    var headline: String {
        switch decision.outcome {
        case .undetermined: return words(.headlineNotYet)
        case .refused:
            return words(isQuiet || decision.parts.allSatisfy(\.lawfulIf.isEmpty) ? .headlineNo : .headlineNoAsItStands)
        case .permitted:
            if !decision.inPart { return words(.headlineYes) }
            if onlyLabeledStay { return words(.headlineYesOrdinary) }
            return words(kept.count == 1 ? .headlineYesButOne : .headlineYesInPart)
        case .required:
            if let due { return words(.headlineMustBy, ["date": words.date(due)]) }
            if !decision.inPart { return words(.headlineMust) }
            return words(kept.count == 1 ? .headlineMustButOne : .headlineMustInPart)
        }
    }

    var say: String {
        if isQuiet { return words(.sayNoSuchPerson) }
        if isInternal {
            switch decision.outcome {
            case .permitted, .required: return words(.sayInternalYes)
            case .refused: return words(.sayInternalNo)
            case .undetermined: return words(.sayInternalNotYet)
            }
        }
        switch decision.outcome {
        case .undetermined: return words(.sayNotYet)
        case .refused: return sayRefused
        case .required:
            if let due {
                return words(
                    asksForThemselves ? .sayMustIndividualBy : .sayMustBy, ["date": words.date(due)])
            }
            return words(asksForThemselves ? .sayMustIndividual : .sayMust)
        case .permitted:
            if decision.inPart && !onlyLabeledStay {
                return words(asksForThemselves ? .sayPartIndividual : .sayPart)
            }
            if asksForThemselves { return words(.sayYesIndividual) }
            return words(telling.contains { $0.duties.contains { $0.time == .before } } ? .sayYesAfterCheck : .sayYes)
        }
    }

    private var sayRefused: String {
        if asksForThemselves { return words(.sayNoIndividual) }
        if reason?.kind == .means { return words(.sayMeans) }
        let canBring = kept.contains { part in part.lawfulIf.contains { $0.contains { $0.cost == 4 } } }
        return words(canBring ? .sayNoUntilBrought : .sayNo)
    }

    var why: String {
        if isQuiet { return words(.whyQuiet) }
        if decision.parts.contains(where: \.isConflict) && decision.outcome == .refused { return words(.whyConflict) }
        let ground = released.first?.grounds.first
        switch decision.outcome {
        case .undetermined: return words(.whyUnknown)
        case .permitted:
            let isPromised = ground?.promises.isEmpty == false
            return words(isPromised ? .whyYesPromised : .whyYes, ["reason": plain(ground?.title ?? reason?.words)])
        case .required: return words(.whyMust, ["reason": plain(ground?.title ?? reason?.words)])
        case .refused: return reason.map(whyKept) ?? words(.whyFallback)
        }
    }

    /// Why a part stays, in a sentence.
    func whyKept(_ reason: Reason) -> String {
        switch reason.kind {
        case .lawForbids: words(.whyLawForbids, ["reason": plain(reason.words)])
        case .noGround: words(.whyNoReason)
        case .notPromised: words(reason.line == nil ? .whyNoticeSilent : .whyNotPromised)
        case .patientWish: words(.whyWish, ["reason": plain(reason.words)])
        case .means: words(.whyMeans, ["reason": plain(reason.words)])
        case .open: words(.whyYes, ["reason": plain(reason.words)])
        case .unknown: words(.whyUnknown)
        }
    }

    /// A title inside a sentence: no period at its end.
    private func plain(_ title: String?) -> String {
        var text = (title ?? "").trimmed
        while text.last == "." { text.removeLast() }
        return text
    }

    var findOut: [String] {
        guard decision.outcome == .undetermined || decision.inPart else { return [] }
        let rest = decision.ask.map { question in
            (InterviewQuestion.title(of: question.subject, interview: interview) ?? question.words)
        }
        var seen: Set<String> = []
        return rest.filter { seen.insert($0).inserted }
    }

    var assumptions: [String] {
        var taken = [words(interview.setting.readsFile ? .fileRead : .assumeRecords)]
        if interview.assumesPapers(state.opening) { taken.append(words(.assumePaper)) }
        if request.act.isAboutItems, request.groups.contains(where: { $0.labels == nil }) {
            taken.append(words(.assumeLabels))
        }
        for remark in decision.remarks {
            switch remark {
            case .lawOnly: taken.append(words(.remarkLawOnly))
            case .federalOnly: taken.append(words(.remarkFederalOnly))
            }
        }
        return taken
    }
}

import PledgeCore

extension AnswerBasis {
    /// What goes and what stays; empty when there is one part and nothing bounds it.
    var rows: [InterviewAnswer.Row] {
        guard decision.outcome != .undetermined else { return [] }
        let rows = decision.parts.map(row)
        let isPlain = rows.count == 1 && released.first?.grounds.first?.atMost == nil
        return isPlain ? [] : rows
    }

    private func row(_ part: PartDecision) -> InterviewAnswer.Row {
        let what = name(part.extent).firstUppercased
        switch part.outcome {
        case .permitted, .required:
            let state: InterviewAnswer.State = part.outcome == .required ? .required : .allowed
            guard let most = part.grounds.first?.atMost, part.extent.elements == nil else {
                return InterviewAnswer.Row(state: state, what: what, note: words(.goes))
            }
            let only = interview.wordsOf(most, .data)
            return InterviewAnswer.Row(state: state, what: what, note: words(.goesOnly, ["what": only]))
        case .refused:
            let why = part.because.first.map(whyKept) ?? words(.whyFallback)
            return InterviewAnswer.Row(state: .refused, what: what, note: words(.stays, ["why": why]))
        case .undetermined:
            return InterviewAnswer.Row(
                state: .needed, what: what, note: words(.notYetPart, ["why": words(.whyUnknown)]))
        }
    }

    /// What the part is, in words.
    private func name(_ extent: PartDecision.Extent) -> String {
        if extent.isLabeledIfAny { return words(.labeledIfAny) }
        if extent.isRest { return words(.everythingElse) }
        guard let index = extent.group, request.groups.indices.contains(index) else {
            return request.object.map { interview.wordsOf([$0], .object) } ?? words(.aboutThisRequest)
        }
        let group = request.groups[index]
        var pieces = [group.item.map { interview.wordsOf([$0], .item) } ?? words(.aboutThisRequest)]
        if let labels = group.labels, !labels.isEmpty { pieces.append(interview.wordsOf(labels, .label)) }
        func between(_ phrase: Phrase, _ period: Period) -> String {
            words(phrase, ["first": words.date(period.first), "last": words.date(period.last)])
        }
        if let given = extent.given { pieces.append(between(.careBetween, given)) }
        if let held = extent.held { pieces.append(between(.heldBetween, held)) }
        let what = pieces.joined(separator: ", ")
        guard let elements = extent.elements else { return what }
        return words(.onlyElements, ["what": what, "elements": interview.wordsOf(elements, .data)])
    }

    /// What people can do about a no: three ways at most, easiest first.
    ///
    /// None where presence itself is protected.
    var ways: [InterviewAnswer.Way] {
        guard !isQuiet else { return [] }
        var seen: Set<[String]> = []
        let all = kept.filter { !$0.isQuiet }.flatMap(\.lawfulIf).filter { seen.insert($0.map(\.words)).inserted }
        return all.prefix(3).map { changes in
            InterviewAnswer.Way(
                steps: changes.map { $0.words.firstUppercased }, hint: hint(changes.map(\.cost).max() ?? 0),
                then: supposing(changes))
        }
    }

    private func hint(_ cost: Int) -> String {
        switch cost {
        case 1: words(.wayChannel)
        case 2: words(.wayUs)
        case 3: words(.wayPatient)
        case 4: words(.wayRequester)
        case 5: words(.waySigns)
        case 6: words(.wayAgreement)
        case 8: words(.wayCourt)
        case 9: words(.wayEnds)
        default: ""
        }
    }

    /// The interview with the changes played through, or nothing when one cannot be.
    private func supposing(_ changes: [Change]) -> InterviewState? {
        var then = state
        for change in changes {
            guard let given = supposed(change.what) else { return nil }
            then = then.adding(GivenAnswer(topic: given.0, reply: given.1, isSupposed: true))
        }
        return then.code.utf8.count <= InterviewState.codeMax ? then : nil
    }

    private func supposed(_ what: Change.What) -> (InterviewTopic, Reply)? {
        switch what {
        case .document(let document):
            return (.obtained(document: document.type), .yes)
        case .documentField(let document, let field, _):
            return (.question(.documentField(document: document, field: field)), .fresh)
        case .channel(let name):
            return (.question(.field(.channel, group: nil)), .names([name]))
        case .answer(let fact, let value):
            guard let reply = Reply(value) else { return nil }
            return (.question(.fact(fact)), reply)
        case .ended: return nil
        }
    }

    /// Duties by their time; of what goes, or of the no.
    var duties: [InterviewAnswer.DutyGroup] {
        var seen: Set<String> = []
        var owed: [OwedDuty] = []
        for duty in telling.flatMap(\.duties) where seen.insert("\(duty.duty) \(duty.time)").inserted {
            owed.append(duty)
        }
        var groups: [InterviewAnswer.DutyGroup] = []
        func add(_ time: InterviewAnswer.DutyGroup.Time, _ heading: String, _ duties: [OwedDuty]) {
            guard !duties.isEmpty else { return }
            groups.append(.init(time: time, heading: heading, duties: duties.map(line)))
        }
        let goes = !released.isEmpty
        add(goes ? .before : .now, words(goes ? .before : .now), owed.filter { $0.time == .before })
        add(.with, words(.with), owed.filter { $0.time == .with })
        let today = interview.setting.today
        var later: [Day: [OwedDuty]] = [:]
        var uncounted: [(String, OwedDuty)] = []
        for duty in owed {
            guard case .after(let span, _) = duty.time else { continue }
            if span.isOfDays, span != Span() {
                later[today.adding(span), default: []].append(duty)
            } else {
                uncounted.append((span == Span() ? "" : " (\(span))", duty))
            }
        }
        for day in later.keys.sorted() {
            let left = words.daysLeft(from: today, to: day)
            add(.after(by: day), words(.afterBy, ["date": words.date(day), "left": left]), later[day] ?? [])
        }
        for (suffix, duty) in uncounted { add(.after(by: nil), words(.afterWithin) + suffix, [duty]) }
        return groups
    }

    private func line(_ duty: OwedDuty) -> InterviewAnswer.DutyLine {
        let who: String? =
            switch duty.owedBy {
            case .desk: nil
            case .professional: words(.byProfessional)
            case .officer: words(.byOfficer)
            case .patient: words(.byPatient)
            case .requester: words(.byRequester)
            }
        return InterviewAnswer.DutyLine(words: duty.words.firstUppercased, say: duty.say, hint: who)
    }
}

extension Reply {
    /// The reply that sets the value, or nothing when a reply cannot carry it.
    init?(_ value: Value) {
        switch value {
        case .yesNo(let answer): self = answer ? .yes : .no
        case .number(let number): self = .number(number)
        case .time(.day(let day)): self = .day(day)
        case .period(let period): self = .period(period)
        case .name(let name): self = .names([name])
        case .names(let names): self = .names(names)
        case .time(.instant), .id, .ids, .text, .scope: return nil
        }
    }
}

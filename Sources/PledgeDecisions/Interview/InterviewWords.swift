package import PledgeCore

/// A sentence or a word that people read or hear in an interview.
package enum Phrase: String, Hashable, Sendable, CaseIterable {
    // Answers
    case yes, no, headlineYes, headlineYesButOne, headlineYesInPart, headlineYesOrdinary, headlineNo,
        headlineNoAsItStands
    case headlineNotYet, headlineMust, headlineMustBy, headlineMustButOne, headlineMustInPart, headlineThen
    // Said aloud
    case sayYes, sayYesAfterCheck, sayYesIndividual, sayPart, sayPartIndividual, sayNo, sayNoUntilBrought
    case sayNoIndividual, sayMeans, sayNoSuchPerson, sayNotYet, sayMust, sayMustBy, sayMustIndividual,
        sayMustIndividualBy
    case sayInternalYes, sayInternalNo, sayInternalNotYet
    // Why
    case whyYes, whyYesPromised, whyMust, whyLawForbids, whyNoReason, whyNotPromised, whyNoticeSilent, whyWish
    case whyMeans, whyConflict, whyUnknown, whyQuiet, whyFallback
    // Parts
    case goes, goesOnly, stays, notYetPart, everythingElse, labeledIfAny, aboutThisRequest, onlyElements, listAnd
    case careBetween, heldBetween
    // Ways
    case wayChannel, wayUs, wayPatient, wayRequester, waySigns, wayAgreement, wayCourt, wayEnds
    // Duties
    case before, with, now, afterBy, afterWithin, daysLeft, oneDayLeft, byProfessional, byOfficer, byPatient,
        byRequester
    // The notice
    case ourNotice, ourNoticeOf, agreementOf
    // Layers
    case law, notice, wish, lawDecides, noticeDecides, wishDecides, lawWillDecide, noticeWillDecide, wishWillDecide
    case lawRequires, lawAllows, lawForbids, lawWouldAllow, lawOpen, lawLeaves, noticeSame, noticeAdds, noticeNone
    case noticeCannotStop, noticeLess, noticeOpen, noticeNotReached, wishNotRead, wishNone, wishCannotStop, wishStops
    case wishMeans, wishUnknown, wishNotReached
    // Citations
    case citeRequires, citeAllows, citeForbids, citeWish, citePromise, citeWhy, citeAccounting, accountingCounted
    case accountingNot
    // Taken for granted
    case assumeRecords, fileRead, assumePaper, assumeLabels, remarkLawOnly, remarkFederalOnly
    // Questions
    case questionNumber, questionNumberOf, basisQuestion, doNotKnow, doNotKnowHint, noneOfThese, paperSilent
    case judgedBy, askPatient, askRequester, askProfessional, askOfficer, evidence
    case fieldItem, fieldLabels, fieldElements, fieldService, fieldPlace, fieldSource, fieldPart2, fieldPaid
    case fieldMadeByUs, fieldGiven, fieldHeld, fieldPurpose, fieldChannel, fieldRecipient, fieldOther
    case chooseOne, chooseSome, typeNumber, typeDay, typePeriod, typeState, replyUnknown, replyPaperSilent, replyFresh
    // What was asked
    case askedBy, askedFor, askedAbout, askedLabels, askedHow, askedInHand, notKnownYet, notLooked, ordinaryOnly
    case use, request, refuse, omit, charge, condition, inform
    // Pages and the terminal
    case thisPractice, cliBack
    case skip, frontDesk, navLabel, pageTitle, pageLead, searchLabel, searchHint, goOn, startClosest
    case somethingElse, keysBefore, keysAfter, keysOff, keysOn, styleguide, nothingKept, lawNote, lawFederal
    case ownOrder, ownOrderLead, whoAsks, whoAsksHint, chooseWho, whatFor, unknownYet, aboutWhat, whichWay
    case notSaid, whatInHand, whatInHandHint, whichLabels, whichLabelsHint, noLabels, whatDo, doDisclose
    case needWho, allSituations, closest, foundNothing, foundNothingLead, foundLead, askAgain, oneStepBack
    case changeQuestion, answerNow, whyAsk, whyAskText, orElse, somethingMissing, say, why, whatDecided
    case whatWillDecide, thisDecides, yourAnswers, change, lawfulIf, goesStays, askTheRest, doThis, noticeSays
    case findOut, rulesBehind, citationCount, citationOne, decidedNote, next, nothingRecorded, askNext, takenFor
    case supposing, asItStands, labelNumber, labelDay, labelFirstDay, labelLastDay, labelState, errorNotFound
    case errorNotFoundHelp, errorBadLink, errorBadLinkHelp, errorTooLarge, errorTooLargeHelp, errorInternal
    case errorInternalHelp, errorHost, errorHostHelp, cliWho, cliWhat, cliItem, cliPapers, cliSituations
    case cliOther, cliNumber, cliNumbers, cliMatches, cliNoMatch, cliUnknown, cliSilent, cliNotValid, cliEnd
    case cliLater
}

/// Every word of an interview, in one language: the one catalog.
///
/// A phrase may have places in braces, `{date}`, that are filled in when it is used.
package struct InterviewWords: Sendable {
    /// `en`.
    package let language: String
    private let text: @Sendable (Phrase) -> String
    private let months: [String]
    /// Everyday words and the words the rulebook uses for them, for the search.
    package let everyday: [String: [String]]

    init(
        language: String, months: [String], everyday: [String: [String]], text: @escaping @Sendable (Phrase) -> String
    ) {
        self.language = language
        self.months = months
        self.everyday = everyday
        self.text = text
    }

    /// The phrase with its places filled in.
    package func callAsFunction(_ phrase: Phrase, _ values: [String: String] = [:]) -> String {
        var rest = Substring(text(phrase))
        guard !values.isEmpty else { return String(rest) }
        var filled = ""
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            filled += rest[..<open] + (values[name] ?? "")
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }

    /// `23 Dec 2026`, held together by no-break spaces.
    package func date(_ day: Day) -> String {
        let date = day.civil
        return "\(date.day)\u{00A0}\(months[(date.month - 1) % months.count])\u{00A0}\(date.year)"
    }

    /// `30 days left`.
    package func daysLeft(from today: Day, to day: Day) -> String {
        let count = Int(day.number) - Int(today.number)
        return count == 1 ? self(.oneDayLeft) : self(.daysLeft, ["count": "\(count)"])
    }

    /// `a, b and c`.
    package func list(_ items: [String]) -> String {
        guard items.count > 1, let last = items.last else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + self(.listAnd) + last
    }

    /// The question for a field of the request.
    func question(_ field: RequestField) -> String {
        switch field {
        case .item: self(.fieldItem)
        case .labels, .unreviewed: self(.fieldLabels)
        case .elements: self(.fieldElements)
        case .service: self(.fieldService)
        case .place, .overlayHere: self(.fieldPlace)
        case .source: self(.fieldSource)
        case .part2: self(.fieldPart2)
        case .paidInFull: self(.fieldPaid)
        case .madeByUs: self(.fieldMadeByUs)
        case .given: self(.fieldGiven)
        case .held: self(.fieldHeld)
        case .purpose: self(.fieldPurpose)
        case .channel: self(.fieldChannel)
        case .recipient: self(.fieldRecipient)
        case .at, .act, .actor, .object, .actorID, .recipientID, .recipientAddress, .channelAddress, .onBehalfOf:
            self(.fieldOther)
        }
    }
}

extension InterviewWords {
    /// American English.
    package static let english = InterviewWords(
        language: "en",
        months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        everyday: englishEveryday
    ) { phrase in
        english(answer: phrase) ?? english(why: phrase) ?? english(deciding: phrase) ?? english(asking: phrase)
            ?? english(page: phrase) ?? english(around: phrase) ?? english(terminal: phrase) ?? ""
    }

    private static func english(answer phrase: Phrase) -> String? {
        switch phrase {
        case .yes: "Yes"
        case .no: "No"
        case .headlineYes: "Yes."
        case .headlineYesButOne: "Yes, all but one item."
        case .headlineYesInPart: "Yes, in part."
        case .headlineYesOrdinary: "Yes, the ordinary part."
        case .headlineNo: "No."
        case .headlineNoAsItStands: "No, not as it stands."
        case .headlineNotYet: "Not yet: I need to know."
        case .headlineMust: "You must."
        case .headlineMustBy: "You must, by {date}."
        case .headlineMustButOne: "You must, all but one item."
        case .headlineMustInPart: "You must, in part."
        case .headlineThen: "Then: {answer}"
        case .sayYes: "Yes, I can help you with that."
        case .sayYesAfterCheck: "I can help you with that. Let me check a few things first."
        case .sayYesIndividual: "Yes. Let me make sure who you are, then you will have it."
        case .sayPart: "I can help you with part of that. Let me check a few things first."
        case .sayPartIndividual: "You can have most of it. For the rest I will tell you what to do."
        case .sayNo: "I am sorry, I cannot help you with that. And I cannot say whether anyone is a patient here."
        case .sayNoUntilBrought:
            "I cannot answer this as it stands, and I cannot say whether anyone is a patient here. There is something you can bring. Then we will look at it again."
        case .sayNoIndividual: "I cannot give you this today. I will tell you why, and what you can do."
        case .sayMeans: "I cannot do it this way. There is another way, and I will use that."
        case .sayNoSuchPerson: "I have nothing I can tell you about a person by that name."
        case .sayNotYet: "One moment, please. Let me check what I may do."
        case .sayMust: "We will take care of this. Let me check a few things first."
        case .sayMustBy: "We will take care of this, by {date} at the latest. Let me check a few things first."
        case .sayMustIndividual: "It is your right, and you will get it. Let me make sure who you are."
        case .sayMustIndividualBy:
            "It is your right, and you will get it, by {date} at the latest. Let me make sure who you are."
        case .sayInternalYes: "Yes, we may do that."
        case .sayInternalNo: "We may not do that as it stands."
        case .sayInternalNotYet: "Wait a moment before you do it. One thing is open."
        case .goes: "Goes."
        case .goesOnly: "Goes, but only: {what}."
        case .stays: "Stays. {why}"
        case .notYetPart: "Not yet. {why}"
        case .everythingElse: "Everything else"
        case .labeledIfAny: "Specially protected records, if there are any"
        case .aboutThisRequest: "What was asked"
        case .onlyElements: "{what}: {elements}"
        case .listAnd: " and "
        case .careBetween: "care from {first} to {last}"
        case .heldBetween: "on file from {first} to {last}"
        case .wayChannel: "The same answer, sent another way"
        case .wayUs: "This is for us to do"
        case .wayPatient: "The patient is asked and decides freely"
        case .wayRequester: "They can bring it"
        case .waySigns: "The patient may sign, and may say no"
        case .wayAgreement: "We and they sign it first"
        case .wayCourt: "Only a court can do this"
        case .wayEnds: "Only if the patient wants that. Do not ask for it"
        case .before: "Before it goes"
        case .with: "With it"
        case .now: "Now"
        case .afterBy: "By {date}, {left}"
        case .afterWithin: "Afterward"
        case .daysLeft: "{count} days left"
        case .oneDayLeft: "1 day left"
        case .byProfessional: "A licensed clinician does this."
        case .byOfficer: "The privacy officer does this."
        case .byPatient: "The patient does this."
        case .byRequester: "The one who asks does this."
        default: nil
        }
    }

    private static func english(why phrase: Phrase) -> String? {
        switch phrase {
        case .whyYes: "The law allows it: {reason}."
        case .whyYesPromised: "The law allows it: {reason}. Our notice says so too."
        case .whyMust: "The law requires it: {reason}. No rule of ours and no unpaid bill can stop it."
        case .whyLawForbids: "The law forbids it: {reason}."
        case .whyNoReason: "Nothing that was said is a reason the law accepts for sharing this."
        case .whyNotPromised:
            "The law would allow it, but our notice promises more than the law. We keep what we promised."
        case .whyNoticeSilent:
            "The law would allow it, but our notice does not tell patients that we do this. What it does not say, we do not do."
        case .whyWish: "The patient asked us not to: {reason}."
        case .whyMeans: "It may not go this way: {reason}."
        case .whyConflict: "One law requires it and another forbids it. Ask our lawyer, and answer in time."
        case .whyUnknown: "What we know so far does not decide it."
        case .whyQuiet: "Even that someone is here is protected. They hear the same words as for a name nobody knows."
        case .whyFallback: "It does not fit the rules as it stands."
        case .ourNotice: "Our notice"
        case .ourNoticeOf: "Our notice of {date}"
        case .agreementOf: "{title}"
        default: nil
        }
    }

    private static func english(deciding phrase: Phrase) -> String? {
        switch phrase {
        case .law: "The law"
        case .notice: "Our notice"
        case .wish: "The patient\u{2019}s wish"
        case .lawDecides: "The law decides"
        case .noticeDecides: "Our notice decides"
        case .wishDecides: "The patient\u{2019}s wish decides"
        case .lawWillDecide: "The law will decide"
        case .noticeWillDecide: "Our notice will decide"
        case .wishWillDecide: "The patient\u{2019}s wish will decide"
        case .lawRequires: "Requires it. Nothing below can stop it."
        case .lawAllows: "Allows it."
        case .lawForbids: "Does not allow it as it stands."
        case .lawWouldAllow: "Would allow it."
        case .lawOpen: "Depends on what we still have to find out."
        case .lawLeaves: "Leaves it to the patient."
        case .noticeSame: "Says that we do this."
        case .noticeAdds: "Says so too, and adds conditions that are met."
        case .noticeNone: "None was given to decide by."
        case .noticeCannotStop: "Cannot stop what the law requires."
        case .noticeLess: "Promises patients more than the law. We keep that."
        case .noticeOpen: "Depends on what we still have to find out."
        case .noticeNotReached: "Could not have opened this."
        case .wishNotRead: "Taken as: no wish on file. Look before it goes."
        case .wishNone: "Nothing on file stands against it."
        case .wishCannotStop: "Can say how, not whether."
        case .wishStops: "Stops it."
        case .wishMeans: "Says how the patient wants to be reached."
        case .wishUnknown: "We do not know it yet."
        case .wishNotReached: "Could not have opened this."
        case .citeRequires: "Requires"
        case .citeAllows: "Allows"
        case .citeForbids: "Keeps back"
        case .citeWish: "Patient\u{2019}s wish"
        case .citePromise: "Our promise"
        case .citeWhy: "Decides"
        case .citeAccounting: "Patient\u{2019}s list"
        case .accountingCounted: "Goes on the list of disclosures that the patient may ask for."
        case .accountingNot: "Does not have to go on the patient\u{2019}s list of disclosures."
        case .fileRead: "The wishes and papers on file for this patient were read."
        case .assumeRecords:
            "Nobody looked into a file for this answer. We took it that none holds a limit on sharing, an objection or another wish."
        case .assumePaper: "We took it that the paper names what they ask for."
        case .assumeLabels:
            "Nobody looked for specially protected records (such as HIV, genetic, mental health, substance use)."
        case .remarkLawOnly: "No notice was given to decide by. This is the law alone."
        case .remarkFederalOnly: "This is federal law only. State law may be stricter."
        default: nil
        }
    }

    private static func english(asking phrase: Phrase) -> String? {
        switch phrase {
        case .questionNumber: "Question {number}."
        case .questionNumberOf: "Question {number} of at most {most}."
        case .basisQuestion: "What do they have, or what do they say it is for?"
        case .doNotKnow: "I do not know"
        case .doNotKnowHint: "We go on without it."
        case .noneOfThese: "None of these"
        case .paperSilent: "It does not say"
        case .judgedBy: "This is for {who} to judge. Ask them, and tell what they say."
        case .askPatient: "Ask the patient."
        case .askRequester: "Ask the one who wants it."
        case .askProfessional: "Ask a licensed clinician."
        case .askOfficer: "Ask the privacy officer."
        case .evidence: "What answers it: {what}."
        case .fieldItem: "What do they want?"
        case .fieldLabels: "Is any of this in what they want?"
        case .fieldElements: "Which details do they want?"
        case .fieldService: "Which service is it from?"
        case .fieldPlace: "In which state was the care given?"
        case .fieldSource: "Where does it come from?"
        case .fieldPart2: "Does it come from a substance use treatment program?"
        case .fieldPaid: "Did the patient pay for it in full, without a plan?"
        case .fieldMadeByUs: "Did we write it ourselves?"
        case .fieldGiven: "When was the care given?"
        case .fieldHeld: "When was it written, or when did we get it?"
        case .fieldPurpose: "What is it for?"
        case .fieldChannel: "How would it go?"
        case .fieldRecipient: "Who asks?"
        case .fieldOther: "What else is known?"
        case .chooseOne: "choose one of the answers"
        case .chooseSome: "choose one or more of the answers, or none of these"
        case .typeNumber: "type a whole number, such as 3"
        case .typeDay: "type a day as year, month and day, such as 2026-11-21"
        case .typePeriod: "type the first and the last day, such as 2026-01-01 and 2026-06-30"
        case .typeState: "type the two letters of the state, such as IL"
        case .replyUnknown: "I do not know"
        case .replyPaperSilent: "It does not say"
        case .replyFresh: "Yes, as it should be"
        case .askedBy: "Asked by"
        case .askedFor: "For"
        case .askedAbout: "About"
        case .askedLabels: "Specially protected"
        case .askedHow: "How"
        case .askedInHand: "In hand"
        case .notKnownYet: "not known yet"
        case .notLooked: "nobody looked yet"
        case .ordinaryOnly: "none of it"
        case .use: "We would use it ourselves"
        case .request: "We would ask for it"
        case .refuse: "We would refuse it"
        case .omit: "We would leave it out"
        case .charge: "We would charge for it"
        case .condition: "We would ask for it first"
        case .inform: "We would tell them"
        default: nil
        }
    }

    /// Everyday words for the words of the rulebook; all in lower case.
    private static let englishEveryday: [String: [String]] = [
        "ambulance": ["ambulance", "emergency"], "attorney": ["lawyer"], "aunt": ["relative"],
        "bill": ["bill", "payment"], "boss": ["employer"], "boyfriend": ["partner", "friend"],
        "brother": ["relative"], "chart": ["record"], "clinic": ["clinic", "provider", "doctor"],
        "cop": ["police"], "cousin": ["relative"], "dad": ["parent"], "daughter": ["daughter"],
        "dead": ["died", "coroner"],
        "detective": ["police"], "doctor": ["doctor"], "er": ["emergency"], "father": ["parent"], "file": ["record"],
        "girlfriend": ["partner", "friend"], "grandmother": ["relative"], "grandfather": ["relative"],
        "husband": ["husband"], "insurance": ["insurer", "plan", "insurance"], "insurer": ["insurer", "plan"],
        "journalist": ["press"], "judge": ["court"], "kid": ["teenager", "parent"], "labs": ["laboratory"],
        "law": ["law"], "lawsuit": ["lawsuit"], "lawyer": ["lawyer"], "manager": ["employer"], "meds": ["medicines"],
        "mom": ["parent"], "mother": ["parent"], "nanny": ["friend"], "neighbor": ["neighbor"], "newspaper": ["press"],
        "nurse": ["provider"], "officer": ["officer", "police"], "papers": ["paper", "record"], "partner": ["partner"],
        "pastor": ["clergy"], "photo": ["photo", "photograph"], "picture": ["photo", "photograph", "image"],
        "pills": ["medicines"], "priest": ["clergy"], "rabbi": ["clergy"], "imam": ["clergy"],
        "rep": ["representative"],
        "reporter": ["press"], "result": ["result"], "results": ["result"], "review": ["review"], "school": ["school"],
        "shots": ["immunization", "shots"], "sister": ["relative"], "son": ["son"], "spouse": ["husband", "wife"],
        "study": ["research"], "teacher": ["school"], "tests": ["laboratory", "test"], "test": ["laboratory", "test"],
        "uncle": ["relative"], "vaccine": ["immunization"], "video": ["video", "photograph"], "website": ["web"],
        "wife": ["wife"], "work": ["employer", "work"], "xray": ["image"], "x-ray": ["image"],
    ]
}

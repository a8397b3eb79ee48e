import PledgeDecisions

/// What a declaration declares; the raw value is its first word.
enum DeclarationKind: String, Hashable, Sendable, CaseIterable {
    case kind, purpose, channel, item, label, data, service, source, object
    case list, set, fact, choice, document, situation, define, question
    case permit, require, entitle, duty, standing
    case forbid, stop, exception
    case promise, exclude
    case right, clock, fee, element, row
    case order

    /// The domain whose names it declares.
    var domain: Domain? { Domain(rawValue: rawValue) }

    /// The clauses it may have.
    var clauses: [Clause] {
        switch self {
        case .label: [.code, .say, .must, .may]
        case .kind, .purpose, .channel, .item, .data, .service, .source, .object: [.code, .say]
        case .list, .set, .order: []
        case .fact: [.known, .knowledge, .asked, .of, .judged, .ask, .evidence, .changed]
        case .choice: [.known, .knowledge, .asked, .of, .judged, .ask, .evidence, .changed, .option]
        case .document: [.on, .ask, .obtained, .ended, .field]
        case .situation: [.under, .hint, .recipient, .for, .item, .labels, .act, .channel, .brings]
        case .define: [.when, .cite, .confidence, .since, .until]
        case .question: [.silent, .ask, .of]
        case .permit, .require, .entitle:
            [.by] + Clause.acts + [
                .about, .for, .key, .on, .when, .compelled, .limit, .before, .with, .after, .account, .outside,
                .confidence, .cite, .since, .until,
            ]
        case .duty: [.say, .owed]
        case .standing: [.recipient, .when, .confidence, .cite, .since, .until]
        case .forbid, .stop:
            [
                .by, .when, .unless, .reach, .manner, .offer, .quiet, .before, .with, .after, .confidence, .cite,
                .since, .until,
            ]
        case .exception:
            [
                .on, .when, .reach, .limit, .before, .with, .after, .account, .confidence, .cite, .since, .until,
            ]
        case .promise: [.limit, .before, .with, .after]
        case .exclude: []
        case .right: [.answer, .extension, .no, .deny, .fee, .letter, .rests, .cite, .confidence]
        case .clock:
            [.from] + Clause.measures + [.extension, .rests, .cite, .confidence, .since, .until]
        case .fee: [.allow, .at, .free, .rests, .cite, .confidence]
        case .element: [.of, .rests, .required, .text, .cite, .confidence, .since, .until]
        case .row: [.cite, .confidence, .since, .until]
        }
    }

    /// Whether files of a role may hold it.
    func belongs(in role: FileRole) -> Bool {
        switch self {
        case .kind, .purpose, .channel, .item, .label, .data, .service, .source, .object, .list, .set, .fact, .choice,
            .document, .situation, .duty, .forbid, .exception, .clock, .fee, .element, .row, .define,
            .standing:
            role == .law || role == .overlay
        case .permit, .question, .order: role == .law
        case .require, .entitle: role == .overlay
        case .stop, .right: true
        case .promise, .exclude: role.isPromise
        }
    }
}

/// The role of a file, from its front matter.
enum FileRole: String, Hashable, Sendable, CaseIterable {
    case law, overlay, notice
    case jointNotice = "joint-notice"
    case agreement, policy

    /// Whether the file is a promise document.
    var isPromise: Bool {
        switch self {
        case .law, .overlay: false
        case .notice, .jointNotice, .agreement, .policy: true
        }
    }
}

/// What a clause says; the raw value is its first word.
enum Clause: String, Hashable, Sendable, CaseIterable {
    case code, say, must, may, known, knowledge, asked, of, judged, ask, evidence, changed, option
    case on, obtained, ended, field, new, cuts
    case under, hint, recipient, `for`, item, labels, act, channel, brings
    case when, unless, cite, confidence, since, until, silent
    case by, use, disclose, request, refuse, omit, charge, condition, inform
    case about, key, compelled, limit, before, with, after, account, outside, owed
    case reach, manner, offer, quiet
    case answer, `extension`, no, deny, fee, letter, from, within, back, keep, every, allow, at, free, required, text
    case rests

    /// The clauses that name acts.
    static let acts: [Clause] = [.use, .disclose, .request, .refuse, .omit, .charge, .condition, .inform]

    /// The clauses that say what a clock's span is.
    static let measures: [Clause] = [.within, .back, .keep, .every]

    /// The clauses of a field of a document.
    static let ofField: [Clause] = [.new, .ask, .changed, .cuts]

    /// The act it names.
    var namedAct: Act? { Act(rawValue: rawValue) }

    /// Whether a declaration may have several.
    var mayRepeat: Bool {
        namedAct != nil || [.code, .option, .field, .when, .unless, .limit, .before, .with, .after].contains(self)
    }
}

/// Words that may not be declared as names: a condition could not be read otherwise.
enum ReservedWords {
    static let all: Set<String> = [
        "after", "and", "any", "at", "before", "covers", "everything", "except", "group", "in", "includes", "is", "no",
        "not", "nothing", "on", "only", "or", "overlaps", "present", "absent", "some", "such", "that", "unless", "when",
        "with", "within", "yes",
    ]
}

import HTTPTypes
import Hummingbird
import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgePractice

/// One patient to choose.
struct PatientChoice {
    let link: String
    let name: String
    let identifier: String
    let born: String
}

/// Whom a question is about.
struct AboutPanel {
    let heading: String
    let facts: String
    let changeLink: String
    let withoutLink: String
}

/// The first page of the desk: whom it is about, then what it is.
struct DeskHomePage {
    let groups: [TileGroup]
    let typed = ""
    let startLink: String
    let hidden: [HiddenField]
    let about: AboutPanel?
    let canFind: Bool
    let typedName: String
    let hasLooked: Bool
    let found: [PatientChoice]
    let hasFound: Bool
}

/// What can be done with an answer: release it, have it looked at, or note that it was stopped.
struct PassagePanel {
    struct Confirmation {
        let id: String
        let name: String
        let value: String
        let words: String
    }

    struct Choice {
        let value: String
        let words: String
        let isChosen: Bool
    }

    let code: String
    let hidden: [HiddenField]
    let heading: String
    let lead: String
    /// Nobody is chosen yet, and something to release needs somebody.
    let chooseLink: String?
    let isOpen: Bool
    let isClosed: Bool
    let canSendOfficer: Bool
    let officerLead: String?
    let recipientName: String?
    let needsName: Bool
    let parties: [Choice]
    let hasParties: Bool
    let confirmations: [Confirmation]
    let hasConfirmations: Bool
    let papers: String?
    let aboutLine: String?
    let situationsLink: String
    let changeLink: String
}

extension ConsolePages {
    /// The interview that decides by what the practice holds.
    func interview(_ basis: DeskBasis?) -> Interview {
        let notice = setting.rules.promises.first { $0.kind.isNotice }
        let asked = InterviewSetting(
            organization: organizationName, phone: notice?.phone, actorKinds: ["facility"], at: setting.now,
            today: setting.today, settings: basis?.settings ?? Settings(), readsFile: basis?.patient != nil)
        return Interview(rulebook: setting.rules.rulebook, setting: asked, notices: setting.rules.promises) { request in
            guard let basis else { return Decision(id: request.id, outcome: .undetermined) }
            return basis.decide(request)
        }
    }

    private func link(_ fields: FormFields) -> Link {
        Link(patient: fields["p"], recipient: fields["to"], home: "/desk")
    }

    /// The desk's pages about whom the fields name.
    func desk(_ fields: FormFields) throws -> DeskPages {
        try canSeePatient(fields)
        let link = link(fields)
        let basis = try practice.desk(patient: link.patient, recipient: link.recipient)
        let interview = interview(basis)
        var pages = DeskPages(interview: interview, link: link) { template, page, title, at, status in
            self.page(template, page, title: title, at: at, status: status)
        }
        pages.about = basis.patient.map { Pair(label: t(.patientAsked), text: name($0)) }
        pages.passage = { turn in self.passage(turn, basis, link, interview) }
        return pages
    }

    private func canSeePatient(_ fields: FormFields) throws {
        guard fields["p"] == nil || visitor.permissions.contains(.patients) else {
            throw PracticeError.unknownPatient
        }
    }

    func deskHome(_ fields: FormFields) throws -> Response {
        try canSeePatient(fields)
        return try deskHome(fields, typed: nil)
    }

    func deskPatient(_ fields: FormFields) throws -> Response { try deskHome(fields, typed: fields["name"] ?? "") }

    private func deskHome(_ fields: FormFields, typed: String?) throws -> Response {
        let link = link(fields)
        let home = HomePage(interview(nil), link)
        let found = try typed.map { $0.trimmed.isEmpty ? [] : try practice.search($0, most: 12) } ?? []
        let page = DeskHomePage(
            groups: home.groups, startLink: home.startLink, hidden: home.hidden,
            about: try link.patient.map { try about($0, link) }, canFind: visitor.permissions.contains(.patients),
            typedName: typed ?? "", hasLooked: typed != nil, found: found.map { choice($0, "/desk?p=") },
            hasFound: !found.isEmpty)
        return self.page("desk-home", page, title: words(.pageTitle), at: "/desk")
    }

    func choice(_ state: PersonState, _ address: String) -> PatientChoice {
        PatientChoice(
            link: address + practice.pageToken(of: state.number), name: name(state),
            identifier: state.identifiers.first ?? "", born: state.birth.map(dayWords) ?? "")
    }

    private func about(_ token: String, _ link: Link) throws -> AboutPanel {
        let state = try practice.person(token: token)
        var without = link
        without.patient = nil
        return AboutPanel(
            heading: t(.aboutPatient, ["name": name(state)]),
            facts: [state.identifiers.first, state.birth.map { "\(t(.born)) \(dayWords($0))" }].compactMap { $0 }
                .joined(separator: ", "),
            changeLink: "/desk", withoutLink: without.begin("/desk"))
    }

    // MARK: What can be done with an answer

    private func passage(
        _ turn: Interview.Turn, _ basis: DeskBasis, _ link: Link, _ interview: Interview
    ) -> PassagePanel? {
        guard !turn.state.isSupposing else { return nil }
        var before: [OwedDuty] = []
        var waits = false
        var isOpen = false
        if case .open(let duties, let isWaiting) = basis.door(turn.decision) {
            (before, waits, isOpen) = (duties, isWaiting, true)
        }
        let isOfficer = visitor.permissions.contains(.officer)
        let mayRelease = isOpen && visitor.permissions.contains(.release) && (!waits || isOfficer)
        let needsPatient = basis.patient == nil && isOpen
        let kinds = setting.rules.rulebook.hierarchy(.kind)
        let isIndividual = turn.request.recipient.kinds.contains { kinds.isUnder($0, "individual") }
        let parties = basis.recipient == nil && !isIndividual ? self.parties(of: turn.request.recipient.kinds) : []
        var confirmations = before.enumerated().map { number, duty in
            PassagePanel.Confirmation(
                id: "confirm-\(number)", name: "confirm", value: duty.duty, words: duty.words.firstUppercased)
        }
        if waits, isOfficer, let duty = basis.officerDuty {
            confirmations.append(
                .init(id: "confirm-officer", name: "confirm", value: duty, words: t(.officerReleases)))
        }
        let papers = basis.passage(turn.request, to: nil).papers.filter { !basis.isOnFile($0) }
        return PassagePanel(
            code: turn.state.code, hidden: HiddenField.all(link),
            heading: isOpen ? t(.recordIt) : t(.recordNo), lead: isOpen ? t(.recordLead) : t(.recordNoLead),
            chooseLink: needsPatient ? "/desk" : nil, isOpen: mayRelease && !needsPatient,
            isClosed: !isOpen && turn.decision.outcome == .refused,
            canSendOfficer: isOpen && waits && !needsPatient, officerLead: waits ? t(.officerLead) : nil,
            recipientName: basis.recipient.map { partyName($0) }
                ?? (isIndividual ? t(.thePatient).firstUppercased : nil),
            needsName: basis.recipient == nil && !isIndividual, parties: parties, hasParties: !parties.isEmpty,
            confirmations: confirmations, hasConfirmations: !confirmations.isEmpty,
            papers: papers.isEmpty
                ? nil
                : t(.takenOnFile, ["papers": words.list(papers.map { documentWords($0) })]),
            aboutLine: basis.patient.map { t(.aboutPatient, ["name": name($0)]) },
            situationsLink: link.begin("/desk"), changeLink: link.start(turn.state.opening))
    }

    /// Recipients on file of which one of the kinds is asked for.
    private func parties(of kinds: [String]) -> [PassagePanel.Choice] {
        let hierarchy = setting.rules.rulebook.hierarchy(.kind)
        let states = (try? practice.parties()) ?? []
        return states.filter { state in
            state.party?.kinds.contains { own in kinds.contains { hierarchy.isUnder(own, $0) } } == true
        }.map { .init(value: practice.pageToken(of: $0.number), words: partyName($0), isChosen: false) }
    }

    // MARK: Doing it

    func release(_ fields: FormFields) throws -> Response {
        try act(fields) { ask in
            let released = try practice.release(ask)
            return (released, released.isRepeated)
        }
    }

    func stop(_ fields: FormFields) throws -> Response {
        try act(fields) { ask in
            let stopped = try practice.stop(ask)
            return (stopped, stopped.isRepeated)
        }
    }

    private func act(_ fields: FormFields, _ record: (Ask) throws -> (Released, Bool)) throws -> Response {
        try canSeePatient(fields)
        // Who gets it may be chosen on the form itself.
        let link = Link(patient: fields["p"], recipient: fields["party"] ?? fields["to"], home: "/desk")
        let basis = try practice.desk(patient: link.patient, recipient: link.recipient)
        guard let code = fields["s"] else { throw InterviewError.malformed(part: 1) }
        let state = try InterviewState(code: code, rulebook: setting.rules.rulebook)
        let turn = interview(basis).answerNow(state.asItStands)
        let passage = basis.passage(turn.request, to: fields["who"]?.trimmed)
        let key = practice.formKey(
            [
                visitor.account, code, link.patient ?? "", link.recipient ?? "", fields["who"] ?? "",
                fields["note"] ?? "", fields["again"] ?? "", fields.all("confirm").sorted().joined(separator: ","),
            ], on: setting.today)
        for paper in passage.papers where !basis.isOnFile(paper) {
            guard visitor.permissions.contains(.release), let patient = basis.patient?.identifiers.first else {
                continue
            }
            var taken = JSONFields(
                JSONObject([
                    .init(name: "document", value: .object(paper)), .init(name: "by", value: .string(visitor.name)),
                    .init(name: "evidence", value: .string("seen at the desk")),
                ]))
            _ = try practice.take(try DirectiveTaken(&taken), of: patient)
        }
        var object = passage.request
        object.append("patient", basis.patient?.identifiers.first.map { .string($0) })
        object.append("key", .string(key))
        object.append("by", .string(visitor.name))
        object.append("note", fields["note"].map { .string($0) })
        let confirmed = fields.all("confirm")
        if !confirmed.isEmpty {
            object.append("confirm", .members(confirmed.map { ($0, .string(visitor.name)) }))
        }
        let (done, isRepeated) = try record(try Ask(.object(object)))
        return .seeOther("/receipts/\(done.header.index)\(isRepeated ? "?again=1" : "")")
    }

    // MARK: Words

    /// A patient's name.
    func name(_ state: PersonState) -> String {
        state.names.first?.words ?? state.identifiers.first ?? t(.aPatient)
    }

    func partyName(_ state: PersonState) -> String {
        state.party?.names.first?.words ?? state.party?.id ?? t(.somebody)
    }

    /// A day, or a month or a year as it stands.
    func dayWords(_ text: String) -> String { Day(text).map { words.date($0) } ?? text }

    func documentWords(_ document: JSONObject) -> String {
        let type = document.text("type") ?? ""
        return setting.rules.rulebook.document(type)?.words ?? type
    }
}

import Hummingbird
import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgePractice

/// Search, and whom it found.
struct PatientsPage {
    let typedName: String
    let isSearch: Bool
    let heading: String
    let found: [PatientChoice]
    let hasFound: Bool
}

/// A wish or a paper on file.
struct WishView {
    let state: String
    let title: String
    let since: String
    let isKeptOut: Bool
    let why: String
    let entry: String
    let endField: String?
}

/// Somebody who has the information.
struct HolderView {
    let name: String
    let why: String
    let times: String
    let last: String
}

/// One patient.
struct PatientPage {
    let name: String
    let facts: [Pair]
    let askLink: String
    let recordLink: String
    let wishLink: String
    let wishEndLink: String
    let wishes: [WishView]
    let hasWishes: Bool
    let canWish: Bool
    let canRelease: Bool
    let pictureLink: String
    let holders: [HolderView]
    let hasHolders: Bool
    let events: [EntryView]
    let hasEvents: Bool
    let tasks: [TaskRowView]
    let hasTasks: Bool
    let noticesGiven: [String]
    let hasNotices: Bool
    let speakers: [String]
    let canAccount: Bool
    let accountingLink: String
}

/// The list of disclosures as it was given.
struct AccountingListPage {
    struct Row {
        let day: String
        let who: String
        let what: String
        let why: String
        let ground: String
        let entries: String
        let isMistake: Bool
    }

    let heading: String
    let lead: String
    let rows: [Row]
    let hasRows: Bool
    let patientLink: String
    let patientWords: String
    let entryLink: String
    let entryWords: String
}

extension ConsolePages {
    private static let foundMost = 25
    private static let eventsMost = 40

    func patients(_ typed: String?) throws -> Response {
        let text = typed?.trimmed ?? ""
        let isSearch = !text.isEmpty
        let states =
            isSearch
            ? try practice.search(text, most: ConsolePages.foundMost)
            : try practice.newestPatients(most: ConsolePages.foundMost)
        let heading =
            isSearch
            ? states.isEmpty ? t(.foundNobody) : t(.foundCount, ["count": "\(states.count)"]) : t(.newest)
        let page = PatientsPage(
            typedName: text, isSearch: isSearch, heading: heading, found: states.map { choice($0, "/patients/") },
            hasFound: !states.isEmpty)
        return self.page("patients", page, title: t(.patients), at: "/patients")
    }

    func patient(_ token: String) throws -> Response {
        let state = try practice.person(token: token)
        guard let identifier = state.identifiers.first else { throw PracticeError.unknownPatient }
        let directives = try practice.directives(of: identifier)
        let holders = try practice.who(identifier)
        let events = try practice.entries(
            [.release, .record, .stopped], about: state.number, most: ConsolePages.eventsMost)
        let tasks = try practice.tasks(most: 500).filter { $0.person == state.number }
        let notices = state.accepted.compactMap { id in
            setting.rules.promises.first { $0.id == id }.map { $0.title } ?? id
        }
        let page = PatientPage(
            name: name(state), facts: facts(state), askLink: "/desk?p=\(token)",
            recordLink: "/patients/\(token)/record",
            wishLink: "/patients/\(token)/wishes", wishEndLink: "/patients/\(token)/wishes/end",
            wishes: directives.map(wish), hasWishes: !directives.isEmpty,
            canWish: visitor.permissions.contains(.wishes), canRelease: visitor.permissions.contains(.release),
            pictureLink: "/patients/\(token)/picture.svg", holders: holders.recipients.map(holder),
            hasHolders: !holders.receipts.isEmpty, events: events.compactMap { view($0) },
            hasEvents: !events.isEmpty, tasks: tasks.map { row($0, [:]) }, hasTasks: !tasks.isEmpty,
            noticesGiven: notices, hasNotices: !notices.isEmpty, speakers: speakers(directives),
            canAccount: visitor.permissions.contains(.export), accountingLink: "/patients/\(token)/accounting")
        return self.page("patient", page, title: page.name, at: "/patients/")
    }

    func picture(_ token: String) throws -> Response {
        let state = try practice.person(token: token)
        guard let identifier = state.identifiers.first else { throw PracticeError.unknownPatient }
        return .text(HoldersPicture.svg(try practice.who(identifier)), type: "image/svg+xml")
    }

    func giveAccounting(_ token: String, _ fields: FormFields) throws -> Response {
        let state = try practice.person(token: token)
        guard let identifier = state.identifiers.first else { throw PracticeError.unknownPatient }
        // A list that was given is given again until there is something new to tell.
        let newest = try practice.entries([.release, .record], about: state.number, most: ConsolePages.eventsMost)
            .first { ConsolePages.record($0)?.request.texts("purposes").contains("accounting-request") != true }
        let parts = [visitor.account, "accounting", token, "\(newest?.header.index ?? -1)"]
        var object = JSONObject()
        object.append("patient", .string(identifier))
        object.append("key", .string(practice.formKey(parts, on: setting.today)))
        object.append("by", .string(visitor.name))
        if fields["checked"] != nil {
            object.append("confirm", .members([("verify", .string(visitor.name))]))
        }
        guard case .given(let list, let entry, _) = try practice.accounting(AccountingRequest(.object(object))) else {
            throw PracticeError.asked(ShapeProblem(path: "$.cents", message: t(.accountingQuote)))
        }
        let page = AccountingListPage(
            heading: t(.accountingOf, ["name": list.patient]),
            lead: AccountingText.text(list).split(separator: "\n", omittingEmptySubsequences: true).dropFirst(2).first
                .map(String.init) ?? "",
            rows: list.rows.map(accountingRow), hasRows: !list.rows.isEmpty, patientLink: "/patients/\(token)",
            patientWords: t(.backToPatient, ["name": name(state)]), entryLink: "/disclosures/\(entry)",
            entryWords: t(.fromEntry, ["entry": "\(entry)"]))
        return self.page("accounting", page, title: page.heading, at: "/patients/")
    }

    private func accountingRow(_ row: AccountingRow) -> AccountingListPage.Row {
        let day = words.date(row.day) + (row.lastDay.map { " – \(words.date($0))" } ?? "")
        return AccountingListPage.Row(
            day: day, who: [row.recipient, row.address].compactMap { $0 }.joined(separator: ", "), what: row.what,
            why: row.why, ground: row.ground + (row.citation.isEmpty ? "" : " (\(row.citation))"),
            entries: row.entries.map { "\($0)" }.joined(separator: ", "), isMistake: row.isMistake)
    }

    // MARK: Parts of the page

    private func facts(_ state: PersonState) -> [Pair] {
        var facts: [Pair] = []
        if let birth = state.birth {
            var text = dayWords(birth)
            if let day = Day(birth) {
                let age = ConsolePages.age(of: day, on: setting.today)
                text += ", " + t(.ageYears, ["age": "\(age)"])
            }
            facts.append(Pair(label: t(.born), text: text))
        }
        facts.append(Pair(label: t(.record), text: state.identifiers.joined(separator: ", ")))
        if !state.details.languages.isEmpty {
            facts.append(Pair(label: t(.speaks), text: state.details.languages.joined(separator: ", ")))
        }
        return facts
    }

    private static func age(of birth: Day, on day: Day) -> Int {
        let (born, now) = (birth.civil, day.civil)
        return now.year - born.year - ((now.month, now.day) < (born.month, born.day) ? 1 : 0)
    }

    private func holder(_ recipient: (name: String, receipts: [Holders.Receipt])) -> HolderView {
        var reasons: [String] = []
        for receipt in recipient.receipts where !reasons.contains(receipt.why) { reasons.append(receipt.why) }
        return HolderView(
            name: recipient.name.firstUppercased, why: words.list(reasons).firstUppercased,
            times: "\(recipient.receipts.count)",
            last: recipient.receipts.last.map { words.date($0.day) } ?? "")
    }

    /// The one who may decide for the patient, by the papers on file.
    private func speakers(_ directives: [DirectiveOnFile]) -> [String] {
        let named = directives.filter { $0.document.text("type") == "appointment" && !$0.isKeptOut }
            .compactMap { $0.document.text("appointee") }
        return named.isEmpty ? [t(.onlyThemselves)] : named
    }

    private func wish(_ directive: DirectiveOnFile) -> WishView {
        let document = directive.document
        let type = setting.rules.rulebook.document(document.text("type") ?? "")
        let endField = ["ended", "withdrawn", "revoked"].first { name in type?.field(name) != nil }
        let isEnded = endField.map { document[$0] != nil } ?? false
        var parts = [documentWords(document).firstUppercased]
        for field in type?.fields ?? [] where !["agreed", "made", "given", "signed", "received"].contains(field.name) {
            if case .string(let text)? = document[field.name] { parts.append("\(field.words): \(text)") }
            let names = document.texts(field.name)
            if !names.isEmpty { parts.append("\(field.words): \(names.map(anyWords).joined(separator: ", "))") }
            if document[field.name] == .bool(true) { parts.append(field.words) }
        }
        let since = directive.taken.map { taken in
            t(.takenOn, ["date": words.date(setting.zone.day(of: taken.at)), "by": taken.record.by])
        }
        let state =
            isEnded || directive.isKeptOut ? "needed" : document.text("type") == "contact-wish" ? "required" : "refused"
        return WishView(
            state: document.text("type") == "authorization" && !isEnded ? "allowed" : state,
            title: parts.joined(separator: "; "), since: since ?? "", isKeptOut: directive.isKeptOut,
            why: directive.isKeptOut
                ? t(.keptOut, ["why": directive.defects.first?.words ?? ""]) : isEnded ? t(.ended) : "",
            entry: "\(directive.entry)", endField: isEnded ? nil : endField)
    }

    /// The words of a name of some part of the vocabulary.
    private func anyWords(_ name: String) -> String {
        for domain in [Domain.kind, .purpose, .item, .channel, .data] {
            if let term = setting.rules.rulebook.hierarchy(domain)[name] { return term.words }
        }
        return name
    }
}

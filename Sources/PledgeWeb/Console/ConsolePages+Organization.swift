import Hummingbird
import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgePractice

/// Somebody who asks and receives, or who works here.
struct PartyView {
    let name: String
    let kind: String
    let reach: String
    let role: String
}

/// An agreement with its end.
struct AgreementView {
    let name: String
    let what: String
    let signed: String
    let ends: String
    let clockClass: String
}

/// A notice or another promise in force.
struct PromiseView {
    let title: String
    let since: String
    let counts: String
}

/// What the check of everything found.
struct CheckView {
    let state: String
    let headline: String
    let differences: [String]
}

struct OrganizationPage {
    let name: String
    let recipients: [PartyView]
    let agreements: [AgreementView]
    let hasAgreements: Bool
    let staff: [PartyView]
    let promises: [PromiseView]
    let rules: String
    let key: String
    let entries: String
    let check: CheckView?
}

struct NoticesPage {
    let promises: [PromiseView]
    let hasPromises: Bool
}

extension ConsolePages {
    private static let soonAgreementDays = 60

    func organization(isChecked: Bool) throws -> Response {
        let parties = try practice.parties()
        let kinds = setting.rules.rulebook.hierarchy(.kind)
        func works(_ state: PersonState) -> Bool {
            state.party?.kinds.contains { kinds.isUnder($0, "workforce") } == true
        }
        let agreements = parties.flatMap { party in party.directives.map { agreement($0, party) } }
            .sorted { ($0.ends, $0.name) < ($1.ends, $1.name) }
        let page = OrganizationPage(
            name: organizationName, recipients: parties.filter { !works($0) }.map(party),
            agreements: agreements, hasAgreements: !agreements.isEmpty, staff: parties.filter(works).map(party),
            promises: promises(), rules: setting.organization.rulebook ?? "", key: try practice.verifierKey(),
            entries: t(.entriesCount, ["entries": "\(try practice.sizes().entries)"]),
            check: isChecked ? try check() : nil)
        return self.page("organization", page, title: t(.organization), at: "/organization")
    }

    func notices() throws -> Response {
        let promises = promises()
        let page = NoticesPage(promises: promises, hasPromises: !promises.isEmpty)
        return self.page("notices", page, title: t(.notices), at: "/notices")
    }

    private func promises() -> [PromiseView] {
        setting.rules.promises.map { document in
            PromiseView(
                title: document.title,
                since: document.effective.map { t(.inForceSince, ["date": words.date($0)]) } ?? "",
                counts: t(
                    .promisesCount, ["count": "\(document.promises.count)", "rights": "\(document.rights.count)"]))
        }
    }

    private func party(_ state: PersonState) -> PartyView {
        let party = state.party
        let ways = (party?.telecoms.map { "\($0.system) \($0.value)" } ?? []) + (party?.addresses.map(\.words) ?? [])
        return PartyView(
            name: partyName(state), kind: wordsOf(party?.kinds ?? [], .kind).firstUppercased,
            reach: ways.joined(separator: ", "), role: party?.role ?? "")
    }

    private func agreement(_ directive: PersonState.Directive, _ party: PersonState) -> AgreementView {
        let document = directive.document
        let end = document.text("ended").flatMap { Day($0) }
        let left = end.map { Int($0.number) - Int(setting.today.number) }
        let ends =
            end.map { day in
                let told = (left ?? 0) < 0 ? t(.ended) : t(.daysLeft, ["count": "\(left ?? 0)"])
                return "\(words.date(day)), \(told)"
            } ?? t(.noEnd)
        return AgreementView(
            name: partyName(party), what: documentWords(document).firstUppercased,
            signed: document.text("signed").map(dayWords) ?? "", ends: ends,
            clockClass: left.map { $0 < 0 ? "is-late" : $0 <= ConsolePages.soonAgreementDays ? "is-soon" : "" } ?? "")
    }

    /// Reads everything and compares.
    private func check() throws -> CheckView {
        let report = try practice.check()
        return CheckView(
            state: report.isWhole ? "allowed" : "refused",
            headline: report.isWhole
                ? t(.checkWhole, ["entries": "\(report.entries)"]) : t(.checkBroken),
            differences: report.differences)
    }
}

import HTTPTypes
import Hummingbird
import Mustache
import PledgeCore
import PledgeDecisions
import PledgePractice

/// Fills the templates of signing in.
struct SignInPages: Sendable {
    let library: MustacheLibrary
    let organization: String
    let policy: AccountPolicy
    /// Of the organization, for the times of sessions.
    let zone: TimeZoneRules

    // MARK: Values of templates

    private struct SignInForm {
        let s = SignInPhrase.all
        let heading: String
        let lead: String
        let login: String
        let hidden: [HiddenField]
        let problems: [Problem]
        let hasProblems: Bool
    }

    private struct Enrolment {
        let uri: String
        /// The secret in groups of four.
        let spaced: String
        let named: String
        /// The address as a picture to scan.
        let picture: String
    }

    private struct CodeForm {
        let s = SignInPhrase.all
        let heading: String
        let hidden: [HiddenField]
        let enrolment: Enrolment?
        let needsPassword: Bool
        let passwordHint: String
        let codeHint: String
        let inputMode: String
        let problems: [Problem]
        let hasProblems: Bool
    }

    private struct Going {
        let s = SignInPhrase.all
        let codes: [String]
        let resendAction: String?
        let hidden: [HiddenField]
        let goOnLink: String
    }

    private struct SetUpForm {
        let s = SignInPhrase.all
        let name: String
        let login: String
        let passwordHint: String
        let hidden: [HiddenField]
        let problems: [Problem]
        let hasProblems: Bool
    }

    private struct ProveForm {
        let s = SignInPhrase.all
        let hidden: [HiddenField]
        let problems: [Problem]
        let hasProblems: Bool
    }

    private struct EmergencyForm {
        let s = SignInPhrase.all
        let action: String
        let reason: String
        let problems: [Problem]
        let hasProblems: Bool
    }

    private struct AccountPage {
        struct Session {
            let id: String
            let since: String
            let from: String
            let browser: String
            let isThis: Bool
        }

        let s = SignInPhrase.all
        let who: String
        let failures: String?
        let sessions: [Session]
        let hasOthers: Bool
        let isProven: Bool
        let passwordHint: String
        let problems: [Problem]
        let hasProblems: Bool
    }

    // MARK: Pages

    /// Name and password.
    func signIn(
        _ going: GoingOn, login: String = "", isOut: Bool = false, _ refusal: SignInRefusal? = nil
    ) -> Response {
        let heading = (going.form == nil ? SignInPhrase.signIn : .signInAgain)()
        let lead =
            going.form != nil
            ? SignInPhrase.keptLead()
            : isOut ? SignInPhrase.signedOut() : SignInPhrase.signInLead(["organization": organization])
        let problems = SignInPages.problems(refusal, field: "password")
        let form = SignInForm(
            heading: heading, lead: lead, login: login, hidden: going.fields, problems: problems,
            hasProblems: !problems.isEmpty)
        var response = page("sign-in", form, title: heading, status: SignInPages.status(refusal))
        SignInPages.retry(refusal, &response)
        return response
    }

    /// The code, with an app to set up and a password to choose where they are needed.
    func code(_ step: SignInStep, _ going: GoingOn, _ refusal: SignInRefusal? = nil) -> Response {
        let heading = (step.enrolment == nil ? SignInPhrase.codeTitle : .enrolTitle)()
        let field =
            switch refusal {
            case .newPassword?, .needsNewPassword?: "new-password"
            default: "code"
            }
        let problems = SignInPages.problems(refusal, field: field)
        let form = CodeForm(
            heading: heading, hidden: [HiddenField(name: "ticket", value: step.ticket)] + going.fields,
            enrolment: step.enrolment.map { enrolment($0, login: step.login) }, needsPassword: step.needsNewPassword,
            passwordHint: passwordHint, codeHint: (step.enrolment == nil ? SignInPhrase.codeOrRecovery : .codeHint)(),
            inputMode: step.enrolment == nil ? "text" : "numeric", problems: problems, hasProblems: !problems.isEmpty)
        var response = page("sign-in-code", form, title: heading, status: SignInPages.status(refusal))
        SignInPages.retry(refusal, &response)
        return response
    }

    private func enrolment(_ enrolment: SignInStep.Enrolment, login: String) -> Enrolment {
        let letters = Array(enrolment.secret)
        let spaced = stride(from: 0, to: letters.count, by: 4).map {
            String(letters[$0..<min(letters.count, $0 + 4)])
        }.joined(separator: " ")
        return Enrolment(
            uri: enrolment.uri, spaced: spaced, named: SignInPhrase.enrolName(["login": login]),
            picture: QRCode(enrolment.uri)?.svg ?? "")
    }

    /// Recovery codes that are shown once.
    func recoveryCodes(_ codes: [String], _ going: GoingOn, token: String?) -> Response {
        let page = Going(
            codes: codes, resendAction: going.form?.action, hidden: going.form?.fields ?? [], goOnLink: going.path)
        return self.page("recovery-codes", page, title: SignInPhrase.recoveryTitle(), token: token)
    }

    /// A form that was kept, to be sent by its owner.
    func resend(_ form: KeptForm, _ going: GoingOn, token: String) -> Response {
        let page = Going(codes: [], resendAction: form.action, hidden: form.fields, goOnLink: going.path)
        return self.page("resend", page, title: SignInPhrase.resendTitle(), token: token)
    }

    /// The first account.
    func setUp(token: String, name: String = "", login: String = "", problem: (field: String, text: String)? = nil)
        -> Response
    {
        let problems = problem.map { [Problem(field: $0.field, text: $0.text)] } ?? []
        let form = SetUpForm(
            name: name, login: login, passwordHint: passwordHint, hidden: [HiddenField(name: "token", value: token)],
            problems: problems, hasProblems: !problems.isEmpty)
        return page(
            "set-up", form, title: SignInPhrase.setUpTitle(), status: problems.isEmpty ? .ok : .badRequest)
    }

    /// The link of the first account is void.
    func setUpOver() -> Response {
        let error = ErrorPage(headline: SignInPhrase.setUpOver(), help: SignInPhrase.setUpOverHelp(), detail: nil)
        return page("error", error, title: error.headline, status: .gone)
    }

    /// Password and code once more.
    func prove(_ visit: Visit, _ going: GoingOn, _ refusal: SignInRefusal? = nil) -> Response {
        let problems = SignInPages.problems(refusal, field: refusal == .wrongCode ? "code" : "password")
        let form = ProveForm(hidden: going.fields, problems: problems, hasProblems: !problems.isEmpty)
        var response = page(
            "prove", form, title: SignInPhrase.proveTitle(), status: SignInPages.status(refusal), visit: visit)
        SignInPages.retry(refusal, &response)
        return response
    }

    /// One's own account.
    func account(
        _ visit: Visit, _ sessions: [Account.Session], isProven: Bool, failures: Int64, _ refusal: SignInRefusal? = nil
    ) -> Response {
        let problems = SignInPages.problems(refusal, field: "new-password")
        let rows = sessions.sorted { $0.begun > $1.begun }.map { session in
            AccountPage.Session(
                id: session.token, since: time(session.begun), from: session.source,
                browser: session.agent ?? SignInPhrase.unknownBrowser(), isThis: session.token == visit.session)
        }
        let page = AccountPage(
            who: "\(visit.visitor.name), \(visit.visitor.role)",
            failures: failures > 0 ? SignInPhrase.failedBefore(["count": "\(failures)"]) : nil, sessions: rows,
            hasOthers: rows.contains { !$0.isThis }, isProven: isProven, passwordHint: passwordHint, problems: problems,
            hasProblems: !problems.isEmpty)
        return self.page(
            "account", page, title: SignInPhrase.account(), status: SignInPages.status(refusal), visit: visit)
    }

    /// A reason to open a record.
    func emergency(_ visit: Visit, action: String, reason: String = "", problem: String? = nil) -> Response {
        let problems = problem.map { [Problem(field: "reason", text: $0)] } ?? []
        let form = EmergencyForm(action: action, reason: reason, problems: problems, hasProblems: !problems.isEmpty)
        return page(
            "emergency", form, title: SignInPhrase.emergencyTitle(), status: problems.isEmpty ? .ok : .badRequest,
            visit: visit)
    }

    // MARK: Parts

    var passwordHint: String { SignInPhrase.newPasswordHint(["count": "\(policy.passwordLengthMin)"]) }

    /// A time in the organization's zone, such as "21 Nov 2026, 10:05".
    func time(_ milliseconds: Int64) -> String {
        let instant = Instant(milliseconds: milliseconds)
        let words = InterviewWords.english
        let minutes = (instant.seconds + zone.offset(at: instant)) % 86_400 / 60
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(words.date(zone.day(of: instant))), \(two(minutes / 60)):\(two(minutes % 60))"
    }

    static func problems(_ refusal: SignInRefusal?, field: String) -> [Problem] {
        refusal.map { [Problem(field: field, text: $0.description)] } ?? []
    }

    static func status(_ refusal: SignInRefusal?) -> HTTPResponse.Status {
        switch refusal {
        case nil: .ok
        case .wrong?, .wrongCode?, .over?: .forbidden
        case .wait?: .tooManyRequests
        case .busy?: .serviceUnavailable
        case .newPassword?, .needsNewPassword?: .badRequest
        }
    }

    private static func retry(_ refusal: SignInRefusal?, _ response: inout Response) {
        if case .wait(let seconds)? = refusal { response.headers[.retryAfter] = "\(seconds)" }
    }

    func page(
        _ template: String, _ page: any Sendable, title: String, status: HTTPResponse.Status = .ok, visit: Visit? = nil,
        token: String? = nil, at link: String = ""
    ) -> Response {
        let words = InterviewWords.english
        var frame = Frame(
            title: title, organization: organization, homeLink: GoingOn.first,
            nav: visit.map { ConsolePages.nav($0.visitor, at: link, hasAccounts: true) } ?? [],
            visitor: visit.map { "\($0.visitor.name), \($0.visitor.role)" } ?? "", footNote: "", words: words)
        if visit != nil { frame.accountLink = "/account" }
        let html = library.render(Framed(page: page, frame: frame), withTemplate: template) ?? ""
        let token = token ?? visit?.formToken
        return .html(token.map { FormTokens.inserted(in: html, $0) } ?? html, status: status)
    }
}

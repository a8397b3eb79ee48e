import HTTPTypes
import Hummingbird
import Mustache
import PledgeCore
import PledgeDecisions
import PledgePractice

/// Pages about who may sign in, and what roles there are.
struct StaffPages {
    let pages: SignInPages
    let accounts: Accounts
    let visit: Visit

    // MARK: Values of templates

    private struct StaffPage {
        struct Row {
            let link: String
            let name: String
            let login: String
            let role: String
            let state: String
            let last: String
        }

        let s = StaffPhrase.all
        let accounts: [Row]
        let roles: [SelectField.Option]
        let typedName: String
        let typedLogin: String
        let problems: [Problem]
        let hasProblems: Bool
    }

    private struct AccountPage {
        struct Act {
            let value: String
            let words: String
            let note: String?
        }

        let s = StaffPhrase.all
        let action: String
        let name: String
        let login: String
        let role: String
        let state: String
        let password: String?
        let passwordLead: String
        let roles: [SelectField.Option]
        let acts: [Act]
        let problems: [Problem]
        let hasProblems: Bool
    }

    private struct RolesPage {
        struct Row {
            let name: String
            let mayDo: String
            let sees: String
        }

        let s = StaffPhrase.all
        let list: [Row]
        let typedName: String
        let permissions: [ChoiceField]
        let items: [ChoiceField]
        let elements: [ChoiceField]
        let problems: [Problem]
        let hasProblems: Bool
    }

    // MARK: Staff

    func staff(_ form: FormFields = FormFields(""), _ problem: Problem? = nil) throws -> Response {
        let rows = try accounts.list().map { account in
            StaffPage.Row(
                link: StaffPages.link(account), name: account.name, login: account.login, role: account.role,
                state: StaffPages.state(account), last: account.lastSignIn.map(pages.time) ?? StaffPhrase.never())
        }
        let page = StaffPage(
            accounts: rows, roles: try roleOptions(form["role"]), typedName: form["name"] ?? "",
            typedLogin: form["login"] ?? "", problems: [problem].compactMap { $0 }, hasProblems: problem != nil)
        return pages.page(
            "staff", page, title: StaffPhrase.staff(), status: problem == nil ? .ok : .badRequest, visit: visit,
            at: "/staff")
    }

    func add(_ form: FormFields) throws -> Response {
        let (name, login) = (form["name"] ?? "", form["login"] ?? "")
        do {
            let password = try accounts.add(
                login: login, name: name, role: form["role"] ?? "", by: visit.visitor.name)
            return try account(accounts.summary(of: login), password: password)
        } catch PracticeError.asked(let problem) {
            return try staff(form, StaffPages.problem(problem))
        }
    }

    func account(number: String) throws -> Response {
        guard let account = try find(number) else { throw HTTPError(.notFound) }
        return try self.account(account)
    }

    /// Does what a form of an account's page asks.
    func act(number: String, _ form: FormFields) throws -> Response {
        guard let found = try find(number) else { throw HTTPError(.notFound) }
        let (login, by) = (found.login, visit.visitor.name)
        var password: String?
        do {
            switch form["do"] {
            case "change": try accounts.change(login: login, name: form["name"], role: form["role"], by: by)
            case "disable": try accounts.disable(login: login, by: by)
            case "enable": try accounts.enable(login: login, by: by)
            case "end": try accounts.endSessions(of: login, by: by)
            case "password": password = try accounts.reset(login: login, factor: false, by: by)
            case "app": password = try accounts.reset(login: login, factor: true, by: by)
            default: throw HTTPError(.badRequest)
            }
        } catch PracticeError.asked(let problem) {
            return try account(found, problem: StaffPages.problem(problem))
        }
        guard let password, let after = try find(number) else { return .seeOther(StaffPages.link(found)) }
        return try account(after, password: password)
    }

    private func account(
        _ account: AccountSummary, password: String? = nil, problem: Problem? = nil
    ) throws -> Response {
        let acts: [(String, StaffPhrase, StaffPhrase?)] = [
            account.isDisabled ? ("enable", .enable, nil) : ("disable", .disable, nil), ("end", .endSessions, nil),
            ("password", .newPassword, .newPasswordNote), ("app", .newApp, .newAppNote),
        ]
        let page = AccountPage(
            action: StaffPages.link(account), name: account.name, login: account.login, role: account.role,
            state: StaffPages.state(account), password: password,
            passwordLead: StaffPhrase.firstPasswordLead(["name": account.name]), roles: try roleOptions(account.role),
            acts: acts.map { AccountPage.Act(value: $0.0, words: $0.1(), note: $0.2?()) },
            problems: [problem].compactMap { $0 }, hasProblems: problem != nil)
        return pages.page(
            "staff-account", page, title: account.name, status: problem == nil ? .ok : .badRequest, visit: visit,
            at: "/staff/")
    }

    private func find(_ number: String) throws -> AccountSummary? {
        try accounts.list().first { "\($0.number)" == number }
    }

    private static func link(_ account: AccountSummary) -> String { "/staff/\(account.number)" }

    private static func state(_ account: AccountSummary) -> String {
        if account.isDisabled { return StaffPhrase.stateDisabled() }
        if !account.hasSecondFactor { return StaffPhrase.stateNew() }
        let failed = account.failures > 0 ? ", " + StaffPhrase.failed(["count": "\(account.failures)"]) : ""
        return StaffPhrase.stateReady() + failed
    }

    private static func problem(_ problem: ShapeProblem) -> Problem {
        let field = ["$.name": "name", "$.role": "role", "$.permissions": "role"][problem.path] ?? "login"
        let help = problem.help.map { "; " + $0.replacing("`", with: "") } ?? ""
        return Problem(field: field, text: (problem.message + help).firstUppercased + ".")
    }

    private func roleOptions(_ chosen: String?) throws -> [SelectField.Option] {
        try accounts.roles().map { .init(value: $0.name, words: $0.name.firstUppercased, isChosen: $0.name == chosen) }
    }

    // MARK: Roles

    func roles(_ form: FormFields = FormFields(""), _ problem: Problem? = nil) throws -> Response {
        let book = try accounts.vocabulary()
        let list = try accounts.roles().map { role in
            let seen = [role.items.map { names($0, book.items) }, role.elements.map { names($0, book.elements) }]
                .compactMap { $0 }
            let may =
                Visitor.Permission.allCases.filter(role.permissions.contains).map(\.words)
                + (role.opensInEmergency ? [StaffPhrase.opens()] : [])
            return RolesPage.Row(
                name: role.name.firstUppercased, mayDo: may.joined(separator: "; "),
                sees: seen.isEmpty ? StaffPhrase.everything() : seen.joined(separator: ": "))
        }
        let permissions =
            Visitor.Permission.allCases.map { choice("permission", $0.rawValue, $0.words, form) }
            + [choice("opens", "1", StaffPhrase.opens(), form)]
        let page = RolesPage(
            list: list, typedName: form["role"] ?? "", permissions: permissions,
            items: book.items.terms.map { choice("item", $0.name, $0.words, form) },
            elements: book.elements.terms.map { choice("element", $0.name, $0.words, form) },
            problems: [problem].compactMap { $0 }, hasProblems: problem != nil)
        return pages.page(
            "roles", page, title: StaffPhrase.roles(), status: problem == nil ? .ok : .badRequest, visit: visit,
            at: "/staff/")
    }

    func changeRole(_ form: FormFields) throws -> Response {
        func list(_ name: String) -> [String]? {
            let values = form.all(name)
            return values.isEmpty ? nil : values
        }
        let name = (form["role"] ?? "").lowercased()
        let known = try accounts.roles().first { $0.name == name }
        let role = Role(
            name: name, permissions: Set(form.all("permission").compactMap(Visitor.Permission.init)),
            items: list("item"), elements: list("element"), purposes: known?.purposes ?? Role.frontDesk.purposes,
            opensInEmergency: form["opens"] != nil)
        do {
            guard !name.isEmpty else {
                throw PracticeError.asked(ShapeProblem(path: "$.role", message: "give the role a name"))
            }
            try accounts.change(role: RoleChange(role, by: visit.visitor.name))
            return .seeOther("/staff/roles")
        } catch PracticeError.asked(let problem) {
            return try roles(form, StaffPages.problem(problem))
        }
    }

    private func names(_ names: [String], _ hierarchy: Hierarchy) -> String {
        names.map { hierarchy[$0]?.words ?? $0 }.joined(separator: ", ")
    }

    private func choice(_ name: String, _ value: String, _ words: String, _ form: FormFields) -> ChoiceField {
        ChoiceField(
            kind: "checkbox", name: name, id: "\(name)-\(value)", value: value, words: words.firstUppercased, hint: nil,
            isChosen: form.all(name).contains(value))
    }
}

extension SignInSite {
    /// Adds the pages about staff, for those who may change them and showed password and code just now.
    func addStaff(to router: Router<ConsoleContext>, _ library: MustacheLibrary) {
        router.get("/staff") { request, context in
            try await staff(request, context, library) { pages, _ in try pages.staff() }
        }
        router.post("/staff") { request, context in
            try await staff(request, context, library) { pages, form in try pages.add(form) }
        }
        router.get("/staff/roles") { request, context in
            try await staff(request, context, library) { pages, _ in try pages.roles() }
        }
        router.post("/staff/roles") { request, context in
            try await staff(request, context, library) { pages, form in try pages.changeRole(form) }
        }
        router.get("/staff/:id") { request, context in
            let id = context.parameters.get("id") ?? ""
            return try await staff(request, context, library) { pages, _ in try pages.account(number: id) }
        }
        router.post("/staff/:id") { request, context in
            let id = context.parameters.get("id") ?? ""
            return try await staff(request, context, library) { pages, form in try pages.act(number: id, form) }
        }
    }

    private func staff(
        _ request: Request, _ context: ConsoleContext, _ library: MustacheLibrary,
        _ handler: @escaping @Sendable (StaffPages, FormFields) throws -> Response
    ) async throws -> Response {
        let path = request.method == .post ? "/staff" : request.uri.path
        return try await own(request, context, library) { work, visit in
            guard visit.visitor.permissions.contains(.staff) else { throw SignInFailure.notYours }
            guard work.accounts.isProven(visit) else { return .seeOther(GoingOn(path: path).link("/prove")) }
            return try handler(StaffPages(pages: work.pages, accounts: work.accounts, visit: visit), work.form)
        }
    }
}

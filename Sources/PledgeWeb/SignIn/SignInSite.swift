import HTTPTypes
import Hummingbird
import Mustache
import PledgeDecisions
package import PledgePractice

/// Signing in at the console: its pages, and who comes with a request.
package struct SignInSite: Sendable {
    let accounts: Accounts
    let cookies: SignInCookies

    /// Forms that carry another form are longer than that one.
    static let bodyMax = 4 * ConsoleContext.bodyMax

    /// - Parameters:
    ///   - accounts: Of the practice.
    ///   - isSecure: Whether the site is served over TLS.
    package init(_ accounts: Accounts, isSecure: Bool) {
        self.accounts = accounts
        cookies = SignInCookies(isSecure: isSecure)
    }

    /// What a handler works with, on a thread that may block.
    struct Work: Sendable {
        let accounts: Accounts
        let cookies: SignInCookies
        let pages: SignInPages
        let form: FormFields
        let client: SignInClient
    }

    /// Who is signed in with the token of the request's cookie.
    func visit(_ request: Request) async throws -> Visit? {
        guard let token = cookies.session(of: request) else { return nil }
        return try await accounts.apart { try $0.visit(token) }
    }

    // MARK: Routes

    /// Adds the pages of signing in.
    func add(to router: Router<ConsoleContext>, _ library: MustacheLibrary) {
        router.get("/sign-in") { request, context in
            let query = try DeskSite.query(of: request)
            return try await work(request, context, library) { $0.pages.signIn(GoingOn(query)) }
        }
        router.post("/sign-in") { request, context in
            try await work(request, context, library) { try $0.password() }
        }
        router.post("/sign-in/code") { request, context in
            try await work(request, context, library) { try $0.code() }
        }
        // The way back from a page that was sent.
        router.get("/sign-in/code") { _, _ in Response.seeOther("/sign-in") }
        router.get("/set-up") { request, context in
            let token = try DeskSite.query(of: request)["token"] ?? ""
            return try await work(request, context, library) { work in
                try work.accounts.firstRunToken() == nil ? work.pages.setUpOver() : work.pages.setUp(token: token)
            }
        }
        router.post("/set-up") { request, context in
            try await work(request, context, library) { try $0.setUp() }
        }
        addOwn(to: router, library)
        addStaff(to: router, library)
    }

    /// Runs a handler on a thread that may block.
    func work(
        _ request: Request, _ context: ConsoleContext, _ library: MustacheLibrary,
        _ handler: @escaping @Sendable (Work) throws -> Response
    ) async throws -> Response {
        var form = FormFields("")
        if request.method == .post {
            form = FormFields(String(buffer: try await request.body.collect(upTo: SignInSite.bodyMax)))
        }
        let client = client(request, context)
        let fields = form
        return try await accounts.apart { accounts in
            let pages = try SignInSite.pages(accounts, library)
            return try handler(
                Work(accounts: accounts, cookies: cookies, pages: pages, form: fields, client: client))
        }
    }

    static func pages(_ accounts: Accounts, _ library: MustacheLibrary) throws -> SignInPages {
        let setting = try accounts.setting()
        return SignInPages(
            library: library, organization: setting.name, policy: accounts.policy, zone: setting.zone)
    }

    func client(_ request: Request, _ context: ConsoleContext) -> SignInClient {
        SignInClient(
            source: context.source, agent: request.headers[.userAgent], device: cookies.device(of: request))
    }
}

extension SignInSite.Work {
    /// Looks at name and password.
    fileprivate func password() throws -> Response {
        let going = GoingOn(form)
        let login = form["login"] ?? ""
        do {
            let step = try accounts.signIn(login: login, password: Password(form["password"] ?? ""), from: client)
            return pages.code(step, going)
        } catch let refusal as SignInRefusal {
            return pages.signIn(going, login: login, refusal)
        }
    }

    /// Looks at the code, and signs in.
    fileprivate func code() throws -> Response {
        let going = GoingOn(form)
        let ticket = form["ticket"] ?? ""
        do {
            let signedIn = try accounts.finish(
                ticket: ticket, code: form["code"] ?? "", newPassword: form["new-password"].map { Password($0) },
                from: client)
            return try entered(signedIn, going)
        } catch let refusal as SignInRefusal {
            guard refusal != .over else { return pages.signIn(going, refusal) }
            return try again(ticket, going, refusal)
        }
    }

    /// The page that asks for the code once more.
    private func again(_ ticket: String, _ going: GoingOn, _ refusal: SignInRefusal) throws -> Response {
        do {
            return pages.code(try accounts.step(ofTicket: ticket), going, refusal)
        } catch let over as SignInRefusal {
            return pages.signIn(going, over)
        }
    }

    /// The first page after signing in, with the browser's tokens.
    private func entered(_ signedIn: SignedIn, _ going: GoingOn) throws -> Response {
        let token = try accounts.visit(signedIn.token)?.formToken
        var response: Response
        if !signedIn.recoveryCodes.isEmpty {
            response = pages.recoveryCodes(signedIn.recoveryCodes, going, token: token)
        } else if let form = going.form, let token {
            response = pages.resend(form, going, token: token)
        } else {
            response = .seeOther(going.path)
        }
        cookies.set(session: signedIn.token, device: signedIn.device, on: &response)
        return response
    }

    /// Makes the first account.
    fileprivate func setUp() throws -> Response {
        let (token, name, login) = (form["token"] ?? "", form["name"] ?? "", form["login"] ?? "")
        do {
            try accounts.setUp(token: token, login: login, name: name, password: Password(form["new-password"] ?? ""))
            return .seeOther("/sign-in")
        } catch SignInRefusal.over {
            return pages.setUpOver()
        } catch let refusal as SignInRefusal {
            return pages.setUp(
                token: token, name: name, login: login, problem: ("new-password", refusal.description))
        } catch PracticeError.asked(let problem) {
            let field = problem.path == "$.name" ? "name" : "login"
            return pages.setUp(
                token: token, name: name, login: login, problem: (field, problem.message.firstUppercased + "."))
        }
    }
}

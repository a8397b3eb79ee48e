import HTTPTypes
import Hummingbird
import Mustache
import PledgePractice

/// The console's own pages, for those who are signed in.
extension SignInSite {
    /// Makes a page of the console.
    ///
    /// Whoever is not signed in is asked to, and goes on where they were; a form that came too late is kept. What matters most
    /// asks for password and code again. A patient's page and an export are entries before anything of them is shown.
    ///
    /// - Parameters:
    ///   - route: Which page.
    ///   - request: As it came.
    ///   - context: Of the request.
    ///   - page: Makes the page; called on a thread that may block.
    ///   - library: Templates.
    /// - Returns: The page.
    /// - Throws: What `page` throws, `PracticeError`.
    func answer(
        _ route: ConsoleRoute, _ request: Request, _ context: ConsoleContext,
        _ page: @escaping @Sendable (ConsoleRoute, ConsoleRequest) throws -> Response, _ library: MustacheLibrary
    ) async throws -> Response {
        let visit = try await visit(request)
        var body = ""
        if route.method == .post {
            body = String(buffer: try await request.body.collect(upTo: context.maxUploadSize))
        }
        let form = FormFields(body)
        let path = request.uri.path
        let kept = route.method == .post ? KeptForm(action: path, body: body) : nil
        // After a form nobody goes back to its address, which may take forms alone.
        let going = GoingOn(path: kept == nil ? request.uri.string : nil, form: kept)
        guard let visit else { return try await signInPage(going, library) }
        guard route.method != .post || visit.isFormToken(form[FormTokens.field] ?? "") else {
            return try await stale(going, visit, request, library)
        }
        let asked = ConsoleRequest(
            visitor: visit.visitor, visit: visit, query: try DeskSite.query(of: request), form: form,
            id: context.parameters.get("id") ?? "")
        return try await accounts.apart { accounts in
            if route.needsProof, asked.may(route.permission), !accounts.isProven(visit) {
                return try SignInSite.pages(accounts, library).prove(visit, going)
            }
            return try SignInSite.recorded(route, asked, visit, accounts, page)
        }
    }

    private func signInPage(_ going: GoingOn, _ library: MustacheLibrary) async throws -> Response {
        if going.form == nil { return .seeOther(going.link("/sign-in")) }
        return try await accounts.apart { try SignInSite.pages($0, library).signIn(going) }
    }

    /// A form of another session: its owner looks at it and sends it again, where the browser says that it came from a page of ours.
    private func stale(
        _ going: GoingOn, _ visit: Visit, _ request: Request, _ library: MustacheLibrary
    ) async throws -> Response {
        let site = HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
        guard let form = going.form, site == "same-origin" else { throw SignInFailure.foreign }
        return try await accounts.apart {
            try SignInSite.pages($0, library).resend(form, going, token: visit.formToken)
        }
    }

    /// Makes the page, and writes down what is looked at and what is taken out before anybody gets it.
    private static func recorded(
        _ route: ConsoleRoute, _ asked: ConsoleRequest, _ visit: Visit, _ accounts: Accounts,
        _ page: (ConsoleRoute, ConsoleRequest) throws -> Response
    ) throws -> Response {
        var asked = asked
        if route.patientPage != nil, !asked.may(route.permission), try accounts.isOpen(token: asked.id, to: visit) {
            asked = asked.allowing(route.permission)
        }
        let response = try page(route, asked)
        // A page that says why not shows nothing.
        guard response.status == .ok else { return response }
        if let view = route.patientPage {
            try accounts.view(view, of: accounts.identifier(ofToken: asked.id), by: visit)
        }
        if let what = route.export {
            let patient = route == .accounting ? try accounts.identifier(ofToken: asked.id) : nil
            try accounts.export(what, of: patient, by: visit)
        }
        return response
    }
}

extension ConsoleRoute {
    /// Whether password and code are asked for again before it.
    var needsProof: Bool { export != nil }

    /// What is taken out, as the journal calls it.
    var export: String? {
        switch self {
        case .accounting: "accounting"
        case .disclosuresFile: "disclosures"
        default: nil
        }
    }

    /// Which page about one patient it is, as the journal calls it; pictures and forms sent are part of one.
    var patientPage: String? {
        switch self {
        case .patient: "patient"
        case .wishForm: "wishes"
        case .recordForm: "record"
        default: nil
        }
    }
}

extension ConsoleRequest {
    /// The same with one thing more allowed, for a record that is open in an emergency.
    fileprivate func allowing(_ permission: Visitor.Permission) -> ConsoleRequest {
        ConsoleRequest(
            visitor: Visitor(
                account: visitor.account, name: visitor.name, role: visitor.role,
                permissions: visitor.permissions.union([permission])), visit: visit, query: query, form: form, id: id)
    }
}

import HTTPTypes
import Hummingbird
import Mustache
import PledgeDecisions
import PledgePractice

/// Pages of somebody who is signed in, about themselves.
extension SignInSite {
    func addOwn(to router: Router<ConsoleContext>, _ library: MustacheLibrary) {
        router.post("/sign-out") { request, context in
            try await own(request, context, library) { work, visit in
                try work.accounts.signOut(visit)
                var response = work.pages.signIn(GoingOn(path: nil), isOut: true)
                work.cookies.clear(&response)
                // What the browser keeps of the pages is to go, too (ASVS 5.0, 14.3.1).
                if let name = HTTPField.Name("Clear-Site-Data") { response.headers[name] = "\"cache\", \"storage\"" }
                return response
            }
        }
        router.get("/account") { request, context in
            try await own(request, context, library) { work, visit in try work.account(visit) }
        }
        router.post("/account/sessions") { request, context in
            try await own(request, context, library) { work, visit in
                if work.form["others"] != nil {
                    try work.accounts.endSessions(of: visit.login, but: visit.session, by: visit.visitor.name)
                } else if let session = work.form["session"] {
                    try work.accounts.end(session: session, of: visit)
                }
                return .seeOther("/account")
            }
        }
        router.post("/account/password") { request, context in
            try await own(request, context, library) { work, visit in try work.changePassword(visit) }
        }
        router.post("/account/recovery-codes") { request, context in
            try await own(request, context, library) { work, visit in
                guard work.accounts.isProven(visit) else { return .seeOther(GoingOn(path: "/account").link("/prove")) }
                let codes = try work.accounts.newRecoveryCodes(visit)
                return work.pages.recoveryCodes(codes, GoingOn(path: "/account"), token: visit.formToken)
            }
        }
        router.get("/prove") { request, context in
            let query = try DeskSite.query(of: request)
            return try await own(request, context, library) { work, visit in work.pages.prove(visit, GoingOn(query)) }
        }
        router.post("/prove") { request, context in
            try await own(request, context, library) { work, visit in try work.prove(visit) }
        }
        router.get("/patients/:id/emergency") { request, context in
            let id = context.parameters.get("id") ?? ""
            return try await own(request, context, library) { work, visit in
                work.pages.emergency(visit, action: "/patients/\(id)/emergency")
            }
        }
        router.post("/patients/:id/emergency") { request, context in
            let id = context.parameters.get("id") ?? ""
            return try await own(request, context, library) { work, visit in try work.openRecord(id, visit) }
        }
    }

    /// Runs a handler for somebody who is signed in; a form must hold their token.
    func own(
        _ request: Request, _ context: ConsoleContext, _ library: MustacheLibrary,
        _ handler: @escaping @Sendable (Work, Visit) throws -> Response
    ) async throws -> Response {
        let isPost = request.method == .post
        let visit = try await visit(request)
        let path = isPost ? GoingOn.first : request.uri.string
        return try await work(request, context, library) { work in
            guard let visit else { return work.pages.signIn(GoingOn(path: path)) }
            guard !isPost || visit.isFormToken(work.form[FormTokens.field] ?? "") else {
                throw SignInFailure.foreign
            }
            return try handler(work, visit)
        }
    }
}

/// Why a page of somebody who is signed in is not made.
enum SignInFailure: Error {
    /// A form without the session's token.
    case foreign
    /// The role does not open the page.
    case notYours
}

extension SignInSite.Work {
    fileprivate func account(_ visit: Visit, _ refusal: SignInRefusal? = nil) throws -> Response {
        let sessions = try accounts.sessions(of: visit)
        return pages.account(
            visit, sessions, isProven: accounts.isProven(visit), failures: try accounts.failures(of: visit), refusal)
    }

    fileprivate func changePassword(_ visit: Visit) throws -> Response {
        guard accounts.isProven(visit) else { return .seeOther(GoingOn(path: "/account").link("/prove")) }
        do {
            try accounts.changePassword(visit, to: Password(form["new-password"] ?? ""))
            return .seeOther("/account")
        } catch let refusal as SignInRefusal {
            return try account(visit, refusal)
        }
    }

    fileprivate func prove(_ visit: Visit) throws -> Response {
        let going = GoingOn(form)
        do {
            try accounts.prove(
                visit, password: Password(form["password"] ?? ""), code: form["code"] ?? "", from: client)
            return going.form.map { pages.resend($0, going, token: visit.formToken) } ?? .seeOther(going.path)
        } catch let refusal as SignInRefusal {
            return refusal == .over ? pages.signIn(going, refusal) : pages.prove(visit, going, refusal)
        }
    }

    fileprivate func openRecord(_ token: String, _ visit: Visit) throws -> Response {
        let reason = form["reason"] ?? ""
        do {
            try accounts.openInEmergency(accounts.identifier(ofToken: token), reason: reason, by: visit)
            return .seeOther("/patients/\(token)")
        } catch PracticeError.asked(let problem) where problem.path == "$.reason" {
            return pages.emergency(
                visit, action: "/patients/\(token)/emergency", reason: reason,
                problem: problem.message.firstUppercased + ".")
        }
    }
}

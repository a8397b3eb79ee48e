import HTTPTypes
package import Hummingbird
package import PledgePractice

/// Who comes in: those who sign in with an account, or, for a practice to try, whoever holds one link.
package struct ConsoleGate: Sendable {
    /// Finds out who asks; nothing for nobody.
    package let visitor: @Sendable (Request) -> Visitor?
    /// Answers the address `/enter`, with its query; nothing where this gate has none.
    let enter: @Sendable (_ query: FormFields) -> Response?
    /// The pages of signing in; nothing where one link is all.
    var signIn: SignInSite?

    static let cookie = "pledge-session"

    /// A gate that accounts open.
    package static func accounts(_ site: SignInSite) -> ConsoleGate {
        ConsoleGate(visitor: { _ in nil }, enter: { _ in nil }, signIn: site)
    }

    /// A gate that one link with a random token opens: whoever holds it acts as the owner, and the browser keeps the token.
    ///
    /// - Parameters:
    ///   - token: Hard to guess.
    ///   - owner: Whom it lets act.
    ///   - isSecure: Whether the cookie goes over TLS alone.
    /// - Returns: The gate.
    package static func link(token: String, owner: Visitor, isSecure: Bool) -> ConsoleGate {
        ConsoleGate(
            visitor: { request in
                let held = request.cookies[cookie]?.value ?? ""
                return isSame(held, token) ? owner : nil
            },
            enter: { query in
                guard isSame(query["token"] ?? "", token) else { return nil }
                var response = Response.seeOther("/today")
                response.setCookie(
                    Cookie(name: cookie, value: token, path: "/", secure: isSecure, httpOnly: true, sameSite: .strict))
                return response
            })
    }

    /// Compares in a time that does not tell how much fits.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count, !right.isEmpty else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// Lets nobody in who is not a visitor.
struct Admission: RouterMiddleware {
    let gate: ConsoleGate
    let page: @Sendable (Failure, ConsoleContext) -> Response

    func handle(
        _ request: Request, context: ConsoleContext, next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.visitor = gate.visitor(request)
        return try await next(request, context)
    }
}

/// Refuses what another site makes a browser send.
///
/// - Source: Fetch Metadata Request Headers, W3C; the `Origin` header where a browser sends none of them.
struct SameSite: RouterMiddleware {
    let page: @Sendable (Failure, ConsoleContext) -> Response

    func handle(
        _ request: Request, context: ConsoleContext, next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        guard request.method == .get || SameSite.isOurs(request) else { return page(.foreign, context) }
        return try await next(request, context)
    }

    private static func isOurs(_ request: Request) -> Bool {
        if let site = header("Sec-Fetch-Site", request) { return site == "same-origin" || site == "none" }
        guard let origin = header("Origin", request) else { return true }
        return origin.hasSuffix("://" + (request.head.authority ?? "-"))
    }

    private static func header(_ name: String, _ request: Request) -> String? {
        HTTPField.Name(name).flatMap { request.headers[$0] }
    }
}

/// Answers only to names that are ours, so that no other site can reach the pages by a name of its own.
struct OurHosts: RouterMiddleware {
    /// Beside those of this machine.
    let hosts: Set<String>
    let page: @Sendable (Failure, ConsoleContext) -> Response

    func handle(
        _ request: Request, context: ConsoleContext, next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        let authority = request.head.authority ?? ""
        let host = String(authority.prefix { $0 != ":" })
        guard LoopbackOnly.isOurs(authority) || hosts.contains(host) else { return page(.wrongHost, context) }
        return try await next(request, context)
    }
}

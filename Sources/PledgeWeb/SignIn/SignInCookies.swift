import Hummingbird

/// The two cookies of the console: the session, and the browser that an account knows.
///
/// - Source: OWASP ASVS 5.0, 3.3.1 to 3.3.4. Over TLS the names begin with `__Host-`, so that no other host and no page without
///   TLS can set them.
struct SignInCookies: Sendable {
    let isSecure: Bool

    /// Seconds for which a browser stays known; the account forgets it sooner.
    private static let deviceSeconds = 180 * 24 * 60 * 60

    private var session: String { isSecure ? "__Host-pledge" : "pledge-session" }
    private var device: String { isSecure ? "__Host-pledge-browser" : "pledge-browser" }

    func session(of request: Request) -> String? { request.cookies[session]?.value }

    func device(of request: Request) -> String? { request.cookies[device]?.value }

    /// Hands a browser its tokens.
    func set(session token: String, device known: String, on response: inout Response) {
        response.setCookie(cookie(session, token, seconds: nil))
        response.setCookie(cookie(device, known, seconds: SignInCookies.deviceSeconds))
    }

    /// Takes the session's token away; the browser stays known.
    func clear(_ response: inout Response) { response.setCookie(cookie(session, "", seconds: 0)) }

    private func cookie(_ name: String, _ value: String, seconds: Int?) -> Cookie {
        Cookie(
            name: name, value: value, maxAge: seconds, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
    }
}

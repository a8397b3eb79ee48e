import HTTPTypes
package import Hummingbird
import PledgeDecisions

/// What a page says when something failed; the one place that chooses a status.
enum Failure: Sendable {
    case notFound, badLink(detail: String), tooLarge, wrongHost, ours, refused(HTTPResponse.Status)

    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .badLink, .wrongHost: .badRequest
        case .tooLarge: .contentTooLarge
        case .ours: .internalServerError
        case .refused(let status): status
        }
    }

    var headline: Phrase {
        switch self {
        case .notFound: .errorNotFound
        case .badLink, .refused: .errorBadLink
        case .tooLarge: .errorTooLarge
        case .wrongHost: .errorHost
        case .ours: .errorInternal
        }
    }

    var help: Phrase {
        switch self {
        case .notFound: .errorNotFoundHelp
        case .badLink, .refused: .errorBadLinkHelp
        case .tooLarge: .errorTooLargeHelp
        case .wrongHost: .errorHostHelp
        case .ours: .errorInternalHelp
        }
    }

    /// What exactly, where that is safe to show: a name of the rulebook, never what a form held.
    var detail: String? {
        switch self {
        case .badLink(let detail): detail.firstUppercased + "."
        case .notFound, .tooLarge, .wrongHost, .ours, .refused: nil
        }
    }

    init(_ error: any Error) {
        switch error {
        case InterviewError.tooLong: self = .tooLarge
        case let error as InterviewError: self = .badLink(detail: error.description)
        case let error as any HTTPResponseError: self = Failure(status: error.status)
        default: self = .ours
        }
    }

    private init(status: HTTPResponse.Status) {
        switch status {
        case .notFound, .methodNotAllowed: self = .notFound
        case .contentTooLarge: self = .tooLarge
        case _ where status.kind == .clientError: self = .refused(status)
        default: self = .ours
        }
    }
}

/// Turns every error into a page that says what to do.
struct ErrorPages: RouterMiddleware {
    let page: @Sendable (Failure) -> Response

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return page(Failure(error))
        }
    }
}

/// Answers only to addresses of this machine, so that no other site can reach the pages by a name of its own.
package struct LoopbackOnly: RouterMiddleware {
    let page: @Sendable (Failure) -> Response

    /// Whether a request's host is a name of this machine; its port may be any.
    package static func isOurs(_ authority: String) -> Bool {
        let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        return hosts.contains(Substring(host))
    }

    private static let hosts: Set<Substring> = ["127.0.0.1", "localhost", "[::1]"]

    package func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        guard LoopbackOnly.isOurs(request.head.authority ?? "") else { return page(.wrongHost) }
        return try await next(request, context)
    }
}

/// Headers that allow a page nothing but what it needs.
struct SafeHeaders: RouterMiddleware {
    /// Style, one script and the icon from here; forms to here; nothing else, and no frame around it.
    static let policy = [
        "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self'", "form-action 'self'",
        "base-uri 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        let headers = [
            "Content-Security-Policy": SafeHeaders.policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "Cache-Control": "no-store",
        ]
        for (name, value) in headers {
            guard let field = HTTPField.Name(name) else { continue }
            response.headers[field] = value
        }
        return response
    }
}

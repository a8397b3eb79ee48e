import HTTPTypes
package import Hummingbird
import PledgeDecisions
import PledgePractice

/// What a page says when something failed; the one place that chooses a status.
enum Failure: Sendable {
    case notFound, badLink(detail: String), tooLarge, wrongHost, ours, refused(HTTPResponse.Status)
    /// The console's: nobody signed in, no permission, another site, and what the practice says.
    case signIn, notYours, foreign, practice(PracticeError)

    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .badLink, .wrongHost: .badRequest
        case .tooLarge: .contentTooLarge
        case .ours: .internalServerError
        case .refused(let status): status
        case .signIn: .unauthorized
        case .notYours, .foreign: .forbidden
        case .practice(let error): Failure.status(of: error)
        }
    }

    private static func status(of error: PracticeError) -> HTTPResponse.Status {
        switch error {
        case .asked: .badRequest
        case .unknownPatient: .notFound
        case .refused, .keyReused: .conflict
        case .store, .outcomeUnknown, .clock: .serviceUnavailable
        case .key, .tampered, .place: .internalServerError
        }
    }

    func headline(_ words: InterviewWords, _ t: ConsoleWords) -> String {
        switch self {
        case .notFound: words(.errorNotFound)
        case .badLink, .refused: words(.errorBadLink)
        case .tooLarge: words(.errorTooLarge)
        case .wrongHost: words(.errorHost)
        case .ours: words(.errorInternal)
        case .signIn: t(.errorSignIn)
        case .notYours: t(.errorDoor)
        case .foreign: t(.errorForeign)
        case .practice(let error): t(Failure.told(error).headline)
        }
    }

    func help(_ words: InterviewWords, _ t: ConsoleWords) -> String {
        switch self {
        case .notFound: words(.errorNotFoundHelp)
        case .badLink, .refused: words(.errorBadLinkHelp)
        case .tooLarge: words(.errorTooLargeHelp)
        case .wrongHost: words(.errorHostHelp)
        case .ours: words(.errorInternalHelp)
        case .signIn: t(.errorSignInHelp)
        case .notYours: t(.errorDoorHelp)
        case .foreign: t(.errorForeignHelp)
        case .practice(let error): t(Failure.told(error).help)
        }
    }

    private static func told(_ error: PracticeError) -> (headline: ConsolePhrase, help: ConsolePhrase) {
        switch error {
        case .asked: (.errorAsked, .errorAskedHelp)
        case .unknownPatient: (.errorUnknown, .errorUnknownHelp)
        case .refused: (.errorRefused, .errorRefusedHelp)
        case .keyReused: (.errorRepeated, .errorRepeatedHelp)
        case .tampered, .key, .place: (.errorTampered, .errorTamperedHelp)
        case .store, .outcomeUnknown, .clock: (.errorStore, .errorStoreHelp)
        }
    }

    /// What exactly, where that is safe to show: a name of the rulebook or the practice's words, never what a form
    /// held.
    var detail: String? {
        switch self {
        case .badLink(let detail): detail.firstUppercased + "."
        case .practice(let error): "\(error)".firstUppercased
        case .notFound, .tooLarge, .wrongHost, .ours, .refused, .signIn, .notYours, .foreign: nil
        }
    }

    init(_ error: any Error) {
        switch error {
        case InterviewError.tooLong: self = .tooLarge
        case let error as InterviewError: self = .badLink(detail: error.description)
        case SignInFailure.foreign: self = .foreign
        case SignInFailure.notYours: self = .notYours
        case let error as PracticeError: self = .practice(error)
        case let error as ShapeProblem: self = .practice(.asked(error))
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
struct ErrorPages<Context: RequestContext>: RouterMiddleware {
    let page: @Sendable (Failure, Context) -> Response

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return page(Failure(error), context)
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
struct SafeHeaders<Context: RequestContext>: RouterMiddleware {
    /// Style, one script and the icon from here; forms to here; nothing else, and no frame around it.
    static var policy: String {
        [
            "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self'", "form-action 'self'",
            "base-uri 'none'", "frame-ancestors 'none'",
        ].joined(separator: "; ")
    }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        let headers = [
            "Content-Security-Policy": Self.policy,
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

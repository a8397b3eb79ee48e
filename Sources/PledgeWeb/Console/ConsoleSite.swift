import Dispatch
import HTTPTypes
package import Hummingbird
package import Logging
import Mustache
package import PledgePractice

/// The staff console of a practice.
package struct ConsoleSite: Sendable {
    private let practice: Practice
    private let gate: ConsoleGate
    private let hosts: Set<String>
    private let logger: Logger
    private let random: @Sendable (Int) -> [UInt8]
    private let library: MustacheLibrary
    private let metrics = ConsoleMetrics()
    private let work = BlockingWork()

    /// - Parameters:
    ///   - practice: Open; closed by whoever opened it.
    ///   - gate: Who comes in.
    ///   - hosts: Names that the site answers to, beside those of this machine.
    ///   - logger: Told of each request, without anything about a patient.
    ///   - random: As many random bytes as asked, for identities of requests.
    /// - Throws: A template's error, which a test would have found.
    package init(
        _ practice: Practice, gate: ConsoleGate, hosts: Set<String> = [], logger: Logger,
        random: @escaping @Sendable (Int) -> [UInt8]
    ) throws {
        self.practice = practice
        self.gate = gate
        self.hosts = hosts
        self.logger = logger
        self.random = random
        library = try Templates.library()
    }

    /// The routes of the site: those that need nobody, and the console's, each behind its permission.
    package func router() -> Router<ConsoleContext> {
        let router = Router(context: ConsoleContext.self)
        router.add(middleware: Watching(metrics: metrics, logger: logger, random: random))
        router.add(middleware: SafeHeaders())
        router.add(middleware: OurHosts(hosts: hosts, page: errorPage))
        router.add(middleware: ErrorPages(page: errorPage))
        router.add(middleware: SameSite(page: errorPage))
        router.add(middleware: Admission(gate: gate, page: errorPage))
        router.get("/health") { _, _ in Response.text("ok\n", type: "text/plain; charset=utf-8") }
        router.get("/ready") { _, _ in try await work.run { ready() } }
        router.get("/metrics") { _, _ in
            Response.text(metrics.text, type: "text/plain; version=0.0.4; charset=utf-8")
        }
        router.get("/enter") { request, context in
            gate.enter(try DeskSite.query(of: request)) ?? errorPage(.signIn, context)
        }
        gate.signIn?.add(to: router, library)
        Assets.serve(on: router)
        for route in ConsoleRoute.allCases {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await answer(route, request, context)
            }
        }
        return router
    }

    /// Whether the practice can be read.
    private func ready() -> Response {
        do {
            _ = try practice.sizes()
            return .text("ready\n", type: "text/plain; charset=utf-8")
        } catch {
            return .text("not ready\n", type: "text/plain; charset=utf-8", status: .serviceUnavailable)
        }
    }

    private func answer(
        _ route: ConsoleRoute, _ request: Request, _ context: ConsoleContext
    ) async throws -> Response {
        if let signIn = gate.signIn { return try await signIn.answer(route, request, context, page, library) }
        guard let visitor = context.visitor else { return errorPage(.signIn, context) }
        let asked = try await ConsoleSite.asked(route, request, context, visitor)
        return try await work.run { try page(route, asked) }
    }

    /// The page, for somebody whose role opens it.
    @Sendable private func page(_ route: ConsoleRoute, _ asked: ConsoleRequest) throws -> Response {
        guard asked.may(route.permission) else {
            return ConsolePages.error(.notYours, library, visitor: asked.visitor)
        }
        return try ConsolePages(practice, library, asked).answer(route, asked)
    }

    /// What a page is made from.
    private static func asked(
        _ route: ConsoleRoute, _ request: Request, _ context: ConsoleContext, _ visitor: Visitor
    ) async throws -> ConsoleRequest {
        var form = FormFields("")
        if route.method == .post {
            form = FormFields(String(buffer: try await request.body.collect(upTo: context.maxUploadSize)))
        }
        return ConsoleRequest(
            visitor: visitor, visit: nil, query: try DeskSite.query(of: request), form: form,
            id: context.parameters.get("id") ?? "")
    }

    /// The page for an error; it holds nothing of the practice, which may be what failed.
    private func errorPage(_ failure: Failure, _ context: ConsoleContext) -> Response {
        if case .ours = failure { logger.error("request failed", metadata: ["trace": "\(context.trace.trace)"]) }
        return ConsolePages.error(failure, library, visitor: context.visitor)
    }
}

/// Runs what waits for the disk on threads of its own, so that the server goes on meanwhile.
struct BlockingWork: Sendable {
    private let queue = DispatchQueue(label: "pledge.practice", attributes: .concurrent)

    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }
}

import HTTPTypes
package import Hummingbird
import Mustache
package import PledgeDecisions

/// *May we share this?* as pages: served by the practice's own machine, to that machine alone.
///
/// Pages hold no patient data, set no cookie and store nothing; every address is a question and its answers so far.
package struct DeskSite: Sendable {
    /// Longest query that is read, in bytes.
    static let queryMax = 4000
    /// Longest form body that is read, in bytes.
    static let bodyMax = 4096

    /// Makes the interview of one request; reads the clock.
    private let interview: @Sendable () -> Interview
    private let library: MustacheLibrary

    /// - Parameter interview: Called once for each request, so that the clock is read once.
    /// - Throws: A template's error, which a test would have found.
    package init(interview: @escaping @Sendable () -> Interview) throws {
        self.interview = interview
        self.library = try Templates.library()
    }

    /// The routes of the site.
    package func router() -> Router<DeskContext> {
        let router = Router(context: DeskContext.self)
        router.add(middleware: SafeHeaders())
        router.add(middleware: LoopbackOnly(page: errorPage))
        router.add(middleware: ErrorPages { failure, _ in errorPage(failure) })
        router.get("/") { _, _ in pages().home() }
        router.post("/search") { request, context in
            let body = try await request.body.collect(upTo: context.maxUploadSize)
            return pages().search(FormFields(String(buffer: body)))
        }
        router.get("/search") { _, _ in Response.seeOther("/") }
        router.get("/start") { request, _ in try pages().start(DeskSite.query(of: request)) }
        router.get("/ask") { request, _ in try pages().ask(DeskSite.query(of: request)) }
        router.get("/styleguide") { _, _ in styleguide() }
        router.get("/health") { _, _ in Response.text("ok\n", type: "text/plain; charset=utf-8") }
        Assets.serve(on: router)
        return router
    }

    private func pages() -> DeskPages {
        let interview = interview()
        return DeskPages(interview: interview, link: Link()) { template, page, title, link, status in
            self.page(template, page, title: title, at: link, interview, status: status)
        }
    }

    private func styleguide() -> Response {
        let interview = interview()
        return page(
            "styleguide", StyleguidePage(interview), title: interview.words(.styleguide), at: "/styleguide", interview)
    }

    /// The fields of a query.
    static func query(of request: Request) throws -> FormFields {
        let query = request.uri.query ?? ""
        guard query.utf8.count <= DeskSite.queryMax else { throw InterviewError.tooLong }
        return FormFields(query)
    }

    private func page(
        _ template: String, _ page: any Sendable, title: String, at link: String, _ interview: Interview,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let framed = Framed(page: page, frame: Frame(title: title, at: link, interview: interview))
        return .html(library.render(framed, withTemplate: template) ?? "", status: status)
    }

    /// The page for an error: what happened, in words, and what to do.
    private func errorPage(_ failure: Failure) -> Response {
        let interview = interview()
        let words = interview.words
        let page = ErrorPage(
            headline: failure.headline(words, .english), help: failure.help(words, .english), detail: failure.detail)
        return self.page("error", page, title: page.headline, at: "", interview, status: failure.status)
    }
}

/// What every site serves beside its pages.
enum Assets {
    static func serve<Context: RequestContext>(on router: Router<Context>) {
        router.get("/pledge.css") { _, _ in Response.text(StyleSheet.text, type: "text/css; charset=utf-8") }
        router.get("/pledge.js") { _, _ in Response.text(KeyScript.text, type: "text/javascript; charset=utf-8") }
        router.get("/icon.svg") { _, _ in Response.text(Templates.icon, type: "image/svg+xml") }
    }
}

/// What the server keeps of a request while it answers it.
package struct DeskContext: RequestContext {
    package var coreContext: CoreRequestContextStorage

    package init(source: ApplicationRequestContextSource) { self.coreContext = .init(source: source) }

    package var maxUploadSize: Int { DeskSite.bodyMax }
}

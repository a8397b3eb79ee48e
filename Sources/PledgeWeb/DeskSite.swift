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
        router.add(middleware: ErrorPages(page: errorPage))
        router.get("/") { _, _ in home() }
        router.post("/search") { request, context in try await search(request, context) }
        router.get("/search") { _, _ in redirect("/") }
        router.get("/start") { request, _ in try start(request) }
        router.get("/ask") { request, _ in try ask(request) }
        router.get("/styleguide") { _, _ in styleguide() }
        router.get("/pledge.css") { _, _ in asset(StyleSheet.text, type: "text/css; charset=utf-8") }
        router.get("/pledge.js") { _, _ in asset(KeyScript.text, type: "text/javascript; charset=utf-8") }
        router.get("/icon.svg") { _, _ in asset(Templates.icon, type: "image/svg+xml") }
        router.get("/health") { _, _ in text("ok\n", type: "text/plain; charset=utf-8") }
        return router
    }

    // MARK: Pages

    private func home() -> Response {
        let interview = interview()
        return page("home", HomePage(interview), title: interview.words(.pageTitle), place: .home, interview)
    }

    private func search(_ request: Request, _ context: DeskContext) async throws -> Response {
        let body = try await request.body.collect(upTo: context.maxUploadSize)
        let interview = interview()
        let fields = FormFields(String(buffer: body))
        guard let typed = fields["ask"], !typed.trimmed.isEmpty else { return redirect("/") }
        let page = SearchPage(typed, interview: interview)
        return self.page("search", page, title: page.headline, interview)
    }

    private func start(_ request: Request) throws -> Response {
        let interview = interview()
        let fields = try fields(of: request)
        let state = try fields["s"].map { try reading($0, interview) }
        return startPage(state?.opening, isWhoMissing: false, interview)
    }

    private func startPage(_ opening: Opening?, isWhoMissing: Bool, _ interview: Interview) -> Response {
        let page = StartPage(opening, isWhoMissing: isWhoMissing, interview: interview)
        let title = interview.words(isWhoMissing ? .somethingMissing : .ownOrder)
        return self.page(
            "start", page, title: title, place: .start, interview, status: isWhoMissing ? .badRequest : .ok)
    }

    private func ask(_ request: Request) throws -> Response {
        let interview = interview()
        let fields = try fields(of: request)
        guard let code = fields["s"] else { return try open(fields, interview) }
        let state = try reading(code, interview)
        let chosen = fields.all("a")
        let typed = fields.all("v")
        // A hidden field tells a form sent empty from a page opened by its link.
        let isReply = fields["sent"] != nil
        if fields["now"] != nil {
            return show(interview.answerNow(state), interview)
        }
        let turn = interview.turn(state, goingOn: fields["more"] != nil || isReply)
        guard case .question(let question) = turn.step, isReply else {
            return show(turn, interview)
        }
        do {
            let reply = try question.reply(chosen: chosen, typed: typed, words: interview.words)
            let next = state.adding(GivenAnswer(topic: .question(question.subject), reply: reply))
            guard next.given.count <= InterviewState.answersMax, next.code.utf8.count <= InterviewState.codeMax
            else { throw InterviewError.tooLong }
            return redirect(Link.ask(next))
        } catch InterviewError.badReply(let help) {
            return show(turn, interview, mistake: help.firstUppercased + ".", typed: typed)
        }
    }

    /// The opening form was sent: makes the state of it, or shows what is missing.
    private func open(_ fields: FormFields, _ interview: Interview) throws -> Response {
        let opening = Opening(
            act: fields["act"].flatMap(Act.init(rawValue:)) ?? .disclose, recipients: fields["who"].map { [$0] } ?? [],
            purpose: fields["for"], item: fields["item"], labels: DeskSite.labels(fields.all("label")),
            channel: fields["by"], inHand: fields.all("has"))
        guard !opening.recipients.isEmpty else { return startPage(opening, isWhoMissing: true, interview) }
        let checked = try reading(InterviewState(opening: opening).code, interview)
        return redirect(Link.ask(checked))
    }

    /// `-` says that somebody looked and found none; nothing at all says that nobody looked.
    private static func labels(_ chosen: [String]) -> [String]? {
        if chosen.isEmpty { return nil }
        return chosen.filter { $0 != "-" }
    }

    private func show(
        _ turn: Interview.Turn, _ interview: Interview, mistake: String? = nil, typed: [String] = []
    ) -> Response {
        switch turn.step {
        case .question(let question):
            let page = QuestionPage(question, turn: turn, interview: interview, mistake: mistake, typed: typed)
            let lead = mistake == nil ? page.headline : interview.words(.somethingMissing) + "."
            return self.page(
                "question", page, title: "\(lead) \(page.question)", interview,
                status: mistake == nil ? .ok : .badRequest)
        case .answer(let answer):
            let page = AnswerPage(answer, state: turn.state, interview: interview)
            return self.page("answer", page, title: page.headline, interview)
        }
    }

    private func styleguide() -> Response {
        let interview = interview()
        return page("styleguide", StyleguidePage(interview), title: interview.words(.styleguide), interview)
    }

    // MARK: Reading and writing

    private func fields(of request: Request) throws -> FormFields {
        let query = request.uri.query ?? ""
        guard query.utf8.count <= DeskSite.queryMax else { throw InterviewError.tooLong }
        return FormFields(query)
    }

    private func reading(_ code: String, _ interview: Interview) throws -> InterviewState {
        try InterviewState(code: code, rulebook: interview.rulebook)
    }

    private func page<Page>(
        _ template: String, _ page: Page, title: String, place: Frame.Place = .elsewhere, _ interview: Interview,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let framed = Framed(page: page, frame: Frame(title: title, place: place, interview: interview))
        let html = library.render(framed, withTemplate: template) ?? ""
        return text(html, type: "text/html; charset=utf-8", status: status)
    }

    /// The page for an error: what happened, in words, and what to do.
    private func errorPage(_ failure: Failure) -> Response {
        let interview = interview()
        let words = interview.words
        let page = ErrorPage(
            headline: words(failure.headline), help: words(failure.help), detail: failure.detail)
        return self.page("error", page, title: page.headline, interview, status: failure.status)
    }

    private func text(_ text: String, type: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private func asset(_ text: String, type: String) -> Response {
        self.text(text, type: type)
    }

    private func redirect(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address])
    }
}

/// What the server keeps of a request while it answers it.
package struct DeskContext: RequestContext {
    package var coreContext: CoreRequestContextStorage

    package init(source: ApplicationRequestContextSource) { self.coreContext = .init(source: source) }

    package var maxUploadSize: Int { DeskSite.bodyMax }
}

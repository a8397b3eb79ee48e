import HTTPTypes
import Hummingbird
import Mustache
import PledgeDecisions

/// The pages of *May we share this?*, whether something is kept of it or not.
struct DeskPages {
    let interview: Interview
    let link: Link
    /// Makes a response of a template, a page, its title, its address and a status.
    let show: (_ template: String, _ page: any Sendable, _ title: String, _ at: String, HTTPResponse.Status) -> Response
    /// Whom it is about, in front of what was asked.
    var about: Pair?
    /// What can be recorded of an answer.
    var passage: (Interview.Turn) -> PassagePanel? = { _ in nil }

    func home() -> Response {
        show("home", HomePage(interview, link), interview.words(.pageTitle), link.home, .ok)
    }

    func search(_ fields: FormFields) -> Response {
        guard let typed = fields["ask"], !typed.trimmed.isEmpty else { return .seeOther(link.begin(link.home)) }
        let page = SearchPage(typed, interview: interview, link: link)
        return show("search", page, page.headline, link.home, .ok)
    }

    func start(_ fields: FormFields) throws -> Response {
        let state = try fields["s"].map(reading)
        return startPage(state?.opening, isWhoMissing: false)
    }

    private func startPage(_ opening: Opening?, isWhoMissing: Bool) -> Response {
        let page = StartPage(opening, isWhoMissing: isWhoMissing, interview: interview, link: link)
        let title = interview.words(isWhoMissing ? .somethingMissing : .ownOrder)
        return show("start", page, title, "/start", isWhoMissing ? .badRequest : .ok)
    }

    func ask(_ fields: FormFields) throws -> Response {
        guard let code = fields["s"] else { return try open(fields) }
        let state = try reading(code)
        let chosen = fields.all("a")
        let typed = fields.all("v")
        // A hidden field tells a form sent empty from a page opened by its link.
        let isReply = fields["sent"] != nil
        if fields["now"] != nil { return show(interview.answerNow(state)) }
        let turn = interview.turn(state, goingOn: fields["more"] != nil || isReply)
        guard case .question(let question) = turn.step, isReply else { return show(turn) }
        do {
            let reply = try question.reply(chosen: chosen, typed: typed, words: interview.words)
            let next = state.adding(GivenAnswer(topic: .question(question.subject), reply: reply))
            guard next.given.count <= InterviewState.answersMax, next.code.utf8.count <= InterviewState.codeMax
            else { throw InterviewError.tooLong }
            return .seeOther(link.ask(next))
        } catch InterviewError.badReply(let help) {
            return show(turn, mistake: help.firstUppercased + ".", typed: typed)
        }
    }

    /// The opening form was sent: makes the state of it, or shows what is missing.
    private func open(_ fields: FormFields) throws -> Response {
        let opening = Opening(
            act: fields["act"].flatMap(Act.init(rawValue:)) ?? .disclose, recipients: fields["who"].map { [$0] } ?? [],
            purpose: fields["for"], item: fields["item"], labels: DeskPages.labels(fields.all("label")),
            channel: fields["by"], inHand: fields.all("has"))
        guard !opening.recipients.isEmpty else { return startPage(opening, isWhoMissing: true) }
        return .seeOther(link.ask(try reading(InterviewState(opening: opening).code)))
    }

    /// `-` says that somebody looked and found none; nothing at all says that nobody looked.
    private static func labels(_ chosen: [String]) -> [String]? {
        if chosen.isEmpty { return nil }
        return chosen.filter { $0 != "-" }
    }

    private func show(_ turn: Interview.Turn, mistake: String? = nil, typed: [String] = []) -> Response {
        switch turn.step {
        case .question(let question):
            let page = QuestionPage(
                question, turn: turn, interview: interview, mistake: mistake, typed: typed, link: link, about: about)
            let lead = mistake == nil ? page.headline : interview.words(.somethingMissing) + "."
            return show(
                "question", page, "\(lead) \(page.question)", "/ask", mistake == nil ? .ok : .badRequest)
        case .answer(let answer):
            let page = AnswerPage(
                answer, state: turn.state, interview: interview, link: link, passage: passage(turn), about: about)
            return show("answer", page, page.headline, "/ask", .ok)
        }
    }

    private func reading(_ code: String) throws -> InterviewState {
        try InterviewState(code: code, rulebook: interview.rulebook)
    }
}

extension Response {
    /// The browser goes on to another page.
    static func seeOther(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address])
    }

    static func text(_ text: String, type: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        .text(text, type: "text/html; charset=utf-8", status: status)
    }
}

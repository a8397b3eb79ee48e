import PledgeDecisions

/// A pair of a word and what was said.
struct Pair {
    let label: String
    let text: String
}

/// One of the three sheets an answer falls through.
struct LayerView {
    let state: String
    let title: String
    let words: String
    let isDeciding: Bool
    let isPassing: Bool
    let isAfter: Bool
    /// The line goes on below the deciding sheet.
    let goesOn: Bool

    init(_ layer: InterviewAnswer.Layer, state: InterviewAnswer.State) {
        self.state = state.rawValue
        self.title = layer.title
        self.words = layer.words
        self.isDeciding = layer.standing == .decides
        self.isPassing = layer.standing == .passes
        self.isAfter = layer.standing == .notReached
        self.goesOn = state == .allowed || state == .required
    }
}

/// An answer given before, with the way back to it.
struct SaidView {
    let question: String
    let reply: String
    let link: String

    static func all(_ interview: Interview, _ state: InterviewState, _ link: Link) -> [SaidView] {
        interview.said(state).map { SaidView(question: $0.question, reply: $0.reply, link: link.ask($0.before)) }
    }
}

struct WayView {
    let text: String
    let hint: String
    let link: String?
}

struct RowView {
    let state: String
    let what: String
    let note: String
}

struct DutyView {
    let id: String
    let words: String
    let hint: String?
}

struct DutyGroupView {
    let heading: String
    let duties: [DutyView]
}

struct LineView {
    let state: String
    let heading: String
    let paragraphs: [String]
    let source: String
}

struct CitationView {
    let role: String
    let text: String
}

/// The answer: what to say, why, what to do, what our notice says, what decided, and last the citations.
struct AnswerPage {
    let state: String
    let headline: String
    let say: String
    let why: String
    let asked: [Pair]
    let changeLink: String
    let isSupposing: Bool
    let supposed: [String]
    let asItStandsLink: String
    let needsMore: Bool
    let findOut: [String]
    let hasFindOut: Bool
    let rows: [RowView]
    let hasRows: Bool
    let goOnLink: String?
    let ways: [WayView]
    let hasWays: Bool
    let duties: [DutyGroupView]
    let hasDuties: Bool
    let line: LineView?
    let layersTitle: String
    let layers: [LayerView]
    let assumptions: [String]
    let said: [SaidView]
    let hasSaid: Bool
    let citations: [CitationView]
    let hasCitations: Bool
    let citationsTitle: String
    let decidedNote: String
    let situationsLink: String
    /// What can be recorded of it; nothing where nothing is kept.
    let passage: PassagePanel?

    init(
        _ answer: InterviewAnswer, state interviewState: InterviewState, interview: Interview, link: Link = Link(),
        passage: PassagePanel? = nil, about: Pair? = nil
    ) {
        self.passage = passage
        situationsLink = link.begin(link.home)
        let words = interview.words
        state = answer.state.rawValue
        headline = answer.headline
        say = answer.say
        why = answer.why
        asked =
            [about].compactMap { $0 }
            + interview.summary(interviewState.opening).map { Pair(label: $0.label, text: $0.text) }
        changeLink = link.start(interviewState.opening)
        isSupposing = interviewState.isSupposing
        supposed = answer.supposed
        asItStandsLink = link.ask(interviewState.asItStands)
        needsMore = answer.state == .needed
        findOut = answer.findOut
        hasFindOut = !answer.findOut.isEmpty
        rows = answer.rows.map { RowView(state: $0.state.rawValue, what: $0.what, note: $0.note) }
        hasRows = !answer.rows.isEmpty
        goOnLink = answer.canGoOn ? link.ask(interviewState, Link.goingOn) : nil
        ways = answer.ways.map { way in
            WayView(text: words.list(way.steps), hint: way.hint, link: way.then.map { link.ask($0) })
        }
        hasWays = !answer.ways.isEmpty
        duties = answer.duties.enumerated().map { place, group in
            DutyGroupView(
                heading: group.heading,
                duties: group.duties.enumerated().map { number, duty in
                    let hint = [duty.hint, duty.say].compactMap { $0 }
                    return DutyView(
                        id: "duty-\(place)-\(number)", words: duty.words,
                        hint: hint.isEmpty ? nil : hint.joined(separator: " "))
                })
        }
        hasDuties = !answer.duties.isEmpty
        line = answer.line.map { line in
            LineView(
                state: answer.state.rawValue, heading: line.heading, paragraphs: AnswerPage.paragraphs(line.text),
                source: line.source)
        }
        layersTitle = words(answer.state == .needed ? .whatWillDecide : .whatDecided)
        layers = answer.layers.map { LayerView($0, state: answer.state) }
        assumptions = answer.assumptions
        said = SaidView.all(interview, interviewState, link)
        hasSaid = !said.isEmpty
        citations = answer.citations.map { CitationView(role: $0.role, text: $0.text) }
        hasCitations = !answer.citations.isEmpty
        citationsTitle =
            answer.citations.count == 1
            ? words(.citationOne) : words(.citationCount, ["count": "\(answer.citations.count)"])
        decidedNote = words(.decidedNote, ["date": words.date(interview.setting.today)])
    }

    /// Paragraphs of a notice are parted by an empty line; a single line break is a space.
    private static func paragraphs(_ text: String) -> [String] {
        var paragraphs: [[Substring]] = [[]]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isWhitespace) {
                paragraphs.append([])
            } else {
                paragraphs[paragraphs.count - 1].append(line)
            }
        }
        return paragraphs.filter { !$0.isEmpty }.map { $0.joined(separator: " ") }
    }
}

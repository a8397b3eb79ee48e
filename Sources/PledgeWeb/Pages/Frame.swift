import Mustache
import PledgeDecisions

/// What every page has: names and words around the page's own values.
struct Frame {
    enum Place {
        case home, start, elsewhere
    }

    let language: String
    let title: String
    let organization: String
    let lawNote: String
    let isHome: Bool
    let isStart: Bool
    /// Every phrase of the catalog by its name.
    let w: [String: String]

    /// - Parameters:
    ///   - title: Begins with the answer where there is one, for it is what a screen reader says first.
    ///   - place: Which entry of the navigation is the current one.
    ///   - interview: The words and the setting.
    init(title: String, place: Place = .elsewhere, interview: Interview) {
        let words = interview.words
        self.language = words.language
        self.title = title
        self.organization = interview.setting.organization
        self.lawNote = Frame.lawNote(interview)
        self.isHome = place == .home
        self.isStart = place == .start
        var all: [String: String] = [:]
        for phrase in Phrase.allCases { all[phrase.rawValue] = words(phrase) }
        self.w = all
    }

    /// The day and the states of the law, such as "Law as of 21 Nov 2026, federal and IL".
    private static func lawNote(_ interview: Interview) -> String {
        let words = interview.words
        var seen: Set<String> = []
        let states = interview.rulebook.overlays.map(\.state).filter { !$0.isEmpty && seen.insert($0).inserted }
        return words(
            .lawNote,
            [
                "date": words.date(interview.setting.today), "where": words.list([words(.lawFederal)] + states),
            ])
    }
}

/// A page with its frame: a name is looked up in the page first, then in the frame.
struct Framed<Page>: MustacheParent {
    let page: Page
    let frame: Frame

    func child(named name: String) -> Any? {
        Framed.value(of: name, in: Mirror(reflecting: page)) ?? Framed.value(of: name, in: Mirror(reflecting: frame))
    }

    private static func value(of name: String, in mirror: Mirror) -> Any? {
        guard let value = mirror.children.first(where: { $0.label == name })?.value else { return nil }
        let inner = Mirror(reflecting: value)
        guard inner.displayStyle == .optional else { return value }
        return inner.children.first?.value
    }
}

/// Something missing in a form, with the field it is missing in.
struct Problem {
    let field: String
    let text: String
}

/// A radio button or a check box.
struct ChoiceField {
    let kind: String
    let name: String
    let id: String
    let value: String
    let words: String
    let hint: String?
    let isChosen: Bool
}

/// A page that says what went wrong and what to do, with nothing of internals.
struct ErrorPage {
    let headline: String
    let help: String
    let detail: String?
}

/// Addresses of pages.
///
/// They hold names of the rulebook, numbers and days; nothing of a patient.
enum Link {
    static func ask(_ state: InterviewState, _ extra: String = "") -> String { "/ask?s=\(state.code)\(extra)" }
    static func start(_ opening: Opening) -> String { "/start?s=\(InterviewState(opening: opening).code)" }
    static let goingOn = "&more=1"
    static let now = "&now=1"
}

import Mustache
import PledgeDecisions

/// One entry of the navigation.
struct NavItem {
    let words: String
    let link: String
    let isCurrent: Bool
}

/// What every page has: names and words around the page's own values.
struct Frame {
    let language: String
    let title: String
    let organization: String
    let homeLink: String
    let nav: [NavItem]
    /// Who is at the desk.
    let visitor: String
    /// The page about their account, where accounts sign in.
    var accountLink: String?
    let footNote: String
    /// Every phrase of the interview's catalog by its name.
    let w: [String: String]
    /// Every phrase of the console's catalog by its name.
    let t: [String: String]

    /// - Parameters:
    ///   - title: Begins with the answer where there is one, for it is what a screen reader says first.
    ///   - organization: The practice's name.
    ///   - homeLink: Where the name leads.
    ///   - nav: The ways around.
    ///   - visitor: Who is at the desk.
    ///   - footNote: What stands at the foot: the law, the zone.
    ///   - words: The catalog.
    init(
        title: String, organization: String, homeLink: String, nav: [NavItem], visitor: String, footNote: String,
        words: InterviewWords
    ) {
        language = words.language
        self.title = title
        self.organization = organization
        self.homeLink = homeLink
        self.nav = nav
        self.visitor = visitor
        self.footNote = footNote
        w = Dictionary(uniqueKeysWithValues: Phrase.allCases.map { ($0.rawValue, words($0)) })
        t = ConsoleWords.english.all
    }

    /// Of the desk that stores nothing.
    ///
    /// - Parameters:
    ///   - title: Of the page.
    ///   - link: The page's own address.
    ///   - interview: The words and the setting.
    init(title: String, at link: String, interview: Interview) {
        let words = interview.words
        self.init(
            title: title, organization: interview.setting.organization, homeLink: "/",
            nav: [
                NavItem(words: words(.pageTitle), link: "/", isCurrent: link == "/"),
                NavItem(words: words(.ownOrder), link: "/start", isCurrent: link == "/start"),
            ], visitor: words(.frontDesk),
            footNote: "\(words(.nothingKept)) \(Frame.lawNote(interview))", words: words)
    }

    /// The day and the states of the law, such as "Law as of 21 Nov 2026, federal and IL".
    static func lawNote(_ interview: Interview) -> String {
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

/// Addresses of the desk's pages.
///
/// They hold names of the rulebook, numbers and days; of a patient and of who gets it a token that tells nothing.
struct Link: Sendable {
    static let goingOn = "&more=1"
    static let now = "&now=1"

    /// Tokens of whom it is about and of who gets it.
    var patient: String?
    var recipient: String?
    /// Where the everyday situations are.
    var home = "/"

    private var matter: String {
        (patient.map { "&p=\($0)" } ?? "") + (recipient.map { "&to=\($0)" } ?? "")
    }

    func ask(_ state: InterviewState, _ extra: String = "") -> String { "/ask?s=\(state.code)\(matter)\(extra)" }

    func start(_ opening: Opening) -> String { "/start?s=\(InterviewState(opening: opening).code)\(matter)" }

    /// A page of the desk that begins anew, about the same people.
    func begin(_ path: String) -> String { matter.isEmpty ? path : "\(path)?\(matter.dropFirst())" }
}

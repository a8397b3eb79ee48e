import HTTPTypes
import Hummingbird
import Mustache
import PledgeCore
import PledgeDecisions
import PledgePractice

/// Makes the console's pages for one request.
struct ConsolePages {
    let practice: Practice
    let visitor: Visitor
    private let visit: Visit?
    let setting: PracticeSetting
    let words = InterviewWords.english
    let t = ConsoleWords.english
    private let library: MustacheLibrary

    init(_ practice: Practice, _ library: MustacheLibrary, _ asked: ConsoleRequest) throws {
        self.practice = practice
        self.library = library
        visitor = asked.visitor
        visit = asked.visit
        setting = try practice.setting()
    }

    func answer(_ route: ConsoleRoute, _ request: ConsoleRequest) throws -> Response {
        switch route {
        case .root: .seeOther("/today")
        case .today: try today()
        case .taskDone: try markDone(request.form)
        case .desk: try deskHome(request.query)
        case .deskPatient: try deskPatient(request.form)
        case .search: try desk(request.form).search(request.form)
        case .searchAgain: .seeOther("/desk")
        case .start: try desk(request.query).start(request.query)
        case .ask: try desk(request.query).ask(request.query)
        case .release: try release(request.form)
        case .stop: try stop(request.form)
        case .receipt: try receipt(request.id, request.query)
        case .receiptFile: try receiptFile(request.id)
        case .patients: try patients(nil)
        case .patientsFound: try patients(request.form["name"])
        case .patient: try patient(request.id)
        case .picture: try picture(request.id)
        case .wishForm: try wishForm(request.id)
        case .wishAdd: try addWish(request.id, request.form)
        case .wishEnd: try endWish(request.id, request.form)
        case .accounting: try giveAccounting(request.id, request.form)
        case .disclosures: try disclosures(request.query)
        case .disclosuresFile: try disclosuresFile()
        case .recordForm: try recordForm(request.id)
        case .recordAdd: try addRecord(request.id, request.form)
        case .entry: try entry(request.id)
        case .officerRelease: try officerRelease(request.id)
        case .notices: try notices()
        case .organization: try organization(isChecked: false)
        case .organizationCheck: try organization(isChecked: true)
        case .reports: try reports()
        case .styleguide: try styleguide()
        }
    }

    // MARK: Pages

    /// Fills a template and puts the frame around it.
    func page(
        _ template: String, _ page: any Sendable, title: String, at link: String,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        var frame = Frame(
            title: title, organization: organizationName, homeLink: "/today",
            nav: ConsolePages.nav(visitor, at: link, hasAccounts: visit != nil),
            visitor: "\(visitor.name), \(visitor.role)", footNote: footNote, words: words)
        if visit != nil { frame.accountLink = "/account" }
        let html = library.render(Framed(page: page, frame: frame), withTemplate: template) ?? ""
        return .html(visit.map { FormTokens.inserted(in: html, $0.formToken) } ?? html, status: status)
    }

    var organizationName: String { setting.organization.names.first?.words ?? words(.thisPractice) }

    private var footNote: String {
        let zone = setting.zoneName.map { t(.zoneNote, ["zone": $0]) + " " } ?? ""
        return zone + Frame.lawNote(interview(nil))
    }

    /// The ways around that are open to somebody.
    ///
    /// - Parameters:
    ///   - visitor: Who it is.
    ///   - link: The page's own address.
    ///   - hasAccounts: Whether staff sign in, so that there are accounts to keep.
    /// - Returns: The ways.
    static func nav(_ visitor: Visitor, at link: String, hasAccounts: Bool) -> [NavItem] {
        let t = ConsoleWords.english
        let places: [(words: String, link: String, permission: Visitor.Permission)] = [
            (t(.today), "/today", ConsoleRoute.today.permission),
            (InterviewWords.english(.pageTitle), "/desk", ConsoleRoute.desk.permission),
            (t(.patients), "/patients", ConsoleRoute.patients.permission),
            (t(.disclosures), "/disclosures", ConsoleRoute.disclosures.permission),
            (t(.notices), "/notices", ConsoleRoute.notices.permission),
            (t(.organization), "/organization", ConsoleRoute.organization.permission),
            (t(.reports), "/reports", ConsoleRoute.reports.permission),
        ]
        let staff = hasAccounts ? [(words: t(.staff), link: "/staff", permission: Visitor.Permission.staff)] : []
        let isDesk = ["/ask", "/start", "/desk"].contains(link)
        return (places + staff).filter { visitor.permissions.contains($0.permission) }.map { place in
            NavItem(
                words: place.words, link: place.link,
                isCurrent: link == place.link || (place.link == "/desk" && isDesk)
                    || (place.link != "/desk" && link.hasPrefix(place.link + "/")))
        }
    }

    // MARK: Errors

    /// A page for an error that needs nothing of the practice.
    static func error(_ failure: Failure, _ library: MustacheLibrary, visitor: Visitor?) -> Response {
        let words = InterviewWords.english
        let page = ErrorPage(
            headline: failure.headline(words, .english), help: failure.help(words, .english), detail: failure.detail)
        let frame = Frame(
            title: page.headline, organization: words(.thisPractice), homeLink: "/today", nav: [],
            visitor: visitor.map { "\($0.name), \($0.role)" } ?? "", footNote: "", words: words)
        let framed = Framed(page: page, frame: frame)
        return .html(library.render(framed, withTemplate: "error") ?? "", status: failure.status)
    }

    private func styleguide() throws -> Response {
        let interview = interview(nil)
        return page("styleguide", StyleguidePage(interview), title: words(.styleguide), at: "/styleguide")
    }
}

extension Day {
    /// As pages tell it.
    func words(_ words: InterviewWords) -> String { words.date(self) }
}

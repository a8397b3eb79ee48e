import HTTPTypes
import Hummingbird
import PledgeCore
import PledgeDecisions
import PledgePractice

/// The form for a wish.
struct WishFormPage {
    let name: String
    let action: String
    let backLink: String
    let kinds: [ChoiceField]
    let from: [SelectField.Option]
    let means: [SelectField.Option]
    let problems: [Problem]
    let hasProblems: Bool
}

extension ConsolePages {
    /// What a patient can ask for at the desk, by the type of the paper it becomes.
    private enum Wish: String, CaseIterable {
        case paid, kept, contact, sharing, directory

        var words: ConsolePhrase {
            switch self {
            case .paid: .wishPaid
            case .kept: .wishRestriction
            case .contact: .wishContact
            case .sharing: .wishSharing
            case .directory: .wishDirectory
            }
        }
    }

    /// Those from whom something is commonly kept, and the ways there are.
    private static let commonKinds = ["health-plan", "employer", "family", "spouse", "adult-child", "friend", "clergy"]

    func wishForm(_ token: String) throws -> Response { try wishForm(token, FormFields(""), []) }

    private func wishForm(_ token: String, _ fields: FormFields, _ problems: [Problem]) throws -> Response {
        let state = try practice.person(token: token)
        let kinds = setting.rules.rulebook.hierarchy(.kind)
        let empty = SelectField.Option(value: "", words: t(.wishEverybody), isChosen: fields["from"] == nil)
        let channels = setting.rules.rulebook.hierarchy(.channel).terms
        let page = WishFormPage(
            name: name(state), action: "/patients/\(token)/wishes", backLink: "/patients/\(token)",
            kinds: Wish.allCases.map { wish in
                ChoiceField(
                    kind: "radio", name: "wish", id: "wish-\(wish.rawValue)", value: wish.rawValue,
                    words: t(wish.words), hint: nil, isChosen: fields["wish"] == wish.rawValue)
            },
            from: [empty]
                + ConsolePages.commonKinds.compactMap { kinds[$0] }.map {
                    .init(value: $0.name, words: $0.words.firstUppercased, isChosen: fields["from"] == $0.name)
                },
            means: [.init(value: "", words: t(.choose), isChosen: fields["means"] == nil)]
                + channels.map {
                    .init(value: $0.name, words: $0.words.firstUppercased, isChosen: fields["means"] == $0.name)
                }, problems: problems, hasProblems: !problems.isEmpty)
        return self.page(
            "wish-form", page, title: problems.isEmpty ? t(.addWish) : words(.somethingMissing), at: "/patients/",
            status: problems.isEmpty ? .ok : .badRequest)
    }

    func addWish(_ token: String, _ fields: FormFields) throws -> Response {
        let state = try practice.person(token: token)
        guard let identifier = state.identifiers.first else { throw PracticeError.unknownPatient }
        guard let wish = fields["wish"].flatMap(Wish.init) else {
            return try wishForm(token, fields, [Problem(field: "wish-paid", text: t(.wishNeedsKind))])
        }
        if wish == .contact, fields["means"] == nil {
            return try wishForm(token, fields, [Problem(field: "means", text: t(.wishNeedsMeans))])
        }
        if wish == .kept, fields["from"] == nil {
            return try wishForm(token, fields, [Problem(field: "from", text: t(.wishNeedsFrom))])
        }
        let document = document(wish, fields)
        // The same form pressed twice is one wish.
        let basis = try practice.desk(patient: token, recipient: nil)
        if !basis.isOnFile(document) {
            var members = JSONObject()
            members.append("document", .object(document))
            members.append("evidence", fields["evidence"].map { .string($0) })
            members.append("by", .string(visitor.name))
            var read = JSONFields(members)
            _ = try practice.take(try DirectiveTaken(&read), of: identifier)
        }
        return .seeOther("/patients/\(token)")
    }

    private func document(_ wish: Wish, _ fields: FormFields) -> JSONObject {
        let today = JSONValue.string(setting.today.description)
        var object = JSONObject()
        switch wish {
        case .paid:
            object.append("type", .string("restriction"))
            object.append("full-payment", .bool(true))
            object.append("agreed", today)
        case .kept:
            object.append("type", .string("restriction"))
            object.appendUnlessEmpty("kept-from-kinds", [fields["from"]].compactMap { $0 }.map { .string($0) })
            object.append("agreed", today)
        case .contact:
            object.append("type", .string("contact-wish"))
            object.appendUnlessEmpty("means", [fields["means"]].compactMap { $0 }.map { .string($0) })
            object.append("agreed", today)
        case .sharing:
            object.append("type", .string("sharing-objection"))
            object.appendUnlessEmpty("about-kinds", [fields["from"]].compactMap { $0 }.map { .string($0) })
            object.append("made", today)
        case .directory:
            object.append("type", .string("directory-objection"))
            object.append("made", today)
        }
        return object
    }

    func endWish(_ token: String, _ fields: FormFields) throws -> Response {
        let state = try practice.person(token: token)
        guard let identifier = state.identifiers.first, let number = fields["directive"].flatMap({ Int64($0) }),
            let directive = state.directives.first(where: { $0.entry == number }),
            let type = setting.rules.rulebook.document(directive.document.text("type") ?? ""),
            let field = ["ended", "withdrawn", "revoked"].first(where: { type.field($0) != nil })
        else { throw PracticeError.unknownPatient }
        // Ended already, by the first of two presses.
        guard directive.document[field] == nil else { return .seeOther("/patients/\(token)") }
        var members = JSONObject()
        members.append("directive", .integer(number))
        members.append("set", .members([(field, .string(setting.today.description))]))
        members.append("why", fields["why"].map { .string($0) })
        members.append("by", .string(visitor.name))
        var read = JSONFields(members)
        _ = try practice.end(try DirectiveEnded(&read), of: identifier)
        return .seeOther("/patients/\(token)")
    }
}

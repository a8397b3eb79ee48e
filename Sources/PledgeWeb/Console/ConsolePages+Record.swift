import HTTPTypes
import Hummingbird
import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgePractice

/// The form for what happened before anybody asked here.
struct RecordFormPage {
    let name: String
    let action: String
    let backLink: String
    let today: String
    let selects: [SelectField]
    let who: String
    let note: String
    let problems: [Problem]
    let hasProblems: Bool
}

extension ConsolePages {
    private static let bases: [(String, ConsolePhrase)] = [
        ("spoken", .basisSpoken), ("faxed", .basisFaxed), ("mailed", .basisMailed), ("shown", .basisShown),
        ("mistaken", .basisMistaken), ("impermissible", .basisImpermissible),
    ]

    func recordForm(_ token: String) throws -> Response { try recordForm(token, FormFields(""), []) }

    private func recordForm(_ token: String, _ fields: FormFields, _ problems: [Problem]) throws -> Response {
        let state = try practice.person(token: token)
        func select(_ name: String, _ label: String, _ options: [(String, String)]) -> SelectField {
            let problem = problems.first { $0.field == name }
            return SelectField(
                name: name, label: label, error: problem?.text,
                options: [.init(value: "", words: t(.choose), isChosen: fields[name] == nil)]
                    + options.map { .init(value: $0.0, words: $0.1, isChosen: fields[name] == $0.0) })
        }
        func terms(_ domain: Domain) -> [(String, String)] {
            setting.rules.rulebook.hierarchy(domain).terms.map { ($0.name, $0.words.firstUppercased) }
                .sorted { $0.1 < $1.1 }
        }
        let page = RecordFormPage(
            name: name(state), action: "/patients/\(token)/record", backLink: "/patients/\(token)",
            today: fields["happened"] ?? setting.today.description,
            selects: [
                select("basis", t(.happenedHow), ConsolePages.bases.map { ($0.0, t($0.1)) }),
                select("kind", t(.kindOf), terms(.kind)), select("for", words(.whatFor), terms(.purpose)),
                select("item", words(.aboutWhat), terms(.item)),
            ], who: fields["who"] ?? "", note: fields["note"] ?? "", problems: problems,
            hasProblems: !problems.isEmpty)
        return self.page(
            "record-form", page, title: problems.isEmpty ? t(.recordOutside) : words(.somethingMissing),
            at: "/patients/", status: problems.isEmpty ? .ok : .badRequest)
    }

    func addRecord(_ token: String, _ fields: FormFields) throws -> Response {
        let state = try practice.person(token: token)
        var problems: [Problem] = []
        if fields["who"]?.trimmed.isEmpty != false { problems.append(Problem(field: "who", text: t(.needWhoName))) }
        if fields["happened"].flatMap({ Day($0) }) == nil {
            problems.append(Problem(field: "happened", text: t(.needDay)))
        }
        for name in ["basis", "kind", "for", "item"] where fields[name] == nil {
            problems.append(Problem(field: name, text: t(.needChoice)))
        }
        guard problems.isEmpty else { return try recordForm(token, fields, problems) }
        var object = JSONObject()
        object.append("patient", state.identifiers.first.map { .string($0) })
        let values = ["happened", "basis", "who", "kind", "for", "item", "note"].map { fields[$0] ?? "" }
        object.append(
            "key", .string(practice.formKey([visitor.account, "record", token] + values, on: setting.today)))
        object.append("by", .string(visitor.name))
        object.append("act", .string(Act.disclose.rawValue))
        object.append(
            "actor", .members([("id", .string("practice")), ("kinds", .strings(["facility"]))]))
        object.append(
            "recipient",
            .members([("id", .string(fields["who"]?.trimmed ?? "")), ("kinds", .strings([fields["kind"] ?? ""]))]))
        object.append("purposes", .strings([fields["for"] ?? ""]))
        var group = JSONObject()
        group.append("item", .string(fields["item"] ?? ""))
        group.append("labels", .array([]))
        group.append("place", setting.organization.settings["state"])
        object.append("groups", .array([.object(group)]))
        object.append("happened", fields["happened"].map { .string($0) })
        object.append("basis", fields["basis"].map { .string($0) })
        object.append("note", fields["note"].map { .string($0) })
        let released = try practice.record(try Ask(.object(object)))
        return .seeOther("/receipts/\(released.header.index)\(released.isRepeated ? "?again=1" : "")")
    }
}

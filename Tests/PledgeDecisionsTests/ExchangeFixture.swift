import PledgeCore
import PledgeDecisions

/// A small rulebook made by hand: the exchange needs names and types, not rules.
enum ExchangeFixture {
    static let rulebook: Rulebook = {
        var book = Rulebook()
        func terms(_ names: String...) -> Hierarchy { Hierarchy(names.map { Term(name: $0, words: $0) }) }
        book.vocabulary = [
            .kind: terms("covered-provider", "court", "individual", "police"),
            .purpose: terms("treatment", "judicial-proceeding"),
            .channel: terms("mail", "text"), .item: terms("record", "lab-result"), .label: terms("hiv", "genetic"),
            .data: terms("name", "address", "diagnosis"), .service: terms("general-care"),
            .source: terms("made-here"), .object: terms("postage"),
        ]
        book.lists = ["contact": ["name", "address"]]
        let wish = [Option(name: "agrees", words: "agrees"), Option(name: "objects", words: "objects")]
        book.facts = [
            Fact(name: "emergency", words: "an emergency"),
            Fact(name: "pages", words: "pages", type: .number),
            Fact(name: "stay", words: "the stay", type: .period),
            Fact(name: "case-name", words: "name of the case", type: .text),
            Fact(name: "patient-wish", words: "the wish", type: .choice(["agrees", "objects"]), options: wish),
            Fact(name: "best-interest", words: "in her interest", judgedBy: "a licensed professional"),
            Fact(name: "birth", words: "birth", type: .time, source: .known),
            Fact(name: "paid-for", words: "paid for", source: .knowledge),
        ]
        book.documents = [
            DocumentType(
                name: "order", words: "an order",
                fields: [
                    DocumentField(name: "issuer", words: "issuer", type: .id),
                    DocumentField(name: "signed", words: "signed", type: .time),
                    DocumentField(name: "directed-to-us", words: "directed to us", type: .yesNo),
                    DocumentField(name: "pages", words: "pages", type: .number),
                    DocumentField(name: "valid", words: "valid", type: .period),
                    DocumentField(name: "parties", words: "parties", type: .ids),
                    DocumentField(name: "labels", words: "labels", type: .names(.label)),
                    DocumentField(name: "purpose", words: "purpose", type: .name(.purpose)),
                    DocumentField(name: "scope", words: "scope", type: .scope),
                ]),
            DocumentType(
                name: "restriction", words: "a restriction", onFile: true,
                fields: [DocumentField(name: "since", words: "since", type: .time)]),
        ]
        book.covers = Day(year: 2003, month: 4, day: 14).flatMap { first in
            Day(year: 2027, month: 12, day: 31).flatMap { Period(first: first, last: $0) }
        }
        return book
    }()

    static let reader = RequestReader(rulebook) { name in
        do throws(TimeZoneError) { return try TimeZoneRules.named(name) } catch { return nil }
    }

    /// A line that is fine, with members put in place of, or beside, its own.
    static func line(_ changes: [(String, JSONValue?)] = []) -> JSONValue {
        var object = JSONObject()
        object["id"] = .string("r1")
        object["at"] = .string("2026-11-21T10:00:00-06:00")
        object["act"] = .string("disclose")
        object["actor"] = .members([("id", .string("P")), ("kinds", .strings(["covered-provider"]))])
        object["recipient"] = .members([("kinds", .strings(["court"]))])
        object["purposes"] = .strings(["judicial-proceeding"])
        object["groups"] = .array([.members([("item", .string("record")), ("labels", .array([]))])])
        for (name, value) in changes { object[name] = value }
        return .object(object)
    }

    /// The same, with one member given as JSON text.
    static func line(_ name: String, _ text: String) throws(JSONError) -> JSONValue {
        line([(name, try JSONScanner.value(of: text))])
    }
}

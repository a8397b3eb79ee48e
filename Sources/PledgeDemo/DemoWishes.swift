import PledgeCore

/// What patients of the demo sign, ask for and refuse, and agreements with companies.
enum DemoWishes {
    /// A paper that comes in on a day of the year.
    struct Paper {
        /// Days after the first.
        var after: Int
        /// Number of the patient.
        var patient: Int
        var document: JSONObject
        var evidence: String
    }

    /// A paper that ends.
    struct End {
        var after: Int
        var patient: Int
        var type: String
        var field: String
        var why: String
    }

    private static func document(_ type: String, _ members: [(String, JSONValue)]) -> JSONObject {
        JSONObject([.init(name: "type", value: .string(type))] + members.map { .init(name: $0.0, value: $0.1) })
    }

    private static func day(_ first: Day, _ after: Int) -> JSONValue {
        .string(Day(number: first.number + Int32(after)).description)
    }

    static func papers(from first: Day) -> [Paper] {
        var papers: [Paper] = []
        for (after, patient) in [(20, 3), (95, 17), (210, 29), (300, 66)] {
            papers.append(
                Paper(
                    after: after, patient: patient,
                    document: document("restriction", [("full-payment", .bool(true)), ("agreed", day(first, after))]),
                    evidence: "form signed at the desk; paid that day"))
        }
        for (after, patient) in [(40, 5), (120, 11), (180, 22), (260, 34), (330, 47)] {
            papers.append(
                Paper(
                    after: after, patient: patient,
                    document: document("contact-wish", [("means", .strings(["mail"])), ("agreed", day(first, after))]),
                    evidence: "by telephone"))
        }
        for (after, patient, kind) in [(60, 8, "spouse"), (240, 41, "family")] {
            papers.append(
                Paper(
                    after: after, patient: patient,
                    document: document(
                        "sharing-objection", [("about-kinds", .strings([kind])), ("made", day(first, after))]),
                    evidence: "said to Dr. Osei"))
        }
        for (after, patient) in [(75, 14), (290, 52)] {
            papers.append(
                Paper(
                    after: after, patient: patient,
                    document: document("directory-objection", [("made", day(first, after))]),
                    evidence: "said at admission"))
        }
        papers.append(
            Paper(
                after: 150, patient: 26,
                document: document(
                    "restriction", [("kept-from", .string("county-heart")), ("agreed", day(first, 150))]),
                evidence: "letter of the patient"))
        papers.append(
            Paper(
                after: 200, patient: 60,
                document: document(
                    "appointment",
                    [
                        ("gives-health-decisions", .bool(true)), ("appointee", .string("Rosa Santos")),
                        ("appointed", day(first, 190)),
                    ]), evidence: "power of attorney, copy scanned"))
        return papers
    }

    static let ends: [End] = [
        End(after: 270, patient: 26, type: "restriction", field: "ended", why: "the patient changed their mind"),
        End(after: 345, patient: 5, type: "contact-wish", field: "ended", why: "moved; the telephone is fine again"),
    ]

    /// What an insurer is given on.
    static func authorization(on day: Day) -> JSONObject {
        func date(_ days: Int32) -> JSONValue { .string(Day(number: day.number + days).description) }
        let stated = [
            "names-us", "states-revocation", "states-conditions", "states-redisclosure", "filled-in",
        ]
        return document(
            "authorization",
            [
                ("scope", .array([.members([("items", .strings(["record"]))])])),
                ("receiver", .string("steadfast-life")), ("purposes", .strings(["life-insurance"])),
                ("signed", date(-3)), ("expires", date(120)),
            ] + stated.map { ($0, .bool(true)) })
    }

    /// With a company that works for the practice.
    static func agreement(signed: Day, ended: Day?) -> JSONObject {
        document(
            "associate-agreement",
            [("signed", .string(signed.description))] + (ended.map { [("ended", .string($0.description))] } ?? []))
    }
}

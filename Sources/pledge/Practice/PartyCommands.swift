import ArgumentParser
import PledgeCore
import PledgeLedger
import PledgePractice

/// `pledge party`: recipients, units of organizations, staff.
struct PartyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "party", abstract: "Keep what is known of recipients, units of organizations and staff.",
        subcommands: [Add.self, Change.self, Take.self, End.self, List.self])

    struct Add: LineCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take in a party.",
            discussion: """
                Each line: {"party": "county-hospital", "kinds": ["facility"], "names": ["County Hospital"], "telecoms": \
                [{"system": "fax", "value": "+13125550100"}], "credentials": [{"system": "NPI", "value": "1234567893"}], \
                "partOf": ["lakeside-arrangement"], "by": "Front Desk"}. A unit has a "level": network, arrangement, \
                affiliated, entity, site, department or office; staff has a "role". "from" and "until" are the days \
                between which the party is there; a unit in "partOf" may have days of its own.
                """)

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Input") var input: InputOption

        func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue {
            var fields = try JSONFields(json)
            return LineAnswer.entry(try practice.add(party: try PartyChange(&fields)))
        }
    }

    struct Change: LineCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change what is known of a party.",
            discussion: """
                Each line: {"party": "county-hospital", ...} with what `pledge party add` takes; what is left out stays, and \
                "clear" names members that hold nothing any more. The id and the level of a unit stay.
                """)

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Input") var input: InputOption

        func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue {
            var fields = try JSONFields(json)
            return LineAnswer.entry(try practice.change(party: try PartyChange(&fields)))
        }
    }

    struct Take: LineCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take in an agreement with a party; it counts from the next decision on.",
            discussion: """
                Each line: {"party": "billing-co", "document": {"type": "associate-agreement", "signed": "2026-01-01"}, "by": \
                "Front Desk"}. The document says with whom it is by the party alone.
                """)

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Input") var input: InputOption

        func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue {
            let (party, rest) = try PartyInput.split(json)
            var fields = JSONFields(rest)
            return try practice.take(try DirectiveTaken(&fields), ofParty: party).json
        }
    }

    struct End: LineCommand {
        static let configuration = CommandConfiguration(
            abstract: "End or correct an agreement with a party.",
            discussion: """
                Each line: {"party": "billing-co", "directive": 12, "set": {"ended": "2026-11-21"}, "by": "Front Desk"}. The \
                number is that of the entry that took it in.
                """)

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Input") var input: InputOption

        func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue {
            let (party, rest) = try PartyInput.split(json)
            var fields = JSONFields(rest)
            return LineAnswer.entry(try practice.end(try DirectiveEnded(&fields), ofParty: party))
        }
    }

    struct List: LineCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the parties with their agreements.",
            discussion: #"Each line: {} for all of them, {"party": "county-hospital"} for one."#)

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Input") var input: InputOption

        func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue {
            var fields = try JSONFields(json)
            let party = try fields.string("party")
            try fields.end(known: ["party"])
            let parties = try party.map { [try practice.party($0)] } ?? practice.parties()
            return .members([("parties", .array(parties.compactMap(\.partySummary)))])
        }
    }
}

/// Takes the party out of a line of input.
private enum PartyInput {
    static func split(_ json: JSONValue) throws -> (party: String, rest: JSONObject) {
        guard case .object(var object) = json, case .string(let party)? = object["party"], !party.isEmpty else {
            throw PracticeError.asked(ShapeProblem(path: "$", message: "`party` is missing"))
        }
        object["party"] = nil
        return (party, object)
    }
}

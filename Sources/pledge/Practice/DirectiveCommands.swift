import ArgumentParser
import PledgeCore
import PledgeLedger
import PledgePractice

/// `pledge directive`: wishes and papers.
struct DirectiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "directive", abstract: "Take in a patient's wish or paper, look at those on file, and end one.",
        subcommands: [Take.self, End.self, List.self, Posted.self, Ending.self])

    struct Take: LineCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take in a wish or a paper; it binds from the next decision on.",
            discussion: """
                Each line: {"patient": "MRN-1001", "document": {"type": "restriction", ...}, "evidence": "by phone", \
                "patientNamed": "Ana Ruiz", "by": "Front Desk"}; "patientNamed" is whom the paper itself names. Without a \
                patient it is the organization's, such as an agreement. The answer lists every defect, with the rules that \
                cannot rest on the paper for it, and the rules that it may serve; a defective paper is kept and never used.
                """)

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Input") var input: InputOption

        func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue {
            let (patient, rest) = try PatientInput.splitIfThere(json)
            var fields = JSONFields(rest)
            return try practice.take(try DirectiveTaken(&fields), of: patient).json
        }
    }

    struct End: LineCommand {
        static let configuration = CommandConfiguration(
            abstract: "Revoke, end or correct one.",
            discussion: """
                Each line: {"patient": "MRN-1001", "directive": 12, "set": {"revoked": "2026-11-21"}, "by": "Front Desk"}. \
                The number is that of the entry that took it in. Every release that is acknowledged later sees it. What was \
                posted under it gets a task for each place (`pledge directive posted`). An end that ends nothing by the \
                rules in force is refused.
                """)

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Input") var input: InputOption

        func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue {
            let (patient, rest) = try PatientInput.splitIfThere(json)
            var fields = JSONFields(rest)
            let header = try practice.end(try DirectiveEnded(&fields), of: patient)
            return LineAnswer.entry(header)
        }
    }

    struct List: LineCommand {
        static let configuration = CommandConfiguration(
            abstract: "List those on file, with all that is wrong with each today.",
            discussion: #"Each line: {"patient": "MRN-1001"}, or {} for the organization's own."#)

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Input") var input: InputOption

        func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue {
            let (patient, rest) = try PatientInput.splitIfThere(json)
            try JSONFields(rest).end(known: ["patient"])
            return .members([("directives", .array(try practice.directives(of: patient).map(\.json)))])
        }
    }

    struct Posted: LineCommand {
        static let configuration = CommandConfiguration(
            abstract: "Note where something was posted that a paper allows, or that it was taken down.",
            discussion: """
                Each line: {"patient": "MRN-1001", "directive": 12, "place": "our page", "since": "2026-10-01", "by": "Web \
                Desk"}; with "takenDown": true it is no longer there.
                """)

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Input") var input: InputOption

        func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue {
            let (patient, rest) = try PatientInput.split(json)
            var fields = JSONFields(rest)
            return LineAnswer.entry(try practice.posted(try Posting(&fields), of: patient))
        }
    }

    struct Ending: LineCommand {
        static let configuration = CommandConfiguration(
            abstract: "List papers that end soon, the earliest first.",
            discussion: #"Each line: {"within": 30}, in days. They are to be renewed, or to be let go."#)

        private static let daysMax: Int64 = 3_660

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Input") var input: InputOption

        func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue {
            var fields = try JSONFields(json)
            guard let days = try fields.integer("within"), (0...Ending.daysMax).contains(days) else {
                throw PracticeError.asked(
                    ShapeProblem(
                        path: "$.within", message: "a number of days from 0 to \(Ending.daysMax) should stand here"))
            }
            try fields.end(known: ["within"])
            let papers = try practice.papersEnding(within: Int(days)).map { ending -> JSONValue in
                .members([("identifiers", .strings(ending.identifiers)), ("paper", ending.paper.json)])
            }
            return .members([("ending", .array(papers))])
        }
    }
}

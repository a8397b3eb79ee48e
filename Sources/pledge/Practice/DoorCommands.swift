import ArgumentParser
import PledgeCore
import PledgeLedger
import PledgePractice

/// `pledge release`: the one door.
struct ReleaseCommand: LineCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Release information: decide, write the entry, return the receipt.",
        discussion: """
            Each line of input is a request (Docs/release.schema.json): as for `pledge decide`, without time, records and \
            settings, and with {"patient", "key", "by", "rely", "confirm", "send"}. Nothing may be sent before the answer; \
            an error means that nothing leaves. The same key with the same request is done once. --advice decides only: \
            nothing is recorded, and the answer says so.

            Exit code 1: a line was refused. Nothing about a patient belongs in arguments, which others can see.
            """)

    @OptionGroup(title: "Practice") var practice: PracticeOption
    @OptionGroup(title: "Input") var input: InputOption

    @Flag(help: "Only decide; record nothing.")
    var advice = false

    @Flag(help: "Leave the receipt out of the answer.")
    var noReceipt = false

    func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue {
        let ask = try Ask(json)
        if advice { return try practice.evaluate(ask) }
        return try DoorAnswer.json(try practice.release(ask), practice, receipt: !noReceipt)
    }
}

/// `pledge record`: what already happened.
struct RecordCommand: LineCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Record a disclosure that already happened.",
        discussion: """
            Each line of input is a request as for `pledge release`, with {"happened", "basis"}: when it happened, and how \
            (\(Bases.words)). It is recorded whatever the rules say of it; the answer says whether it was permitted.
            """)

    @OptionGroup(title: "Practice") var practice: PracticeOption
    @OptionGroup(title: "Input") var input: InputOption

    func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue {
        try DoorAnswer.json(try practice.record(try Ask(json)), practice, receipt: true)
    }
}

private enum Bases {
    static let words = Practice.bases.joined(separator: ", ")
}

enum DoorAnswer {
    /// The answer with its receipt.
    static func json(_ released: Released, _ practice: Practice, receipt: Bool) throws -> JSONValue {
        guard case .object(var object) = released.answer else { return released.answer }
        if released.isRepeated { object.append("repeated", .bool(true)) }
        if receipt { object.append("receipt", try practice.receipt(released.header.index).json) }
        return .object(object)
    }
}

/// `pledge patient`: people.
struct PatientCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "patient", abstract: "Take in patients, and what is known of them.",
        subcommands: [Add.self, Change.self, Show.self, Find.self, Merge.self, Unmerge.self])

    struct Add: LineCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take in a patient.",
            discussion: """
                Each line: {"identifiers": ["MRN-1001"], "names": ["Ana Ruiz"], "birth": "1980-04-02", "firstContact": \
                "2020-01-15", "facts": {...}, "by": "Front Desk"}. Facts are those of the records of a request.
                """)

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Input") var input: InputOption

        func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue {
            var fields = try JSONFields(json)
            let header = try practice.add(person: try PersonChange(&fields))
            return LineAnswer.entry(header)
        }
    }

    struct Change: LineCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change what is known of a patient.",
            discussion: """
                Each line: {"patient": "MRN-1001", ...} with what `pledge patient add` takes; what is left out stays. \
                "unset" names facts to be forgotten, "unknown" facts that the record calls unknown.
                """)

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Input") var input: InputOption

        func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue {
            let (patient, rest) = try PatientInput.split(json)
            var fields = JSONFields(rest)
            let header = try practice.change(person: patient, try PersonChange(&fields))
            return LineAnswer.entry(header)
        }
    }

    struct Show: LineCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what decisions read of a patient.", discussion: #"Each line: {"patient": "MRN-1001"}."#)

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Input") var input: InputOption

        func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue {
            let (patient, rest) = try PatientInput.split(json)
            try JSONFields(rest).end(known: ["patient"])
            return try practice.person(patient).json
        }
    }

    struct Merge: LineCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make one record of two of the same patient.",
            discussion: """
                Each line: {"patient": "MRN-1001", "ends": "MRN-2002", "reason": "...", "by": "Front Desk"}: the record of \
                MRN-2002 ends in that of MRN-1001. Every wish and paper of both binds; `unmerge` parts them again.
                """)

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Input") var input: InputOption

        func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue {
            let (patient, rest) = try PatientInput.split(json)
            var fields = JSONFields(rest)
            let ends = try fields.requiredString("ends", help: "an identifier of the record that ends in the other")
            let reason = try fields.string("reason")
            let by = try fields.requiredString("by", help: "say who does it")
            try fields.end(known: ["patient", "ends", "reason", "by"])
            return LineAnswer.entry(try practice.merge(ends, into: patient, reason: reason, by: by))
        }
    }

    struct Unmerge: LineCommand {
        static let configuration = CommandConfiguration(
            abstract: "Part two records that were made one by mistake.",
            discussion: """
                Each line: {"patient": "MRN-2002", "reason": "...", "by": "Front Desk"}: the record that had this identifier \
                stands for itself again, with its own wishes and papers.
                """)

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Input") var input: InputOption

        func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue {
            let (patient, rest) = try PatientInput.split(json)
            var fields = JSONFields(rest)
            let reason = try fields.requiredString("reason", help: "say what shows that they are two people")
            let by = try fields.requiredString("by", help: "say who does it")
            try fields.end(known: ["patient", "reason", "by"])
            return LineAnswer.entry(try practice.unmerge(patient, reason: reason, by: by))
        }
    }

    struct Find: LineCommand {
        static let configuration = CommandConfiguration(
            abstract: "Find patients by name, misspelt or not.",
            discussion: """
                Each line: {"name": "Jon Smiht", "most": 5}; a day of birth behind the name puts those born on it first. The \
                likest come first. Nothing about a patient belongs in arguments, which others can see.
                """)

        private static let mostUsual: Int64 = 10
        private static let mostMax: Int64 = 100

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Input") var input: InputOption

        func answer(_ json: JSONValue, on practice: Practice) throws -> JSONValue {
            var fields = try JSONFields(json)
            let name = try fields.requiredString("name", help: "write a name, or part of one")
            let most = try fields.integer("most") ?? Find.mostUsual
            try fields.end(known: ["name", "most"])
            let found = try practice.search(name, most: Int(max(1, min(most, Find.mostMax))))
            return .members([("patients", .array(found.map(\.summary)))])
        }
    }
}

/// Takes the patient out of a line of input.
enum PatientInput {
    static func splitIfThere(_ json: JSONValue) throws -> (patient: String?, rest: JSONObject) {
        guard case .object(var object) = json else {
            throw PracticeError.asked(ShapeProblem(path: "$", message: "a JSON object should stand here"))
        }
        guard let value = object["patient"] else { return (nil, object) }
        guard case .string(let patient) = value, !patient.isEmpty else {
            throw PracticeError.asked(
                ShapeProblem(path: "$.patient", message: "a patient's identifier should stand here"))
        }
        object["patient"] = nil
        return (patient, object)
    }

    static func split(_ json: JSONValue) throws -> (patient: String, rest: JSONObject) {
        let (patient, rest) = try splitIfThere(json)
        guard let patient else {
            throw PracticeError.asked(ShapeProblem(path: "$", message: "`patient` is missing"))
        }
        return (patient, rest)
    }
}

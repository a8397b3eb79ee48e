package import PledgeCore

/// A request with the answer expected of it: one line of a scenario file.
package struct Scenario: Hashable, Sendable {
    package var id: String
    /// The question in plain words.
    package var question: String
    package var request: JSONValue
    package var expected: Expectation
    /// Names or paths of the notices, agreements and policies in force.
    package var notices: [String]
    /// Paths of further rule files.
    package var rulebook: [String]
    /// Where the expected answer comes from.
    package var source: String?

    /// What the decision must be.
    ///
    /// A list that is left out expects nothing; an empty one expects none.
    package struct Expectation: Hashable, Sendable {
        /// Nothing: the request is an error.
        package var outcome: Outcome?
        /// A piece of the error's message or help.
        package var error: String?
        package var inPart: Bool?
        package var isConflict: Bool?
        package var isQuiet: Bool?
        package var accounting: String?
        /// Whether a list of disclosures counts some part that goes.
        package var isCounted: Bool?
        /// Questions that lead to an answer at most, whatever is answered.
        package var questionsMost: Int?
        /// Rules, each open in some part.
        package var grounds: [String]?
        /// Rules, each surely stopping some part.
        package var stops: [String]?
        /// Facts, fields and documents, each among the questions.
        package var ask: [String]?
        /// Duties, each owed for some part; with its time where that is said: `letter after 30 days of receipt`.
        package var duties: [String]?
        /// The first day by which something is owed, counted from receipt on the day of the request.
        package var answerBy: Day?
        /// Documents, facts, fields and channels, each part of some offer.
        package var lawfulIf: [String]?
        package var remarks: [String]?
        /// Elements, items, labels, group indices or pieces of a part's data, each in some part that goes.
        package var released: [JSONValue]?
        /// The same for parts that stay.
        package var withheld: [JSONValue]?
    }
}

extension Scenario {
    static let members = ["id", "question", "request", "expect", "notices", "rulebook", "source", "note", "topic"]
    static let expectedMembers = [
        "outcome", "error", "inPart", "conflict", "quiet", "accounting", "grounds", "stops", "ask", "duties",
        "lawfulIf", "remarks", "released", "withheld", "counted", "questionsMost", "answerBy",
    ]

    /// Reads one line of a scenario file.
    package static func read(line bytes: ArraySlice<UInt8>, number: Int) -> Result<Scenario, RequestError> {
        let value: JSONValue
        do throws(JSONError) { value = try JSONScanner.value(of: bytes) } catch {
            return .failure(
                RequestError(line: number, path: "$", message: "column \(error.column): \(error.message)"))
        }
        do throws(ReadProblem) {
            return .success(try Scenario(Place(value: value, path: .root), number: number))
        } catch {
            return .failure(
                RequestError(
                    line: number, id: RequestReader.id(of: value), path: error.path, message: error.message,
                    help: error.help))
        }
    }

    private init(_ place: Place, number: Int) throws(ReadProblem) {
        let object = try place.object(of: Scenario.members)
        self.id = try place.member("id", of: object)?.identifier() ?? "\(number)"
        self.question = try place.required("question", of: object).text(most: RequestReader.textBytesMax)
        var request = try place.required("request", of: object).object()
        if request["id"] == nil { request["id"] = .string(id) }
        self.request = .object(request)
        self.expected = try Expectation(place.required("expect", of: object))
        self.notices = try place.strings("notices", of: object) ?? []
        self.rulebook = try place.strings("rulebook", of: object) ?? []
        self.source = try place.member("source", of: object)?.string()
    }
}

extension Scenario.Expectation {
    init(_ place: Place) throws(ReadProblem) {
        let object = try place.object(of: Scenario.expectedMembers)
        let outcome = try place.required("outcome", of: object)
        let name = try outcome.string()
        if name != "error" {
            guard let known = Outcome(rawValue: name) else {
                throw outcome.unknown("outcome", name, among: Outcome.allCases.map(\.rawValue) + ["error"])
            }
            self.outcome = known
        }
        error = try place.member("error", of: object)?.string()
        inPart = try place.member("inPart", of: object)?.bool()
        isConflict = try place.member("conflict", of: object)?.bool()
        isQuiet = try place.member("quiet", of: object)?.bool()
        accounting = try place.member("accounting", of: object)?.string()
        isCounted = try place.member("counted", of: object)?.bool()
        questionsMost = try place.member("questionsMost", of: object).map { (place) throws(ReadProblem) in
            Int(clamping: try place.integer())
        }
        grounds = try place.strings("grounds", of: object)
        stops = try place.strings("stops", of: object)
        ask = try place.strings("ask", of: object)
        duties = try place.strings("duties", of: object)
        answerBy = try place.member("answerBy", of: object).map { (place) throws(ReadProblem) in
            guard let day = Day(try place.string()) else {
                throw ReadProblem(path: place.path.text, message: "no day", help: "write `2026-12-21`")
            }
            return day
        }
        lawfulIf = try place.strings("lawfulIf", of: object)
        remarks = try place.strings("remarks", of: object)
        released = try place.member("released", of: object)?.list().map(\.value)
        withheld = try place.member("withheld", of: object)?.list().map(\.value)
    }
}

extension Place {
    fileprivate func strings(_ name: String, of object: JSONObject) throws(ReadProblem) -> [String]? {
        guard let place = member(name, of: object) else { return nil }
        var strings: [String] = []
        for place in try place.list() { strings.append(try place.string()) }
        return strings
    }
}

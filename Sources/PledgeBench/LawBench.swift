import Foundation
import PledgeCore
import PledgeDecisions
import PledgeLanguage

/// Measures decisions of the real law, with the hospital's notice and twenty directives a patient.
struct LawBench {
    private let compiled: CompiledRulebook
    private let requests: [Request]
    private let lines: [[UInt8]]
    private let reader: RequestReader

    /// - Parameters:
    ///   - rules: Rule files and promises.
    ///   - scenarios: Files whose requests are decided.
    ///   - directives: A list of documents that every patient has on file.
    /// - Throws: `BenchError` or `JSONError` where a file is not what it should be.
    init(rules: [String], scenarios: [String], directives: String) throws {
        let sources = try rules.map { SourceFile(path: $0, text: try String(contentsOfFile: $0, encoding: .utf8)) }
        let loaded = RulebookLoader.load(sources)
        guard let book = loaded.rulebook else { throw BenchError("the rules have errors") }
        compiled = try CompiledRulebook(book, promises: loaded.promises)
        reader = RequestReader(book, defaults: Settings(zone: nil, state: nil), zones: { _ in .utc })
        let onFile = try JSONScanner.value(of: try String(contentsOfFile: directives, encoding: .utf8))
        guard case .array(let held) = onFile else { throw BenchError("\(directives) is no list") }
        var requests: [Request] = []
        var lines: [[UInt8]] = []
        for file in scenarios {
            for line in try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n") {
                guard case .object(let scenario) = try JSONScanner.value(of: String(line)),
                    case .object(var request)? = scenario["request"],
                    let text = LawBench.text(&request, held, number: lines.count)
                else { continue }
                guard case .success(let read) = reader.read(line: Array(text.utf8)[...], number: 1) else { continue }
                requests.append(read)
                lines.append(Array(text.utf8))
            }
        }
        self.requests = requests
        self.lines = lines
    }

    /// The request with the directives on file; nothing where its records were not read.
    private static func text(_ request: inout JSONObject, _ held: [JSONValue], number: Int) -> String? {
        guard case .object(var records)? = request["records"] else { return nil }
        var documents = held
        if case .array(let own)? = records["documents"] { documents = own + held }
        records = JSONObject(
            records.members.filter { $0.name != "documents" } + [.init(name: "documents", value: .array(documents))])
        request = JSONObject(
            request.members.filter { !["records", "settings", "id"].contains($0.name) }
                + [
                    .init(name: "records", value: .object(records)),
                    .init(name: "id", value: .string("request-\(number)")),
                    .init(name: "settings", value: .object(JSONObject([.init(name: "state", value: .string("IL"))]))),
                ])
        return JSONValue.object(request).text
    }

    func measure() {
        let decider = CodedDecider(compiled, zone: .utc)
        var coded: [CodedRequest] = []
        var refused: [Request] = []
        for request in requests {
            guard let own = decider.code(request), decider.outcome(of: own) != nil else { continue }
            coded.append(own)
        }
        let decisions = requests.map { compiled.decide($0) }
        for (request, decision) in zip(requests, decisions) {
            if [.refused, .undetermined].contains(decision.outcome) { refused.append(request) }
        }
        let evaluation = Measurement.rates(coded.count * 100) {
            var sum = 0
            for _ in 0..<100 {
                for index in coded.indices where decider.outcome(of: coded[index]) != nil { sum += 1 }
            }
            return sum
        }
        let reading = Measurement.rates(lines.count, passes: 3) {
            var sum = 0
            for line in lines {
                if case .success = reader.read(line: line[...], number: 1) { sum += 1 }
            }
            return sum
        }
        var output: [UInt8] = []
        let answers = Measurement.rates(lines.count, passes: 3) {
            output.removeAll(keepingCapacity: true)
            for line in lines {
                guard case .success(let request) = reader.read(line: line[...], number: 1) else { continue }
                let decision = decider.decide(request)?.decision ?? compiled.decide(request)
                DecisionWriter.json(decision, of: request, in: compiled.book).write(to: &output)
            }
            return output.count
        }
        let offers = Measurement.rates(refused.count, passes: 3) {
            refused.reduce(0) { $0 + compiled.decide($1).parts.count }
        }
        let count = requests.count
        print(#"{"name":"law-requests","value":\#(count),"unit":"requests","limit":null}"#)
        print(#"{"name":"law-coded","value":\#(coded.count),"unit":"requests","limit":\#(count)}"#)
        for measurement in [
            Measurement(name: "law-evaluation", rates: evaluation, unit: "decisions/s", limit: nil),
            Measurement(name: "law-answers", rates: answers, unit: "requests/s", limit: Measurement.median(reading)),
            Measurement(name: "law-refused", rates: offers, unit: "decisions/s", limit: nil),
        ] { print(measurement.line) }
    }
}

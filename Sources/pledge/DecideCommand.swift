import ArgumentParser
import PledgeCore
import PledgeDecisions

/// `pledge decide`: requests in, decisions out, one JSON object a line.
struct DecideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Decide requests: JSON lines in, JSON lines out.",
        discussion: """
            Each line that is not blank is one request (Docs/request.schema.json) and gets one line of answer, in order: a \
            decision (Docs/decision.schema.json), or {"line", "id", "error": {"path", "message", "help"}}. A line in error \
            decides nothing; the next one goes on, and the exit code is 1 at the end. Nothing is recorded.

            Example: pledge decide --notice hospital --requests requests.jsonl
            """)

    @OptionGroup(title: "Rulebook") var rules: RulebookOptions
    @OptionGroup(title: "Organization") var organization: OrganizationOptions

    @Option(
        help: ArgumentHelp("A file of requests; - is standard input.", valueName: "file"),
        completion: .file(extensions: ["jsonl"]))
    var requests = "-"

    func run() throws {
        let rules = try rules.loaded()
        let compiled = try rules.compiled()
        let zones = Zones()
        let settings = try organization.settings(rules.promises, zones)
        let reader = RequestReader(rules.rulebook, defaults: settings, zones: zones.rules)
        var lines = try LineReader(path: requests, lineBytesMax: RequestReader.bytesMax)
        var output = Output()
        var number = 0
        var errorCount = 0
        while let line = try lines.next(beforeWaiting: { try output.flush() }) {
            number += 1
            let result: Result<Request, RequestError>
            switch line {
            case .tooLong:
                result = .failure(
                    RequestError(line: number, path: "$", message: "a line over \(RequestReader.bytesMax >> 20) MiB"))
            case .bytes(let bytes):
                if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
                result = reader.read(line: bytes, number: number)
            }
            switch result {
            case .success(let request):
                let zone = request.settings.zone.flatMap(zones.rules) ?? .utc
                let decision = compiled.decide(request, zone: zone)
                try output.write { DecisionWriter.json(decision, of: request, in: rules.rulebook).write(to: &$0) }
            case .failure(let error):
                errorCount += 1
                Message.write(error.rendered)
                try output.write { error.json.write(to: &$0) }
            }
        }
        try output.flush()
        if number == 0 { Message.write("pledge: no request in the input") }
        if errorCount > 0 { throw CommandError.finding }
    }
}

/// What holds for the organization where a request leaves it out.
struct OrganizationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Time zone of the organization's days, such as America/Chicago.",
            discussion: "Without it: the zone of the first notice that states one, else UTC.", valueName: "name"))
    var zone: String?

    @Option(help: ArgumentHelp("The organization's state, such as IL.", valueName: "state"))
    var state: String?

    func validate() throws {
        if let state, state.utf8.count != 2 || !state.utf8.allSatisfy({ (65...90).contains($0) }) {
            throw ValidationError("--state takes two capital letters, such as IL")
        }
    }

    func settings(_ promises: [PromiseDocument], _ zones: Zones) throws -> Settings {
        let zone = zone ?? promises.lazy.compactMap(\.zone).first
        if let zone, zones.rules(zone) == nil {
            throw CommandError.wrongUse("unknown time zone `\(zone)`; write its tzdata name, such as `America/Chicago`")
        }
        return Settings(zone: zone, state: state)
    }
}

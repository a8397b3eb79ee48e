import PledgeCore
import PledgeDecisions
import PledgeLanguage
import PledgeLaw
import Testing

/// From one turning day up to the next a decision is the same whatever the day.
@Suite struct TurningDaysTests {
    private static let law: (rulebook: Rulebook, compiled: CompiledRulebook)? = {
        let files = EmbeddedLaw.files.map { SourceFile(path: "Law/\($0.path)", text: $0.text) }
        guard let rulebook = RulebookLoader.load(files).rulebook else { return nil }
        return (try? CompiledRulebook(rulebook, promises: [])).map { (rulebook, $0) }
    }()

    private static func request(_ entryClass: String, on day: Day, _ reader: RequestReader) throws -> Request {
        let line = """
            {"act":"omit","object":"accounting-entry","actor":{"kinds":["covered-entity"]},\
            "recipient":{"kinds":["individual"]},"purposes":["accounting-request"],\
            "answers":{"entry-class":"\(entryClass)"},"at":"2026-11-21T12:00:00Z",\
            "records":{"entry-date":"\(day)","request-received":"2026-11-02","list-asked-from":"2024-02-29"}}
            """
        return try reader.read(line: Array(line.utf8), number: 1).get()
    }

    @Test(arguments: ["class-other", "class-tpo", "class-research"])
    func `what a list of disclosures leaves out turns only there`(entryClass: String) throws {
        let (rulebook, compiled) = try #require(Self.law)
        let reader = RequestReader(rulebook)
        let today = try #require(Day("2026-11-21"))
        let any = try Self.request(entryClass, on: today, reader)
        let turning = try #require(compiled.turningDays(of: "entry-date", in: any))
        #expect(!turning.isEmpty && turning.count < 60)
        var before: (stretch: Int, outcome: Outcome)?
        var turned = 0
        for number in stride(from: today.number - 1_100, through: today.number, by: 1) {
            let day = Day(number: number)
            let stretch = turning.firstIndex { $0 > day } ?? turning.count
            let outcome = compiled.decideInBrief(try Self.request(entryClass, on: day, reader)).outcome
            if let before, before.outcome != outcome {
                turned += 1
                #expect(before.stretch != stretch, "\(entryClass) turns on \(day)")
            }
            before = (stretch, outcome)
        }
        #expect(turned == (entryClass == "class-other" ? 1 : 0) || entryClass == "class-research")
    }

    @Test func `a fact that the rules do not know has no turning days`() throws {
        let (rulebook, compiled) = try #require(Self.law)
        let today = try #require(Day("2026-11-21"))
        let any = try Self.request("class-other", on: today, RequestReader(rulebook))
        #expect(compiled.turningDays(of: "no-such-fact", in: any) == nil)
    }
}

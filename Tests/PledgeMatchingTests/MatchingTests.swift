import PledgeMatching
import Testing

@testable import pledge_matching_bench

/// What is proposed, among made-up patients whose truth is known.
@Suite struct MatchingTests {
    /// Less is compared and learned than usual, for speed.
    static let settings: MatchSettings = {
        var settings = MatchSettings()
        settings.blockMax = 20
        settings.learnedMax = 3_000
        return settings
    }()

    private static func made(_ count: Int, seed: UInt64, duplicates: Double = 0.1) -> KnownRecords {
        var made = MadePatients(seed: seed)
        made.duplicateShare = duplicates
        return made.list(count)
    }

    @Test(arguments: [1, 2, 3])
    func `hardly a proposal is wrong and most duplicates are found`(seed: UInt64) {
        let list = Self.made(1_000, seed: seed)
        let quality = Quality(Matching.duplicates(among: list.records, settings: Self.settings), [list])
        #expect(quality.precision >= 0.99)
        #expect(quality.recall >= 0.75)
    }

    @Test func `what the model expects of itself is what is asked for`() {
        var settings = Self.settings
        let list = Self.made(1_000, seed: 4)
        let usual = Matching.duplicates(among: list.records, settings: settings)
        #expect(usual.expectedPrecision >= 0.998 && usual.sameFrom >= 0.9)
        settings.precision = 0.9999
        let strict = Matching.duplicates(among: list.records, settings: settings)
        #expect(strict.expectedPrecision >= 0.9999)
        #expect(strict.pairs.count { $0.certainty == .same } < usual.pairs.count { $0.certainty == .same })
    }

    /// A list of eighty has nothing to learn from.
    @Test(arguments: [11, 12, 13, 14, 15, 16])
    func `a small practice gets no nonsense`(seed: UInt64) {
        var list = Self.made(80, seed: seed, duplicates: 0)
        let none = Matching.duplicates(among: list.records, settings: Self.settings)
        #expect(none.groups.filter { $0.certainty == .same }.isEmpty)
        #expect(none.pairs.count <= 3)
        let whole = list.records.firstIndex { !$0.given.isEmpty && !$0.birth.isEmpty && !$0.street.isEmpty } ?? 0
        list.records.append(list.records[whole])
        let one = Matching.duplicates(among: list.records, settings: Self.settings)
        #expect(one.groups.first { $0.certainty == .same }?.members == [whole, 80])
    }

    @Test func `a household is not a person`() {
        func member(_ given: String, _ birth: String) -> MatchRecord {
            MatchRecord(
                given: given, family: "Kaminski", birth: birth, number: "77", street: "Prairie Avenue", city: "Ottawa",
                postcode: "61350", state: "IL", phones: ["8155550100"])
        }
        let others = Self.made(500, seed: 5).records
        let family = [
            member("Robert", "19700102"), member("Robert", "20011130"), member("Anna", "20050505"),
            member("Peter", "20050505"), member("Ewa", "19720812"),
        ]
        let result = Matching.duplicates(among: family + others, settings: Self.settings)
        let wrong = result.groups.filter { $0.certainty == .same && $0.members.count { $0 < family.count } > 1 }
        #expect(wrong.isEmpty)
    }

    /// The plain way is to compare all with all.
    @Test(arguments: [21, 22])
    func `blocks lose hardly a pair`(seed: UInt64) {
        let list = Self.made(400, seed: seed, duplicates: 0.3)
        var settings = Self.settings
        settings.blockMax = list.records.count
        let plain = Matching.duplicates(among: list.records, settings: settings)
        #expect(plain.compared == 400 * 399 / 2)
        settings.blockMax = 10
        let blocked = Matching.duplicates(among: list.records, settings: settings)
        #expect(blocked.compared < plain.compared / 5)
        func same(_ result: MatchResult) -> Set<[Int]> {
            Set(result.pairs.filter { $0.certainty == .same }.map { [$0.left, $0.right] })
        }
        let found = same(plain)
        #expect(found.count > 60)
        #expect(Double(found.intersection(same(blocked)).count) >= 0.98 * Double(found.count))
    }

    @Test func `two common things together bring a pair together`() {
        let cities = [
            "Ottawa", "Peoria", "Joliet", "Decatur", "Moline", "Quincy", "Cairo", "Galena", "Aurora", "Herrin",
        ]
        var settings = Self.settings
        settings.blockMax = 5
        // Ten of one year in ten cities, ten of one city in ten years, and two of that year and that city.
        let records = (0..<10).flatMap {
            [
                MatchRecord(birth: String(19_800_101 + $0), city: cities[$0]),
                MatchRecord(birth: String(19_500_211 + $0 * 10_001), city: "Zanesburg"),
            ]
        }
        let two = ["19800301", "19800402"].map { MatchRecord(birth: $0, city: "Zanesburg") }
        #expect(Matching.duplicates(among: records, settings: settings).compared == 0)
        #expect(Matching.duplicates(among: records + two, settings: settings).compared == 1)
    }

    @Test func `the same records give the same proposals`() {
        let list = Self.made(500, seed: 6)
        let (one, other) = (
            Matching.duplicates(among: list.records, settings: Self.settings),
            Matching.duplicates(among: list.records, settings: Self.settings)
        )
        #expect(one.pairs == other.pairs && one.groups == other.groups)
    }

    @Test func `each record is in one group of the same person, and each pair speaks for its group`() {
        let result = Matching.duplicates(
            among: Self.made(800, seed: 9, duplicates: 0.4).records, settings: Self.settings)
        let members = result.groups.filter { $0.certainty == .same }.flatMap(\.members)
        #expect(Set(members).count == members.count && members.count > 150)
        for group in result.groups {
            #expect(!group.pairs.isEmpty && group.members == group.members.sorted())
            #expect(group.pairs.allSatisfy { group.members.contains($0.left) && group.members.contains($0.right) })
        }
        #expect(zip(result.pairs, result.pairs.dropFirst()).allSatisfy { $0.posterior >= $1.posterior })
        #expect(result.pairs.allSatisfy { $0.left < $0.right && (0.2...1).contains($0.posterior) })
    }

    @Test func `two lists are matched across only`() {
        let (first, second) = (Self.made(500, seed: 10), Self.made(500, seed: 10))
        let result = Matching.links(between: first.records, and: second.records, settings: Self.settings)
        #expect(result.pairs.allSatisfy { $0.left < 500 && $0.right >= 500 })
        let quality = Quality(result, [first, second])
        #expect(quality.precision >= 0.99 && quality.recall >= 0.85)
    }

    @Test func `a common name says less than a rare one`() throws {
        var list = Self.made(600, seed: 17).records
        func add(_ given: String, _ birth: String) -> Int {
            for _ in 0..<2 { list.append(MatchRecord(given: given, birth: birth)) }
            return list.count - 2
        }
        let (common, rare) = (add("James", "19010203"), add("Zebulon", "19020304"))
        var settings = Self.settings
        settings.possibleFrom = 0
        let result = Matching.duplicates(among: list, settings: settings)
        let commonPair = try #require(result.pairs.first { $0.left == common && $0.right == common + 1 })
        let rarePair = try #require(result.pairs.first { $0.left == rare && $0.right == rare + 1 })
        #expect(rarePair.score > commonPair.score + 2)
    }

    @Test func `nothing, one record and empty records propose nothing`() {
        for records in [[], [MatchRecord(given: "Ann", family: "Lee")], Array(repeating: MatchRecord(), count: 300)] {
            let result = Matching.duplicates(among: records)
            #expect(result.pairs.isEmpty && result.groups.isEmpty)
        }
        #expect(Matching.links(between: [], and: [MatchRecord(given: "Ann")]).pairs.isEmpty)
        #expect(Matching.links(between: [MatchRecord(given: "Ann")], and: []).pairs.isEmpty)
    }
}

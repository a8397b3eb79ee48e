import PledgeCore
import PledgeMatching
import Testing

@testable import pledge_matching_bench

/// How fields agree, and what is said about it.
@Suite struct AgreementTests {
    private static let base = MatchRecord(
        given: "Katarzyna", family: "Wrzesniewska", birth: "1968-03-07", number: "4711", street: "Quarry Lane",
        unit: "Apt 9", city: "Zanesburg", postcode: "61234", state: "IL", phones: ["(312) 555-0143"])

    /// Every pair is told, however unlikely.
    private static let settings: MatchSettings = {
        var settings = MatchingTests.settings
        settings.possibleFrom = 0
        return settings
    }()

    /// The pair that a record makes with the base, in a list of others.
    private func pair(_ change: (inout MatchRecord) -> Void) throws -> MatchPair {
        var other = Self.base
        change(&other)
        var made = MadePatients(seed: 3)
        made.duplicateShare = 0
        let result = Matching.duplicates(among: made.list(100).records + [Self.base, other], settings: Self.settings)
        return try #require(result.pairs.first { $0.left == 100 && $0.right == 101 })
    }

    @Test func `case, marks and punctuation make no difference`() throws {
        let pair = try pair {
            $0.given = "KATARZYNA "
            $0.family = "Wrześniewska"
            $0.birth = "19680307"
            $0.street = "quarry ln."
            $0.phones = ["+1 312-555-0143"]
            $0.postcode = "61234-0001"
        }
        #expect(pair.agreements.allSatisfy { $0 == .exact })
        #expect(pair.certainty == .same)
        #expect(
            pair.reasons == [
                "same birth date", "same family name", "same given name", "same telephone", "same address",
            ])
    }

    @Test func `slips of birth dates are told from others`() throws {
        for (birth, agreement) in [
            ("1968-03-08", Agreement.close), ("1986-03-07", .close), ("1968-07-03", .close), ("1968-03-21", .similar),
            ("1975-03-07", .similar), ("", .missing),
        ] {
            #expect(try pair { $0.birth = birth }[.birth] == agreement, "\(birth)")
        }
        #expect(try pair { $0.birth = "1968-07-03" }.words(.birth) == "birth date one slip apart")
        #expect(MatchRecord.birth(try #require(Day("1968-03-07"))) == "19680307")
    }

    @Test func `names in each other's place are the same names`() throws {
        let pair = try pair { ($0.given, $0.family) = ($0.family, $0.given) }
        #expect(pair.areNamesSwapped && pair[.given] == .exact && pair[.family] == .exact)
        #expect(pair.reasons.contains("given and family name in each other's place"))
        #expect(pair.certainty == .same)
    }

    @Test func `short, partial and sounding names are near`() throws {
        #expect(try pair { $0.given = "Katarzyna Maria" }[.given] == .close)
        #expect(try pair { $0.given = "K." }[.given] == .similar)
        #expect(try pair { $0.family = "Wrzesnievska" }[.family] == .close)
        #expect(try pair { $0.given = "Bob" }[.given] == .different)
        let pair = try pair {
            $0.family = "Kowalczyk"
            $0.number = "12"
            $0.street = "Elm Street"
            $0.unit = ""
            $0.city = "Oakville"
            $0.postcode = "50999"
            $0.phones = []
        }
        #expect(pair.reasons == ["same birth date", "other family name", "same given name", "other address"])
    }

    @Test func `a nickname stands for the name in full, not for its neighbor`() throws {
        func given(_ one: String, _ other: String) -> Agreement? {
            var (left, right) = (Self.base, Self.base)
            (left.given, right.given) = (one, other)
            return Matching.duplicates(among: [left, right], settings: Self.settings).pairs.first?[.given]
        }
        #expect(given("Bill", "William") == .close)
        #expect(given("Peggy", "Margaret") == .close)
        #expect(given("Liz", "Betty") == .different)
    }

    @Test func `house numbers come off the street`() {
        #expect(MatchRecord.numberAndStreet(of: "123 Main St") == ("123", "Main St"))
        #expect(MatchRecord.numberAndStreet(of: "Main St") == ("", "Main St"))
    }
}

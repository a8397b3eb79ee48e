import PledgeCore
import Testing

@Suite struct TimeZoneRulesTests {
    private func instant(_ text: String) throws -> Instant { try #require(Instant(text)) }
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test func `Chicago's days are 23, 24 and 25 hours long around the changes of 2026`() throws {
        let chicago = try TimeZoneRules.named("America/Chicago")
        func hours(_ text: String) throws -> Int64 {
            let day = try day(text)
            return (chicago.end(of: day).seconds + 1 - chicago.start(of: day).seconds) / 3600
        }
        #expect(try hours("2026-03-07") == 24)
        #expect(try hours("2026-03-08") == 23)
        #expect(try hours("2026-11-01") == 25)
        #expect(try hours("2026-11-02") == 24)
        #expect(chicago.start(of: try day("2026-03-08")) == (try instant("2026-03-08T00:00:00-06:00")))
        #expect(chicago.end(of: try day("2026-03-08")) == (try instant("2026-03-08T23:59:59-05:00")))
        #expect(chicago.day(of: try instant("2026-11-21T23:59:59-06:00")) == (try day("2026-11-21")))
        #expect(chicago.day(of: try instant("2026-11-22T00:00:00-06:00")) == (try day("2026-11-22")))
        #expect(chicago.rfc3339(try instant("2026-07-01T12:00:00Z")) == "2026-07-01T07:00:00-05:00")
    }

    /// The footer's rule, not a transition of the file, gives the days of later years.
    @Test func `daylight saving goes on in years beyond the file's transitions`() throws {
        let chicago = try TimeZoneRules.named("America/Chicago")
        #expect(chicago.offset(at: try instant("2090-03-12T07:59:59Z")) == -21_600)
        #expect(chicago.offset(at: try instant("2090-03-12T08:00:00Z")) == -18_000)
        #expect(chicago.offset(at: try instant("2090-11-05T06:59:59Z")) == -18_000)
        #expect(chicago.offset(at: try instant("2090-11-05T07:00:00Z")) == -21_600)
        let sydney = try TimeZoneRules.named("Australia/Sydney")
        #expect(sydney.offset(at: try instant("2090-01-15T00:00:00Z")) == 39_600)
        #expect(sydney.offset(at: try instant("2090-07-15T00:00:00Z")) == 36_000)
    }

    @Test func `Phoenix has one offset all year`() throws {
        let phoenix = try TimeZoneRules.named("America/Phoenix")
        for month in 1...12 {
            let day = try #require(Day(year: 2026, month: month, day: 15))
            #expect(phoenix.offset(at: phoenix.start(of: day)) == -25_200)
        }
    }

    @Test(arguments: [
        "America/Chicago", "America/Phoenix", "America/Havana", "America/Sao_Paulo", "Australia/Lord_Howe",
        "Europe/Dublin", "Asia/Kolkata", "Africa/Casablanca", "UTC",
    ]) func `each day starts one second after the one before ends`(name: String) throws {
        let zone = try TimeZoneRules.named(name)
        for number in Int32(10_000)..<25_000 {
            let day = Day(number: number)
            let start = zone.start(of: day)
            #expect(zone.day(of: start) == day)
            #expect(zone.day(of: Instant(seconds: start.seconds - 1)) < day)
            #expect(zone.day(of: zone.end(of: day)) == day)
        }
    }

    /// Samoa went from 29 to 31 December 2011.
    @Test func `a skipped day starts where the next does`() throws {
        let apia = try TimeZoneRules.named("Pacific/Apia")
        let skipped = try instant("2011-12-30T10:00:00Z")
        #expect(apia.start(of: try day("2011-12-30")) == skipped)
        #expect(apia.start(of: try day("2011-12-31")) == skipped)
        #expect(apia.end(of: try day("2011-12-29")).seconds == skipped.seconds - 1)
    }

    @Test(arguments: ["../etc/passwd", "/etc/passwd", "America/../../etc", "", "America/", ".", "a\u{0}b", "Nowhere"])
    func `a name that is no zone is refused`(name: String) {
        #expect(throws: TimeZoneError.self) { try TimeZoneRules.named(name) }
    }

    @Test func `bytes that are no time zone are refused`() {
        #expect(throws: TimeZoneError.self) { try TimeZoneRules(tzif: []) }
        #expect(throws: TimeZoneError.self) { try TimeZoneRules(tzif: Array("TZif2".utf8)) }
        let huge = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15) + [UInt8](repeating: 0x7F, count: 24)
        #expect(throws: TimeZoneError.self) { try TimeZoneRules(tzif: huge) }
    }

    @Test func `a version 1 file with one transition is read`() throws {
        func four(_ value: Int32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
        var bytes = Array("TZif".utf8) + [0] + [UInt8](repeating: 0, count: 15)
        for count in [0, 0, 0, 1, 2, 8] as [Int32] { bytes += four(count) }
        bytes += four(1000) + [1] + four(-3600) + [0, 0] + four(7200) + [0, 4] + Array("AAA\0BBB\0".utf8)
        let zone = try TimeZoneRules(tzif: bytes)
        #expect(zone.offset(at: Instant(seconds: 999)) == -3600)
        #expect(zone.offset(at: Instant(seconds: 1000)) == 7200)
    }
}

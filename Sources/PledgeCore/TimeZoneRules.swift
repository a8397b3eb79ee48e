/// The rules of one time zone. (Universal time only, until tzdata is read.)
package struct TimeZoneRules: Hashable, Sendable {
    package static let utc = TimeZoneRules()
    package func day(of instant: Instant) -> Day {
        let s = instant.seconds
        return Day(number: Int32(clamping: s >= 0 ? s / 86_400 : (s - 86_399) / 86_400))
    }
    package func start(of day: Day) -> Instant { Instant(seconds: Int64(day.number) * 86_400) }
}

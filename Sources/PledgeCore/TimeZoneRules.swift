/// The offsets from UTC of one time zone, for every instant.
///
/// - Source: RFC 8536 (TZif), versions 1 to 4.
package struct TimeZoneRules: Hashable, Sendable {
    /// Instants at which the offset changes, ascending, in seconds since 1970.
    let transitions: [Int64]
    /// Offset in seconds east of UTC from the transition of the same index on.
    let offsets: [Int64]
    /// Offset before the first transition.
    let firstOffset: Int64
    /// What holds from the last transition on; nothing means that the last offset stays.
    let later: PosixTimeZone?

    init(transitions: [Int64], offsets: [Int64], firstOffset: Int64, later: PosixTimeZone?) {
        self.transitions = transitions
        self.offsets = offsets
        self.firstOffset = firstOffset
        self.later = later
    }

    package static let utc = TimeZoneRules(transitions: [], offsets: [], firstOffset: 0, later: nil)

    /// Seconds east of UTC at the instant.
    ///
    /// - Complexity: O(log transitions).
    package func offset(at instant: Instant) -> Int64 {
        let seconds = instant.seconds
        guard let last = transitions.last else { return later?.offset(at: seconds) ?? firstOffset }
        if seconds >= last { return later?.offset(at: seconds) ?? offsets[offsets.count - 1] }
        // The number of transitions at or before the instant.
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? firstOffset : offsets[low - 1]
    }

    /// The day on the wall calendar at the instant.
    package func day(of instant: Instant) -> Day {
        let bounded = min(max(instant.seconds, -secondsMax), secondsMax)
        let local = bounded + offset(at: Instant(seconds: bounded))
        return Day(number: Int32(clamping: floorDivide(local, 86_400)))
    }

    /// The first instant of the day; of a day the zone skipped, the instant at which it was skipped.
    package func start(of day: Day) -> Instant {
        let midnight = Int64(day.number) * 86_400
        var low = midnight - 86_400
        var high = midnight + 86_400
        let before = offset(at: Instant(seconds: low))
        let after = offset(at: Instant(seconds: high))
        if before == after { return Instant(seconds: midnight - before) }
        // At most one change lies within two days; find it.
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if offset(at: Instant(seconds: middle)) == before { low = middle } else { high = middle }
        }
        let change = high
        if midnight - before < change { return Instant(seconds: midnight - before) }
        return Instant(seconds: max(midnight - after, change))
    }

    /// The last second of the day.
    package func end(of day: Day) -> Instant {
        Instant(seconds: start(of: Day(number: day.number &+ 1)).seconds - 1)
    }

    /// The instant as a local time with its offset, `2026-11-21T10:00:00-06:00`.
    package func rfc3339(_ instant: Instant) -> String {
        let offset = offset(at: instant)
        // RFC 3339 has no offsets of seconds; such are written in UTC.
        if offset == 0 || offset % 60 != 0 { return instant.description }
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let local = Instant(seconds: instant.seconds + offset).description.dropLast()
        let minutes = abs(offset) / 60
        return "\(local)\(offset < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
    }
}

/// Instants beyond this are as far as days are counted.
private let secondsMax: Int64 = 1 << 46

/// Rounds towards minus infinity.
func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    value >= 0 ? value / divisor : (value - divisor + 1) / divisor
}

/// A zone by rule, as the footer of a TZif file gives it: `CST6CDT,M3.2.0,M11.1.0`.
///
/// - Source: POSIX.1-2017, section 8.3 (TZ), with the extension of RFC 8536, section 3.3.1.
struct PosixTimeZone: Hashable, Sendable {
    /// A day of each year with a time, at which the clocks change.
    struct Change: Hashable, Sendable {
        enum DayRule: Hashable, Sendable {
            /// Day 1...365; 29 February is never counted.
            case julian(Int)
            /// Day 0...365; 29 February counts.
            case ordinal(Int)
            /// Month 1...12, week 1...5 (5 is the last), weekday 0...6 from Sunday.
            case weekday(month: Int, week: Int, weekday: Int)
        }

        var day: DayRule
        /// Seconds after local midnight; may be negative or beyond a day.
        var seconds: Int64 = 7200
    }

    /// Daylight saving time and when it holds.
    struct Daylight: Hashable, Sendable {
        var offset: Int64
        var start: Change
        var end: Change
    }

    var standardOffset: Int64
    var daylight: Daylight?

    /// Seconds east of UTC at an instant.
    func offset(at seconds: Int64) -> Int64 {
        guard let daylight else { return standardOffset }
        // Far beyond the calendar the days repeat nothing we would be asked about.
        let local = min(max(seconds, -1 << 40), 1 << 40) + standardOffset
        let year = Day(number: Int32(clamping: floorDivide(local, 86_400))).civil.year
        let start = daylight.start.seconds(inYear: year) - standardOffset
        let end = daylight.end.seconds(inYear: year) - daylight.offset
        let isDaylight = start < end ? start <= seconds && seconds < end : !(end <= seconds && seconds < start)
        return isDaylight ? daylight.offset : standardOffset
    }
}

extension PosixTimeZone.Change {
    /// Seconds since 1970 of the change as a local clock shows it.
    func seconds(inYear year: Int) -> Int64 {
        // Outside the calendar's years there is no such day; the change then stands at 1970, which no request asks.
        let january = Int64(Day(year: year, month: 1, day: 1)?.number ?? 0)
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let number: Int64
        switch day {
        case .julian(let day): number = january + Int64(day - 1) + (isLeap && day > 59 ? 1 : 0)
        case .ordinal(let day): number = january + Int64(day)
        case .weekday(let month, let week, let weekday):
            let first = Day(year: year, month: month, day: 1) ?? Day(number: 0)
            // `Day.weekday` counts from Monday.
            let lead = (weekday - (first.weekday + 1) % 7 + 7) % 7
            var found = Int(first.number) + lead + (week - 1) * 7
            if week == 5, Day(number: Int32(clamping: found)).civil.month != month { found -= 7 }
            number = Int64(found)
        }
        return number * 86_400 + seconds
    }
}

extension PosixTimeZone {
    /// Reads the rule.
    ///
    /// - Throws: `TimeZoneError` when it is none.
    init(_ text: [UInt8]) throws(TimeZoneError) {
        var reader = PosixReader(text: text)
        try reader.name()
        let standard = -(try reader.time(hoursMax: 24))
        guard !reader.isAtEnd else {
            self.init(standardOffset: standard, daylight: nil)
            return
        }
        try reader.name()
        var daylightOffset = standard + 3600
        if reader.current != UInt8(ascii: ",") { daylightOffset = -(try reader.time(hoursMax: 24)) }
        let start = try reader.change()
        let end = try reader.change()
        guard reader.isAtEnd else { throw PosixReader.error }
        self.init(
            standardOffset: standard, daylight: Daylight(offset: daylightOffset, start: start, end: end))
    }
}

private struct PosixReader {
    static let error = TimeZoneError("the time zone file's footer is no rule")

    let text: [UInt8]
    var index = 0

    init(text: [UInt8]) { self.text = text }

    var isAtEnd: Bool { index == text.count }
    var current: UInt8 { index < text.count ? text[index] : 0 }

    mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte, !isAtEnd else { return false }
        index += 1
        return true
    }

    /// Three letters or more, or anything between angle brackets.
    mutating func name() throws(TimeZoneError) {
        if take(UInt8(ascii: "<")) {
            while !isAtEnd, current != UInt8(ascii: ">") { index += 1 }
            guard take(UInt8(ascii: ">")) else { throw PosixReader.error }
            return
        }
        let start = index
        while (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(current | 0x20) { index += 1 }
        guard index - start >= 3 else { throw PosixReader.error }
    }

    mutating func number(_ range: ClosedRange<Int>) throws(TimeZoneError) -> Int {
        var value = 0
        let start = index
        while (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(current), index - start < 4 {
            value = value * 10 + Int(current - UInt8(ascii: "0"))
            index += 1
        }
        guard index > start, range.contains(value) else { throw PosixReader.error }
        return value
    }

    /// `hh[:mm[:ss]]` with a sign, in seconds.
    mutating func time(hoursMax: Int) throws(TimeZoneError) -> Int64 {
        let sign: Int64 = take(UInt8(ascii: "-")) ? -1 : 1
        if sign == 1 { _ = take(UInt8(ascii: "+")) }
        var seconds = Int64(try number(0...hoursMax)) * 3600
        if take(UInt8(ascii: ":")) {
            seconds += Int64(try number(0...59)) * 60
            if take(UInt8(ascii: ":")) { seconds += Int64(try number(0...59)) }
        }
        return sign * seconds
    }

    /// `,M3.2.0/2`, `,J60` or `,59`.
    mutating func change() throws(TimeZoneError) -> PosixTimeZone.Change {
        guard take(UInt8(ascii: ",")) else { throw PosixReader.error }
        var change: PosixTimeZone.Change
        if take(UInt8(ascii: "M")) {
            let month = try number(1...12)
            guard take(UInt8(ascii: ".")) else { throw PosixReader.error }
            let week = try number(1...5)
            guard take(UInt8(ascii: ".")) else { throw PosixReader.error }
            change = PosixTimeZone.Change(day: .weekday(month: month, week: week, weekday: try number(0...6)))
        } else if take(UInt8(ascii: "J")) {
            change = PosixTimeZone.Change(day: .julian(try number(1...365)))
        } else {
            change = PosixTimeZone.Change(day: .ordinal(try number(0...365)))
        }
        if take(UInt8(ascii: "/")) { change.seconds = try time(hoursMax: 167) }
        return change
    }
}

/// A calendar day of the proleptic Gregorian calendar, without zone.
///
/// Shape: days since 1970-01-01, which is day 0.
package struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package let number: Int32

    package init(number: Int32) { self.number = number }

    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    /// Makes a day from a year, a month (1...12) and a day of the month, or nothing when there is no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Day.length(ofMonth: month, year: year)).contains(day)
        else { return nil }
        self.number = Int32(Day.number(year: year, month: month, day: day))
    }

    /// Reads `2026-11-21`.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45 else { return nil }
        func digits(_ range: Range<Int>) -> Int? {
            var value = 0
            for index in range {
                guard (48...57).contains(bytes[index]) else { return nil }
                value = value * 10 + Int(bytes[index] - 48)
            }
            return value
        }
        guard let year = digits(0..<4), let month = digits(5..<7), let day = digits(8..<10) else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Year, month (1...12) and day of the month.
    ///
    /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
    package var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The day a span later.
    ///
    /// An anniversary of 29 February in a common year is 1 March.
    ///
    /// - Source: the semantics, section 16.
    package func adding(_ span: Span, times sign: Int = 1) -> Day {
        let (year, month, day) = civil
        let months = year * 12 + (month - 1) + sign * Int(span.months)
        let newYear = months >= 0 ? months / 12 : (months - 11) / 12
        let newMonth = months - newYear * 12 + 1
        let length = Day.length(ofMonth: newMonth, year: newYear)
        // A day the month lacks rolls over into the next: 29 February + 1 year is 1 March.
        let overflow = max(0, day - length)
        let base = Day.number(year: newYear, month: newMonth, day: min(day, length)) + (overflow > 0 ? 1 : 0)
        return Day(number: Int32(clamping: base + sign * Int(span.days)))
    }

    /// Monday is 0.
    package var weekday: Int { ((Int(number) + 3) % 7 + 7) % 7 }

    private static func number(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let ofEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear
        return era * 146_097 + ofEra - 719_468
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Day: CustomStringConvertible {
    /// `2026-11-21`.
    package var description: String {
        let (year, month, day) = civil
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let padded = String(repeating: "0", count: max(0, 4 - "\(year)".count)) + "\(year)"
        return "\(padded)-\(two(month))-\(two(day))"
    }
}

/// A length of calendar time.
package struct Span: Hashable, Sendable {
    /// Calendar months; a year is twelve.
    package var months: Int32
    /// Calendar days.
    package var days: Int32
    /// Business days, counted by a calendar of holidays where one is asked.
    package var businessDays: Int32
    /// Hours.
    package var hours: Int32

    package init(months: Int32 = 0, days: Int32 = 0, businessDays: Int32 = 0, hours: Int32 = 0) {
        self.months = months
        self.days = days
        self.businessDays = businessDays
        self.hours = hours
    }

    /// About how many days it is, for ordering spans of different units; hours count for nothing.
    ///
    /// - Parameter month: Days that a month is taken for.
    /// - Returns: Whole days; a week has five business days.
    package func roughDays(month: Int = 30) -> Int {
        Int(months) * month + Int(days) + Int(businessDays) * 7 / 5
    }

    /// About how many hours it is, for comparing spans of different units; a month is thirty days.
    package var roughHours: Int { roughDays() * 24 + Int(hours) }
}

extension Span: CustomStringConvertible {
    /// `30 days`, `6 years`, `10 business days`.
    package var description: String {
        func many(_ count: Int32, _ unit: String) -> String { "\(count) \(unit)\(count == 1 ? "" : "s")" }
        if months != 0 { return months % 12 == 0 ? many(months / 12, "year") : many(months, "month") }
        if businessDays != 0 { return many(businessDays, "business day") }
        if hours != 0 { return many(hours, "hour") }
        return many(days, "day")
    }
}

/// Days from the first to the last, both included.
package struct Period: Hashable, Sendable {
    package let first: Day
    package let last: Day

    /// - Returns: Nothing when the period ends before it starts.
    package init?(first: Day, last: Day) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    package init(_ day: Day) {
        self.first = day
        self.last = day
    }

    package func contains(_ other: Period) -> Bool { first <= other.first && other.last <= last }
}

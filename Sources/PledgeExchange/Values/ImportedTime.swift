package import PledgeCore

/// A point or stretch of time as exactly as the sender gave it.
///
/// - Source: FHIR R4 `date` and `dateTime`; HL7 v2 data types DT, TS and DTM.
package enum ImportedTime: Hashable, Sendable {
    case year(Int)
    /// Year and month (1...12).
    case month(Int, Int)
    case day(Day)
    /// A time without offset: seconds since the day's midnight, at a place that the sender does not name.
    case local(Day, second: Int)
    case instant(Instant)
}

extension ImportedTime {
    /// Reads FHIR's `date`, `dateTime` or `instant`: `1905`, `1905-08`, `1905-08-23`, `2015-02-07T13:28:17-05:00`.
    ///
    /// - Returns: Nothing where the text is none of these; a time without offset is none.
    package init?(fhir text: String) {
        let bytes = Array(text.utf8)
        switch bytes.count {
        case 4:
            guard let year = ImportedTime.number(bytes[...]), year > 0 else { return nil }
            self = .year(year)
        case 7:
            guard bytes[4] == UInt8(ascii: "-"), let year = ImportedTime.number(bytes[..<4]), year > 0,
                let month = ImportedTime.number(bytes[5...]), (1...12).contains(month)
            else { return nil }
            self = .month(year, month)
        case 10:
            guard let day = Day(text) else { return nil }
            self = .day(day)
        default:
            guard let instant = Instant(text) else { return nil }
            self = .instant(instant)
        }
    }

    /// Reads HL7 v2's `YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]`; fractions of a second are cut off.
    ///
    /// - Returns: Nothing where the text is not of that form, or names a day or time that does not exist.
    package init?(hl7 text: some Collection<UInt8>) {
        var digits = ArraySlice(Array(text))
        var offset: Int?
        if let sign = digits.firstIndex(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }) {
            let zone = digits[(sign + 1)...]
            guard zone.count == 4, let value = ImportedTime.number(zone), value / 100 < 24, value % 100 < 60 else {
                return nil
            }
            offset = (value / 100 * 3600 + value % 100 * 60) * (digits[sign] == UInt8(ascii: "-") ? -1 : 1)
            digits = digits[..<sign]
        }
        if let point = digits.firstIndex(of: UInt8(ascii: ".")) {
            let fraction = digits[(point + 1)...]
            guard digits[..<point].count == 14, (1...9).contains(fraction.count),
                ImportedTime.number(fraction) != nil
            else { return nil }
            digits = digits[..<point]
        }
        guard let whole = ImportedTime.number(digits) else { return nil }
        switch digits.count {
        case 4 where whole > 0: self = .year(whole)
        case 6 where whole >= 100 && (1...12).contains(whole % 100): self = .month(whole / 100, whole % 100)
        case 8:
            guard let day = ImportedTime.day(whole) else { return nil }
            self = .day(day)
        case 10, 12, 14:
            let scale = digits.count == 10 ? 10_000 : digits.count == 12 ? 100 : 1
            let clock = whole * scale
            let (hour, minute, second) = (clock / 10_000 % 100, clock / 100 % 100, clock % 100)
            guard let day = ImportedTime.day(clock / 1_000_000), hour < 24, minute < 60, second < 60 else {
                return nil
            }
            let ofDay = hour * 3600 + minute * 60 + second
            if let offset {
                self = .instant(Instant(seconds: Int64(day.number) * 86_400 + Int64(ofDay - offset)))
            } else {
                self = .local(day, second: ofDay)
            }
        default: return nil
        }
    }

    /// `20261121` as a day.
    private static func day(_ number: Int) -> Day? {
        Day(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    /// At most 18 digits as a number.
    static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard (1...18).contains(bytes.count) else { return nil }
        var value = 0
        for byte in bytes {
            guard byte &- 48 < 10 else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        return value
    }
}

/// A point in time.
///
/// Shape: whole seconds since 1970-01-01T00:00:00Z.
package struct Instant: Hashable, Comparable, Sendable {
    package let seconds: Int64

    package init(seconds: Int64) { self.seconds = seconds }

    package static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }

    /// Reads an RFC 3339 time with its offset, `2026-11-21T09:00:00-06:00`; fractions of a second are cut off.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == 84 || bytes[10] == 116,
            let day = Day(String(decoding: bytes[0..<10], as: UTF8.self)),
            bytes[13] == 58, bytes[16] == 58
        else { return nil }
        func two(_ index: Int) -> Int64? {
            guard index + 1 < bytes.count, (48...57).contains(bytes[index]), (48...57).contains(bytes[index + 1])
            else { return nil }
            return Int64(bytes[index] - 48) * 10 + Int64(bytes[index + 1] - 48)
        }
        guard let hour = two(11), let minute = two(14), let second = two(17),
            hour < 24, minute < 60, second < 60
        else { return nil }
        var index = 19
        if bytes[index] == 46 {
            index += 1
            let start = index
            while index < bytes.count, (48...57).contains(bytes[index]) { index += 1 }
            guard index > start else { return nil }
        }
        guard index < bytes.count else { return nil }
        var offset: Int64 = 0
        switch bytes[index] {
        case 90, 122:
            guard index + 1 == bytes.count else { return nil }
        case 43, 45:
            guard index + 6 == bytes.count, bytes[index + 3] == 58,
                let hours = two(index + 1), let minutes = two(index + 4), hours < 24, minutes < 60
            else { return nil }
            offset = (hours * 3600 + minutes * 60) * (bytes[index] == 45 ? -1 : 1)
        default: return nil
        }
        self.seconds = Int64(day.number) * 86_400 + hour * 3600 + minute * 60 + second - offset
    }
}

extension Instant: CustomStringConvertible {
    /// `2026-11-21T15:00:00Z`.
    package var description: String {
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let rest = seconds - day * 86_400
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(Day(number: Int32(clamping: day)))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }
}

/// A time as somebody wrote it down: to the day, or to the second.
package enum Moment: Hashable, Sendable {
    case day(Day)
    case instant(Instant)
}

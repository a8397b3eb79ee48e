/// Birth dates as they are mistaken.
enum BirthText {
    /// How two birth dates that are not equal stand to one another.
    ///
    /// Close: one digit wrong, neighbors swapped, or day and month swapped. Similar: two of year, month and day are equal.
    ///
    /// - Parameters:
    ///   - left: Digits of year, month and day.
    ///   - right: The other's.
    /// - Returns: Never exact nor missing.
    static func agreement(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Agreement {
        if OneMistake.parts(left, right) { return .close }
        guard left.count == 8, right.count == 8 else { return .different }
        func equal(_ range: Range<Int>, _ other: Int) -> Bool {
            var index = other
            for position in range {
                if left[position] != right[index] { return false }
                index += 1
            }
            return true
        }
        let isYear = equal(0..<4, 0)
        if isYear, equal(4..<6, 6), equal(6..<8, 4) { return .close }
        let same = (isYear ? 1 : 0) + (equal(4..<6, 4) ? 1 : 0) + (equal(6..<8, 6) ? 1 : 0)
        return same == 2 ? .similar : .different
    }
}

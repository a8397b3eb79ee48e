/// Numbers as they are said.
struct SpokenNumbers {
    private let words: SpokenWords

    init(_ words: SpokenWords) { self.words = words }

    /// A sum, a share, a day, a telephone number or a citation in words; nothing for any other.
    func said(_ text: String) -> String? {
        if text.hasPrefix("$") { return sum(text.dropFirst()) }
        if text.hasSuffix("%") {
            return text.dropLast().allSatisfy(isNumber) ? "\(text.dropLast()) \(words.percent)" : nil
        }
        if text.hasPrefix("§") {
            return words.section + " " + (said(String(text.dropFirst())) ?? String(text.dropFirst()))
        }
        guard text.first?.isNumber == true || text.first == "+" else { return nil }
        return day(text) ?? telephone(text) ?? citation(text)
    }

    private func isNumber(_ character: Character) -> Bool { character.isNumber || character == "." || character == "," }

    /// `$6.50`: "6 dollars and 50 cents".
    private func sum(_ text: Substring) -> String? {
        let sides = text.filter { $0 != "," }.split(separator: ".", maxSplits: 1)
        guard let dollars = sides.first.flatMap({ Int($0) }) ?? (text.hasPrefix(".") ? 0 : nil) else { return nil }
        let cents = text.hasPrefix(".") ? sides.first.flatMap { Int($0) } : sides.count > 1 ? Int(sides[1]) : 0
        guard let cents, cents < 100 else { return nil }
        let whole = "\(dollars) \(dollars == 1 ? words.dollar.0 : words.dollar.1)"
        let part = "\(cents) \(cents == 1 ? words.cent.0 : words.cent.1)"
        return cents == 0 ? whole : dollars == 0 ? part : "\(whole) \(words.and) \(part)"
    }

    /// `02/16/2026`, the month first as in the United States, and `2026-02-16`.
    private func day(_ text: String) -> String? {
        let isWritten = text.contains("-")
        let parts = text.split(separator: isWritten ? "-" : "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let first = parts[0], let second = parts[1], let third = parts[2] else { return nil }
        let (year, month, day) = isWritten ? (first, second, third) : (third, first, second)
        guard (1...12).contains(month), (1...31).contains(day), (0..<100).contains(year) || (1900..<2200).contains(year)
        else { return nil }
        let full = year < 100 ? 2000 + year : year
        return words.day(words.months[month - 1], day, full)
    }

    /// Digit by digit, with a pause between the groups.
    private func telephone(_ text: String) -> String? {
        let groups = text.split { "-.()+".contains($0) }
        let digits = groups.joined()
        guard groups.count >= 2, groups.allSatisfy({ $0.allSatisfy(\.isNumber) }), (7...11).contains(digits.count),
            groups.last?.count == 4
        else { return nil }
        return groups.map { $0.map(String.init).joined(separator: " ") }.joined(separator: ", ")
    }

    /// `164.520(b)(1)`: "164 point 520, b, 1".
    private func citation(_ text: String) -> String? {
        guard text.contains("(") || text.split(separator: ".").count == 2 && text.split(separator: ".")[0].count == 3
        else {
            return nil
        }
        let parts = text.split { "()".contains($0) }
        guard let first = parts.first, first.allSatisfy(isNumber) else { return nil }
        let number = first.split(separator: ".").joined(separator: " \(words.point) ")
        return ([number] + parts.dropFirst().map(String.init)).joined(separator: ", ")
    }
}

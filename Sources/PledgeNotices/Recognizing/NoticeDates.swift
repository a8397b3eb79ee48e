/// The days and months that a text names.
enum NoticeDates {
    private static let months: [String: Int] = {
        let english = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december",
        ]
        let spanish = [
            "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
            "noviembre", "diciembre",
        ]
        var months: [String: Int] = ["sept": 9, "setiembre": 9]
        for (index, name) in english.enumerated() {
            months[name] = index + 1
            months[String(name.prefix(3))] = index + 1
        }
        for (index, name) in spanish.enumerated() { months[name] = index + 1 }
        return months
    }()

    /// Finds them and marks their first tokens.
    ///
    /// - Parameter tokens: Of the whole text, in its order.
    /// - Returns: What was found, in the order of the text.
    static func mark(_ tokens: inout [NoticeToken]) -> [NoticeDate] {
        var found: [NoticeDate] = []
        var index = 0
        while index < tokens.count {
            if let (date, length) = date(tokens, index) {
                tokens[index].kinds.insert(date.day == nil ? .month : .date)
                found.append(date)
                index += length
            } else {
                index += 1
            }
        }
        return found
    }

    private static func date(_ tokens: [NoticeToken], _ index: Int) -> (NoticeDate, length: Int)? {
        if tokens[index].kinds.contains(.number) {
            if let date = numeric(tokens[index].word, index) { return (date, 1) }
            return dayFirst(tokens, index)
        }
        guard let month = months[tokens[index].word] else { return nil }
        var next = index + 1
        var day: Int?
        if let number = dayNumber(tokens, next) {
            day = number
            next += 1
        }
        if next < tokens.count, ["de", "del", "of"].contains(tokens[next].word) { next += 1 }
        guard let year = year(tokens, next) else { return nil }
        return (NoticeDate(token: index, year: year, month: month, day: day), next - index + 1)
    }

    /// `14 de abril de 2003`, `1st of May 2020`, `14 April 2003`.
    private static func dayFirst(_ tokens: [NoticeToken], _ index: Int) -> (NoticeDate, length: Int)? {
        guard let day = dayNumber(tokens, index) else { return nil }
        var next = index + 1
        while next < tokens.count, next < index + 3, ["day", "de", "of", "o"].contains(tokens[next].word) { next += 1 }
        guard next < tokens.count, let month = months[tokens[next].word] else { return nil }
        next += 1
        if next < tokens.count, ["de", "del", "of"].contains(tokens[next].word) { next += 1 }
        guard let year = year(tokens, next) else { return nil }
        return (NoticeDate(token: index, year: year, month: month, day: day), next - index + 1)
    }

    private static func dayNumber(_ tokens: [NoticeToken], _ index: Int) -> Int? {
        guard index < tokens.count, tokens[index].kinds.contains(.number) else { return nil }
        let digits = tokens[index].word.prefix { $0.isNumber }
        let rest = tokens[index].word.dropFirst(digits.count)
        guard let number = Int(digits), (1...31).contains(number),
            ["", "st", "nd", "rd", "th", "o"].contains(String(rest))
        else { return nil }
        return number
    }

    private static func year(_ tokens: [NoticeToken], _ index: Int) -> Int? {
        guard index < tokens.count, tokens[index].kinds.contains(.year) else { return nil }
        return Int(tokens[index].word)
    }

    /// `4/14/2003`, `12-18-23`, `2026-02-16`; the month first, as is the custom of the country.
    private static func numeric(_ word: String, _ index: Int) -> NoticeDate? {
        for separator in ["/", "-", "."] as [Character] {
            let parts = word.split(separator: separator, omittingEmptySubsequences: false).map { Int($0) }
            if parts.count == 2, let month = parts[0], let year = parts[1], (1...12).contains(month),
                (1990...2100).contains(year)
            {
                return NoticeDate(token: index, year: year, month: month)
            }
            guard parts.count == 3, let a = parts[0], let b = parts[1], let c = parts[2] else { continue }
            if a > 1900, (1...12).contains(b), (1...31).contains(c) {
                return NoticeDate(token: index, year: a, month: b, day: c)
            }
            let year = c < 100 ? 2000 + c : c
            // A first number over 12 can only be the day.
            let (month, day) = a > 12 ? (b, a) : (a, b)
            guard (1...12).contains(month), (1...31).contains(day), (1990...2100).contains(year) else { return nil }
            return NoticeDate(token: index, year: year, month: month, day: day)
        }
        return nil
    }
}

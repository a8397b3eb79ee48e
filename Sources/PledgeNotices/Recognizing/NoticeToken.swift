/// A word, or something that stands for one, of a document.
package struct NoticeToken: Sendable, Hashable {
    /// What a token is beside its letters; one token may be several (a year is a number).
    package struct Kinds: OptionSet, Sendable, Hashable {
        package let rawValue: UInt16
        package init(rawValue: UInt16) { self.rawValue = rawValue }

        /// A telephone number, whole.
        package static let phone = Kinds(rawValue: 1 << 0)
        /// The first word of a day of the calendar: `April 14, 2003`, `4/14/2003`, `14 de abril de 2003`.
        package static let date = Kinds(rawValue: 1 << 1)
        /// The first word of a month with its year.
        package static let month = Kinds(rawValue: 1 << 2)
        package static let year = Kinds(rawValue: 1 << 3)
        package static let number = Kinds(rawValue: 1 << 4)
        package static let email = Kinds(rawValue: 1 << 5)
        package static let url = Kinds(rawValue: 1 << 6)
        package static let money = Kinds(rawValue: 1 << 7)
        /// Begins with a capital letter.
        package static let capital = Kinds(rawValue: 1 << 8)

        /// The names that patterns call them by.
        package static let names: [String: Kinds] = [
            "phone": .phone, "date": .date, "month": .month, "year": .year, "number": .number, "email": .email,
            "url": .url, "money": .money, "capital": .capital,
        ]
    }

    /// Small letters without accents; a telephone number as its ten digits.
    package var word: String
    package var kinds: Kinds
    /// Position of its line among the lines of the text, from 0.
    package var line: Int
    /// Bytes of that line.
    package var bytes: Range<Int>
}

/// A day or month that a text names, with where.
package struct NoticeDate: Sendable, Hashable {
    /// Position of its first token.
    package var token: Int
    package var year: Int
    /// 1...12, where it is said.
    package var month: Int?
    /// 1...31, where it is said.
    package var day: Int?
}

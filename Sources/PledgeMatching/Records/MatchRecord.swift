package import PledgeCore

/// What is compared of one patient's record; empty where it is not known.
///
/// All texts are as written: case, marks, punctuation and the order of names are seen to here.
package struct MatchRecord: Sendable, Equatable {
    /// One or several given names.
    package var given: String
    package var family: String
    /// Digits of year, month and day, such as `1980-02-03` or `19800203`; need not be a day that exists.
    package var birth: String
    /// House number.
    package var number: String
    /// Street, or the first line of the address without the number.
    package var street: String
    /// Apartment, building or the second line of the address.
    package var unit: String
    /// City, town or suburb.
    package var city: String
    package var postcode: String
    package var state: String
    /// Telephone numbers; the first three count.
    package var phones: [String]

    /// Makes a record.
    ///
    /// - Parameters:
    ///   - given: One or several given names.
    ///   - family: Family name.
    ///   - birth: Year, month and day.
    ///   - number: House number.
    ///   - street: Street.
    ///   - unit: Apartment or second line.
    ///   - city: City or suburb.
    ///   - postcode: Postcode.
    ///   - state: State.
    ///   - phones: Telephone numbers.
    package init(
        given: String = "", family: String = "", birth: String = "", number: String = "", street: String = "",
        unit: String = "", city: String = "", postcode: String = "", state: String = "", phones: [String] = []
    ) {
        self.given = given
        self.family = family
        self.birth = birth
        self.number = number
        self.street = street
        self.unit = unit
        self.city = city
        self.postcode = postcode
        self.state = state
        self.phones = phones
    }

    /// The text of a day, as `birth` takes it.
    ///
    /// - Parameter day: A birth date.
    /// - Returns: Eight digits.
    package static func birth(_ day: Day) -> String {
        let (year, month, day) = day.civil
        return String(year * 10_000 + month * 100 + day)
    }

    /// Takes the house number off the front of an address line.
    ///
    /// - Parameter line: Such as `123 Main Street`.
    /// - Returns: Number and street; the number is empty where the line does not begin with a digit.
    package static func numberAndStreet(of line: String) -> (number: String, street: String) {
        let words = line.split(separator: " ", maxSplits: 1)
        guard let first = words.first, first.first?.isNumber == true, words.count == 2 else { return ("", line) }
        return (String(first), String(words[1]))
    }
}

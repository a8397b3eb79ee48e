/// All records, field by field, as numbers of values.
struct Columns {
    static let phonesMax = 3

    let count: Int
    /// Given and family names share their values, as do street and unit, because people swap them.
    private(set) var names = Lexicon(roles: 2)
    private(set) var lines = Lexicon(roles: 2)
    private(set) var births = Lexicon()
    private(set) var phones = Lexicon()
    private(set) var numbers = Lexicon()
    private(set) var cities = Lexicon()
    private(set) var postcodes = Lexicon()
    private(set) var states = Lexicon()

    private(set) var given: [UInt32] = []
    private(set) var family: [UInt32] = []
    private(set) var birth: [UInt32] = []
    private(set) var number: [UInt32] = []
    private(set) var street: [UInt32] = []
    private(set) var unit: [UInt32] = []
    private(set) var city: [UInt32] = []
    private(set) var postcode: [UInt32] = []
    private(set) var state: [UInt32] = []
    /// `phonesMax` for each record.
    private(set) var phone: [UInt32] = []

    init(_ records: [MatchRecord]) {
        count = records.count
        for record in records { add(record) }
        names.close(spreadMax: 20_000)
        lines.close(spreadMax: 50_000)
        // About a century of days.
        births.close(spreadMax: 36_525)
        phones.close(spreadMax: 1_000_000)
        numbers.close(spreadMax: 2_000)
        cities.close(spreadMax: 5_000)
        postcodes.close(spreadMax: 5_000)
        states.close(spreadMax: 50)
    }

    private mutating func add(_ record: MatchRecord) {
        given.append(names.number(of: PlainText.words(of: record.given), role: 0))
        family.append(names.number(of: PlainText.words(of: record.family), role: 1))
        birth.append(births.number(of: [PlainText.digits(of: record.birth)]))
        number.append(numbers.number(of: PlainText.words(of: record.number)))
        street.append(lines.number(of: PlainText.streetWords(of: record.street), role: 0))
        unit.append(lines.number(of: PlainText.streetWords(of: record.unit), role: 1))
        city.append(cities.number(of: PlainText.words(of: record.city)))
        postcode.append(postcodes.number(of: [PlainText.postcode(record.postcode)]))
        state.append(states.number(of: PlainText.words(of: record.state)))
        var known: [UInt32] = []
        for text in record.phones {
            let number = phones.number(of: [PlainText.phone(text)])
            if number != 0, !known.contains(number), known.count < Self.phonesMax { known.append(number) }
        }
        phone += known + Array(repeating: 0, count: Self.phonesMax - known.count)
    }

    /// The telephone numbers of a record, at most three.
    func phones(of record: Int) -> ArraySlice<UInt32> {
        let start = record * Self.phonesMax
        return phone[start..<start + Self.phonesMax].prefix { $0 != 0 }
    }
}

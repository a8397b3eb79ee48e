import PledgeMatching

/// Patients that do not exist: households, common and rare names, some twins, fathers and sons of one name, and duplicates
/// with the mistakes that people make.
///
/// The same seed makes the same list.
struct MadePatients {
    /// The chance of a mistake in each field of a duplicate.
    var errorRate = 0.08
    /// Chance that a field is not known, in any record.
    var missingRate = 0.05
    /// Share of records that are duplicates.
    var duplicateShare = 0.1
    /// Share of duplicates made after the person moved.
    var movedShare = 0.15
    /// Towns that the patients live in.
    var towns = 200

    private var chance: Chance

    init(seed: UInt64) { chance = Chance(seed: seed) }

    /// Makes records in an order that tells nothing.
    ///
    /// - Parameter count: How many, duplicates included.
    /// - Returns: Records with the person that each is of.
    mutating func list(_ count: Int) -> KnownRecords {
        var people: [MatchRecord] = []
        let originals = Int((Double(count) * (1 - duplicateShare)).rounded())
        while people.count < originals { people += household().prefix(originals - people.count) }
        var all = people.enumerated().map { (record: $1, person: $0) }
        while all.count < count {
            // A few have several duplicates.
            let person = chance.below(originals)
            for _ in 0...(chance.is(0.15) ? 2 : 0) where all.count < count {
                all.append((duplicate(of: people[person]), person))
            }
        }
        all.shuffle(using: &chance)
        return KnownRecords(records: all.map { lessSome($0.record) }, people: all.map(\.person))
    }

    private mutating func household() -> [MatchRecord] {
        let family = MadeNames.family(&chance)
        var home = MatchRecord()
        move(&home)
        home.phones = [phone()]
        var members: [MatchRecord] = []
        let parentYear = 1930 + chance.below(70)
        for index in 0..<1 + chance.skewed(5) {
            var member = home
            member.family = index > 0 && chance.is(0.1) ? MadeNames.family(&chance) : family
            repeat { member.given = MadeNames.given(&chance) } while members.contains { $0.given == member.given }
            if index > 1, chance.is(0.015) { member.given = members[0].given }
            member.birth = birth(parentYear + (index < 2 ? chance.below(6) : 22 + chance.below(15)))
            if index > 2, chance.is(0.05) { member.birth = members[index - 1].birth }
            if index < 2, chance.is(0.5) { member.phones.append(phone()) }
            members.append(member)
        }
        return members
    }

    private mutating func move(_ record: inout MatchRecord) {
        let town = chance.skewed(towns)
        record.number = String(1 + chance.skewed(2_000))
        record.street = MadeNames.street(&chance)
        record.unit = chance.is(0.2) ? "Apt \(1 + chance.below(40))" : ""
        record.city = MadeNames.town(town)
        record.postcode = String(10_000 + town * 37 + chance.below(1 + 200 / (town + 10)))
        record.state = ["IL", "IN", "WI", "MO", "IA"][town % 5]
    }

    private mutating func birth(_ year: Int) -> String {
        String(min(year, 2024) * 10_000 + (1 + chance.below(12)) * 100 + 1 + chance.below(28))
    }

    private mutating func phone() -> String {
        "(\(312 + chance.below(6))) 555-\(1_000 + chance.below(9_000))\(chance.below(1_000))"
    }

    private mutating func duplicate(of original: MatchRecord) -> MatchRecord {
        var record = original
        if chance.is(movedShare) { move(&record) }
        if chance.is(errorRate) { record.given = chance.typo(record.given) }
        if chance.is(errorRate / 3) { record.given = String(record.given.prefix(1)) }
        if chance.is(errorRate) { record.family = chance.typo(record.family) }
        if chance.is(errorRate / 3) { record.family = MadeNames.family(&chance) }
        if chance.is(errorRate / 4) { (record.given, record.family) = (record.family, record.given) }
        if chance.is(errorRate) { record.birth = chance.typo(record.birth, digits: true) }
        if chance.is(errorRate / 4) { record.birth = birth(1940 + chance.below(70)) }
        if chance.is(errorRate) { record.number = chance.typo(record.number, digits: true) }
        if chance.is(errorRate) { record.street = chance.typo(record.street) }
        if chance.is(errorRate) { record.city = chance.typo(record.city) }
        if chance.is(errorRate) { record.postcode = chance.typo(record.postcode, digits: true) }
        if chance.is(0.25) { record.phones = [phone()] }
        if chance.is(0.3) { record.given = record.given.uppercased() }
        return record
    }

    private mutating func lessSome(_ record: MatchRecord) -> MatchRecord {
        var record = record
        if chance.is(missingRate / 5) { record.given = "" }
        if chance.is(missingRate) { record.birth = "" }
        if chance.is(missingRate) { record.phones = [] }
        if chance.is(missingRate) { (record.number, record.street) = ("", "") }
        if chance.is(missingRate) { record.postcode = "" }
        return record
    }
}

/// Draws.
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

    /// - Source: Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled", 2016 (xorshift64*).
    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_f491_4f6c_dd1d
    }

    mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }

    mutating func `is`(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }

    /// A rank below `count`, the first the most common, about as names are.
    mutating func skewed(_ count: Int) -> Int {
        let share = Double.random(in: 0..<1, using: &self)
        return min(count - 1, Int(Double(count) * share * share))
    }

    /// One letter left out, doubled, changed, or swapped with the next.
    mutating func typo(_ text: String, digits: Bool = false) -> String {
        var letters = Array(text)
        guard letters.count > 1 else { return text }
        let place = below(letters.count - 1)
        let other = digits ? Character(String(below(10))) : Character(UnicodeScalar(UInt8(97 + below(26))))
        switch digits ? 2 + below(2) : below(4) {
        case 0: letters.remove(at: place)
        case 1: letters.insert(letters[place], at: place)
        case 2: letters[place] = other
        default: letters.swapAt(place, place + 1)
        }
        return String(letters)
    }
}

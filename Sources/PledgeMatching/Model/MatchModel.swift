import Foundation

/// What two records can be to one another: the same person or not, and how their addresses stand.
///
/// Parts of an address agree together or not at all, and members of a household share family name and telephone. Both break
/// the independence that Fellegi and Sunter assume; a class for each case restores it.
enum Relation: Int, CaseIterable {
    /// The same address; for two people, one household.
    case home
    /// The same city, another address.
    case town
    case apart
    /// Two people of one family or telephone with addresses that have nothing in common.
    case kin
}

/// How likely each agreement of a field is.
struct FieldModel: Sendable {
    /// By `Agreement` but `missing`; of one person, or of one address.
    var same: SIMD4<Double>
    /// Of two members of a household; for city, postcode and state, of one town.
    var near: SIMD4<Double>
    /// Of two that have nothing to do with each other.
    var apart: SIMD4<Double>
}

/// The weights of Fellegi and Sunter with what is expected of the classes.
///
/// - Source: Fellegi and Sunter, "A Theory for Record Linkage", 1969; the classes are a latent class model on top.
struct MatchModel: Sendable {
    /// By `MatchField`.
    var fields: [FieldModel]
    /// Of one person's records: names swapped, address lines swapped.
    var namesSwapped: Double
    var linesSwapped: Double
    /// Pairs of one person and pairs of two, by `Relation`; all sum to 1.
    var matches: SIMD4<Double>
    var strangers: SIMD4<Double>

    /// What a pair says for each class, times how common the class is.
    struct Weights {
        /// By `Relation`, of one person.
        var matches = SIMD4<Double>()
        /// By `Relation`, of two people.
        var strangers = SIMD4<Double>()

        var match: Double { matches.sum() }
        var all: Double { matches.sum() + strangers.sum() }
    }

    private static let impersonalMax = 0.5
    /// How much rarer one birth date is among two of one name and household than among strangers.
    private static let bornTogether = 0.01
    private static let people = MatchField.given.rawValue...MatchField.phone.rawValue
    private static let lines = MatchField.number.rawValue...MatchField.unit.rawValue
    private static let places = MatchField.city.rawValue...MatchField.state.rawValue
    private static let birth = MatchField.birth.rawValue

    func weights(_ pattern: PairPattern) -> Weights {
        let person = product(pattern, Self.people)
        let line = product(pattern, Self.lines)
        let place = product(pattern, Self.places)
        let order = pattern.areNamesSwapped ? namesSwapped : 1 - namesSwapped
        let lineOrder = pattern.areLinesSwapped ? linesSwapped : 1 - linesSwapped
        let address = SIMD4(
            lineOrder * line.same * place.same, line.apart * place.near, line.apart * place.apart,
            line.apart * place.apart)
        var weights = Weights()
        weights.matches = address * matches * (person.same * order)
        let other = SIMD4(person.near, person.apart, person.apart, person.near)
        weights.strangers = address * strangers * other
        return weights
    }

    /// The chance that two records are of one person, 0...1.
    ///
    /// Where neither given names nor birth dates can be compared, members of a household cannot be told apart.
    func posterior(_ pattern: PairPattern) -> Double {
        let weights = weights(pattern)
        let all = weights.all
        guard all > 0 else { return 0 }
        let isPersonal = pattern[.given] != .missing || pattern[.birth] != .missing
        return min(weights.match / all, isPersonal ? 1 : Self.impersonalMax)
    }

    /// How much more likely the pattern is of one person than of two, as a power of two.
    func bits(_ pattern: PairPattern) -> Double {
        let weights = weights(pattern)
        let prior = matches.sum() / strangers.sum()
        return log2(max(weights.match, .leastNormalMagnitude) / max(weights.strangers.sum(), .leastNormalMagnitude))
            - log2(prior)
    }

    private func product(
        _ pattern: PairPattern, _ chosen: ClosedRange<Int>
    ) -> (same: Double, near: Double, apart: Double) {
        var (same, near, apart) = (1.0, 1.0, 1.0)
        for field in chosen {
            let level = Int(pattern.levels[field])
            guard level != Int(Agreement.missing.rawValue) else { continue }
            let model = fields[field]
            same *= model.same[level]
            // Strangers agree as often as the value is common; its frequency takes the place of an average.
            let chance = level == 0 ? Double(pattern.frequencies[field]) : model.apart[level]
            apart *= chance
            near *= self.near(pattern, field, level, chance)
        }
        return (same, near, apart)
    }

    /// Of two members of a household, or of two people of one town.
    private func near(_ pattern: PairPattern, _ field: Int, _ level: Int, _ chance: Double) -> Double {
        // They share a birth date as twins or a given name as father and son, not both.
        if field == Self.birth, pattern.levels[MatchField.given.rawValue] <= Agreement.close.rawValue {
            return level == 0 ? chance * Self.bornTogether : chance
        }
        // What is one's family name is another's given name by chance only.
        if pattern.areNamesSwapped, field <= MatchField.family.rawValue { return chance }
        let share = fields[field].near[level]
        return level == 0 ? share + (1 - share) * chance : share
    }
}

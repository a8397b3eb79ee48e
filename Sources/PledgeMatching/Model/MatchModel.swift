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
    func posterior(_ pattern: PairPattern) -> Double {
        let weights = weights(pattern)
        let all = weights.all
        return all > 0 ? weights.match / all : 0
    }

    /// How much more likely the pattern is of one person than of two, as a power of two.
    func bits(_ pattern: PairPattern) -> Double {
        let weights = weights(pattern)
        let prior = matches.sum() / strangers.sum()
        return log2(max(weights.match, .leastNormalMagnitude) / max(weights.strangers.sum(), .leastNormalMagnitude))
            - log2(prior)
    }

    private func product(_ pattern: PairPattern, _ chosen: ClosedRange<Int>) -> (same: Double, near: Double, apart: Double) {
        var (same, near, apart) = (1.0, 1.0, 1.0)
        // Members of a household share a birth date as twins or a given name as father and son, not both.
        let areNamesakes = pattern.levels[MatchField.given.rawValue] <= Agreement.close.rawValue
        for field in chosen {
            let level = Int(pattern.levels[field])
            guard level != Int(Agreement.missing.rawValue) else { continue }
            let model = fields[field]
            same *= model.same[level]
            if level == 0 {
                // Strangers agree as often as the value is common; its frequency takes the place of an average.
                let frequency = Double(pattern.frequencies[field])
                let isShared = field != Self.birth || !areNamesakes
                near *= isShared ? model.near[0] + (1 - model.near[0]) * frequency : frequency
                apart *= frequency
            } else {
                near *= field == Self.birth && areNamesakes ? model.apart[level] : model.near[level]
                apart *= model.apart[level]
            }
        }
        return (same, near, apart)
    }
}

/// Learns the weights from the pairs themselves, by expectation and maximization.
///
/// The pairs that were compared stand for themselves; a random sample of those that were not stands for all the others, so
/// that what strangers have in common is counted among all pairs and not among those that agree on something.
///
/// - Source: Dempster, Laird, Rubin, "Maximum Likelihood from Incomplete Data via the EM Algorithm", 1977.
struct Estimation {
    /// A pattern that stands for so many pairs.
    struct Observation {
        var pattern: PairPattern
        var count: Double
        /// Not brought together by any key: surely not of one person nor of one household.
        var isOutside: Bool
    }

    private static let roundsMax = 60
    /// Ends when no class changes by more than this part.
    private static let tolerance = 1e-4

    private let observations: [Observation]
    private let records: Int
    private let pairs: Double

    init(_ observations: [Observation], records: Int) {
        self.observations = observations
        self.records = records
        self.pairs = max(observations.reduce(0) { $0 + $1.count }, 1)
    }

    /// The weights that fit best.
    func model() -> MatchModel {
        var model = firstGuess()
        for _ in 0..<Self.roundsMax {
            var tally = Tally()
            for observation in observations { tally.add(observation, model) }
            let next = tally.model(records: records, pairs: pairs)
            let change = zip(next.matches + next.strangers, model.matches + model.strangers)
                .map { abs($0 - $1) / max($1, 1e-30) }.max() ?? 0
            model = next
            if change < Self.tolerance { break }
        }
        return model
    }

    private func firstGuess() -> MatchModel {
        var tally = Tally()
        // What strangers have in common is seen well enough in all pairs together.
        for observation in observations { tally.addStranger(observation) }
        return tally.model(records: records, pairs: pairs)
    }
}

/// Expected counts of one round.
private struct Tally {
    private static let levels = 4
    private var same = [Double](repeating: 0, count: MatchField.allCases.count * levels)
    private var near = [Double](repeating: 0, count: MatchField.allCases.count * levels)
    private var apart = [Double](repeating: 0, count: MatchField.allCases.count * levels)
    private var matches = SIMD4<Double>()
    private var strangers = SIMD4<Double>()
    private var namesSwapped = 0.0
    private var linesSwapped = 0.0

    mutating func add(_ observation: Estimation.Observation, _ model: MatchModel) {
        var weights = model.weights(observation.pattern)
        if observation.isOutside {
            weights.matches = SIMD4()
            weights.strangers[Relation.home.rawValue] = 0
            weights.strangers[Relation.kin.rawValue] = 0
        }
        let all = weights.all
        guard all > 0 else { return }
        let scale = observation.count / all
        let (one, two) = (weights.matches * scale, weights.strangers * scale)
        matches += one
        strangers += two
        let pattern = observation.pattern
        let (person, home, town, distant) = (one.sum(), one[0] + two[0], one[1] + two[1], one[2] + two[2] + two[3])
        if pattern.areNamesSwapped { namesSwapped += person }
        if pattern.areLinesSwapped { linesSwapped += home }
        let strangersApart = two[1] + two[2]
        for field in 0..<MatchField.allCases.count {
            let level = Int(pattern.levels[field])
            guard level < Self.levels else { continue }
            let index = field * Self.levels + level
            switch field {
            case ...MatchField.phone.rawValue:
                same[index] += person
                near[index] += two[0] + two[3]
                apart[index] += strangersApart
            case ...MatchField.unit.rawValue:
                same[index] += home
                apart[index] += town + distant
            default:
                same[index] += home
                near[index] += town
                apart[index] += distant
            }
        }
    }

    /// Counts a pair as one of two people who live apart.
    mutating func addStranger(_ observation: Estimation.Observation) {
        strangers[Relation.apart.rawValue] += observation.count
        for field in 0..<MatchField.allCases.count where observation.pattern.levels[field] < Self.levels {
            apart[field * Self.levels + Int(observation.pattern.levels[field])] += observation.count
        }
    }

    /// The most likely weights, with what was believed before.
    func model(records: Int, pairs: Double) -> MatchModel {
        let fields = MatchField.allCases.map { field in
            let prior = Priors.fields[field.rawValue]
            var same = share(same, field, prior.same, Priors.sameStrength)
            if let most = Priors.differentMax[field] { Self.limit(&same, most) }
            let isBelieved = Priors.believedNear.contains(field)
            return FieldModel(
                same: same, near: isBelieved ? prior.near : share(near, field, prior.near, Priors.nearStrength),
                apart: share(apart, field, prior.apart, Priors.apartStrength))
        }
        var priorMatches = Priors.matches(records: records)
        let strength = Priors.sameStrength
        for relation in 0..<3 { priorMatches[relation] += matches[relation] }
        let home = strangers[0] + Priors.households
        let kin = strangers[3] + Priors.households / 4
        let counts = [home, strangers[1] + 1, strangers[2] + 1, kin]
        let total = priorMatches.reduce(0, +) + counts.reduce(0, +)
        return MatchModel(
            fields: fields,
            namesSwapped: (namesSwapped + Priors.swapped * strength) / (matches.sum() + strength),
            linesSwapped: (linesSwapped + Priors.swapped * strength) / (matches[0] + strangers[0] + strength),
            matches: priorMatches.map { $0 / total }, strangers: counts.map { $0 / total })
    }

    private func share(_ counts: [Double], _ field: MatchField, _ prior: [Double], _ strength: Double) -> [Double] {
        let seen = counts[field.rawValue * Self.levels..<(field.rawValue + 1) * Self.levels]
        let total = seen.reduce(0, +) + strength
        return zip(seen, prior).map { ($0 + $1 * strength) / total }
    }

    /// Holds the last share down, the others grow in proportion.
    private static func limit(_ shares: inout [Double], _ most: Double) {
        guard let last = shares.last, last > most else { return }
        for index in shares.indices.dropLast() { shares[index] *= (1 - most) / (1 - last) }
        shares[shares.count - 1] = most
    }
}

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

    private static let roundsMax = 40
    /// Ends when no class changes by more than this part.
    private static let tolerance = 1e-3

    private let observations: [Observation]
    private let records: Int

    init(_ observations: [Observation], records: Int) {
        self.observations = observations
        self.records = records
    }

    /// The weights that fit best.
    func model() -> MatchModel {
        var model = firstGuess()
        for _ in 0..<Self.roundsMax {
            var tally = Tally()
            for observation in observations { tally.add(observation, model) }
            let next = tally.model(records: records)
            let change = max(
                Self.change(from: model.matches, to: next.matches),
                Self.change(from: model.strangers, to: next.strangers))
            model = next
            if change < Self.tolerance { break }
        }
        return model
    }

    private static func change(from before: SIMD4<Double>, to after: SIMD4<Double>) -> Double {
        (0..<4).map { before[$0] > 0 ? abs(after[$0] - before[$0]) / before[$0] : 0 }.max() ?? 0
    }

    private func firstGuess() -> MatchModel {
        var tally = Tally()
        // What strangers have in common is seen well enough in all pairs together.
        for observation in observations { tally.addStranger(observation) }
        return tally.model(records: records)
    }
}

/// Expected counts of one round.
private struct Tally {
    /// By `MatchField`.
    private var fields = [FieldModel](
        repeating: FieldModel(same: SIMD4(), near: SIMD4(), apart: SIMD4()), count: MatchField.allCases.count)
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
        for field in 0..<fields.count {
            let level = Int(pattern.levels[field])
            guard level != Agreement.missing.rawValue else { continue }
            switch field {
            case ...MatchField.phone.rawValue:
                fields[field].same[level] += person
                fields[field].near[level] += two[0] + two[3]
                fields[field].apart[level] += strangersApart
            case ...MatchField.unit.rawValue:
                fields[field].same[level] += home
                fields[field].apart[level] += town + distant
            default:
                fields[field].same[level] += home
                fields[field].near[level] += town
                fields[field].apart[level] += distant
            }
        }
    }

    /// Counts a pair as one of two people who live apart.
    mutating func addStranger(_ observation: Estimation.Observation) {
        strangers[Relation.apart.rawValue] += observation.count
        for field in 0..<fields.count where observation.pattern.levels[field] != Agreement.missing.rawValue {
            fields[field].apart[Int(observation.pattern.levels[field])] += observation.count
        }
    }

    /// The most likely weights, with what was believed before.
    func model(records: Int) -> MatchModel {
        let learned = MatchField.allCases.map { field in
            let (prior, seen) = (Priors.fields[field.rawValue], fields[field.rawValue])
            var same = Self.share(seen.same, prior.same, Priors.sameStrength)
            if let most = Priors.differentMax[field] { same = Self.limited(same, most) }
            let isBelieved = Priors.believedNear.contains(field)
            return FieldModel(
                same: same, near: isBelieved ? prior.near : Self.share(seen.near, prior.near, Priors.nearStrength),
                apart: Self.share(seen.apart, prior.apart, Priors.apartStrength))
        }
        let matchCounts = matches + Priors.matches(records: records)
        let strangerCounts = strangers + Priors.strangers
        let total = matchCounts.sum() + strangerCounts.sum()
        let strength = Priors.sameStrength
        return MatchModel(
            fields: learned, namesSwapped: (namesSwapped + Priors.swapped * strength) / (matches.sum() + strength),
            linesSwapped: (linesSwapped + Priors.swapped * strength) / (matches[0] + strangers[0] + strength),
            matches: matchCounts / total, strangers: strangerCounts / total)
    }

    private static func share(_ seen: SIMD4<Double>, _ prior: SIMD4<Double>, _ strength: Double) -> SIMD4<Double> {
        (seen + prior * strength) / (seen.sum() + strength)
    }

    /// Holds the last share down, the others grow in proportion.
    private static func limited(_ shares: SIMD4<Double>, _ most: Double) -> SIMD4<Double> {
        guard shares[3] > most else { return shares }
        var limited = shares * ((1 - most) / (1 - shares[3]))
        limited[3] = most
        return limited
    }
}

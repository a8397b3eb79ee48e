import Foundation

/// Finds records that are of one person, by name, birth date, address and telephone.
///
/// Proposes, never merges.
/// Nothing is trained beforehand: how much an agreement counts is learned from the records at hand, each time.
package struct Matching {
    private let columns: Columns
    private let settings: MatchSettings
    /// Where the second list begins; 0 for one list.
    private let boundary: Int
    private let comparison: PairComparison

    /// Duplicates among the records of one list.
    ///
    /// - Parameters:
    ///   - records: The list.
    ///   - settings: How much is proposed.
    /// - Returns: Pairs and groups, by the records' indexes.
    package static func duplicates(among records: [MatchRecord], settings: MatchSettings = MatchSettings())
        -> MatchResult
    {
        Matching(records, boundary: 0, settings).result()
    }

    /// Records of one list that are of one person with a record of another.
    ///
    /// - Parameters:
    ///   - first: One list.
    ///   - second: The other; its records have the indexes that follow the first's.
    ///   - settings: How much is proposed.
    /// - Returns: Pairs across the lists, and the groups that they make.
    package static func links(
        between first: [MatchRecord], and second: [MatchRecord], settings: MatchSettings = MatchSettings()
    ) -> MatchResult {
        guard !first.isEmpty else { return Matching([], boundary: 0, settings).result() }
        return Matching(first + second, boundary: first.count, settings).result()
    }

    private init(_ records: [MatchRecord], boundary: Int, _ settings: MatchSettings) {
        self.columns = Columns(records)
        self.settings = settings
        self.boundary = boundary
        self.comparison = PairComparison(columns)
    }

    private func result() -> MatchResult {
        let candidates = Candidates(columns, blockMax: settings.blockMax, boundary: boundary)
        let model = Estimation(observations(candidates), records: columns.count).model()
        var found = scored(candidates, model)
        found.sort { ($1.posterior, $0.left, $0.right) < ($0.posterior, $1.left, $1.right) }
        let (sameFrom, precision) = threshold(found)
        let pairs = found.filter { $0.posterior >= min(settings.possibleFrom, sameFrom) }
            .map { pair($0, sameFrom: sameFrom, model) }
        return MatchResult(
            pairs: pairs, groups: groups(pairs, model), sameFrom: sameFrom, expectedPrecision: precision,
            compared: candidates.pairs.count, skippedBlocks: candidates.skippedBlocks,
            learned: MatchField.allCases.map {
                .init(field: $0, same: model.fields[$0.rawValue].same, apart: model.fields[$0.rawValue].apart)
            })
    }

    private struct Scored {
        var left: Int
        var right: Int
        var posterior: Double
    }

    /// What the weights are learned from: pairs that share a key, and a draw from those that share none.
    private func observations(_ candidates: Candidates) -> [Estimation.Observation] {
        var observations: [Estimation.Observation] = []
        var generator = SeededGenerator(seed: settings.seed)
        let chosen = min(candidates.pairs.count, settings.learnedMax)
        for index in 0..<chosen {
            let isAll = chosen == candidates.pairs.count
            let place = isAll ? index : Int.random(in: 0..<candidates.pairs.count, using: &generator)
            let (left, right) = Candidates.halves(of: candidates.pairs[place])
            let count = Double(candidates.pairs.count) / Double(chosen)
            observations.append(.init(pattern: comparison.pattern(left, right), count: count, isOutside: false))
        }
        let everything =
            boundary == 0 ? columns.count * (columns.count - 1) / 2 : boundary * (columns.count - boundary)
        let outside = everything - candidates.pairs.count
        guard outside > 0 else { return observations }
        var drawn: [PairPattern] = []
        // As a rule nearly all pairs are outside; where few are, the draws are in vain and the pairs compared say enough.
        for _ in 0..<min(settings.learnedMax, everything) {
            let (left, right) = draw(&generator)
            guard left != right, !candidates.contains(UInt64(left) << 32 | UInt64(right)) else { continue }
            drawn.append(comparison.pattern(left, right))
        }
        let count = Double(outside) / Double(max(drawn.count, 1))
        observations += drawn.map { .init(pattern: $0, count: count, isOutside: true) }
        return observations
    }

    private func draw(_ generator: inout SeededGenerator) -> (left: Int, right: Int) {
        if boundary > 0, boundary < columns.count {
            return (
                Int.random(in: 0..<boundary, using: &generator),
                Int.random(in: boundary..<columns.count, using: &generator)
            )
        }
        let one = Int.random(in: 0..<columns.count, using: &generator)
        let other = Int.random(in: 0..<columns.count, using: &generator)
        return (min(one, other), max(one, other))
    }

    private func scored(_ candidates: Candidates, _ model: MatchModel) -> [Scored] {
        var found: [Scored] = []
        let least = min(settings.possibleFrom, settings.sameFloor)
        for pair in candidates.pairs {
            let (left, right) = Candidates.halves(of: pair)
            let posterior = model.posterior(comparison.pattern(left, right))
            if posterior >= least { found.append(Scored(left: left, right: right, posterior: posterior)) }
        }
        return found
    }

    /// The lowest posterior down to which the mean of all is at least the precision asked for.
    private func threshold(_ found: [Scored]) -> (from: Double, precision: Double) {
        var (sum, from, precision) = (0.0, 1.0, 1.0)
        for (index, pair) in found.enumerated() {
            sum += pair.posterior
            let mean = sum / Double(index + 1)
            guard pair.posterior >= settings.sameFloor, mean >= settings.precision else { break }
            (from, precision) = (pair.posterior, mean)
        }
        return (from, precision)
    }

    private func pair(_ scored: Scored, sameFrom: Double, _ model: MatchModel) -> MatchPair {
        let pattern = comparison.pattern(scored.left, scored.right)
        return MatchPair(
            left: scored.left, right: scored.right, score: model.bits(pattern), posterior: scored.posterior,
            certainty: scored.posterior >= sameFrom ? .same : .possible,
            agreements: MatchField.allCases.map { pattern[$0] }, areNamesSwapped: pattern.areNamesSwapped)
    }

    private func groups(_ pairs: [MatchPair], _ model: MatchModel) -> [MatchGroup] {
        let prior = log2(model.matches.sum() / model.strangers.sum())
        func odds(_ left: Int, _ right: Int) -> Double { model.bits(comparison.pattern(left, right)) + prior }
        var sure = Grouping(least: log2(settings.sameFloor / (1 - settings.sameFloor)), odds: odds)
        for pair in pairs where pair.certainty == .same { sure.join(pair.left, pair.right) }
        // Records that are surely together are brought together first, then what may join them.
        var both = sure
        let open = pairs.filter { !sure.areTogether($0.left, $0.right) }
        for pair in open { both.joinWhole(pair.left, pair.right) }
        func group(_ members: [Int], _ certainty: MatchCertainty, _ from: [Int: [MatchPair]]) -> MatchGroup {
            let chosen = Set(members)
            let inside = members.flatMap { from[$0] ?? [] }.filter { chosen.contains($0.right) }
            return MatchGroup(
                certainty: certainty, members: members, pairs: inside.sorted { $0.posterior > $1.posterior })
        }
        let byLeft = Dictionary(grouping: pairs, by: \.left)
        let openByLeft = Dictionary(grouping: open, by: \.left)
        let possible = both.groups.map { group($0, .possible, openByLeft) }.filter { !$0.pairs.isEmpty }
        return sure.groups.map { group($0, .same, byLeft) } + possible
    }
}

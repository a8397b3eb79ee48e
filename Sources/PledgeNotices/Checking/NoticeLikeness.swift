/// Whether a text is a notice of privacy practices at all, with what spoke for and against it.
package struct NoticeLikeness: Sendable, Hashable {
    /// Sum of the weights; a notice from `least` on.
    package var score: Int
    /// The signs that were seen, the heaviest first.
    package var signs: [String]

    /// The least sum that makes a notice.
    package static let least = 5

    package var isNotice: Bool { score >= Self.least }
}

extension NoticeReading {
    /// Weighs the signs.
    ///
    /// - Parameters:
    ///   - recognizers: Those that the reading was made with.
    ///   - statuses: Of every element.
    /// - Returns: The sum, and what was seen.
    package func likeness(_ recognizers: Recognizers, _ statuses: [ElementStatus]) -> NoticeLikeness {
        let said = Set(statuses.filter { $0.status == .present || $0.status == .partial }.map(\.id))
        var seen: [(name: String, weight: Int)] = []
        for sign in recognizers.signs {
            let count: Int
            if sign.elements.isEmpty {
                count = min(sign.most, sign.patterns.reduce(0) { $0 + matches($1).count })
            } else {
                count = sign.elements.filter(said.contains).count >= sign.least ? 1 : 0
            }
            if count > 0 { seen.append((sign.name, count * sign.weight)) }
        }
        seen.sort { (abs($0.weight), $1.name) > (abs($1.weight), $0.name) }
        return NoticeLikeness(score: seen.reduce(0) { $0 + $1.weight }, signs: seen.map { "\($0.name) \($0.weight)" })
    }
}

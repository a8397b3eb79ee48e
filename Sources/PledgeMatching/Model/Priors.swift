/// What is believed before the data speak, and how firmly: so many pairs seen elsewhere.
///
/// A practice with eighty patients has no duplicates to learn from and still gets sensible weights; in a thousand duplicates
/// these pairs drown.
enum Priors {
    /// Pairs of one person that the weights were learned from, as it were.
    static let sameStrength = 40.0
    static let nearStrength = 20.0
    static let apartStrength = 20.0
    /// Pairs of one person with names in the wrong places.
    static let swapped = 0.02

    /// By `MatchField`: exact, close, similar, different.
    static let fields: [FieldModel] = [
        // given
        FieldModel(
            same: SIMD4(0.85, 0.09, 0.03, 0.03), near: SIMD4(0.01, 0.02, 0.05, 0.92),
            apart: SIMD4(0.01, 0.02, 0.05, 0.92)),
        // family
        FieldModel(
            same: SIMD4(0.87, 0.07, 0.02, 0.04), near: SIMD4(0.75, 0.03, 0.02, 0.2),
            apart: SIMD4(0.005, 0.01, 0.02, 0.965)),
        // birth
        FieldModel(
            same: SIMD4(0.93, 0.04, 0.01, 0.02), near: SIMD4(0.015, 0.005, 0.01, 0.97),
            apart: SIMD4(0.0002, 0.0018, 0.008, 0.99)),
        // phone
        FieldModel(
            same: SIMD4(0.7, 0.03, 0.01, 0.26), near: SIMD4(0.5, 0.02, 0.01, 0.47),
            apart: SIMD4(0.0005, 0.0005, 0.002, 0.997)),
        // number
        FieldModel(
            same: SIMD4(0.93, 0.04, 0.005, 0.025), near: SIMD4(0.02, 0.06, 0.005, 0.915),
            apart: SIMD4(0.02, 0.06, 0.005, 0.915)),
        // street
        FieldModel(
            same: SIMD4(0.85, 0.1, 0.03, 0.02), near: SIMD4(0.01, 0.01, 0.05, 0.93),
            apart: SIMD4(0.01, 0.01, 0.05, 0.93)),
        // unit
        FieldModel(
            same: SIMD4(0.75, 0.1, 0.05, 0.1), near: SIMD4(0.02, 0.04, 0.05, 0.89), apart: SIMD4(0.02, 0.04, 0.05, 0.89)
        ),
        // city
        FieldModel(
            same: SIMD4(0.93, 0.04, 0.01, 0.02), near: SIMD4(0.92, 0.04, 0.01, 0.03),
            apart: SIMD4(0.02, 0.01, 0.03, 0.94)),
        // postcode
        FieldModel(
            same: SIMD4(0.95, 0.03, 0.01, 0.01), near: SIMD4(0.7, 0.1, 0.1, 0.1), apart: SIMD4(0.01, 0.02, 0.05, 0.92)),
        // state
        FieldModel(
            same: SIMD4(0.97, 0.01, 0.005, 0.015), near: SIMD4(0.97, 0.01, 0.005, 0.015),
            apart: SIMD4(0.3, 0.1, 0.01, 0.59)),
    ]

    /// What tells members of a household apart is believed and not learned: else the class learns the duplicates.
    static let believedNear: Set<MatchField> = [.given, .birth]

    /// The most that two records of one person may differ, whatever the data say; beyond it another sort of pair has been
    /// learned, such as father and son.
    static let differentMax: [MatchField: Double] = [.given: 0.15, .birth: 0.12]

    /// Pairs expected among a number of records before any is looked at, by `Relation`.
    static func matches(records: Int) -> SIMD4<Double> {
        let expected = min(max(Double(records) * 0.01, 0.5), 10)
        return expected * SIMD4(0.6, 0.15, 0.25, 0)
    }

    /// Pairs of two people expected beside, by `Relation`; few of a household, because a list that has households shows many.
    static let strangers = SIMD4(1, 1, 1, 0.25)
}

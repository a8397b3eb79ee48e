/// What two records are compared by.
package enum MatchField: Int, CaseIterable, Sendable {
    case given, family, birth, phone, number, street, unit, city, postcode, state
}

/// How the values of a field stand to one another.
package enum Agreement: UInt8, CaseIterable, Sendable {
    /// Equal, up to case, marks and punctuation.
    case exact
    /// A slip of the pen apart, or a name's short form.
    case close
    /// Sounds alike or is partly equal.
    case similar
    case different
    /// Not known in one of the records.
    case missing
}

/// How two records agree, field by field.
struct PairPattern {
    /// `Agreement` of each field.
    var levels = SIMD16<UInt8>(repeating: Agreement.missing.rawValue)
    /// Where a field agrees exactly, how common the value is, 0...1.
    var frequencies = SIMD16<Float>(repeating: 0)
    /// Given name and family name changed places.
    var areNamesSwapped = false
    /// Street and second line of the address changed places.
    var areLinesSwapped = false

    subscript(_ field: MatchField) -> Agreement {
        Agreement(rawValue: levels[field.rawValue]) ?? .missing
    }

    mutating func set(_ field: MatchField, _ found: Found) {
        levels[field.rawValue] = found.level.rawValue
        frequencies[field.rawValue] = Float(found.frequency)
    }
}

/// Agreement of one field.
struct Found {
    var level: Agreement
    var frequency = 0.0

    /// How far from equal; to tell which of two orders of names fits better.
    var cost: Int {
        switch level {
        case .exact: 0
        case .close: 1
        case .similar: 2
        case .missing: 3
        case .different: 4
        }
    }
}

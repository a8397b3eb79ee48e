extension MatchPair {
    /// What agrees and what does not, for the person who decides.
    ///
    /// - Returns: Such as `same birth date`, `family name nearly the same`, `other address`; what is not known in one of the
    ///   records is left out. Never a value of a record.
    package var reasons: [String] {
        var reasons = [MatchField.birth, .family, .given, .phone].compactMap { words($0) }
        if areNamesSwapped { reasons.append("given and family name in each other's place") }
        return reasons + address
    }

    /// How one field agrees, in words.
    ///
    /// - Parameter field: A field.
    /// - Returns: Such as `same birth date`; nothing where it is not known in one of the records.
    package func words(_ field: MatchField) -> String? {
        let name = Self.name(of: field)
        switch self[field] {
        case .exact: return "same \(name)"
        case .close: return field == .birth ? "birth date one slip apart" : "\(name) nearly the same"
        case .similar:
            switch field {
            case .given, .family: return "\(name) sounds alike"
            case .birth: return "birth date partly the same"
            default: return "\(name) partly the same"
            }
        case .different: return "other \(name)"
        case .missing: return nil
        }
    }

    /// The parts of the address, together where they agree together.
    private var address: [String] {
        let parts: [MatchField] = [.number, .street, .unit, .city, .postcode, .state]
        let known = parts.filter { self[$0] != .missing }
        guard known.contains(.street) || known.contains(.city) || known.contains(.postcode) else {
            return known.compactMap { words($0) }
        }
        if known.allSatisfy({ self[$0] == .exact }) { return ["same address"] }
        let isOtherStreet = self[.street] == .different || (self[.street] == .missing && self[.number] != .exact)
        let isOtherPlace = self[.city] == .different || (self[.city] == .missing && self[.postcode] == .different)
        if isOtherStreet, isOtherPlace { return ["other address"] }
        return known.filter { self[$0] != .exact }.compactMap { words($0) }
    }

    private static func name(of field: MatchField) -> String {
        switch field {
        case .given: "given name"
        case .family: "family name"
        case .birth: "birth date"
        case .phone: "telephone"
        case .number: "house number"
        case .street: "street"
        case .unit: "second address line"
        case .city: "city"
        case .postcode: "postcode"
        case .state: "state"
        }
    }
}

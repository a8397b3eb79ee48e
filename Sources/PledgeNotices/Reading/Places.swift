/// Places in a document, for the sentences that name them.
enum Places {
    /// "line 4", "lines 4 and 9", "lines 4, 9 and 12 more"; nothing where there is none.
    static func named(_ numbers: [Int], _ unit: String) -> String? {
        var unique: [Int] = []
        for number in numbers where unique.last != number { unique.append(number) }
        guard let first = unique.first else { return nil }
        switch unique.count {
        case 1: return "\(unit) \(first)"
        case 2: return "\(unit)s \(first) and \(unique[1])"
        default: return "\(unit)s \(first), \(unique[1]) and \(unique.count - 2) more"
        }
    }
}

/// What of a request decides alone which rules fit.
struct Shape: Equatable {
    var actor: NameBits
    var recipient: NameBits
    var purposes: NameBits
    var act: Act
    /// Number of the stretch of days.
    var stretch: Int

    /// Spreads shapes over a table; equal shapes have equal numbers.
    var hash: UInt64 {
        var mixed = recipient.hash &+ purposes.hash &* 0x9E37_79B9_7F4A_7C15
        mixed ^= (actor.hash &+ UInt64(truncatingIfNeeded: stretch)) &* 0xBF58_476D_1CE4_E5B9
        mixed ^= mixed >> 29
        return mixed &* 0x94D0_49BB_1331_11EB
    }
}

/// Plans by shape.
///
/// An open table with linear probing, for a lookup costs a dictionary more than the decision.
struct PlanTable {
    /// Most plans kept; beyond them all are made anew.
    private static let most = 4096

    struct Entry {
        var shape: Shape
        /// Nothing: requests of the shape are decided as they are.
        var plan: CodedPlan?
    }

    private var entries: [Entry?] = Array(repeating: nil, count: 16)
    private var count = 0

    subscript(shape: Shape) -> Entry? {
        var position = Int(truncatingIfNeeded: shape.hash >> 32) & (entries.count - 1)
        while let entry = entries[position] {
            if entry.shape == shape { return entry }
            position = (position + 1) & (entries.count - 1)
        }
        return nil
    }

    mutating func insert(_ shape: Shape, _ plan: CodedPlan?) {
        if count >= PlanTable.most {
            entries = Array(repeating: nil, count: 16)
            count = 0
        }
        if count * 2 >= entries.count {
            let old = entries
            entries = Array(repeating: nil, count: old.count * 2)
            for case .some(let entry) in old { place(entry) }
        }
        place(Entry(shape: shape, plan: plan))
        count += 1
    }

    private mutating func place(_ entry: Entry) {
        var position = Int(truncatingIfNeeded: entry.shape.hash >> 32) & (entries.count - 1)
        while entries[position] != nil { position = (position + 1) & (entries.count - 1) }
        entries[position] = entry
    }
}

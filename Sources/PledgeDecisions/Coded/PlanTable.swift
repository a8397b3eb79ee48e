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

    private var shapes: [Shape] = []
    private var plans: [CodedPlan?] = []
    /// For each place, the position of its shape; -1 where there is none.
    private var places: [Int32] = Array(repeating: -1, count: 16)

    /// The plan of the shape, nothing where its requests are decided as they are; `isKnown` tells whether it was made.
    func find(_ shape: Shape, isKnown: inout Bool) -> CodedPlan? {
        var place = Int(truncatingIfNeeded: shape.hash >> 32) & (places.count - 1)
        while places[place] >= 0 {
            let position = Int(places[place])
            if shapes[position] == shape {
                isKnown = true
                return plans[position]
            }
            place = (place + 1) & (places.count - 1)
        }
        isKnown = false
        return nil
    }

    mutating func insert(_ shape: Shape, _ plan: CodedPlan?) {
        if shapes.count >= PlanTable.most { self = PlanTable() }
        shapes.append(shape)
        plans.append(plan)
        if shapes.count * 2 > places.count {
            places = Array(repeating: -1, count: places.count * 2)
            for position in shapes.indices { put(position) }
        } else {
            put(shapes.count - 1)
        }
    }

    private mutating func put(_ position: Int) {
        var place = Int(truncatingIfNeeded: shapes[position].hash >> 32) & (places.count - 1)
        while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
        places[place] = Int32(position)
    }
}

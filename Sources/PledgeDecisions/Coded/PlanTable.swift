// SAFETY of this file: places are within the table, whose size is a power of two; pointers are those of plans that the table keeps.

/// What of a request decides alone which rules fit.
struct Shape: Equatable, BitwiseCopyable {
    var actor: NameBits
    var recipient: NameBits
    var purposes: NameBits
    var act: Act
    /// Number of the stretch of days.
    var stretch: Int
    var place: Int32

    /// Spreads shapes over a table; equal shapes have equal numbers.
    @inline(__always)
    var hash: UInt64 {
        var mixed = recipient.hash &+ purposes.hash &* 0x9E37_79B9_7F4A_7C15
        mixed ^= (actor.hash &+ UInt64(truncatingIfNeeded: stretch << 8 + Int(place))) &* 0xBF58_476D_1CE4_E5B9
        mixed ^= mixed >> 29
        return mixed &* 0x94D0_49BB_1331_11EB
    }
}

extension CodedRequest {
    /// What decides which rules fit, as one number, where actor, recipient and purposes are one name each.
    @inline(__always)
    func code(_ stretch: Int) -> UInt64? {
        let only = content.pointee.only
        let place = UInt64(content.pointee.place + 2)
        guard only.actor | only.recipient | only.purpose >= 0, stretch < 1 << 16, place < 1 << 15 else { return nil }
        return UInt64(only.actor) | UInt64(only.recipient) << 8 | UInt64(only.purpose) << 16
            | UInt64(content.pointee.act.number) << 24 | UInt64(stretch) << 32 | place << 48 | 1 << 63
    }

    /// What decides which rules fit.
    func shape(_ stretch: Int) -> Shape {
        Shape(
            actor: content.pointee.actor, recipient: content.pointee.recipient, purposes: content.pointee.purposes,
            act: content.pointee.act, stretch: stretch, place: content.pointee.place)
    }
}

extension Act {
    fileprivate var number: UInt8 {
        switch self {
        case .use: 0
        case .disclose: 1
        case .request: 2
        case .refuse: 3
        case .omit: 4
        case .charge: 5
        case .condition: 6
        case .inform: 7
        }
    }
}

/// Plans by shape.
///
/// An open table with linear probing, for a lookup costs a dictionary more than the decision.
final class PlanTable {
    /// Whether the next plan makes the table forget all others.
    var isFull: Bool { count == PlanTable.most }

    /// Most plans kept; beyond them all are made anew.
    private static let most = 4096
    private static let mask = most * 2 - 1

    private struct Entry: BitwiseCopyable {
        var shape: Shape
        /// Nothing where requests of the shape are decided as they are.
        var hot: UnsafeMutablePointer<HotPlan>?
    }

    /// Plans of shapes that are one number; a code of 0 where there is none.
    private struct CodePlace: BitwiseCopyable {
        var code: UInt64
        var hot: UnsafeMutablePointer<HotPlan>?
    }

    private let codes: UnsafeMutablePointer<CodePlace>
    /// For each place, the position of its entry; -1 where there is none.
    private let places: UnsafeMutablePointer<Int32>
    private let entries: UnsafeMutablePointer<Entry>
    private var plans: [CodedPlan] = []
    /// Plans by their contents: shapes that differ in nothing that a rule asks share one, and the cache holds it once.
    private var known: [[UInt8]: CodedPlan] = [:]
    private var count = 0

    init() {
        codes = .allocate(capacity: PlanTable.most * 2)
        codes.initialize(repeating: CodePlace(code: 0, hot: nil), count: PlanTable.most * 2)
        places = .allocate(capacity: PlanTable.most * 2)
        places.initialize(repeating: -1, count: PlanTable.most * 2)
        entries = .allocate(capacity: PlanTable.most)
    }

    deinit {
        codes.deallocate()
        places.deallocate()
        entries.deallocate()
    }

    @inline(__always)
    private func place(_ code: UInt64) -> UnsafeMutablePointer<CodePlace> {
        let hash = code &* 0x9E37_79B9_7F4A_7C15
        var place = Int(truncatingIfNeeded: hash >> 40) & PlanTable.mask
        while codes[place].code != 0, codes[place].code != code { place = (place + 1) & PlanTable.mask }
        return codes + place
    }

    /// The plan of a shape that is one number; `isKnown` tells whether it was made.
    @inline(__always)
    func find(_ code: UInt64, isKnown: inout Bool) -> UnsafeMutablePointer<HotPlan>? {
        let found = place(code)
        isKnown = found.pointee.code == code
        return found.pointee.hot
    }

    /// The plan of the shape, nothing where its requests are decided as they are; `isKnown` tells whether it was made.
    @inline(__always)
    func find(_ shape: Shape, isKnown: inout Bool) -> UnsafeMutablePointer<HotPlan>? {
        var place = Int(truncatingIfNeeded: shape.hash >> 32) & PlanTable.mask
        while places[place] >= 0 {
            let entry = entries + Int(places[place])
            if entry.pointee.shape == shape {
                isKnown = true
                return entry.pointee.hot
            }
            place = (place + 1) & PlanTable.mask
        }
        isKnown = false
        return nil
    }

    /// Keeps the plan of a shape, and returns it, or one that is the same.
    func insert(_ shape: Shape, _ code: UInt64?, _ made: CodedPlan?) -> UnsafeMutablePointer<HotPlan>? {
        if isFull {
            codes.update(repeating: CodePlace(code: 0, hot: nil), count: PlanTable.most * 2)
            places.update(repeating: -1, count: PlanTable.most * 2)
            plans = []
            known = [:]
            count = 0
        }
        var place = Int(truncatingIfNeeded: shape.hash >> 32) & PlanTable.mask
        while places[place] >= 0 { place = (place + 1) & PlanTable.mask }
        places[place] = Int32(count)
        let plan = made.map(shared)
        if let code { self.place(code).pointee = CodePlace(code: code, hot: plan?.hot) }
        (entries + count).initialize(to: Entry(shape: shape, hot: plan?.hot))
        count += 1
        return plan?.hot
    }

    private func shared(_ plan: CodedPlan) -> CodedPlan {
        let contents = plan.contents
        if let contents, let same = known[contents] { return same }
        if let contents { known[contents] = plan }
        plan.hot.pointee.number = UInt32(plans.count)
        plans.append(plan)
        return plan
    }
}

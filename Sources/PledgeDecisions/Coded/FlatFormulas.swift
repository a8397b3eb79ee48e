// SAFETY of this file: the pointers are those of one plan, whose formulas lie within its tables.

/// A formula among flat tables: its clauses, one after the other.
struct FlatFormula: BitwiseCopyable {
    var first: Int32
    var count: Int32
}

/// A conjunction among flat tables: its masks, and what it asks of the document.
struct FlatClause: BitwiseCopyable {
    var first: Int32
    var count: Int16
    var isOfDocument: Bool
    var documentYes: UInt64
    var documentNo: UInt64
}

extension UnsafeMutablePointer<HotPlan> {
    /// The truth by the strong three-valued tables.
    ///
    /// - Parameters:
    ///   - formula: One of this plan.
    ///   - yes: Words of atoms that surely hold; the words of those that surely do not follow them.
    ///   - document: Atoms of the document; nothing where the formula is asked of none.
    /// - Returns: Yes or no where the tables tell it.
    @inline(__always)
    func truth(
        _ formula: FlatFormula, _ yes: UnsafeMutablePointer<UInt64>, _ document: DocumentBits? = nil
    ) -> Truth {
        var isOpen = false
        var clause = pointee.clauses + Int(formula.first)
        let end = clause + Int(formula.count)
        let no = yes + pointee.words
        while clause < end {
            var open: UInt64 = 0
            var closed: UInt64 = 0
            var mask = pointee.masks + Int(clause.pointee.first)
            let last = mask + Int(clause.pointee.count)
            while mask < last {
                let word = Int(mask.pointee.word)
                let (holds, fails) = (yes[word], no[word])
                closed |= (mask.pointee.yes & fails) | (mask.pointee.no & holds)
                open |= (mask.pointee.yes & ~holds) | (mask.pointee.no & ~fails)
                mask += 1
            }
            if closed == 0 {
                if clause.pointee.isOfDocument {
                    if let document {
                        let (asked, denied) = (clause.pointee.documentYes, clause.pointee.documentNo)
                        closed = (asked & document.no) | (denied & document.yes)
                        open |= (asked & ~document.yes) | (denied & ~document.no)
                    } else {
                        closed = 1
                    }
                }
                if closed == 0 {
                    if open == 0 { return .yes }
                    isOpen = true
                }
            }
            clause += 1
        }
        return isOpen ? .unknown : .no
    }
}

/// Truth of the atoms of one document.
struct DocumentBits: BitwiseCopyable {
    var yes: UInt64 = 0
    var no: UInt64 = 0

    @inline(__always)
    mutating func set(_ atom: Int, _ truth: Truth) {
        let bit: UInt64 = 1 << UInt64(atom)
        switch truth {
        case .yes: yes |= bit
        case .no: no |= bit
        case .unknown: break
        }
    }
}

/// Lays formulas side by side.
struct FlatFormulaMaker {
    private(set) var clauses: [FlatClause] = []
    private(set) var masks: [HotMask] = []
    /// Atoms of the request that stand in some formula, by word.
    private(set) var asked: [UInt64]
    /// New positions of the atoms of the request.
    private let places: [Int]

    init(places: [Int], words: Int) {
        self.places = places
        asked = Array(repeating: 0, count: words)
    }

    mutating func add(_ formula: Formula) -> FlatFormula {
        let first = Int32(clauses.count)
        for clause in formula.clauses {
            var own: [Mask] = []
            for (atom, isPositive) in clause.main.flatMap(\.atoms) { own.add(places[atom], isPositive) }
            for mask in own { asked[mask.word] |= mask.yes | mask.no }
            let start = Int32(masks.count)
            masks += own.map { HotMask(word: Int32($0.word), yes: $0.yes, no: $0.no) }
            clauses.append(
                FlatClause(
                    first: start, count: Int16(own.count), isOfDocument: !clause.document.isEmpty,
                    documentYes: clause.document.first?.yes ?? 0, documentNo: clause.document.first?.no ?? 0))
        }
        return FlatFormula(first: first, count: Int32(formula.clauses.count))
    }
}

// SAFETY of this file: the pointers are those of one plan, whose formulas lie within its tables.

/// A formula among flat tables: its clauses, one after the other.
struct FlatFormula {
    var first: Int32
    var count: Int32
}

/// A conjunction among flat tables: its masks, and what it asks of the document.
struct FlatClause {
    var first: Int32
    var count: Int32
    var documentYes: UInt64
    var documentNo: UInt64
    var isOfDocument: Bool
}

extension HotPlan {
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
        var result = Truth.no
        var index = Int(formula.first)
        let end = index + Int(formula.count)
        while index < end {
            let clause = clauses[index]
            index += 1
            var open: UInt64 = 0
            var closed: UInt64 = 0
            var number = Int(clause.first)
            let last = number + Int(clause.count)
            while number < last {
                let mask = masks[number]
                number += 1
                let (holds, fails) = (yes[mask.word], yes[mask.word + words])
                closed |= (mask.yes & fails) | (mask.no & holds)
                open |= (mask.yes & ~holds) | (mask.no & ~fails)
            }
            if closed != 0 { continue }
            if clause.isOfDocument {
                guard let document else { continue }
                if (clause.documentYes & document.no) | (clause.documentNo & document.yes) != 0 { continue }
                open |= (clause.documentYes & ~document.yes) | (clause.documentNo & ~document.no)
            }
            if open == 0 { return .yes }
            result = .unknown
        }
        return result
    }
}

/// Truth of the atoms of one document.
struct DocumentBits {
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
    private(set) var masks: [Mask] = []

    mutating func add(_ formula: Formula) -> FlatFormula {
        let first = Int32(clauses.count)
        for clause in formula.clauses {
            let start = Int32(masks.count)
            masks += clause.main
            clauses.append(
                FlatClause(
                    first: start, count: Int32(clause.main.count),
                    documentYes: clause.document.first?.yes ?? 0, documentNo: clause.document.first?.no ?? 0,
                    isOfDocument: !clause.document.isEmpty))
        }
        return FlatFormula(first: first, count: Int32(formula.clauses.count))
    }
}

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

/// Formulas side by side in memory, for atoms whose truth stands in words of bits.
///
/// INVARIANT: the tables are made once and freed with the object; a formula handed out lies within them.
final class FlatFormulas {
    private(set) var clauses: UnsafeMutableBufferPointer<FlatClause>
    private(set) var masks: UnsafeMutableBufferPointer<Mask>

    init(_ maker: FlatFormulaMaker) {
        clauses = .allocate(capacity: maker.clauses.count)
        _ = clauses.initialize(from: maker.clauses)
        masks = .allocate(capacity: maker.masks.count)
        _ = masks.initialize(from: maker.masks)
    }

    deinit {
        clauses.deallocate()
        masks.deallocate()
    }

    /// The truth by the strong three-valued tables.
    ///
    /// - Parameters:
    ///   - yes: Words of atoms that surely hold; the words of those that surely do not follow them.
    ///   - words: How many words each has.
    ///   - document: Atoms of the document; nothing where the formula is asked of none.
    @inline(__always)
    func truth(
        _ formula: FlatFormula, _ yes: UnsafeMutablePointer<UInt64>, _ words: Int, _ document: DocumentBits? = nil
    ) -> Truth {
        var result = Truth.no
        for index in Int(formula.first)..<Int(formula.first + formula.count) {
            let clause = clauses[index]
            var isOpen = false
            var isClosed = false
            for number in Int(clause.first)..<Int(clause.first + clause.count) {
                let mask = masks[number]
                let (holds, fails) = (yes[mask.word], yes[mask.word + words])
                if (mask.yes & fails) | (mask.no & holds) != 0 {
                    isClosed = true
                    break
                }
                if (mask.yes & ~holds) | (mask.no & ~fails) != 0 { isOpen = true }
            }
            if isClosed { continue }
            if clause.isOfDocument {
                guard let document else { continue }
                if (clause.documentYes & document.no) | (clause.documentNo & document.yes) != 0 { continue }
                if (clause.documentYes & ~document.yes) | (clause.documentNo & ~document.no) != 0 { isOpen = true }
            }
            if !isOpen { return .yes }
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

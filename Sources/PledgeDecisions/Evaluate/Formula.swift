/// Needed bits of one word of the atoms.
struct Mask: Hashable, Sendable {
    var word: Int
    var yes: UInt64
    var no: UInt64

    /// Atoms that must hold, and atoms that must not.
    var atoms: [(atom: Int, isPositive: Bool)] {
        var result: [(Int, Bool)] = []
        for (bits, isPositive) in [(yes, true), (no, false)] {
            var rest = bits
            while rest != 0 {
                result.append((word * 64 + rest.trailingZeroBitCount, isPositive))
                rest &= rest - 1
            }
        }
        return result
    }
}

extension [Mask] {
    /// Adds one atom that must hold, or must not.
    mutating func add(_ atom: Int, _ isPositive: Bool) {
        let word = atom >> 6
        let bit: UInt64 = 1 << UInt64(atom & 63)
        let index = firstIndex { $0.word == word } ?? count
        if index == count { append(Mask(word: word, yes: 0, no: 0)) }
        if isPositive { self[index].yes |= bit } else { self[index].no |= bit }
    }
}

/// A conjunction: atoms that must hold and atoms that must not.
struct Clause: Hashable, Sendable {
    var main: [Mask] = []
    /// Atoms of the document that the rule speaks of.
    var document: [Mask] = []

    /// An order of clauses that depends on nothing but their atoms.
    func precedes(_ other: Clause) -> Bool {
        Clause.order(main, other.main) ?? Clause.order(document, other.document) ?? false
    }

    /// Whether the first masks come before the second; nothing where they are the same.
    private static func order(_ left: [Mask], _ right: [Mask]) -> Bool? {
        for (one, two) in zip(left, right) where one != two {
            return (one.word, one.yes, one.no) < (two.word, two.yes, two.no)
        }
        return left.count == right.count ? nil : left.count < right.count
    }
}

/// A condition in disjunctive normal form over atoms: one clause must hold.
struct Formula: Hashable, Sendable {
    var clauses: [Clause]
    /// Numbers of the slots (facts, fields ...) it depends on.
    var support: Set<Int>

    static let always = Formula(clauses: [Clause()], support: [])
    static let never = Formula(clauses: [], support: [])

    /// Whether one of these atoms of the request stands in it.
    func tests(someOf atoms: Set<Int>) -> Bool {
        clauses.contains { clause in
            clause.main.contains { mask in
                atoms.contains { $0 >> 6 == mask.word && (mask.yes | mask.no) & (1 << UInt64($0 & 63)) != 0 }
            }
        }
    }

    /// The atoms that stand in it, those of the request and those of the document type.
    func places(_ type: Int?) -> [AtomPlace] {
        clauses.flatMap { clause in
            clause.main.flatMap { $0.atoms.map { AtomPlace(type: nil, atom: $0.atom) } }
                + clause.document.flatMap { $0.atoms.map { AtomPlace(type: type, atom: $0.atom) } }
        }
    }

    var isAlways: Bool { clauses.contains { $0.main.isEmpty && $0.document.isEmpty } }
    var isNever: Bool { clauses.isEmpty }
}

/// Truth of every atom: a bit for "surely yes" and one for "surely no".
struct AtomBits: Equatable, Sendable {
    var yes: [UInt64]
    var no: [UInt64]

    init(count: Int) {
        let words = (count + 63) / 64
        yes = Array(repeating: 0, count: words)
        no = Array(repeating: 0, count: words)
    }

    mutating func set(_ atom: Int, _ truth: Truth) {
        let bit: UInt64 = 1 << UInt64(atom & 63)
        let word = atom >> 6
        yes[word] &= ~bit
        no[word] &= ~bit
        switch truth {
        case .yes: yes[word] |= bit
        case .no: no[word] |= bit
        case .unknown: break
        }
    }

    func truth(_ atom: Int) -> Truth {
        let bit: UInt64 = 1 << UInt64(atom & 63)
        if yes[atom >> 6] & bit != 0 { return .yes }
        return no[atom >> 6] & bit != 0 ? .no : .unknown
    }
}

extension Formula {
    /// The truth by the strong three-valued tables: its yes and its no are right; on unknown, completions decide.
    func truth(_ main: AtomBits, _ document: AtomBits?) -> Truth {
        var isOpen = false
        for clause in clauses {
            switch Formula.truth(of: clause, main, document) {
            case .yes: return .yes
            case .unknown: isOpen = true
            case .no: break
            }
        }
        return isOpen ? .unknown : .no
    }

    /// The truth of one clause; without a document, what is asked of one fails.
    static func truth(of clause: Clause, _ main: AtomBits, _ document: AtomBits?) -> Truth {
        let status = truth(of: clause.main, main)
        if status == .no || clause.document.isEmpty { return status }
        return document.map { status & truth(of: clause.document, $0) } ?? .no
    }

    private static func truth(of masks: [Mask], _ bits: AtomBits) -> Truth {
        var result = Truth.yes
        for mask in masks {
            let yes = bits.yes[mask.word]
            let no = bits.no[mask.word]
            if (mask.yes & no) | (mask.no & yes) != 0 { return .no }
            if (mask.yes & ~yes) | (mask.no & ~no) != 0 { result = .unknown }
        }
        return result
    }
}

/// How a derived atom gets its truth.
enum DerivedAtom: Sendable {
    /// A named condition, or a part of one that would grow too large.
    case formula(Formula)
    /// There is a document of this type such that; where the records were not read, the slot is free.
    case exists(type: Int, Formula, unread: Int?)
}

/// The atoms of the request and its part, or those of one document type.
///
/// INVARIANT: a derived atom comes after every atom it depends on.
struct AtomSpace: Sendable {
    enum Atom: Sendable {
        case test(CompiledTest)
        case derived(DerivedAtom)
    }

    private(set) var atoms: [Atom] = []
    private(set) var supports: [Set<Int>] = []
    private var tests: [CompiledTest: Int] = [:]

    mutating func number(_ test: CompiledTest, support: Set<Int>) -> Int {
        if let number = tests[test] { return number }
        tests[test] = atoms.count
        return append(.test(test), support)
    }

    mutating func append(_ atom: Atom, _ support: Set<Int>) -> Int {
        atoms.append(atom)
        supports.append(support)
        return atoms.count - 1
    }
}

/// One atom of any space.
struct AtomPlace: Hashable, Sendable {
    /// The document type; nothing for the request and its part.
    var type: Int?
    var atom: Int
}

/// One literal of a clause while it is being built.
struct Literal: Hashable {
    var atom: Int
    var isOfDocument: Bool
}

/// A set of small numbers, as bits.
struct NumberBits: Equatable, Sendable {
    private(set) var words: [UInt64]

    /// No number, of so many.
    init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    /// Of so many, these.
    init(_ numbers: Set<Int>, count: Int) {
        self.init(count: count)
        for number in numbers { insert(number) }
    }

    func contains(_ number: Int) -> Bool { words[number >> 6] & (1 << UInt64(number & 63)) != 0 }

    mutating func insert(_ number: Int) { words[number >> 6] |= 1 << UInt64(number & 63) }

    mutating func insert(word: Int, _ bits: UInt64) { words[word] |= bits }

    mutating func formUnion(_ other: NumberBits) {
        for word in words.indices { words[word] |= other.words[word] }
    }

    func intersects(_ other: NumberBits) -> Bool {
        for word in words.indices where words[word] & other.words[word] != 0 { return true }
        return false
    }
}

/// What something reads of a state, or what of a state is another: atoms of the request and its part, and the documents
/// of each type with their atoms.
struct Footprint: Sendable {
    var atoms: NumberBits
    var types: NumberBits

    /// Nothing, where there are so many atoms and document types.
    init(atoms: Int, types: Int) {
        self.atoms = NumberBits(count: atoms)
        self.types = NumberBits(count: types)
    }

    mutating func add(_ formula: Formula, _ type: Int?) {
        for clause in formula.clauses {
            for mask in clause.main { atoms.insert(word: mask.word, mask.yes | mask.no) }
        }
        if let type { types.insert(type) }
    }

    mutating func formUnion(_ other: Footprint) {
        atoms.formUnion(other.atoms)
        types.formUnion(other.types)
    }

    func meets(_ other: Footprint) -> Bool { atoms.intersects(other.atoms) || types.intersects(other.types) }
}

/// A stop where it reaches a ground, with the exceptions that can lift it there.
struct StopReach: Hashable, Sendable {
    var stop: Int
    var exceptions: [Int]
}

/// What the rules of a program read: where none of it changes in a state, what was found there stands.
final class Footprints: Sendable {
    /// Every stop with exceptions that some ground meets, once.
    let reaches: [StopReach]
    /// By ground, in the order of its stops.
    let reachesOfGround: [[Int]]
    let ofReach: [Footprint]
    let ofGround: [Footprint]
    let ofStandings: Footprint
    /// Slots on which a ground depends, by ground.
    let slotsOfGround: [NumberBits]
    /// Document types of which a ground reads something, by ground.
    let typesOfGround: [NumberBits]
    /// Numbers of the rulebook's facts and document types, by name.
    let facts: [String: Int]
    let documents: [String: Int]
    /// Facts that are asked and on which some ground depends, in the order of declaration.
    let asked: [(fact: Int, slot: Int)]
    /// Elements are compared with nothing but lists of the rules and scopes of documents.
    let elementsStandAlone: Bool

    init(_ program: Program) {
        var collector = Collector(program)
        for ground in program.grounds { collector.add(ground) }
        reaches = collector.reaches
        reachesOfGround = collector.reachesOfGround
        ofReach = collector.ofReach
        ofGround = collector.ofGround
        var standings = collector.none
        for standing in program.standings { standings.add(standing.formula, nil) }
        ofStandings = standings
        slotsOfGround = program.grounds.map { NumberBits($0.support, count: program.slots.slots.count) }
        typesOfGround = Footprints.types(program, slotsOfGround)
        let book = program.book
        facts = Dictionary(book.facts.enumerated().map { ($1.name, $0) }) { first, _ in first }
        documents = Dictionary(book.documents.enumerated().map { ($1.name, $0) }) { first, _ in first }
        asked = book.facts.indices.compactMap { [slotsOfGround] fact in
            guard book.facts[fact].source == .asked, let slot = program.slots.find(.fact(fact)),
                slotsOfGround.contains(where: { $0.contains(slot) })
            else { return nil }
            return (fact, slot)
        }
        elementsStandAlone = Footprints.elementsStandAlone(program)
    }

    private static func types(_ program: Program, _ slots: [NumberBits]) -> [NumberBits] {
        let documents = program.book.documents
        let fields = documents.indices.map { type in
            documents[type].fields.indices.compactMap {
                program.slots.find(.documentField(type: type, field: $0))
            }
        }
        return zip(program.grounds, slots).map { ground, slots in
            var types = NumberBits(count: documents.count)
            for type in documents.indices where ground.type == type || fields[type].contains(where: slots.contains) {
                types.insert(type)
            }
            return types
        }
    }

    private static func elementsStandAlone(_ program: Program) -> Bool {
        let isProposed = program.book.documents.contains { type in
            type.fields.contains { field in
                guard case .value(.scope(let patterns)) = field.fresh else { return false }
                return patterns.contains { $0.elements != nil }
            }
        }
        guard !isProposed, let slot = program.slots.find(.field(.elements)) else { return !isProposed }
        return program.dependencies.tests[slot].allSatisfy { test, _ in
            guard test.right != .part else { return true }
            switch (test.left, test.right) {
            case (.field(.elements), .names), (.field(.elements), .none): return true
            default: return false
            }
        }
    }
}

/// Numbers the reaches of a program's grounds, with what each reads.
private struct Collector {
    private let program: Program
    let none: Footprint
    private(set) var reaches: [StopReach] = []
    private(set) var reachesOfGround: [[Int]] = []
    private(set) var ofReach: [Footprint] = []
    private(set) var ofGround: [Footprint] = []
    private var numbers: [StopReach: Int] = [:]

    init(_ program: Program) {
        self.program = program
        none = Footprint(atoms: program.main.atoms.count, types: program.documents.count)
    }

    mutating func add(_ ground: CompiledGround) {
        var own = none
        own.add(ground.formula, ground.type)
        own.add(ground.compelled, ground.type)
        for case .stated(let alternatives, let excluded, _, _) in ground.promised {
            own.add(excluded, ground.type)
            for alternative in alternatives { own.add(alternative.formula, ground.type) }
        }
        var reached: [Int] = []
        for (stop, exceptions) in ground.stops {
            let number = number(StopReach(stop: stop, exceptions: exceptions))
            reached.append(number)
            own.formUnion(ofReach[number])
        }
        reachesOfGround.append(reached)
        ofGround.append(own)
    }

    private mutating func number(_ reach: StopReach) -> Int {
        if let known = numbers[reach] { return known }
        var footprint = none
        footprint.add(program.stops[reach.stop].formula, nil)
        for number in reach.exceptions {
            footprint.add(program.exceptions[number].formula, program.exceptions[number].type)
        }
        reaches.append(reach)
        ofReach.append(footprint)
        numbers[reach] = reaches.count - 1
        return reaches.count - 1
    }
}

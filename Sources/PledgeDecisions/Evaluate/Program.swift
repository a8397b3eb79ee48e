import PledgeCore

/// A rulebook and its promise documents, compiled: formulas over numbered atoms, grounds indexed by bits.
///
/// A class, so that a request being decided holds one reference to it, not a copy of every array.
final class Program: Sendable {
    let book: Rulebook
    let symbols: Symbols
    let slots: SlotTable
    let main: AtomSpace
    let documents: [AtomSpace]
    let grounds: [CompiledGround]
    let stops: [CompiledStop]
    let exceptions: [CompiledException]
    let standings: [CompiledStanding]
    /// What must hold for each answer of a state, its days of force included.
    let answers: [Formula]
    let index: GroundIndex
    /// Every atom, each after those it depends on.
    let order: [AtomPlace]
    let dependencies: Dependencies
    /// For versions of one series: whether the later one lessens against the earlier one.
    let lessens: [[Bool]]

    init(
        book: Rulebook, symbols: Symbols, compiler: ConditionCompiler, grounds: [CompiledGround],
        stops: [CompiledStop], exceptions: [CompiledException], standings: [CompiledStanding], answers: [Formula],
        lessens: [[Bool]]
    ) {
        self.book = book
        self.symbols = symbols
        slots = compiler.slots
        main = compiler.main
        documents = compiler.documents
        self.grounds = grounds
        self.stops = stops
        self.exceptions = exceptions
        self.standings = standings
        self.answers = answers
        self.lessens = lessens
        index = GroundIndex(
            grounds, kinds: symbols.table(.kind).names.count, purposes: symbols.table(.purpose).names.count)
        order = compiler.order
        dependencies = Dependencies(compiler)
    }
}

/// What must be looked at again when the value of a slot changes.
struct Dependencies: Sendable {
    /// Tests and the document type they speak of, by slot.
    private(set) var tests: [[(test: CompiledTest, type: Int?)]]
    /// Atoms that depend on the slot, in the order of evaluation.
    private(set) var atoms: [[AtomPlace]]
    /// Atoms that depend on which documents of the type there are, in the order of evaluation.
    private(set) var documents: [[AtomPlace]]

    init(_ compiler: ConditionCompiler) {
        let slots = compiler.slots.slots.count
        tests = Array(repeating: [], count: slots)
        atoms = Array(repeating: [], count: slots)
        documents = compiler.documents.indices.map { Dependencies.atoms(onDocumentsOf: $0, compiler) }
        for place in compiler.order {
            let space = place.type.map { compiler.documents[$0] } ?? compiler.main
            for slot in space.supports[place.atom] { atoms[slot].append(place) }
            if case .test(let test) = space.atoms[place.atom] { note(test, place.type, space.supports[place.atom]) }
        }
    }

    private static func atoms(onDocumentsOf type: Int, _ compiler: ConditionCompiler) -> [AtomPlace] {
        var touched: Set<Int> = []
        return compiler.order.filter { place in
            let space = place.type.map { compiler.documents[$0] } ?? compiler.main
            let depends =
                switch space.atoms[place.atom] {
                case .test: place.type == type
                case .derived(.formula(let formula)): place.type == type || formula.tests(someOf: touched)
                case .derived(.exists(let other, let formula, _)): other == type || formula.tests(someOf: touched)
                }
            if depends, place.type == nil { touched.insert(place.atom) }
            return depends
        }
    }

    private mutating func note(_ test: CompiledTest, _ type: Int?, _ support: Set<Int>) {
        for slot in support { tests[slot].append((test, type)) }
    }
}

/// A duty with its exception compiled.
struct CompiledDuty: Sendable {
    var use: DutyUse
    var unless: Formula
}

struct CompiledGround: Sendable {
    var rule: Ground
    /// Kinds it may be done to or for, by act, closed downward.
    var recipients: [Act: NameBits]
    var actors: NameBits
    var purposes: NameBits
    /// Items and objects, closed downward; nothing means any.
    var items: NameBits?
    var objects: NameBits?
    var type: Int?
    var formula: Formula
    var compelled: Formula
    var duties: [CompiledDuty]
    /// Elements that may go out, lists intersected; nothing means no such limit.
    var atMost: NameBits?
    var usesMinimum: Bool
    /// By promise document.
    var promised: [CompiledPromise]
    /// Stops that reach it, each with the exceptions that can lift it here.
    var stops: [(stop: Int, exceptions: [Int])]
    /// Everything the answer depends on.
    var support: Set<Int>
    /// Lists of elements that may bound it: its own, and those of promises, stops and exceptions.
    var elementLists: Set<NameBits>
    /// Confidence of the rule and of the named conditions it uses.
    var confidence: Confidence
}

extension Act {
    /// Whether promises about uses and disclosures bind it; a list owes every entry that the notice does not leave off.
    var isBoundByPromises: Bool { [.use, .disclose, .omit].contains(self) }
}

/// What one promise document says of one ground.
enum CompiledPromise: Sendable {
    /// The document may not limit this ground, or its silence means yes.
    case yes
    /// Silence that means no, where the act is one that a promise binds.
    case silent
    /// Without an alternative, what silence means holds, but for what is excluded.
    case stated([Alternative], excluded: Formula, exclusion: Exclusion?, silenceIsYes: Bool)

    /// One promise of the ground.
    struct Alternative: Sendable {
        var promise: Promise
        var formula: Formula
        var atMost: NameBits?
        var usesMinimum: Bool
        var duties: [CompiledDuty]
    }
}

struct CompiledStop: Sendable {
    var rule: Stop
    /// The promise document it stands in.
    var document: Int?
    var formula: Formula
    var duties: [CompiledDuty]
}

struct CompiledException: Sendable {
    var rule: StopException
    var type: Int?
    var formula: Formula
    var atMost: NameBits?
    var usesMinimum: Bool
    var duties: [CompiledDuty]
    var confidence: Confidence
}

struct CompiledStanding: Sendable {
    var rule: Standing
    var kinds: NameBits
    var becomes: Int
    var formula: Formula
}

/// Sets of grounds by act, actor, recipient and purpose: candidates are found by "and" of bit sets.
struct GroundIndex: Sendable {
    var words = 0
    var byAct: [Act: [UInt64]] = [:]
    /// By act and recipient kind: the ground takes that kind.
    var byRecipient: [Act: [[UInt64]]] = [:]
    var byActor: [[UInt64]] = []
    var byPurpose: [[UInt64]] = []

    init() {}

    init(_ grounds: [CompiledGround], kinds: Int, purposes: Int) {
        words = (grounds.count + 63) / 64
        let empty = Array(repeating: UInt64(0), count: words)
        byActor = Array(repeating: empty, count: kinds)
        byPurpose = Array(repeating: empty, count: purposes)
        for act in Act.allCases {
            byAct[act] = empty
            byRecipient[act] = Array(repeating: empty, count: kinds)
        }
        for (number, ground) in grounds.enumerated() {
            let bit: UInt64 = 1 << UInt64(number & 63)
            for kind in ground.actors.positions { byActor[kind][number >> 6] |= bit }
            for purpose in ground.purposes.positions { byPurpose[purpose][number >> 6] |= bit }
            for (act, recipients) in ground.recipients {
                byAct[act]?[number >> 6] |= bit
                for kind in recipients.positions { byRecipient[act]?[kind][number >> 6] |= bit }
            }
        }
    }
}

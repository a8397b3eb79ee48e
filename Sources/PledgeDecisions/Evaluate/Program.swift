import PledgeCore
import Synchronization

/// A rulebook and its promise documents, or an excerpt, compiled: formulas over numbered atoms.
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
    /// What must hold for each answer of a state, its days of force included; an excerpt has none.
    let answers: [Formula]
    /// Every atom, each after those it depends on.
    let order: [AtomPlace]
    let dependencies: Dependencies
    /// Numbers of the facts on which some atom depends.
    let facts: [Int]
    private let read = Mutex<Footprints?>(nil)

    /// What the rules read, found when a request is first decided by them.
    var footprints: Footprints {
        if let known = read.withLock({ $0 }) { return known }
        let made = Footprints(self)
        read.withLock { $0 = made }
        return made
    }

    init(book: Rulebook, symbols: Symbols, slots: SlotTable, atoms: Atoms, rules: CompiledRules) {
        self.book = book
        self.symbols = symbols
        self.slots = slots
        main = atoms.main
        documents = atoms.documents
        order = atoms.order
        grounds = rules.grounds
        stops = rules.stops
        exceptions = rules.exceptions
        standings = rules.standings
        answers = rules.answers
        dependencies = Dependencies(atoms, slots: slots.slots.count)
        facts = slots.slots.enumerated().compactMap { [dependencies] number, slot in
            guard case .fact(let fact) = slot, !dependencies.atoms[number].isEmpty else { return nil }
            return fact
        }
    }
}

/// Compiled rules; grounds name stops and exceptions by their positions here.
struct CompiledRules: Sendable {
    var grounds: [CompiledGround]
    var stops: [CompiledStop]
    var exceptions: [CompiledException]
    var standings: [CompiledStanding]
    var answers: [Formula] = []
}

/// Atoms of the request and its part, those of each document type, and an order of evaluation.
struct Atoms: Sendable {
    var main = AtomSpace()
    /// By document type.
    var documents: [AtomSpace]
    /// Every atom, each after those it depends on.
    var order: [AtomPlace] = []

    func space(_ type: Int?) -> AtomSpace { type.map { documents[$0] } ?? main }
}

/// What must be looked at again when the value of a slot changes.
struct Dependencies: Sendable {
    /// Tests and the document type they speak of, by slot.
    private(set) var tests: [[(test: CompiledTest, type: Int?)]]
    /// Atoms that depend on the slot, in the order of evaluation.
    private(set) var atoms: [[AtomPlace]]
    /// Atoms that depend on which documents of the type there are, in the order of evaluation.
    private(set) var documents: [[AtomPlace]]

    init(_ atoms: Atoms, slots: Int) {
        tests = Array(repeating: [], count: slots)
        self.atoms = Array(repeating: [], count: slots)
        documents = Array(repeating: [], count: atoms.documents.count)
        var types: Set<Int> = []
        for place in atoms.order {
            let space = atoms.space(place.type)
            let support = space.supports[place.atom]
            for slot in support { self.atoms[slot].append(place) }
            switch space.atoms[place.atom] {
            case .test(let test): for slot in support { tests[slot].append((test, place.type)) }
            case .derived(.exists(let type, _, _)): types.insert(type)
            case .derived(.formula): break
            }
            place.type.map { _ = types.insert($0) }
        }
        for type in types { documents[type] = Dependencies.atoms(onDocumentsOf: type, atoms) }
    }

    private static func atoms(onDocumentsOf type: Int, _ atoms: Atoms) -> [AtomPlace] {
        var touched: Set<Int> = []
        return atoms.order.filter { place in
            let depends =
                switch atoms.space(place.type).atoms[place.atom] {
                case .test: place.type == type
                case .derived(.formula(let formula)): place.type == type || formula.tests(someOf: touched)
                case .derived(.exists(let other, let formula, _)): other == type || formula.tests(someOf: touched)
                }
            if depends, place.type == nil { touched.insert(place.atom) }
            return depends
        }
    }
}

/// A duty with its exception compiled.
struct CompiledDuty: Sendable {
    var use: DutyUse
    var unless: Formula
}

final class CompiledGround: Sendable {
    /// Position in the whole program.
    let number: Int
    let rule: Ground
    /// Kinds it may be done to or for, by act, closed downward.
    let recipients: [Act: NameBits]
    let actors: NameBits
    let purposes: NameBits
    /// Items and objects, closed downward; nothing means any.
    let items: NameBits?
    let objects: NameBits?
    let type: Int?
    let formula: Formula
    let compelled: Formula
    let duties: [CompiledDuty]
    /// Elements that may go out, lists intersected; nothing means no such limit.
    let atMost: NameBits?
    let usesMinimum: Bool
    /// By promise document.
    let promised: [CompiledPromise]
    /// Stops that reach it, each with the exceptions that can lift it here.
    let stops: [(stop: Int, exceptions: [Int])]
    /// Everything the answer depends on.
    let support: Set<Int>
    /// Lists of elements that may bound it: its own, and those of promises, stops and exceptions.
    let elementLists: Set<NameBits>
    /// Confidence of the rule and of the named conditions it uses.
    let confidence: Confidence

    init(
        number: Int, rule: Ground, recipients: [Act: NameBits], actors: NameBits, purposes: NameBits, items: NameBits?,
        objects: NameBits?, type: Int?, formula: Formula, compelled: Formula, duties: [CompiledDuty], atMost: NameBits?,
        usesMinimum: Bool, promised: [CompiledPromise], stops: [(stop: Int, exceptions: [Int])], support: Set<Int>,
        elementLists: Set<NameBits>, confidence: Confidence
    ) {
        self.number = number
        self.rule = rule
        self.recipients = recipients
        self.actors = actors
        self.purposes = purposes
        self.items = items
        self.objects = objects
        self.type = type
        self.formula = formula
        self.compelled = compelled
        self.duties = duties
        self.atMost = atMost
        self.usesMinimum = usesMinimum
        self.promised = promised
        self.stops = stops
        self.support = support
        self.elementLists = elementLists
        self.confidence = confidence
    }
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

final class CompiledStop: Sendable {
    /// Position in the whole program.
    let number: Int
    let rule: Stop
    /// The promise document it stands in.
    let document: Int?
    let formula: Formula
    let duties: [CompiledDuty]
    /// What every decision reads of the rule.
    let force: Force
    let author: Stop.Author
    let isManner: Bool
    let yieldsToCompulsion: Bool

    init(number: Int, rule: Stop, document: Int?, formula: Formula, duties: [CompiledDuty]) {
        self.number = number
        self.rule = rule
        self.document = document
        self.formula = formula
        self.duties = duties
        force = rule.head.force
        author = rule.author
        isManner = rule.isManner
        yieldsToCompulsion = rule.yieldsToCompulsion
    }
}

final class CompiledException: Sendable {
    /// Position in the whole program.
    let number: Int
    let rule: StopException
    let type: Int?
    let formula: Formula
    let atMost: NameBits?
    let usesMinimum: Bool
    let duties: [CompiledDuty]
    let confidence: Confidence

    init(
        number: Int, rule: StopException, type: Int?, formula: Formula, atMost: NameBits?, usesMinimum: Bool,
        duties: [CompiledDuty], confidence: Confidence
    ) {
        self.number = number
        self.rule = rule
        self.type = type
        self.formula = formula
        self.atMost = atMost
        self.usesMinimum = usesMinimum
        self.duties = duties
        self.confidence = confidence
    }
}

struct CompiledStanding: Sendable {
    var rule: Standing
    var kinds: NameBits
    var becomes: Int
    var formula: Formula
}

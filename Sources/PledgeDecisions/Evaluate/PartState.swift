import PledgeCore

/// What is known of one part, and the truth of every atom for it.
///
/// Values can be tried out and taken back.
struct PartState {
    let program: Program
    private let frame: PartFrame
    private(set) var facts: KnownFacts
    private(set) var fields: [Known]
    private(set) var questions: [Known]
    private(set) var unread: [Int: Truth] = [:]
    private(set) var documents: [[RequestValues.DocumentValues]]
    private(set) var bits: AtomBits
    private(set) var documentBits: [[AtomBits]]
    /// Whether a standing makes the recipient somebody else, by standing.
    private(set) var standings: [Truth]

    var zone: TimeZoneRules { frame.test.zone }
    var isRecordsRead: Bool { frame.isRecordsRead }
    var act: Act { frame.act }
    /// The part is "the labeled items, if any": it bears a label, one that is declared or another.
    var bearsSomeLabel: Bool { frame.bearsSomeLabel }

    init(_ values: RequestValues, part: [(RequestField, Known)], bearsSomeLabel: Bool = false) {
        program = values.program
        frame = PartFrame(values, bearsSomeLabel: bearsSomeLabel)
        facts = KnownFacts(values.facts)
        fields = values.fields
        questions = Array(repeating: .unknown, count: values.book.questions.count)
        documents = values.documents
        bits = AtomBits(count: program.main.atoms.count)
        documentBits = zip(values.documents, program.documents).map { documents, space in
            documents.map { _ in AtomBits(count: space.atoms.count) }
        }
        standings = Array(repeating: .no, count: program.standings.count)
        for (field, value) in part { fields[field.position] = value }
        refreshDerivedFields()
        evaluateAll()
    }

    subscript(field: RequestField) -> Known { fields[field.position] }

    /// Fields that follow from others: an overlay is loaded, a label was not reviewed.
    private mutating func refreshDerivedFields() {
        let place = self[.place]
        var here = Known.no
        /// What was reviewed where the care may have been given.
        var reviews = [NameBits()]
        switch place {
        case .id(let state):
            here = Known(program.book.overlays.contains { $0.state == state })
            reviews = [frame.reviewed[state] ?? NameBits()]
        case .unknown:
            here = program.book.overlays.isEmpty ? .no : .unknown
            reviews += frame.reviewed.values
        default: break
        }
        fields[RequestField.overlayHere.position] = here
        let answers = Set(reviews.map(isUnreviewed))
        fields[RequestField.unreviewed.position] = answers.count == 1 ? answers.first ?? .unknown : .unknown
    }

    /// Whether the part bears a label beside those reviewed.
    private func isUnreviewed(_ seen: NameBits) -> Known {
        guard case .names(let labels) = self[.labels] else { return .no }
        if !labels.yes.isSubset(of: seen) { return .yes }
        let open = program.symbols.table(.label).all.subtracting(labels.no)
        if open.isSubset(of: seen) { return .no }
        return bearsSomeLabel && labels.yes.isEmpty && !open.intersects(seen) ? .yes : .unknown
    }

    // MARK: Atoms

    private mutating func evaluateAll() {
        setRecipient(standings: Array(repeating: .no, count: standings.count))
        for place in program.order { evaluate(place) }
        evaluateStandings()
    }

    /// Whoever speaks for the individual is the individual, for the part in that role.
    private mutating func evaluateStandings() {
        guard !program.standings.isEmpty else { return }
        let result = program.standings.map { standing in
            frame.recipient.yes.intersects(standing.kinds) ? standing.formula.truth(bits, nil) : .no
        }
        guard result != standings || result.contains(where: { $0 != .no }) else { return }
        setRecipient(standings: result)
        if let slot = program.slots.find(.field(.recipient)) { refresh(slot) }
    }

    private mutating func setRecipient(standings result: [Truth]) {
        standings = result
        var names = frame.recipient
        for (standing, truth) in zip(program.standings, result) {
            switch truth {
            case .yes:
                names.yes.insert(standing.becomes)
                names.no.remove(standing.becomes)
            case .unknown: if !names.yes.contains(standing.becomes) { names.no.remove(standing.becomes) }
            case .no: break
            }
        }
        fields[RequestField.recipient.position] = .names(names)
    }

    /// Evaluates again what depends on the slot.
    private mutating func refresh(_ slot: Int) {
        for place in program.dependencies.atoms[slot] { evaluate(place) }
    }

    private mutating func evaluate(_ place: AtomPlace) {
        guard let type = place.type else { return evaluate(main: place.atom) }
        if documents[type].isEmpty { return }
        switch program.documents[type].atoms[place.atom] {
        case .test(let compiled):
            for number in documents[type].indices {
                documentBits[type][number].set(place.atom, truth(compiled, documents[type][number]))
            }
        case .derived(.formula(let formula)):
            for number in documents[type].indices {
                documentBits[type][number].set(place.atom, formula.truth(bits, documentBits[type][number]))
            }
        case .derived(.exists): break
        }
    }

    private mutating func evaluate(main atom: Int) {
        switch program.main.atoms[atom] {
        case .test(let compiled): bits.set(atom, truth(compiled, nil))
        case .derived(.formula(let formula)): bits.set(atom, formula.truth(bits, nil))
        case .derived(.exists(let type, let formula, let slot)):
            var result = Truth.no
            for document in documentBits[type] {
                result = result | formula.truth(bits, document)
                if result == .yes { break }
            }
            if let slot, !isRecordsRead { result = result | (unread[slot] ?? .unknown) }
            bits.set(atom, result)
        }
    }

    private func truth(_ compiled: CompiledTest, _ document: RequestValues.DocumentValues?) -> Truth {
        frame.test.truth(compiled, { value($0, document) }, part: { coversPart($0) })
    }

    /// The value of an operand for the part and, where given, the document.
    func value(_ operand: CompiledOperand, _ document: RequestValues.DocumentValues?) -> Known {
        switch operand {
        case .none, .names, .part: .absent
        case .fact(let number): facts[number]
        case .field(let field): fields[field.position]
        case .document(let field): document?.fields[field] ?? .absent
        case .question(let number): questions[number]
        case .number(let value): .number(value)
        case .moment(.day(let day)):
            .time(zone.start(of: day).seconds..<zone.start(of: Day(number: day.number + 1)).seconds)
        case .moment(.instant(let instant)): .time(instant.seconds..<(instant.seconds + 1))
        case .period(let period):
            .period(zone.start(of: period.first).seconds..<zone.start(of: Day(number: period.last.number + 1)).seconds)
        case .text(let text): .id(text)
        case .offset(let inner, let span, let sign): frame.test.offset(value(inner, document), span, sign: sign)
        }
    }

    /// Whether one pattern of a scope covers the part.
    ///
    /// - Source: the semantics, section 9.
    func coversPart(_ pattern: CompiledPattern) -> Truth {
        func among(_ names: NameBits?, _ field: RequestField) -> Truth {
            guard let names else { return .yes }
            guard case .names(let set) = self[field] else { return self[field] == .unknown ? .unknown : .no }
            return Truth(set.yes.isSubset(of: names) && !set.yes.isEmpty)
        }
        var result = among(pattern.items, .item) & among(pattern.services, .service) & among(pattern.sources, .source)
        if let given = pattern.given {
            switch self[.given] {
            case .period(let period), .time(let period):
                result = result & Truth(given.lowerBound <= period.lowerBound && period.upperBound <= given.upperBound)
            case .unknown: result = result & .unknown
            default: result = .no
            }
        }
        if let elements = pattern.elements { result = result & among(elements, .elements) }
        guard case .names(let labels) = self[.labels] else { return result & .unknown }
        let all = program.symbols.table(.label)
        // Each label the pattern insists on is borne, itself or by one under it.
        for under in pattern.only where !labels.yes.intersects(under) {
            result = result & (under.isSubset(of: labels.no) ? .no : .unknown)
        }
        if !labels.yes.isSubset(of: pattern.allowed) { return .no }
        return all.all.subtracting(labels.no).isSubset(of: pattern.allowed) ? result : result & .unknown
    }

    // MARK: Trying values

    /// One thing that is unknown.
    struct Variable: Hashable {
        var slot: Int
        /// The document, for a field nobody has read.
        var document: Int?
    }

    /// Adds a document that somebody could bring, all its fields known.
    mutating func add(_ document: RequestValues.DocumentValues, of type: Int) {
        documents[type].append(document)
        documentBits[type].append(AtomBits(count: program.documents[type].atoms.count))
        forgetStandings()
        let last = documents[type].count - 1
        for place in program.dependencies.documents[type] {
            if place.type == type, case .test(let compiled) = program.documents[type].atoms[place.atom] {
                // What is tested of the others stays.
                documentBits[type][last].set(place.atom, truth(compiled, document))
            } else {
                evaluate(place)
            }
        }
        evaluateStandings()
    }

    private mutating func refresh(documentsOf type: Int) {
        forgetStandings()
        for place in program.dependencies.documents[type] { evaluate(place) }
        evaluateStandings()
    }

    /// Takes a document away.
    mutating func remove(_ id: String) {
        for type in documents.indices {
            guard let number = documents[type].firstIndex(where: { $0.id == id }) else { continue }
            documents[type].remove(at: number)
            documentBits[type].remove(at: number)
            refresh(documentsOf: type)
        }
    }

    mutating func assign(_ variable: Variable, _ value: Known) {
        switch program.slots.slots[variable.slot] {
        case .fact(let number): facts[number] = value
        case .field(let field): fields[field.position] = value
        case .question(let number): questions[number] = value
        case .unreadRecord: unread[variable.slot] = value == .yes ? .yes : .no
        case .documentField(let type, let field):
            if let document = variable.document { documents[type][document].fields[field] = value }
        case .label(let label):
            guard case .names(var names) = self[.labels] else { break }
            if value == .yes { names.yes.insert(label) } else { names.no.insert(label) }
            let all = program.symbols.table(.label)
            // The last label that the part may bear, it bears.
            let open = all.all.subtracting(names.no)
            if bearsSomeLabel, names.yes.isEmpty, open.positions.count == 1 { names.yes = open }
            fields[RequestField.labels.position] = .names(names)
        }
        if Self.bearsOnDerivedFields(program.slots.slots[variable.slot]) { refreshDerivedFields() }
        forgetStandings()
        refresh(variable.slot)
        evaluateStandings()
    }

    /// Whether a field that follows from others follows from the slot, or is the slot.
    private static func bearsOnDerivedFields(_ slot: Slot) -> Bool {
        switch slot {
        case .label: true
        case .field(let field): [.place, .labels, .unreviewed, .overlayHere].contains(field)
        case .fact, .question, .unreadRecord, .documentField: false
        }
    }

    /// The recipient goes back to what the request says; standings are found anew.
    private mutating func forgetStandings() {
        guard standings.contains(where: { $0 != .no }) else { return }
        setRecipient(standings: Array(repeating: .no, count: standings.count))
        if let slot = program.slots.find(.field(.recipient)) { refresh(slot) }
    }
}

/// What of a part's state stays the same whatever is tried.
private final class PartFrame {
    let isRecordsRead: Bool
    let act: Act
    let bearsSomeLabel: Bool
    /// What the request says the recipient is, before anybody speaks as somebody else.
    let recipient: PartlyKnownNames
    let test: TestTruth
    /// Labels an officer reviewed, by state; nothing in place of a set means all.
    let reviewed: [String: NameBits]

    init(_ values: RequestValues, bearsSomeLabel: Bool) {
        self.bearsSomeLabel = bearsSomeLabel
        act = values.request.act
        isRecordsRead = values.recordsRead
        test = TestTruth(zone: values.zone, symbols: values.program.symbols)
        if case .names(let names) = values.fields[RequestField.recipient.position] {
            recipient = names
        } else {
            recipient = PartlyKnownNames()
        }
        reviewed = PartFrame.reviewed(values)
    }

    private static func reviewed(_ values: RequestValues) -> [String: NameBits] {
        let labels = values.program.symbols.table(.label)
        let every = labels.all
        var result: [String: NameBits] = [:]
        for (state, names) in values.request.settings.reviewed {
            result[state] = names.contains("all") ? every : labels.bits(Array(names))
        }
        for overlay in values.program.book.overlays {
            let bits: NameBits
            switch overlay.reviewed {
            case .all: bits = every
            case .labels(let names): bits = labels.bits(Array(names))
            }
            result[overlay.state] = result[overlay.state].map { $0.union(bits) } ?? bits
        }
        return result
    }
}

/// The facts of a request, with those that a state tries another value of.
struct KnownFacts {
    private let stated: [Known]
    /// Few, so that a state that tries one value need not copy all.
    private var tried: [(fact: Int, value: Known)] = []

    init(_ stated: [Known]) { self.stated = stated }

    subscript(fact: Int) -> Known {
        get {
            for (number, value) in tried where number == fact { return value }
            return stated[fact]
        }
        set {
            if let index = tried.firstIndex(where: { $0.fact == fact }) {
                tried[index].value = newValue
            } else {
                tried.append((fact, newValue))
            }
        }
    }
}

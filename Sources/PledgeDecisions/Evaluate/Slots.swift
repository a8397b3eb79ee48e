/// Everything whose value may be unknown, numbered.
enum Slot: Hashable, Sendable {
    case fact(Int)
    case field(RequestField)
    /// One label of a part whose labels nobody read.
    case label(Int)
    case question(Int)
    /// "There is such a record" of the type, over records that were not read; the number of the derived atom in the whole
    /// program.
    case unreadRecord(atom: Int, type: Int)
    /// A field of the documents of a type.
    case documentField(type: Int, field: Int)
}

/// Numbers for slots, made while compiling.
struct SlotTable: Sendable {
    private(set) var slots: [Slot] = []
    private var numbers: [Slot: Int] = [:]

    mutating func number(_ slot: Slot) -> Int {
        if let number = numbers[slot] { return number }
        slots.append(slot)
        numbers[slot] = slots.count - 1
        return slots.count - 1
    }

    func find(_ slot: Slot) -> Int? { numbers[slot] }

    /// The slot whose value an operand is; of the document type where it is a document's field.
    func slot(of operand: CompiledOperand, _ type: Int?) -> Int? {
        switch operand {
        case .fact(let number): find(.fact(number))
        case .field(let field): find(.field(field))
        case .document(let field): type.flatMap { find(.documentField(type: $0, field: field)) }
        case .question(let number): find(.question(number))
        case .offset(let inner, _, _): slot(of: inner, type)
        case .none, .names, .number, .moment, .period, .text, .part: nil
        }
    }
}

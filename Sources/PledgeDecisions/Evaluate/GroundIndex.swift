import PledgeCore

/// Sets of grounds by act, actor, recipient and purpose: those that may fit a request are found by "and" of bit sets.
struct GroundIndex: Sendable {
    private let words: Int
    private var byAct: [Act: [UInt64]] = [:]
    /// By act and recipient kind: the ground takes that kind.
    private var byRecipient: [Act: [[UInt64]]] = [:]
    private var byActor: [[UInt64]]
    private var byPurpose: [[UInt64]]
    private let forces: [Force]
    /// Kinds that may speak as another.
    private let standings: [(kinds: NameBits, becomes: Int)]

    init(_ book: Rulebook, _ symbols: Symbols) {
        let kinds = symbols.table(.kind)
        let purposes = symbols.table(.purpose)
        words = (book.grounds.count + 63) / 64
        let empty = Array(repeating: UInt64(0), count: words)
        byActor = Array(repeating: empty, count: kinds.names.count)
        byPurpose = Array(repeating: empty, count: purposes.names.count)
        forces = book.grounds.map(\.head.force)
        standings = book.standings.compactMap { standing in
            kinds.index[standing.becomes].map { (kinds.closure([standing.kind]), $0) }
        }
        for act in Act.allCases {
            byAct[act] = empty
            byRecipient[act] = Array(repeating: empty, count: kinds.names.count)
        }
        for (number, ground) in book.grounds.enumerated() {
            let (word, bit): (Int, UInt64) = (number >> 6, 1 << UInt64(number & 63))
            kinds.closure(ground.actors).forEach { byActor[$0][word] |= bit }
            purposes.closure(ground.purposes).forEach { byPurpose[$0][word] |= bit }
            for clause in ground.acts {
                let recipients = kinds.closure(clause.recipients)
                for act in clause.acts {
                    byAct[act]?[word] |= bit
                    recipients.forEach { byRecipient[act]?[$0][word] |= bit }
                }
            }
        }
    }

    /// Grounds in force on the day that act, kinds of actor and recipient, and purposes leave, in the order of the law.
    func candidates(act: Act, actor: NameBits, recipient: NameBits, purposes: NameBits, day: Day) -> [Int] {
        guard var bits = byAct[act], let byRecipient = byRecipient[act] else { return [] }
        func keep(_ sets: [[UInt64]], _ positions: NameBits) {
            var any = Array(repeating: UInt64(0), count: words)
            positions.forEach { position in for word in 0..<words { any[word] |= sets[position][word] } }
            for word in 0..<words { bits[word] &= any[word] }
        }
        var recipients = recipient
        for standing in standings where recipient.intersects(standing.kinds) { recipients.insert(standing.becomes) }
        keep(byActor, actor)
        keep(byRecipient, recipients)
        purposes.forEach { purpose in for word in 0..<words { bits[word] &= byPurpose[purpose][word] } }
        var result: [Int] = []
        for (word, value) in bits.enumerated() {
            var rest = value
            while rest != 0 {
                let number = word * 64 + rest.trailingZeroBitCount
                if forces[number].includes(day) { result.append(number) }
                rest &= rest - 1
            }
        }
        return result
    }
}

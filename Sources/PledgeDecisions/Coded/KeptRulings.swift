// SAFETY of this file: entries and keys are within the tables, whose bounds stand beside them; pointers handed out live until the
// next ruling is kept.

/// What is decided of one question, told or not.
struct KeptRuling {
    /// Whether the ruling tells it; otherwise the request is to be decided as it is.
    var isTold = false
    var ruling = Ruling()
    /// Stops that surely hold, whatever they reach, and grounds surely open but for stops: positions in the rulebook.
    var stops = Rows<Int32>()
    var grounds = Rows<Int32>()

    func free() {
        ruling.free()
        stops.free()
        grounds.free()
    }

    mutating func removeAll() {
        isTold = false
        ruling.removeAll()
        stops.removeAll()
        grounds.removeAll()
    }

    /// The same, in memory of its own.
    var copy: KeptRuling {
        var copy = self
        copy.ruling = ruling.copy
        copy.stops = stops.copy
        copy.grounds = grounds.copy
        return copy
    }
}

/// Rulings by what decides them: the plan, and the truth of every test that the plan asks.
///
/// Requests differ in much that no rule asks, so that few questions come again and again. Nothing is kept about whom or
/// when. Full, it forgets all and begins anew.
final class KeptRulings {
    /// Most rulings kept, and words of one key.
    private static let most = 1 << 15
    static let keyMost = 96

    /// Where an entry stands among the words; -1 where there is none.
    private struct Place: BitwiseCopyable {
        var hash: UInt32
        var entry: Int32
    }

    private struct State {
        var count = 0
        /// How often all was forgotten.
        var generation = 0
        var places: UnsafeMutablePointer<Place>
        /// One less than the number of places, a power of two.
        var mask: Int
        /// Entries, one after the other: how many words the key has, the outcome and which ruling it is; then the key.
        var words = Rows<UInt64>(capacity: 1 << 10)
    }

    private let rulings: UnsafeMutablePointer<KeptRuling>
    private let state: UnsafeMutablePointer<State>

    init() {
        rulings = .allocate(capacity: KeptRulings.most)
        state = .allocate(capacity: 1)
        state.initialize(to: State(places: KeptRulings.places(1 << 10), mask: 1 << 10 - 1))
    }

    deinit {
        for number in 0..<state.pointee.count { rulings[number].free() }
        state.pointee.places.deallocate()
        state.pointee.words.free()
        state.deallocate()
        rulings.deallocate()
    }

    private static func places(_ count: Int) -> UnsafeMutablePointer<Place> {
        let places = UnsafeMutablePointer<Place>.allocate(capacity: count)
        places.initialize(repeating: Place(hash: 0, entry: -1), count: count)
        return places
    }

    @inline(__always)
    static func hash(_ key: UnsafeMutablePointer<UInt64>, _ count: Int) -> UInt64 {
        var (one, other): (UInt64, UInt64) = (UInt64(count), 0x94D0_49BB_1331_11EB)
        var index = 0
        while index + 1 < count {
            one = (one ^ key[index]) &* 0x9E37_79B9_7F4A_7C15
            one ^= one >> 32
            other = (other ^ key[index + 1]) &* 0xBF58_476D_1CE4_E5B9
            other ^= other >> 32
            index += 2
        }
        if index < count { one = (one ^ key[index]) &* 0x9E37_79B9_7F4A_7C15 }
        let mixed = one ^ other &* 0xD6E8_FEB8_6659_FD93
        return mixed ^ mixed >> 29
    }

    /// The ruling of a question that came before, and its outcome, nothing where it does not tell.
    @inline(__always)
    func find(
        _ key: UnsafeMutablePointer<UInt64>, _ count: Int, _ hash: UInt64
    ) -> (ruling: UnsafeMutablePointer<KeptRuling>, outcome: Outcome?)? {
        let (places, mask) = (state.pointee.places, state.pointee.mask)
        let short = UInt32(truncatingIfNeeded: hash)
        var place = Int(truncatingIfNeeded: hash >> 32) & mask
        while places[place].entry >= 0 {
            let entry = Int(places[place].entry)
            if places[place].hash == short, isEqual(entry, key, count) {
                let head = state.pointee.words[entry]
                return (rulings + Int(head >> 32), KeptRulings.outcome(head))
            }
            place = (place + 1) & mask
        }
        return nil
    }

    @inline(__always)
    private func isEqual(_ entry: Int, _ key: UnsafeMutablePointer<UInt64>, _ count: Int) -> Bool {
        let words = state.pointee.words
        guard words[entry] & 0xFFFF == UInt64(count) else { return false }
        var difference: UInt64 = 0
        for index in 0..<count { difference |= words[entry + 1 + index] ^ key[index] }
        return difference == 0
    }

    /// Keeps the ruling of a question that did not come before.
    func keep(
        _ draft: KeptRuling, _ key: UnsafeMutablePointer<UInt64>, _ count: Int, _ hash: UInt64
    ) -> UnsafeMutablePointer<KeptRuling> {
        if state.pointee.count == KeptRulings.most { removeAll() }
        if state.pointee.count * 4 > state.pointee.mask { grow() }
        let number = state.pointee.count
        (rulings + number).initialize(to: draft.copy)
        put(Place(hash: UInt32(truncatingIfNeeded: hash), entry: Int32(state.pointee.words.count)), hash)
        state.pointee.words.append(UInt64(number) << 32 | KeptRulings.head(draft) | UInt64(count))
        for index in 0..<count { state.pointee.words.append(key[index]) }
        state.pointee.count += 1
        return rulings + number
    }

    private static func head(_ kept: KeptRuling) -> UInt64 {
        guard kept.isTold else { return 0 }
        switch kept.ruling.outcome {
        case .permitted: return 1 << 16
        case .required: return 2 << 16
        case .refused: return 3 << 16
        case .undetermined: return 4 << 16
        }
    }

    @inline(__always)
    private static func outcome(_ head: UInt64) -> Outcome? {
        switch head >> 16 & 0xFF {
        case 1: .permitted
        case 2: .required
        case 3: .refused
        case 4: .undetermined
        default: nil
        }
    }

    private func put(_ entry: Place, _ hash: UInt64) {
        var place = Int(truncatingIfNeeded: hash >> 32) & state.pointee.mask
        while state.pointee.places[place].entry >= 0 { place = (place + 1) & state.pointee.mask }
        state.pointee.places[place] = entry
    }

    private func grow() {
        let size = (state.pointee.mask + 1) * 2
        let old = state.pointee.places
        let oldSize = state.pointee.mask + 1
        state.pointee.places = KeptRulings.places(size)
        state.pointee.mask = size - 1
        var key: [UInt64] = []
        for index in 0..<oldSize where old[index].entry >= 0 {
            let entry = Int(old[index].entry)
            let count = Int(state.pointee.words[entry] & 0xFFFF)
            key = (0..<count).map { state.pointee.words[entry + 1 + $0] }
            put(
                old[index],
                key.withUnsafeMutableBufferPointer { KeptRulings.hash($0.baseAddress.unsafelyUnwrapped, count) })
        }
        old.deallocate()
    }

    /// How often all was forgotten.
    var generation: Int { state.pointee.generation }

    /// The position of a ruling that is kept; nothing for any other.
    func number(_ ruling: UnsafeMutablePointer<KeptRuling>) -> Int? {
        let number = ruling - rulings
        return number >= 0 && number < state.pointee.count ? number : nil
    }

    func removeAll() {
        for number in 0..<state.pointee.count { rulings[number].free() }
        state.pointee.places.update(repeating: Place(hash: 0, entry: -1), count: state.pointee.mask + 1)
        state.pointee.words.removeAll()
        state.pointee.count = 0
        state.pointee.generation += 1
    }
}

import Foundation

/// The distinct values of a kind of field, each with a number from 1; 0 stands for "not known".
struct Lexicon {
    /// Fields that share these values, such as given and family names, which get swapped.
    let roles: Int
    private var numbers: [String: UInt32] = [:]
    private var bytes: [UInt8] = []
    /// Where each value starts in `bytes`; one more than there are values.
    private var starts: [Int32] = [0, 0]
    /// The words of a value that has several.
    private(set) var words: [[String]] = [[]]
    /// How it sounds; 0 where it has no letters.
    private(set) var sounds: [UInt32] = [0]
    private(set) var outlines: [JaroWinkler.Outline] = [JaroWinkler.Outline([UInt8]().span)]
    /// The first word, and the names it is short for.
    private var firsts: [String] = [""]
    private var inFull: [[String]] = [[]]
    /// Records with the value, by role.
    private var counts: [[Int32]]
    private var totals: [Int]
    /// By role: how much room there is for values that were not seen.
    private var spread: [Double]

    init(roles: Int = 1) {
        self.roles = roles
        self.counts = Array(repeating: [0], count: roles)
        self.totals = Array(repeating: 0, count: roles)
        self.spread = Array(repeating: 1, count: roles)
    }

    var count: Int { words.count }

    /// The number of a value, counted once more in a role.
    mutating func number(of words: [String], role: Int = 0) -> UInt32 {
        let joined = words.joined()
        guard !joined.isEmpty else { return 0 }
        let number = numbers[joined] ?? add(joined, words)
        counts[role][Int(number)] += 1
        totals[role] += 1
        return number
    }

    private mutating func add(_ joined: String, _ value: [String]) -> UInt32 {
        let number = UInt32(words.count)
        numbers[joined] = number
        bytes.append(contentsOf: joined.utf8)
        starts.append(Int32(bytes.count))
        words.append(value.count > 1 ? value : [])
        firsts.append(value[0])
        inFull.append(Nicknames.inFull[value[0]] ?? [])
        for role in counts.indices { counts[role].append(0) }
        outlines.append(read(number, 0) { text, _ in JaroWinkler.Outline(text) })
        sounds.append(read(number, 0) { text, _ in Soundex.sound(of: text) })
        return number
    }

    /// Letters and digits of two values, without spaces.
    @inline(__always)
    func read<Answer>(
        _ one: UInt32, _ other: UInt32, _ body: (_ one: Span<UInt8>, _ other: Span<UInt8>) -> Answer
    ) -> Answer {
        let all = bytes.span
        return body(all.extracting(range(one)), all.extracting(range(other)))
    }

    /// Whether one name is short for the other.
    func isShort(_ one: UInt32, _ other: UInt32) -> Bool {
        inFull[Int(one)].contains(firsts[Int(other)]) || inFull[Int(other)].contains(firsts[Int(one)])
    }

    /// Letters and digits of a value, without spaces.
    func text(_ number: UInt32) -> ArraySlice<UInt8> { bytes[range(number)] }

    private func range(_ number: UInt32) -> Range<Int> {
        Int(starts[Int(number)])..<Int(starts[Int(number) + 1])
    }

    /// Estimates, when all values are in, how many others there may be.
    ///
    /// - Source: Ewens' sampling formula: among n people, K values are expected where K = a ln(1 + n / a).
    mutating func close(spreadMax: Double) {
        for role in 0..<roles {
            let people = Double(totals[role])
            let kinds = Double(counts[role].reduce(0) { $0 + ($1 > 0 ? 1 : 0) })
            var (low, high) = (0.1, spreadMax)
            for _ in 0..<60 {
                let middle = (low * high).squareRoot()
                if middle * log(1 + people / middle) < kinds { low = middle } else { high = middle }
            }
            spread[role] = low
        }
    }

    /// How likely another person has the value of this one, the pair itself left out of the count.
    func frequency(_ number: UInt32, role: Int = 0) -> Double {
        let others = max(Double(counts[role][Int(number)]) - 1, 1)
        return min(1, others / (Double(max(totals[role] - 1, 1)) + spread[role]))
    }
}

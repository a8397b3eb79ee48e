/// Puts pairs together to groups.
///
/// The surest pair joins first. Two groups are joined only when all pairs between them are sure enough on average, so that
/// one wrong record does not chain a father to his son.
struct Grouping {
    /// Of each record, the first record of its group.
    private var leaders: [Int: Int] = [:]
    private var members: [Int: [Int]] = [:]
    /// Base-2 logarithm of the odds that two records are of one person.
    private let odds: (Int, Int) -> Double

    /// The least of their mean between groups.
    private let least: Double

    init(least: Double, odds: @escaping (Int, Int) -> Double) {
        self.least = least
        self.odds = odds
    }

    /// Joins two records and what is already joined with them, if what lies between is sure enough.
    mutating func join(_ left: Int, _ right: Int) {
        let (first, second) = (leaders[left] ?? left, leaders[right] ?? right)
        guard first != second else { return }
        let (one, other) = (members[first] ?? [first], members[second] ?? [second])
        var sum = 0.0
        for member in one {
            for opposite in other { sum += odds(member, opposite) }
        }
        guard sum >= least * Double(one.count * other.count) else { return }
        unite(first, second)
    }

    /// Joins two records and what is already joined with them, whatever lies between.
    mutating func joinWhole(_ left: Int, _ right: Int) {
        unite(leaders[left] ?? left, leaders[right] ?? right)
    }

    /// Whether two records are in one group.
    func areTogether(_ left: Int, _ right: Int) -> Bool {
        guard let leader = leaders[left] else { return false }
        return leaders[right] == leader
    }

    private mutating func unite(_ first: Int, _ second: Int) {
        guard first != second else { return }
        let joined = ((members[first] ?? [first]) + (members[second] ?? [second])).sorted()
        members[max(first, second)] = nil
        members[min(first, second)] = joined
        for member in joined { leaders[member] = min(first, second) }
    }

    /// Groups of two and more, by their first record.
    var groups: [[Int]] { members.values.sorted { $0[0] < $1[0] } }
}

/// Finds the name somebody most likely meant.
package enum NearestName {
    /// Returns the closest candidate within a third of the word's length, at least one edit and at most three.
    ///
    /// - Complexity: O(candidates × length²).
    package static func of(_ word: String, in candidates: some Sequence<String>) -> String? {
        let bytes = Array(word.lowercased().utf8)
        guard !bytes.isEmpty, bytes.count <= 128 else { return nil }
        let most = max(1, min(3, bytes.count / 3))
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let other = Array(candidate.lowercased().utf8)
            guard abs(other.count - bytes.count) <= most else { continue }
            let distance = editDistance(bytes, other)
            guard distance <= most else { continue }
            if let current = best, (current.distance, current.name) <= (distance, candidate) { continue }
            best = (candidate, distance)
        }
        return best?.name
    }

    /// Edits (insert, delete, replace, swap of neighbors) that turn one word into the other.
    ///
    /// - Source: optimal string alignment distance.
    static func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var before: [Int] = []
        var previous = Array(0...right.count)
        for i in 0..<left.count {
            var current = [i + 1]
            current.reserveCapacity(right.count + 1)
            for j in 0..<right.count {
                var cost = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, before[j - 1] + 1)
                }
                current.append(cost)
            }
            before = previous
            previous = current
        }
        return previous[right.count]
    }
}

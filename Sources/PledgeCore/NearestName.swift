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
            let distance = EditDistance.of(bytes, other)
            guard distance <= most else { continue }
            if let current = best, (current.distance, current.name) <= (distance, candidate) { continue }
            best = (candidate, distance)
        }
        return best?.name
    }
}

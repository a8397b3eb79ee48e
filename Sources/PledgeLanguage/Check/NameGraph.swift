/// Names that point to names: what stands under what, which condition uses which.
enum NameGraph {
    /// Chains of names may be this long, so that whoever walks them stays within its stack.
    static let depthMax = 64

    /// Returns each cycle once, and the length of the longest chain from each name that is in none.
    ///
    /// Cycles come in the order of the names; edges to what is no node are left out.
    ///
    /// - Complexity: O(names + edges).
    static func analyze(_ nodes: [String], edges: [String: [String]]) -> (cycles: [[String]], depths: [String: Int]) {
        let known = Set(nodes)
        var waiting: [String: Int] = [:]
        var users: [String: [String]] = [:]
        for node in nodes {
            let targets = (edges[node] ?? []).filter { known.contains($0) }
            waiting[node] = targets.count
            for target in targets { users[target, default: []].append(node) }
        }
        var depths: [String: Int] = [:]
        var ready = nodes.filter { waiting[$0] == 0 }
        while let node = ready.popLast() {
            let depth = 1 + ((edges[node] ?? []).compactMap { depths[$0] }.max() ?? 0)
            depths[node] = depth
            for user in users[node] ?? [] {
                waiting[user, default: 1] -= 1
                if waiting[user] == 0 { ready.append(user) }
            }
        }
        return (cycles(among: nodes.filter { depths[$0] == nil }, edges: edges), depths)
    }

    /// Follows unfinished names until one comes again.
    private static func cycles(among nodes: [String], edges: [String: [String]]) -> [[String]] {
        let unfinished = Set(nodes)
        var seen: Set<String> = []
        var cycles: [[String]] = []
        for start in nodes where !seen.contains(start) {
            var path: [String] = []
            var positions: [String: Int] = [:]
            var current: String? = start
            while let node = current, !seen.contains(node) {
                seen.insert(node)
                positions[node] = path.count
                path.append(node)
                current = (edges[node] ?? []).first { unfinished.contains($0) }
            }
            if let node = current, let first = positions[node] { cycles.append(Array(path[first...])) }
        }
        return cycles
    }
}

/// All phrases of all recognizers as one machine over tokens.
///
/// A trie whose edges are word lists with the gap that may stand before them; phrases that begin alike share
/// their beginnings. It reads a text once, from left to right, and forgets at the end of each sentence. Per node only the newest
/// way to it is kept: whatever an older one could still reach, the newer one reaches too.
package struct PhraseAutomaton: Sendable {
    /// Where a phrase stands: its number and its tokens.
    package struct Match: Hashable, Sendable {
        package var phrase: Int
        package var tokens: Range<Int>

        package init(phrase: Int, tokens: Range<Int>) {
            self.phrase = phrase
            self.tokens = tokens
        }
    }

    private struct Edge: Sendable {
        var list: Int
        var gap: Int
        var node: Int
    }

    private struct Node: Sendable {
        var edges: [Edge] = []
        /// Longest gap of its edges.
        var gapMax = 0
        /// Phrases that end here.
        var phrases: [Int] = []
    }

    private var nodes = [Node()]
    /// Word lists that edges ask for, each a sorted list of tests.
    private var lists: [[Int]: Int] = [:]
    /// For each test the lists that it is in.
    private var listsOfTest: [[Int]] = []
    /// For each list the edges that leave the root with it.
    private var starts: [[Int]] = []

    init() {}

    package var nodeCount: Int { nodes.count }

    /// Adds a phrase under a number; several may share one.
    mutating func add(_ phrase: Phrase, number: Int) {
        var node = 0
        for step in phrase.steps {
            let list = listNumber(step.tests)
            if let edge = nodes[node].edges.first(where: { $0.list == list && $0.gap == step.gap }) {
                node = edge.node
                continue
            }
            nodes.append(Node())
            let next = nodes.count - 1
            nodes[node].edges.append(Edge(list: list, gap: step.gap, node: next))
            nodes[node].gapMax = max(nodes[node].gapMax, step.gap)
            if node == 0 { starts[list].append(next) }
            node = next
        }
        if !nodes[node].phrases.contains(number) { nodes[node].phrases.append(number) }
    }

    private mutating func listNumber(_ tests: [Int]) -> Int {
        if let known = lists[tests] { return known }
        let number = lists.count
        lists[tests] = number
        starts.append([])
        for test in tests {
            while listsOfTest.count <= test { listsOfTest.append([]) }
            listsOfTest[test].append(number)
        }
        return number
    }

    /// A way that has come as far as a node.
    private struct Way {
        var node: Int
        var start: Int
        var last: Int
    }

    /// Finds every phrase in some sentences.
    ///
    /// - Parameters:
    ///   - tests: For each token the tests that it meets.
    ///   - sentences: Token ranges; no phrase crosses from one to another.
    /// - Returns: Matches by the token they end with. Of several ways to end there, the one kept is the newest.
    /// - Complexity: O(tokens) for the phrases of one set of recognizers.
    package func matches(in tests: [[Int]], sentences: [Range<Int>]) -> [Match] {
        var found: [Match] = []
        var stamp = [Int32](repeating: -1, count: lists.count)
        // The token at which a node was reached last, and where that way stands among the new ones.
        var reached = [Int32](repeating: -1, count: nodes.count)
        var place = [Int32](repeating: 0, count: nodes.count)
        var ways: [Way] = []
        var next: [Way] = []
        for sentence in sentences {
            ways.removeAll(keepingCapacity: true)
            for token in sentence {
                var met: [Int] = []
                for test in tests[token] where test < listsOfTest.count {
                    for list in listsOfTest[test] where stamp[list] != Int32(token) {
                        stamp[list] = Int32(token)
                        met.append(list)
                    }
                }
                next.removeAll(keepingCapacity: true)
                func reach(_ node: Int, _ start: Int) {
                    if reached[node] == Int32(token) {
                        let index = Int(place[node])
                        next[index].start = max(next[index].start, start)
                        return
                    }
                    reached[node] = Int32(token)
                    place[node] = Int32(next.count)
                    next.append(Way(node: node, start: start, last: token))
                }
                for list in met { for node in starts[list] { reach(node, token) } }
                for way in ways {
                    let gap = token - way.last - 1
                    for edge in nodes[way.node].edges where gap <= edge.gap && stamp[edge.list] == Int32(token) {
                        reach(edge.node, way.start)
                    }
                }
                for way in next {
                    for phrase in nodes[way.node].phrases {
                        found.append(Match(phrase: phrase, tokens: way.start..<(token + 1)))
                    }
                }
                for way in ways
                where reached[way.node] != Int32(token) && token - way.last - 1 < nodes[way.node].gapMax {
                    next.append(way)
                }
                next.removeAll { nodes[$0.node].edges.isEmpty }
                swap(&ways, &next)
            }
        }
        return found
    }
}

import Testing

@testable import PledgeNotices

/// The automaton finds what a plain search finds.
struct PhraseAutomatonTests {
    /// A random generator that gives the same numbers for the same seed (SplitMix64).
    struct Draws: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var bits = state
            bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
            bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
            return bits ^ (bits >> 31)
        }
    }

    /// Whether a phrase can be read from a token on, and where it ends: every way is tried.
    private func ends(_ phrase: Phrase, _ tests: [[Int]], from start: Int, in sentence: Range<Int>) -> Set<Int> {
        func meets(_ step: Phrase.Step, _ token: Int) -> Bool { step.tests.contains { tests[token].contains($0) } }
        guard meets(phrase.steps[0], start) else { return [] }
        var places: Set<Int> = [start]
        for step in phrase.steps.dropFirst() {
            var next: Set<Int> = []
            for place in places {
                for token in (place + 1)...(place + 1 + step.gap) where sentence.contains(token) && meets(step, token) {
                    next.insert(token)
                }
            }
            places = next
        }
        return places
    }

    @Test(arguments: 0..<60)
    func `it finds the same as a search that tries everything`(seed: Int) {
        var draws = Draws(state: UInt64(seed))
        let phrases = (0..<12).map { _ in
            Phrase(
                steps: (0..<Int.random(in: 1...4, using: &draws)).map { index in
                    let tests = Set(
                        (0..<Int.random(in: 1...2, using: &draws)).map { _ in Int.random(in: 0..<5, using: &draws) })
                    return Phrase.Step(
                        tests: tests.sorted(), gap: index == 0 ? 0 : Int.random(in: 0...3, using: &draws))
                })
        }
        let tests = (0..<80).map { _ in
            Array(Set((0..<Int.random(in: 0...2, using: &draws)).map { _ in Int.random(in: 0..<6, using: &draws) }))
        }
        let cut = Int.random(in: 1..<79, using: &draws)
        let sentences = [0..<cut, cut..<80]
        var automaton = PhraseAutomaton()
        for (number, phrase) in phrases.enumerated() { automaton.add(phrase, number: number) }
        let found = automaton.matches(in: tests, sentences: sentences)
        for (number, phrase) in phrases.enumerated() {
            var wanted: [Int: Set<Int>] = [:]
            for sentence in sentences {
                for start in sentence {
                    for end in ends(phrase, tests, from: start, in: sentence) { wanted[end, default: []].insert(start) }
                }
            }
            let own = found.filter { $0.phrase == number }
            #expect(Set(own.map { $0.tokens.upperBound - 1 }) == Set(wanted.keys))
            for match in own {
                #expect(wanted[match.tokens.upperBound - 1]?.contains(match.tokens.lowerBound) == true)
            }
        }
    }

    @Test func `phrases that begin alike share their beginning`() {
        var automaton = PhraseAutomaton()
        let step = { (test: Int) in Phrase.Step(tests: [test], gap: 0) }
        automaton.add(Phrase(steps: [step(1), step(2), step(3)]), number: 0)
        automaton.add(Phrase(steps: [step(1), step(2), step(4)]), number: 1)
        // The root, two shared nodes and two ends.
        #expect(automaton.nodeCount == 5)
    }

    @Test func `no phrase crosses the end of a sentence`() {
        var automaton = PhraseAutomaton()
        automaton.add(Phrase(steps: [.init(tests: [0], gap: 0), .init(tests: [1], gap: 3)]), number: 0)
        let tests = [[0], [], [1]]
        #expect(automaton.matches(in: tests, sentences: [0..<3]).count == 1)
        #expect(automaton.matches(in: tests, sentences: [0..<1, 1..<3]).isEmpty)
    }
}

import PledgeCore
import PledgeMatching
import Testing

/// Values that other programs give for the same texts.
@Suite struct MetricTests {
    /// - Source: `jellyfish`.
    private static let vectors: [(String, String, jaro: Double, winkler: Double, damerau: Int)] = [
        ("MARTHA", "MARHTA", 0.9444, 0.9611, 1),
        ("DIXON", "DICKSONX", 0.7667, 0.8133, 4),
        ("DWAYNE", "DUANE", 0.8222, 0.8400, 2),
        ("JELLYFISH", "SMELLYFISH", 0.8963, 0.8963, 2),
    ]

    @Test(arguments: vectors.indices)
    func `similarities are those of others`(index: Int) {
        let vector = Self.vectors[index]
        for (one, other) in [(vector.0, vector.1), (vector.1, vector.0)] {
            let (left, right) = (Array(one.utf8), Array(other.utf8))
            #expect(abs(JaroWinkler.jaro(left.span, right.span) - vector.jaro) < 0.00005)
            #expect(abs(JaroWinkler.similarity(left.span, right.span) - vector.winkler) < 0.00005)
            #expect(EditDistance.of(left, right) == vector.damerau)
        }
    }

    @Test func `nothing is like nothing only`() {
        let (nothing, some) = ([UInt8](), Array("ANN".utf8))
        #expect(JaroWinkler.similarity(nothing.span, nothing.span) == 1)
        #expect(JaroWinkler.similarity(nothing.span, some.span) == 0)
        #expect(EditDistance.of(nothing, some) == 3)
    }

    @Test(arguments: [
        ("smith", "S530"), ("schmidt", "S530"), ("catherine", "C365"), ("katherine", "K365"), ("jose", "J200"),
        ("nguyen", "N250"), ("garcia", "G620"), ("thomas", "T520"), ("richard", "R263"), ("ashcraft", "A261"),
        ("tymczak", "T522"), ("pfister", "P236"), ("12", ""),
    ])
    func `Soundex is the National Archives'`(name: String, code: String) {
        let letters = Array(name.utf8)
        #expect(Soundex.code(of: letters.span) == code)
    }

    @Test func `names that begin alike to the ear sound alike`() {
        func sound(_ name: String) -> UInt32 {
            let letters = Array(name.utf8)
            return Soundex.sound(of: letters.span)
        }
        #expect(sound("catherine") == sound("katherine"))
        #expect(sound("smith") == sound("schmidt"))
        #expect(sound("adams") != sound("odams"))
        #expect(sound("12") == 0)
    }

    @Test func `one mistake is a distance of one`() {
        var draws = Draws(seed: 7)
        for _ in 0..<20_000 {
            let one = (0..<draws.below(6)).map { _ in UInt8(97 + draws.below(3)) }
            let other = (0..<draws.below(6)).map { _ in UInt8(97 + draws.below(3)) }
            let isOne = EditDistance.of(one, other) == 1
            #expect(OneMistake.parts(one.span, other.span) == isOne, "\(one) \(other)")
        }
    }

    @Test func `the bound is never below the similarity`() {
        var draws = Draws(seed: 8)
        for _ in 0..<20_000 {
            let one = (0..<draws.below(9)).map { _ in UInt8(97 + draws.below(5)) }
            let other = (0..<draws.below(9)).map { _ in UInt8(97 + draws.below(5)) }
            let most = JaroWinkler.most(JaroWinkler.Outline(one.span), JaroWinkler.Outline(other.span))
            #expect(most + 1e-12 >= JaroWinkler.similarity(one.span, other.span), "\(one) \(other)")
        }
    }
}

/// Seeded draws for tests.
struct Draws: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }
}

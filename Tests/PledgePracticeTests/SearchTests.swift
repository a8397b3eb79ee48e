import PledgeCore
import PledgePractice
import Testing

/// Names are found as people misspell them, by tokens that nobody can read.
@Suite struct SearchTests {
    private static let first = [
        "Catherine", "José", "John", "Thuy", "Mary", "Siobhan", "Muhammad", "Anne-Marie", "Jacqueline", "Wei",
        "Elizabeth", "Bartholomew", "Guadalupe", "Oluwaseun", "Sven", "Francesca",
    ]
    private static let last = [
        "Smith", "Nguyen", "O'Brien", "García", "Hernandez", "Johansson", "Szczepański", "Washington", "Kim",
        "MacDonald", "Okafor", "Rodriguez", "Müller", "Thompson", "Papadopoulos", "Vandenberg",
    ]
    /// One name, names from right to left, in signs, a picture, 200 letters.
    private static let others = [
        "Sukarno", "محمد بن علي", "שרה כהן", "王小明", "🦄", "Ła Rø", String(repeating: "Ab", count: 100),
        "Schmidt Peter", "Thuy Nguyen", "Siobhan MacDonald", "Elizabeth Papadopoulos",
    ]

    private static func fixture() throws -> (PracticeFixture, [String]) {
        let fixture = try PracticeFixture()
        var names = others
        for (row, first) in first.enumerated() {
            for column in 0..<8 { names.append("\(first) \(last[(row + column * 3) % last.count])") }
        }
        for (number, name) in names.enumerated() { try fixture.addPatient("MRN-\(number)", name: name) }
        return (fixture, names)
    }

    @Test func `names are found as people write them, the likest first`() throws {
        let (fixture, _) = try SearchTests.fixture()
        for (typed, meant) in [
            ("catherine johansson", "Catherine Johansson"), ("Katherine Johanson", "Catherine Johansson"),
            ("jose smith", "José Smith"), ("Jose Smiht", "José Smith"), ("Jose Smth", "José Smith"),
            ("Smith, Jose", "José Smith"), ("Jhon OBrien", "John O'Brien"), ("John O’Brien", "John O'Brien"),
            ("John O Brien", "John O'Brien"), ("Thuy Ngyuen", "Thuy Nguyen"), ("Tuy Nguyenn", "Thuy Nguyen"),
            ("Shivon Macdonald", "Siobhan MacDonald"), ("Mohammed Szczepanski", "Muhammad Szczepański"),
            ("Elizabth Papadopulos", "Elizabeth Papadopoulos"), ("sukano", "Sukarno"), ("Peter Smith", "Schmidt Peter"),
            ("محمد علي", "محمد بن علي"), ("\u{200F}שרה כהן", "שרה כהן"), ("שרה כהנ", "שרה כהן"),
            ("王小明", "王小明"), ("小明", "王小明"), ("🦄", "🦄"), ("La Ro", "Ła Rø"),
            (String(repeating: "Ab", count: 100), String(repeating: "Ab", count: 100)), ("Zzyzx", ""), ("", ""),
        ] {
            let found = try fixture.practice.search(typed, most: 3).map { $0.names[0].words }
            if meant.isEmpty {
                #expect(found == [], "\(typed): \(found)")
            } else {
                #expect(found.first == meant, "\(typed): \(found)")
            }
        }
    }

    @Test func `a day of birth puts those born on it first`() throws {
        let fixture = try PracticeFixture()
        for (number, birth) in ["1980-04-02", "1980-04-03"].enumerated() {
            var fields = try JSONFields(
                PracticeFixture.json(
                    #"{"identifiers":["MRN-\#(number)"],"names":["Ana Ruiz"],"birth":"\#(birth)","by":"Front Desk"}"#))
            _ = try fixture.practice.add(person: try PersonChange(&fields))
        }
        #expect(try fixture.practice.search("Ana Ruiz", most: 5).map(\.identifiers) == [["MRN-0"], ["MRN-1"]])
        #expect(try fixture.practice.search("ana 1980-04-03", most: 1).map(\.identifiers) == [["MRN-1"]])
        #expect(try fixture.practice.search("1980-04-02", most: 5).map(\.identifiers) == [["MRN-0"]])
    }

    /// The plain reference opens everybody and compares; the index may miss one in fifty of what that finds.
    @Test func `what a look at everybody finds is found by the index`() throws {
        let (fixture, names) = try SearchTests.fixture()
        var random = SplitMix(seed: 7)
        var missed: [String] = []
        let count = 100
        for _ in 0..<count {
            let name = names[SearchTests.others.count + random.below(names.count - SearchTests.others.count)]
            let typed = name.split(separator: " ").map { misspelt(Array(String($0)), &random) }.joined(separator: " ")
            let best = names.map { NameLikeness.of([$0], typed) }.max() ?? 0
            let found = try fixture.practice.search(typed, most: 1).first
            let likeness = found.map { NameLikeness.of($0.names.map(\.words), typed) } ?? 0
            if best >= 0.6, likeness < best {
                missed.append("\(typed) for \(name): \(found?.names.map(\.words) ?? [])")
            }
        }
        #expect(missed.count * 50 <= count, "\(missed)")
    }

    private func misspelt(_ word: [Character], _ random: inout SplitMix) -> String {
        var word = word
        let place = random.below(word.count)
        switch random.below(6) {
        case 0 where place + 1 < word.count: word.swapAt(place, place + 1)
        case 1 where word.count > 2: word.remove(at: place)
        case 2: word.insert(word[place], at: place)
        case 3: word[place] = Array("aeioustrnl")[random.below(10)]
        default: break
        }
        return String(word)
    }

    @Test func `distances are those of adding, dropping, replacing and swapping`() {
        #expect(NameLikeness.of(["John Smith"], "smith john") == 1)
        #expect(NameLikeness.of(["John Smith"], "jhon smith") > NameLikeness.of(["John Smith"], "jack smith"))
        #expect(NameLikeness.of(["Ana"], "") == 0)
        #expect(NameLikeness.of([], "ana") == 0)
        #expect(NameLikeness.of(["Ana Ruiz"], "ana") < NameLikeness.of(["Ana"], "ana"))
    }
}

/// - Source: Sebastiano Vigna, SplitMix64.
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}

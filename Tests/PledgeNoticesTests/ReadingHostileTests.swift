import PledgeNotices
import Testing

/// Spoiled documents: an error or a reading, never a crash.
struct ReadingHostileTests {
    /// A small generator with a seed, the same in each run.
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    @Test(arguments: [
        "docx/stored", "docx/packed", "notice/page", "notice/markdown", "notice/mixed", "notice/utf16",
        "layout/two-columns",
    ])
    func `no spoiled document crashes`(path: String) throws {
        let whole = try ReadingFixture.kept(path)
        var random = Seeded(state: 7)
        for round in 0..<150 {
            var bytes = whole
            if round % 3 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
            for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let isLayout = path.hasPrefix("layout")
            do {
                let text = try NoticeReader.read(isLayout ? Array("%PDF-".utf8) : bytes, name: "x") {
                    [bytes] _ throws(ChildProgram.Failure) in .init(code: 0, output: bytes, messages: [])
                }
                #expect(text.lines.allSatisfy { $0.number > 0 && !$0.text.contains(where: \.isNewline) })
            } catch {
                #expect(error.description.hasPrefix("x: "))
            }
        }
    }
}

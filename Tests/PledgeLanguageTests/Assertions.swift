import PledgeCore
import PledgeLanguage
import Testing

/// One finding that is expected, word for word.
struct Expected {
    /// The mark in the source at which it stands.
    var mark: Character
    var id: String
    var message: String
    var help: String?

    init(_ mark: Character, _ id: String, _ message: String, help: String? = nil) {
        self.mark = mark
        self.id = id
        self.message = message
        self.help = help
    }
}

/// Marks that may stand in a source; they are taken out before it is read.
private let marks: [Character] = ["①", "②", "③", "④", "⑤", "⑥"]

/// The text without marks, and line and column of each.
func unmarked(_ text: String) -> (text: String, places: [Character: (line: Int, column: Int)]) {
    var plain = ""
    var places: [Character: (line: Int, column: Int)] = [:]
    var line = 1
    var column = 1
    for character in text {
        if marks.contains(character) {
            places[character] = (line, column)
        } else {
            plain.append(character)
            column += 1
            if character.isNewline {
                line += 1
                column = 1
            }
        }
    }
    return (plain, places)
}

/// A law file around the rules of one block.
func law(_ block: String, matter: String = "title: A test\nrole: law\nsince: 2003-04-14") -> String {
    "---\n\(matter)\n---\n\nSome prose.\n\n```pledge\n\(block)\n```\n"
}

/// Reads a marked file beside the words of `Base` and compares every finding in it, word for word.
func expectFindings(
    _ marked: String, besides: [SourceFile] = [Base.file], _ expected: [Expected],
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let (text, places) = unmarked(marked)
    let file = SourceFile(path: "test.md", text: text)
    let loaded = RulebookLoader.load(besides + [file])
    let found = loaded.diagnostics.filter { $0.span.file == "test.md" && $0.severity != .note }.map(line)
    let wanted = expected.map { finding in
        let place = places[finding.mark] ?? (0, 0)
        return "\(place.line):\(place.column) [\(finding.id)] \(finding.message) | \(finding.help ?? "-")"
    }
    #expect(found == wanted, sourceLocation: sourceLocation)
    let elsewhere = loaded.diagnostics.filter { $0.span.file != "test.md" && $0.severity == .error }.map(line)
    #expect(elsewhere == [], sourceLocation: sourceLocation)
    #expect((loaded.rulebook == nil) == !expected.isEmpty, sourceLocation: sourceLocation)
    #expect(ParsedFile(file).printed == text, sourceLocation: sourceLocation)
}

private func line(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.span.line):\(diagnostic.span.column) [\(diagnostic.id)] \(diagnostic.message) | \(diagnostic.help ?? "-")"
}

/// A random generator that gives the same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// - Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (SplitMix64).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

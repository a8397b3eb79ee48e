import Foundation
import Testing

/// What reviewers would otherwise say twice.
///
/// Each exception stands here with its reason.
@Suite struct SourceRuleTests {
    /// A use of something banned that is right where it stands.
    struct Exception: Sendable {
        let path: String
        let pattern: String
        let reason: String
    }

    static let longFiles: [String: String] = [
        "Sources/PledgeDecisions/Rulebook/Rule.swift": "every shape of a rule, side by side",
        "Sources/PledgeLanguage/Diagnostics/DiagnosticMessages.swift": "every message of the language, in one place",
    ]
    static let longFunctions: [String: String] = [:]
    static let linesMax = 400
    static let functionLinesMax = 70

    static let banned: [(pattern: String, instead: String)] = [
        (#"\bDate\(\)"#, "the clock is read once, in the shell, and handed on"),
        (#"\bDate\.now\b|\bContinuousClock\.now\b"#, "the clock is read once, in the shell, and handed on"),
        (#"\.random\((?!.*using:)"#, "randomness is seeded: `using:`"),
        (#"\.(shuffled|shuffle|randomElement)\(\)"#, "randomness is seeded: `using:`"),
        (#"\btry!"#, "errors are values"),
        (#"\bas!"#, "a failed cast is an error, not a crash"),
        (#"\bfatalError\("#, "input never ends the program; a bug of ours is a `precondition`"),
        (#"\bTask\.detached\b"#, "structured concurrency only"),
        (#"\bpreconcurrency\b"#, "modules here are in Swift 6 mode"),
    ]

    static let exceptions: [Exception] = [
        Exception(path: "Sources/PledgeBench/", pattern: "ContinuousClock", reason: "measures"),
        Exception(path: "Sources/PledgeJournalBench/", pattern: "ContinuousClock", reason: "measures"),
        Exception(path: "Sources/PledgeJournalBench/", pattern: "Date()", reason: "the clock of what is measured"),
        Exception(path: "Sources/PledgeMatchingBench/", pattern: "ContinuousClock", reason: "measures"),
        Exception(
            path: "Sources/pledge/Practice/PracticeFolder", pattern: "Date()", reason: "the one clock of the shell"),
        Exception(path: "Sources/pledge/Practice/Doctor", pattern: "Date()", reason: "how old a backup is"),
        Exception(path: "Sources/PledgeCompare/", pattern: "ContinuousClock", reason: "measures"),
        Exception(path: "Sources/pledge/Mutation", pattern: "ContinuousClock", reason: "tells how far a long run is"),
        Exception(path: "Sources/pledge/Prove", pattern: "ContinuousClock", reason: "tells how long the proofs took"),
        Exception(path: "Sources/pledge/Diff", pattern: "ContinuousClock", reason: "tells how long it took"),
    ]

    @Test func `no file is longer than it should be`() {
        for file in Repository.swift where file.lines.count > Self.linesMax {
            #expect(Self.longFiles[file.path] != nil, "\(file.path) has \(file.lines.count) lines: is it two things?")
        }
        for path in Self.longFiles.keys {
            let lines = Repository.swift.first { $0.path == path }?.lines.count ?? 0
            #expect(lines > Self.linesMax, "\(path) is not long any more: take it off the list")
        }
    }

    @Test func `no function of the product is longer than a screen`() {
        var long: Set<String> = []
        for file in Repository.product {
            for function in FunctionLengths.of(file) where function.lines > Self.functionLinesMax {
                let name = "\(file.path) \(function.name)"
                long.insert(name)
                #expect(
                    Self.longFunctions[name] != nil,
                    "\(file.path):\(function.line): \(function.name) has \(function.lines) lines")
            }
        }
        for name in Self.longFunctions.keys {
            #expect(long.contains(name), "\(name) is not long any more: take it off the list")
        }
    }

    @Test(arguments: banned.indices)
    func `nothing banned is called`(index: Int) throws {
        let rule = Self.banned[index]
        let pattern = try Regex(rule.pattern)
        for file in Repository.product {
            for (number, line) in file.code.enumerated() where line.contains(pattern) {
                let isExcepted = Self.exceptions.contains { file.path.hasPrefix($0.path) && line.contains($0.pattern) }
                let found = line.trimmingCharacters(in: .whitespaces)
                #expect(isExcepted, "\(file.path):\(number + 1): \(found): \(rule.instead)")
            }
        }
    }

    @Test func `only programs print`() throws {
        let pattern = try Regex(#"(^|[^\w.])(print|debugPrint|dump)\("#)
        let programs: Set<String> = ["pledge", "PledgeBench", "PledgeCompare", "EmbedLawTool"]
        for file in Repository.product where !programs.contains(file.target ?? "") {
            for (number, line) in file.code.enumerated() {
                #expect(!line.contains(pattern), "\(file.path):\(number + 1): a library returns values")
            }
        }
    }

    @Test func `what the compiler cannot check says why it is safe`() throws {
        let pattern = try Regex(
            #"@unchecked\b|nonisolated\(unsafe\)|\bunsafe\b|\bunsafe[A-Z]|\bUnsafe\w*Pointer"#)
        for file in Repository.swift
        where file.lines.first?.hasPrefix("// SAFETY of this file:") != true {
            for (number, line) in file.code.enumerated() where line.contains(pattern) {
                let near = file.lines[max(0, number - 4)...number]
                let isExplained = near.contains { $0.contains("// SAFETY:") }
                #expect(isExplained, "\(file.path):\(number + 1): needs a `// SAFETY:` line")
            }
        }
    }

    @Test func `nothing is left to do in a comment`() throws {
        let pattern = try Regex(#"\b(TO"# + #"DO|FIX"# + #"ME|XX"# + #"X)\b"#)
        for file in Repository.swift {
            for (number, line) in file.lines.enumerated() {
                #expect(!line.contains(pattern), "\(file.path):\(number + 1): do it, or open an issue")
            }
        }
    }

    @Test func `the scan finds the sources`() {
        #expect(Repository.product.count > 15)
        #expect(Repository.texts.contains { $0.path == "Docs/language.md" })
        #expect(Repository.texts.contains { $0.path == "script/test" })
    }

    @Test func `a function's length is from its declaration to its closing brace`() {
        let source = SwiftSource(
            path: "Sources/A/B.swift",
            text: """
                struct A {
                    package init(
                        a: Int = 1, b: () -> Void = { }
                    ) {
                        self.a = a
                    }
                    func `long one`(x: Int) {
                        func inner() {
                        }
                    }
                    func short() { "}" }
                }
                """)
        let found = FunctionLengths.of(source).map { "\($0.name) \($0.line) \($0.lines)" }
        #expect(found == ["init 2 5", "inner 8 2", "`long 7 4", "short 11 1"])
    }

    @Test func `the scan tells code from comments and strings`() {
        let source = SwiftSource(
            path: "Sources/A/B.swift",
            text: """
                let a = "try! \\" x" // as!
                /* fatalError( /* nested */ */ let b = #"raw " \\("#
                """)
        #expect(source.code[0].hasPrefix("let a = \"") && !source.code[0].contains("!"))
        #expect(source.code[1].contains("let b = #\"") && !source.code[1].contains("fatalError"))
        #expect(source.strings.map(\.text) == [#"try! \" x"#, #"raw " \("#])
        #expect(source.target == "A")
    }
}

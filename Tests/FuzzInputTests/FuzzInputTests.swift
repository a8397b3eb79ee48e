import Foundation
import FuzzTargets
import Testing

/// Every input the fuzzers kept, and every one that once crashed, goes through again.
@Suite struct FuzzInputTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fuzz")

    private static func files(in path: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: path), includingPropertiesForKeys: nil, options: .skipsHiddenFiles
        ).sorted { $0.path < $1.path }
    }

    @Test(.timeLimit(.minutes(5)), arguments: FuzzTarget.allCases)
    func `no kept input crashes`(target: FuzzTarget) throws {
        let inputs = try Self.files(in: "corpus/\(target.corpus)")
        #expect(!inputs.isEmpty)
        for input in inputs { target.run([UInt8](try Data(contentsOf: input))) }
    }

    @Test(.timeLimit(.minutes(5))) func `no input that crashed once does so again`() throws {
        for input in try Self.files(in: "crashes") {
            // The name says which part crashed: `language-crash-…`.
            let name = input.lastPathComponent.prefix { $0 != "-" }
            let target = try #require(FuzzTarget(rawValue: String(name)), "\(name) names no part that is fuzzed")
            target.run([UInt8](try Data(contentsOf: input)))
        }
    }

    @Test func `requests are decided by the law that is embedded`() {
        #expect(FuzzTarget.hasLaw)
    }
}

import Foundation
import Testing

/// The laws of the house that a scan can see.
@Suite struct HouseRuleTests {
    /// What each target of ours may import of ours and of others; Foundation and the runtime apart.
    static let mayImport: [String: Set<String>] = [
        "PledgeCore": [],
        "PledgeDecisions": ["PledgeCore"],
        "PledgeLanguage": ["PledgeCore", "PledgeDecisions", "Yams"],
        "PledgeLaw": [],
        "PledgeNotices": ["CXML2", "CZlib", "PledgeCore", "PledgeDecisions", "PledgeLanguage"],
        "PledgeWeb": [
            "PledgeCore", "PledgeDecisions", "PledgeLanguage", "PledgeLedger", "PledgePractice", "Hummingbird",
            "HummingbirdCore", "HummingbirdTLS", "Mustache", "HTTPTypes", "NIOCore", "NIOSSL", "Logging",
            "ServiceLifecycle",
        ],
        "PledgeLedger": ["PledgeCore", "Crypto"],
        "PledgeStore": ["PledgeCore", "PledgeLedger", "CPostgres", "GRDB", "GRDBSQLite"],
        "PledgePractice": [
            "PledgeCore", "PledgeDecisions", "PledgeExchange", "PledgeLedger", "PledgeMatching", "PledgeStore",
            "CArgon2", "CZlib", "Crypto",
        ],
        "PledgeDemo": ["PledgeCore", "PledgeLedger", "PledgePractice"],
        "PledgeExchange": ["PledgeCore"],
        "PledgeMatching": ["PledgeCore"],
        "PledgeMatchingBench": ["PledgeMatching"],
        "PledgeLogSample": ["PledgeCore", "PledgeLedger"],
        "PostgresCluster": [],
        "PledgeReference": ["PledgeCore", "PledgeDecisions"],
        "PledgeBench": ["CountedMalloc", "PledgeCore", "PledgeDecisions", "PledgeLanguage"],
    ]

    private static let runtime: Set<String> = [
        "Foundation", "FoundationEssentials", "Synchronization", "Dispatch", "Glibc", "PackagePlugin",
    ]

    @Test func `the core imports neither Foundation nor a clock`() {
        for file in Repository.product where file.target == "PledgeCore" || file.target == "PledgeDecisions" {
            for name in imports(of: file) where name.hasPrefix("Foundation") || name == "Dispatch" {
                Issue.record("\(file.path) imports \(name): the core is values and functions")
            }
        }
    }

    @Test func `arrows between targets go one way`() {
        for file in Repository.product {
            guard let target = file.target, let allowed = Self.mayImport[target] else { continue }
            for name in imports(of: file) where !Self.runtime.contains(name) {
                #expect(allowed.contains(name), "\(file.path): \(target) may not import \(name)")
            }
        }
    }

    /// Files that may name one, each with its reason.
    static let citing: [String: String] = [
        "Sources/PledgeLanguage/Diagnostics/DiagnosticMessages.swift": "shows how a citation is written",
        "Sources/PledgePractice/Entries/EntryDictionary.swift": "words that entries are packed with, no law",
    ]

    /// A citation in code would be law outside `Law/`.
    ///
    /// Doc comments may name their source.
    @Test func `no citation stands in Swift`() throws {
        let citation = try Regex(#"\b16[04]\.\d{3}|\bCFR\b|\bU\.S\.C\b"#)
        for file in Repository.product where Self.citing[file.path] == nil {
            for string in file.strings {
                #expect(!string.text.contains(citation), "\(file.path):\(string.line): cite it in Law/")
            }
        }
    }

    @Test func `no file names this machine`() {
        // A checkout right under the root or in /tmp has a parent that other texts may name.
        let parent = Repository.root.deletingLastPathComponent().path
        let home = ProcessInfo.processInfo.environment["HOME"] ?? ""
        var paths = [Repository.root.path]
        let common = ["", "/", "/tmp", "/usr", "/var", "/home", "/opt"]
        for path in [parent, home] where !common.contains(path) {
            paths.append(path.hasSuffix("/") ? path : path + "/")
        }
        for file in Repository.texts {
            for path in paths where file.text.contains(path) {
                Issue.record("\(file.path) names a path of this machine")
            }
        }
    }

    @Test func `no file names a package index`() throws {
        // In pieces, so that this file does not name one either.
        let hosts = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "crates" + ".io", "--index" + "-url"]
        for file in Repository.texts {
            for host in hosts where file.text.contains(host) {
                Issue.record("\(file.path) names \(host): the machine's own settings say where packages come from")
            }
        }
    }

    private func imports(of file: SwiftSource) -> [String] {
        let access = ["package", "public", "private", "internal", "fileprivate"]
        return file.code.compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
                words[..<index].allSatisfy({ access.contains($0) || $0.hasPrefix("@") })
            else { return nil }
            return words[index + 1].split(separator: ".").first.map(String.init)
        }
    }
}

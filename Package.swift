// swift-tools-version: 6.1
import PackageDescription

/// One set of strict settings for every target.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "pledge",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "pledge", targets: ["pledge"]),
        .executable(name: "pledge-bench", targets: ["PledgeBench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", exact: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-configuration.git", exact: "1.4.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        .target(name: "PledgeCore"),
        .target(name: "PledgeDecisions", dependencies: ["PledgeCore"]),
        .target(
            name: "PledgeLanguage",
            dependencies: [
                "PledgeCore", "PledgeDecisions", .product(name: "Yams", package: "Yams"),
            ]),
        // Anybody's notice as a document: reading it, what it lacks, what it promises, the program in it, its pages.
        .target(
            name: "PledgeNotices", dependencies: ["CXML2", "CZlib", "PledgeCore", "PledgeDecisions", "PledgeLanguage"]),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .testTarget(
            name: "PledgeNoticesTests",
            dependencies: ["PledgeCore", "PledgeDecisions", "PledgeLanguage", "PledgeLaw", "PledgeNotices"]),
        // The record of what happened: entries, tree, checkpoints, proofs. No database.
        .target(
            name: "PledgeLedger", dependencies: ["PledgeCore", .product(name: "Crypto", package: "swift-crypto")]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        // One SQL over two drivers.
        .target(
            name: "PledgeStore",
            dependencies: [
                "PledgeCore", "PledgeLedger", "CPostgres", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        // Passwords.
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        // The use cases; the one door.
        .target(
            name: "PledgePractice",
            dependencies: [
                "PledgeCore", "PledgeDecisions", "PledgeExchange", "PledgeLedger", "PledgeMatching", "PledgeStore",
                "CArgon2", "CZlib",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        // A year of a practice that does not exist, lived through the one door.
        .target(name: "PledgeDemo", dependencies: ["PledgeCore", "PledgeLedger", "PledgePractice"]),
        // Bytes of others to values: FHIR, HL7 v2, CSV. No store.
        .target(name: "PledgeExchange", dependencies: ["PledgeCore"]),
        // Records of one person, found by weights learned from the records.
        .target(name: "PledgeMatching", dependencies: ["PledgeCore"]),
        .executableTarget(
            name: "pledge-matching-bench", dependencies: ["PledgeCore", "PledgeMatching"],
            path: "Sources/PledgeMatchingBench"),
        .testTarget(
            name: "PledgeMatchingTests", dependencies: ["PledgeCore", "PledgeMatching", "pledge-matching-bench"]),
        // The law as it stood when the program was built: `Law/*.md` as string literals.
        .executableTarget(name: "EmbedLawTool"),
        .plugin(name: "EmbedLaw", capability: .buildTool(), dependencies: ["EmbedLawTool"]),
        .target(name: "PledgeLaw", plugins: ["EmbedLaw"]),
        .target(
            name: "PledgeWeb",
            dependencies: [
                "PledgeCore", "PledgeDecisions", "PledgeLanguage", "PledgeLedger", "PledgePractice",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Mustache", package: "swift-mustache"),
            ]),
        .executableTarget(
            name: "pledge",
            dependencies: [
                "PledgeCore", "PledgeDecisions", "PledgeDemo", "PledgeExchange", "PledgeLanguage", "PledgeLaw",
                "PledgeLedger", "PledgeNotices", "PledgePractice", "PledgeStore", "PledgeWeb",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        // Measures: the common workload.
        .target(name: "CountedMalloc"),
        .executableTarget(
            name: "PledgeBench", dependencies: ["CountedMalloc", "PledgeCore", "PledgeDecisions", "PledgeLanguage"]),
        .testTarget(
            name: "PledgeBenchTests",
            dependencies: ["PledgeBench", "PledgeCore", "PledgeDecisions", "PledgeLanguage"]),
        // Every kept input of the fuzzers, as a test.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "PledgeCore", "PledgeDecisions", "PledgeExchange", "PledgeLanguage", "PledgeLaw", "PledgeNotices",
            ],
            path: "Fuzz/Sources/FuzzTargets"),
        .testTarget(name: "FuzzInputTests", dependencies: ["FuzzTargets"]),
        // The second evaluator, for tests: it reads the data model and nothing else of PledgeDecisions.
        .target(name: "PledgeReference", dependencies: ["PledgeCore", "PledgeDecisions"]),
        .executableTarget(
            name: "pledge-compare",
            dependencies: [
                "PledgeCore", "PledgeDecisions", "PledgeLanguage", "PledgeReference",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/PledgeCompare"),
        .testTarget(
            name: "PledgeReferenceTests", dependencies: ["PledgeCore", "PledgeDecisions", "PledgeReference"]),
        .testTarget(name: "PledgeExchangeTests", dependencies: ["PledgeCore", "PledgeExchange"]),
        // Scans our own sources.
        .testTarget(name: "TidyTests"),
        .testTarget(name: "PledgeCoreTests", dependencies: ["PledgeCore"]),
        .testTarget(
            name: "PledgeLedgerTests",
            dependencies: ["PledgeCore", "PledgeLedger", .product(name: "Crypto", package: "swift-crypto")]),
        // A disk that forgets what was not synced, for tests.
        .target(name: "CrashDisk", linkerSettings: [.linkedLibrary("sqlite3")]),
        // A PostgreSQL server of its own, for tests and measures.
        .target(name: "PostgresCluster"),
        // A process that writes into a practice, for tests to start and to kill.
        .executableTarget(
            name: "practice-caller",
            dependencies: ["PledgeCore", "PledgeLedger", "PledgePractice", "PledgeStore"],
            path: "Tests/PracticeCaller"),
        .testTarget(
            name: "PledgeStoreTests",
            dependencies: [
                "PledgeCore", "PledgeLedger", "PledgeStore", "CrashDisk", "PostgresCluster",
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "PledgePracticeTests",
            dependencies: [
                "CrashDisk", "PledgeCore", "PledgeDecisions", "PledgeExchange", "PledgeLanguage", "PledgeLaw",
                "PledgeLedger",
                "PledgePractice", "PledgeStore", "PostgresCluster", "practice-caller",
            ]),
        // A journal of made-up leaves, for programs of others to check.
        .executableTarget(
            name: "pledge-log-sample", dependencies: ["PledgeCore", "PledgeLedger"], path: "Sources/PledgeLogSample"),
        .executableTarget(
            name: "pledge-journal-bench",
            dependencies: [
                "PledgeCore", "PledgeDecisions", "PledgeExchange", "PledgeLanguage", "PledgeLedger", "PledgePractice",
                "PledgeStore",
                "CPostgres", "PostgresCluster", .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            path: "Sources/PledgeJournalBench"),
        .testTarget(
            name: "PledgeDecisionsTests",
            dependencies: ["PledgeCore", "PledgeDecisions", "PledgeLanguage", "PledgeLaw"]),
        .testTarget(
            name: "PledgeWebTests",
            dependencies: [
                "PledgeCore", "PledgeDecisions", "PledgeDemo", "PledgeLanguage", "PledgeLaw", "PledgeLedger",
                "PledgePractice", "PledgeStore", "PledgeWeb",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ]),
        .testTarget(
            name: "PledgeLanguageTests",
            dependencies: ["PledgeCore", "PledgeDecisions", "PledgeLanguage", "PledgeLaw"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .plugin && target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + strict
}

// Fuzzing builds apart: `Fuzz/run` sets PLEDGE_FUZZ; an ordinary build sees none of it.
if Context.environment["PLEDGE_FUZZ"] != nil {
    for target in package.targets
    where [
        "PledgeCore", "PledgeDecisions", "PledgeExchange", "PledgeLanguage", "PledgeNotices", "FuzzTargets",
    ].contains(target.name) {
        target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(["-sanitize=fuzzer"])]
    }
    package.targets.append(
        .executableTarget(
            name: "PledgeFuzz", dependencies: ["FuzzTargets"], path: "Fuzz/Sources/PledgeFuzz", swiftSettings: strict,
            linkerSettings: [
                // The fuzzer's runtime has a `main` of its own, which lld may leave aside for ours.
                .unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld", "-Xlinker", "--allow-multiple-definition"])
            ]))
}

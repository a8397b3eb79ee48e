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
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0", traits: []),
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
        // The law as it stood when the program was built: `Law/*.md` as string literals.
        .executableTarget(name: "EmbedLawTool"),
        .plugin(name: "EmbedLaw", capability: .buildTool(), dependencies: ["EmbedLawTool"]),
        .target(name: "PledgeLaw", plugins: ["EmbedLaw"]),
        .target(
            name: "PledgeWeb",
            dependencies: [
                "PledgeCore", "PledgeDecisions", "PledgeLanguage",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Mustache", package: "swift-mustache"),
            ]),
        .executableTarget(
            name: "pledge",
            dependencies: [
                "PledgeCore", "PledgeDecisions", "PledgeLanguage", "PledgeLaw", "PledgeWeb",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
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
        // Scans our own sources.
        .testTarget(name: "TidyTests"),
        .testTarget(name: "PledgeCoreTests", dependencies: ["PledgeCore"]),
        .testTarget(
            name: "PledgeDecisionsTests",
            dependencies: ["PledgeCore", "PledgeDecisions", "PledgeLanguage", "PledgeLaw"]),
        .testTarget(
            name: "PledgeWebTests",
            dependencies: [
                "PledgeCore", "PledgeDecisions", "PledgeWeb",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ]),
        .testTarget(
            name: "PledgeLanguageTests",
            dependencies: ["PledgeCore", "PledgeDecisions", "PledgeLanguage", "PledgeLaw"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .plugin {
    target.swiftSettings = (target.swiftSettings ?? []) + strict
}

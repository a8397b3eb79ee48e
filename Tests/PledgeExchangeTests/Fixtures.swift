import Foundation
import PledgeCore
import Testing

@testable import PledgeExchange

/// A digest for tests: FNV-1a of 64 bits.
let testDigest: ContentDigest = { bytes in
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }
}

/// The folder of shared samples, where there is one.
enum Shared {
    static let data: URL? = {
        let repository = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let name = ProcessInfo.processInfo.environment["PLEDGE_SHARED"] ?? "../shared"
        let folder = URL(filePath: name, relativeTo: repository).appending(path: "data")
        return FileManager.default.fileExists(atPath: folder.appending(path: "hl7v2").path) ? folder : nil
    }()

    static var isThere: Bool { data != nil }

    /// Files of a folder by name.
    static func files(_ folder: String, _ end: String) throws -> [URL] {
        let data = try #require(data)
        return try FileManager.default.contentsOfDirectory(
            at: data.appending(path: folder), includingPropertiesForKeys: nil
        )
        .filter { $0.lastPathComponent.hasSuffix(end) }.sorted { $0.path < $1.path }
    }

    static func bytes(_ url: URL) throws -> [UInt8] {
        guard url.pathExtension == "gz" else { return Array(try Data(contentsOf: url)) }
        let unpack = Process()
        unpack.executableURL = URL(filePath: "/usr/bin/env")
        unpack.arguments = ["gzip", "-dc", url.path]
        let output = Pipe()
        unpack.standardOutput = output
        try unpack.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        unpack.waitUntilExit()
        return Array(data)
    }
}

/// A random generator that gives the same numbers for the same seed (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }

    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
}

func readFHIR(_ bytes: [UInt8], _ layout: FHIRReader.Layout = .automatic) -> [ImportRecord] {
    var reader = FHIRReader(layout: layout, digest: testDigest)
    return reader.readAll(bytes)
}

func readFHIR(_ text: String, _ layout: FHIRReader.Layout = .automatic) -> [ImportRecord] {
    readFHIR(Array(text.utf8), layout)
}

func readHL7(_ bytes: [UInt8]) -> [ImportRecord] {
    var reader = HL7Reader(digest: testDigest)
    return reader.readAll(bytes)
}

/// Segments of one message a line; the end of each line is CR.
func readHL7(_ segments: [String]) -> [ImportRecord] {
    readHL7(Array(segments.map { $0 + "\r" }.joined().utf8))
}

func readCSV(_ text: String, _ mapping: CSVMapping = .plain) -> [ImportRecord] {
    var reader = CSVReader(mapping: mapping, digest: testDigest)
    return reader.readAll(Array(text.utf8))
}

extension ImportReader {
    /// Reads in chunks of random sizes.
    mutating func readInChunks(_ bytes: [UInt8], most: Int, _ dice: inout Dice) -> [ImportRecord] {
        var records: [ImportRecord] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let size = 1 + dice.below(most)
            records += read(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        return records + finish()
    }
}

func counts(_ records: [ImportRecord]) -> ImportCounts {
    var counts = ImportCounts()
    for record in records { counts.add(record) }
    return counts
}

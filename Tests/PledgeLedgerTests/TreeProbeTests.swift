import Foundation
import PledgeLedger
import Testing

/// The proofs, good and spoiled, of transparency-dev/merkle (its folder `testdata`, Apache-2.0), where `PLEDGE_PROBES` names
/// that folder; `script/test` does.
@Suite struct TreeProbeTests {
    private static let folder = ProcessInfo.processInfo.environment["PLEDGE_PROBES"]
    /// Skipped and counted without that folder; where CI asks for the whole, its absence fails.
    private static let isWanted = folder != nil || ProcessInfo.processInfo.environment["CI"] == "true"

    private struct Inclusion: Decodable {
        var leafIdx: UInt64
        var treeSize: UInt64
        var root: Data?
        var leafHash: Data?
        var proof: [Data]?
        var wantErr: Bool
    }

    private struct Consistency: Decodable {
        var size1: UInt64
        var size2: UInt64
        var root1: Data?
        var root2: Data?
        var proof: [Data]?
        var wantErr: Bool
    }

    private static func files(_ kind: String) throws -> [URL] {
        let folder = URL(fileURLWithPath: try #require(folder)).appending(path: kind)
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
        return found.compactMap { $0 as? URL }.filter { $0.pathExtension == "json" }
    }

    private struct NoHash: Error {}

    /// Where any root will do a probe has a text instead; its hash tells it from other texts.
    private static func hash(_ data: Data?) throws -> MerkleHash {
        guard let data, !data.isEmpty else { throw NoHash() }
        return MerkleHash(bytes: Array(data)) ?? MerkleHashing.leaf(Array(data))
    }

    private func expect(_ wantErr: Bool, _ file: URL, _ verify: () throws -> Void) {
        do {
            try verify()
            #expect(!wantErr, "\(file.path): believed")
        } catch {
            #expect(wantErr, "\(file.path): \(error)")
        }
    }

    @Test(.enabled(if: isWanted)) func `every inclusion probe is believed or not, as it says`() throws {
        let files = try Self.files("inclusion")
        #expect(files.count == 98)
        for file in files {
            let probe = try JSONDecoder().decode(Inclusion.self, from: Data(contentsOf: file))
            expect(probe.wantErr, file) {
                let proof = InclusionProof(
                    index: Int(truncatingIfNeeded: probe.leafIdx), size: Int(truncatingIfNeeded: probe.treeSize),
                    hashes: try (probe.proof ?? []).map(Self.hash))
                try proof.verify(leaf: Self.hash(probe.leafHash), root: Self.hash(probe.root))
            }
        }
    }

    @Test(.enabled(if: isWanted)) func `every consistency probe is believed or not, as it says`() throws {
        let files = try Self.files("consistency")
        #expect(files.count == 98)
        for file in files {
            let probe = try JSONDecoder().decode(Consistency.self, from: Data(contentsOf: file))
            // It treats a proof from nothing as a mistake; the witness protocol wants it, with no hashes.
            let isFromNothing = probe.size1 == 0 && file.lastPathComponent == "size1-is-zero-and-size2-is-not-zero.json"
            expect(probe.wantErr && !isFromNothing, file) {
                let proof = ConsistencyProof(
                    oldSize: Int(truncatingIfNeeded: probe.size1), newSize: Int(truncatingIfNeeded: probe.size2),
                    hashes: try (probe.proof ?? []).map(Self.hash))
                try proof.verify(oldRoot: Self.hash(probe.root1), newRoot: Self.hash(probe.root2))
            }
        }
    }
}

import Foundation
import PledgeLedger

/// Entries verified a second from tiles and a public key.
struct VerifyBench {
    private let entries: Int

    init(entries: Int) { self.entries = entries }

    func run() throws {
        let log = try TileLog(entries: entries)
        var rates: [Double] = []
        for _ in 0..<5 {
            let seconds = try Figure.seconds {
                let check = TileFolderCheck(logKey: log.key) { log.files[$0] }
                guard try check.run(checkpoint: log.checkpoint).isWhole else {
                    throw BenchError("the log is not whole")
                }
            }
            rates.append(Double(entries) / seconds)
        }
        Figure(name: "entries verified, one core", values: rates, unit: "per second", limit: 1_000_000).tell()
    }
}

/// A log of leaves of 32 bytes, in memory.
private struct TileLog {
    let key: NoteKey
    let checkpoint: [UInt8]
    let files: [TilePath: [UInt8]]

    init(entries: Int) throws {
        guard let name = NoteName("bench.invalid/journal") else { throw BenchError("a name is none") }
        let signer = try NoteSigner(name: name, seed: [UInt8](repeating: 7, count: 32))
        var tiles = TileWriter()
        var bundles = EntryBundleWriter()
        var files: [TilePath: [UInt8]] = [:]
        for number in 0..<entries {
            var leaf = [UInt8](repeating: 0, count: 32)
            for index in 0..<8 { leaf[index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
            for file in tiles.append(MerkleHashing.leaf(leaf)) { files[file.path] = file.bytes }
            if let bundle = try bundles.append(leaf) { files[bundle.path] = bundle.bytes }
        }
        for file in tiles.partialTiles() { files[file.path] = file.bytes }
        if let bundle = bundles.partialBundle { files[bundle.path] = bundle.bytes }
        key = signer.key
        checkpoint = try signer.note(try Checkpoint(origin: name.text, size: entries, root: tiles.root).text).bytes
        self.files = files
    }
}

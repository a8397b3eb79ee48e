import Foundation
import PledgeCore
import PledgeLedger

/// A made-up log as a folder: what a reader of tiles needs, and proofs for other programs to check.
///
/// Shape: `vkey`, `witness-vkey`, `checkpoint` (cosigned), `tile/...`; `older/checkpoint` and `older/consistency`;
/// `receipts/N.tlog-proof` with `receipts/N.leaf`; `probes` with proofs, many of them spoiled, and our answer to each.
///
/// The keys are the published ones of a test: nobody may trust them.
struct SampleLog {
    let folder: URL
    let count: Int
    let seed: UInt64

    func write() throws {
        let files = Files(folder: folder)
        let (log, witness) = try keys()
        try files.write([log.key.text], "vkey")
        try files.write([witness.key.text], "witness-vkey")

        let olderSize = max(1, count * 2 / 3)
        let (root, olderRoot) = try entries(to: files, olderSize: olderSize)
        let origin = log.key.name.text
        let checkpoint = try Checkpoint(origin: origin, size: count, root: root)
        let note = try log.note(checkpoint.text)
            .adding([witness.cosign(checkpoint, at: Instant(seconds: 1_767_225_600))])
        try files.write(note.bytes, "checkpoint")
        let older = try Checkpoint(origin: origin, size: olderSize, root: olderRoot)
        try files.write(try log.note(older.text).bytes, "older/checkpoint")

        var reader = TileHashReader(size: count) { try files.read($0.text) }
        let consistency = try ConsistencyProof(oldSize: olderSize, newSize: count) { try reader.hash($0) }
        try consistency.verify(oldRoot: olderRoot, newRoot: root)
        try files.write(["old \(olderSize)", "new \(count)"] + consistency.hashes.map(\.base64), "older/consistency")

        for index in receiptIndexes() {
            let proof = try InclusionProof(index: index, size: count) { try reader.hash($0) }
            let leaf = try leaf(index, files: files)
            let receipt = try TileLogProof(proof: proof, note: note)
            _ = try receipt.verify(
                leaf: MerkleHashing.leaf(leaf), origin: origin, logKey: log.key, witnesses: [witness.key],
                witnessesMin: 1)
            try files.write(receipt.bytes, "receipts/\(index).tlog-proof")
            try files.write(leaf, "receipts/\(index).leaf")
        }
        try files.write(SampleProbes(seed: seed).lines(), "probes")
    }

    private func keys() throws -> (log: NoteSigner, witness: Cosigner) {
        guard let name = NoteName("example.com/ledger-test"), let witness = NoteName("witness.example/w1") else {
            throw CocoaError(.formatting)
        }
        let log = try NoteSigner(name: name, seed: Array(0..<32))
        return (log, try Cosigner(name: witness, seed: Array(32..<64)))
    }

    /// Writes every entry and every tile; the partial tiles of both checkpoints stay.
    private func entries(to files: Files, olderSize: Int) throws -> (root: MerkleHash, olderRoot: MerkleHash) {
        var random = SplitMix64(seed: seed)
        var (tiles, bundles, frontier) = (TileWriter(), EntryBundleWriter(), TreeFrontier())
        var olderRoot = MerkleHashing.empty
        for index in 0..<count {
            let entry = made(index, random: &random)
            let leaf = MerkleHashing.leaf(entry)
            frontier.append(leaf)
            for file in tiles.append(leaf) { try files.write(file.bytes, file.path.text) }
            if let file = try bundles.append(entry) { try files.write(file.bytes, file.path.text) }
            if index + 1 == olderSize || index + 1 == count {
                for file in tiles.partialTiles() { try files.write(file.bytes, file.path.text) }
                if let file = bundles.partialBundle { try files.write(file.bytes, file.path.text) }
                if index + 1 == olderSize { olderRoot = frontier.root }
            }
        }
        precondition(frontier.root == tiles.root, "two ways to the root agree")
        return (frontier.root, olderRoot)
    }

    /// An entry: mostly 64 to 200 bytes; now and then none at all, rarely the longest there may be.
    private func made(_ index: Int, random: inout SplitMix64) -> [UInt8] {
        let draw = Int.random(in: 0..<20_000, using: &random)
        let length = draw == 0 ? EntryBundle.entryBytesMax : draw < 20 ? 0 : 64 + draw % 137
        var entry: [UInt8] = []
        entry.reserveCapacity(length + 8)
        while entry.count < length {
            let word = random.next()
            withUnsafeBytes(of: word.littleEndian) { entry += $0 }  // SAFETY: the bytes are copied at once.
        }
        return Array(entry.prefix(length))
    }

    private func receiptIndexes() -> [Int] {
        var random = SplitMix64(seed: seed &+ 1)
        let corners = [0, 1, 255, 256, 65_535, 65_536, count / 2, count - 2, count - 1]
        let drawn = (0..<12).map { _ in Int.random(in: 0..<count, using: &random) }
        return Set(corners + drawn).filter { (0..<count).contains($0) }.sorted()
    }

    private func leaf(_ index: Int, files: Files) throws -> [UInt8] {
        let layout = TileLayout(size: count)
        guard let path = layout.bundle(number: index / TilePath.widthFull), let bytes = try files.read(path.text)
        else { throw CocoaError(.fileReadNoSuchFile) }
        return Array(try EntryBundle.decode(bytes, count: path.width)[index % TilePath.widthFull])
    }
}

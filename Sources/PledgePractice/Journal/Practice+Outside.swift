package import PledgeLedger
import PledgeStore

extension Practice {
    /// The public key that checkpoints are signed with, as text.
    package func verifierKey() throws -> String {
        let head = try read { reader, _ in reader.head }
        return try Journal.signer(head.origin, journal.chain.signing).key.text
    }

    /// Compares the database with the checkpoint kept outside.
    ///
    /// - Throws: `PracticeError.tampered` where the database is older than what was seen, or another.
    func checkOutside() throws {
        guard let text = journal.outside.checkpoint() else {
            guard try read({ reader, _ in reader.head.size }) > 0 else { return }
            throw PracticeError.tampered(
                "the checkpoint kept outside (\(journal.outside.path)/checkpoint) is gone: put it back from a copy; if "
                    + "there is none, make an empty file of that name, which says that a person looked")
        }
        if text.isEmpty { return }
        try read { reader, connection in
            let head = reader.head
            let key = try Journal.signer(head.origin, self.journal.chain.signing).key
            let outside: VerifiedCheckpoint
            let ours: VerifiedCheckpoint
            do {
                outside = try VerifiedCheckpoint(opening: Array(text.utf8), origin: head.origin, logKey: key)
                ours = try VerifiedCheckpoint(opening: Array(head.checkpoint.utf8), origin: head.origin, logKey: key)
            } catch {
                throw PracticeError.tampered(
                    "the checkpoint kept outside (\(self.journal.outside.path)) is not this journal's: \(error)")
            }
            switch CheckpointRelation(ours: ours, outside: outside) {
            case .same: return
            case .grown: try self.checkGrown(outside.checkpoint, head, connection)
            case .rolledBack(let count):
                throw PracticeError.tampered(
                    "the database was put back to an older state: \(count) entries that were signed are missing; see "
                        + "`pledge restore --help`")
            case .forked, .otherLog:
                throw PracticeError.tampered("the database holds another history than the checkpoint kept outside")
            }
        }
    }

    /// Checks that the journal began as an older checkpoint says.
    private func checkGrown(_ older: Checkpoint, _ head: JournalHead, _ connection: any StoreConnection) throws {
        guard older.size > 0 else { return }
        var tiles = TileHashReader(size: Int(head.size)) { try StoredTiles.bytes($0, connection) }
        do {
            let proof = try ConsistencyProof(oldSize: older.size, newSize: Int(head.size)) { try tiles.hash($0) }
            try proof.verify(oldRoot: older.root, newRoot: head.frontier.root)
        } catch is TreeError {
            throw PracticeError.tampered(
                "the journal does not go on from the checkpoint kept outside: its past was changed")
        }
    }
}

package import PledgeCore

/// A checkpoint that its log signed.
package struct VerifiedCheckpoint: Hashable, Sendable {
    /// A witness and when it saw the checkpoint.
    package struct Cosignature: Hashable, Sendable {
        package let key: NoteKey
        package let time: Instant
    }

    package let checkpoint: Checkpoint
    /// The key that signed.
    package let logKey: NoteKey
    /// Witnesses that were asked for and signed, in the order they stand.
    package let cosignatures: [Cosignature]

    /// Reads the signed note of a checkpoint and verifies it.
    ///
    /// - Parameters:
    ///   - note: The bytes of the note.
    ///   - origin: The first line; another is another log.
    ///   - logKey: The log's key; must have signed.
    ///   - witnesses: Keys of witnesses; a bad signature of one of them refuses the note.
    ///   - witnessesMin: How many of them must have signed.
    /// - Throws: `NoteError` that says what is wrong.
    package init(
        opening note: [UInt8], origin: String, logKey: NoteKey, witnesses: [NoteKey] = [], witnessesMin: Int = 0
    ) throws(NoteError) {
        try self.init(
            verifying: try SignedNote(bytes: note), origin: origin, logKey: logKey, witnesses: witnesses,
            witnessesMin: witnessesMin)
    }

    /// Verifies the signed note of a checkpoint.
    ///
    /// - Parameters:
    ///   - note: The note.
    ///   - origin: The first line; another is another log.
    ///   - logKey: The log's key; must have signed.
    ///   - witnesses: Keys of witnesses; a bad signature of one of them refuses the note.
    ///   - witnessesMin: How many of them must have signed.
    /// - Throws: `NoteError` that says what is wrong.
    package init(
        verifying note: SignedNote, origin: String, logKey: NoteKey, witnesses: [NoteKey] = [], witnessesMin: Int = 0
    ) throws(NoteError) {
        guard logKey.kind == .note, witnesses.allSatisfy({ $0.kind == .cosignature }) else {
            throw NoteError(.unsupportedKey, "a log signs with a key of kind 1, a witness with one of kind 4")
        }
        let checkpoint = try Checkpoint(text: note.text)
        guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
            throw NoteError(.wrongOrigin, "the checkpoint is of the log `\(checkpoint.origin)`, not of `\(origin)`")
        }
        let found = try note.verified(by: [logKey] + witnesses)
        guard found.contains(where: { $0.key == logKey }) else {
            throw NoteError(.unsigned, "the log `\(logKey.name)` did not sign the checkpoint")
        }
        let cosignatures = found.compactMap { key, signature in
            key.kind == .cosignature
                ? signature.cosignedSeconds.map { Cosignature(key: key, time: Instant(seconds: $0)) } : nil
        }
        // Keys of one name are one witness.
        let count = Set(cosignatures.map(\.key.name)).count
        guard count >= witnessesMin else {
            let words = "\(count) witnesses signed the checkpoint"
            throw NoteError(.fewWitnesses, "\(words), and \(witnessesMin) are asked for")
        }
        self.checkpoint = checkpoint
        self.logKey = logKey
        self.cosignatures = cosignatures
    }
}

/// How a checkpoint of ours stands to one that was seen outside: in a receipt, in a second file, at a witness.
package enum CheckpointRelation: Hashable, Sendable {
    /// The same tree.
    case same
    /// Ours has more entries: a consistency proof must show that it began as the other.
    case grown(by: Int)
    /// The one outside has more entries: ours was set back to an older state.
    case rolledBack(by: Int)
    /// As many entries and another root: one of the two was made after the fact.
    case forked
    /// They are of two logs.
    case otherLog

    /// Compares two checkpoints; both must have been verified.
    package init(ours: VerifiedCheckpoint, outside: VerifiedCheckpoint) {
        let (ours, outside) = (ours.checkpoint, outside.checkpoint)
        guard ours.origin.utf8.elementsEqual(outside.origin.utf8) else {
            self = .otherLog
            return
        }
        if ours.size == outside.size {
            self = ours.root == outside.root ? .same : .forked
        } else if ours.size > outside.size {
            self = .grown(by: ours.size - outside.size)
        } else {
            self = .rolledBack(by: outside.size - ours.size)
        }
    }
}

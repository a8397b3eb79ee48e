import Crypto
import PledgeCore
import PledgeLedger
import Testing

extension NoteSignedTests {
    /// Eight digits of a key's id, straight from the definition.
    static func keyID(name: String, typed: [UInt8]) -> String {
        Hexadecimal.encode(SHA256.hash(data: Array(name.utf8) + [0x0A] + typed).prefix(4))
    }
}

/// Known answers made with one library and verified with two others; then everything spoiled.
@Suite struct NoteCheckpointTests {
    static let logKey = "example.com/ledger-test+c62fdc89+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    static let witnessKey = "witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X"
    static let origin = "example.com/ledger-test"
    static let note = """
        example.com/ledger-test
        8
        XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=

        — example.com/ledger-test xi/ciRkFHiVHjRqm4UD9GlHiGLS2RkrU9JA5hh6U8bf81UbQZJpaGey5AEDtrv8/fVSEcWvfIREseD292ExGsnKr0wc=
        — witness.example/w1 IDJKvgAAAABpVbkAwMAOnPIpusREVWTSOCiEdtgdu3pJotQ2eiQUc/ZLU/w2U7oang1DQfD10jg1VRSnNZKNY1UcKi9/v427+v+0BQ==

        """
    static let time = Instant(seconds: 1_767_225_600)

    static func signer() throws -> NoteSigner {
        try NoteSigner(name: try #require(NoteName(origin)), seed: [UInt8](0..<32))
    }

    static func witness(_ name: String = "witness.example/w1", first: UInt8 = 32) throws -> Cosigner {
        try Cosigner(name: try #require(NoteName(name)), seed: [UInt8](first..<(first + 32)))
    }

    @Test func `the cosigned checkpoint is the known answer, byte for byte`() throws {
        let (log, witness) = (try Self.signer(), try Self.witness())
        #expect(log.key.text == Self.logKey)
        #expect(witness.key.text == Self.witnessKey)
        let root = try #require(MerkleHash(hex: TreeVectorTests.roots[8]))
        let checkpoint = try Checkpoint(origin: Self.origin, size: 8, root: root)
        let note = try log.note(checkpoint.text).adding([witness.cosign(checkpoint, at: Self.time)])
        #expect(String(decoding: note.bytes, as: UTF8.self) == Self.note)
        let verified = try VerifiedCheckpoint(
            opening: Array(Self.note.utf8), origin: Self.origin, logKey: log.key, witnesses: [witness.key],
            witnessesMin: 1)
        #expect(verified.checkpoint == checkpoint)
        #expect(verified.cosignatures.map(\.time) == [Self.time])
        #expect(verified.cosignatures.map(\.key) == [witness.key])
    }

    @Test func `the checkpoint of 300 leaves is the known answer`() throws {
        let checkpoint = try Checkpoint(origin: Self.origin, size: 300, root: TreeLog(count: 300).root)
        #expect(
            try Self.signer().sign(checkpoint.text).line
                == "— example.com/ledger-test xi/ciWOJ6gUvuomCJ/DplwnDQ/VLPmuo3cV0kZdDaJPQ6jVunbqanHj0jxhkx1igVArKqLhVo0kQ9Oq8hhor84ddMgI="
        )
    }

    private func open(
        _ note: String, origin: String = origin, witnesses: [NoteKey] = [], min: Int = 0
    ) throws -> VerifiedCheckpoint {
        try VerifiedCheckpoint(
            opening: Array(note.utf8), origin: origin, logKey: try NoteKey(text: Self.logKey), witnesses: witnesses,
            witnessesMin: min)
    }

    @Test func `no bit of a cosigned checkpoint can be turned`() throws {
        let (log, witness) = (try NoteKey(text: Self.logKey), try NoteKey(text: Self.witnessKey))
        let good = Array(Self.note.utf8)
        func code(_ bytes: [UInt8]) throws -> NoteError.Code? {
            do throws(NoteError) {
                _ = try VerifiedCheckpoint(
                    opening: bytes, origin: Self.origin, logKey: log, witnesses: [witness], witnessesMin: 1)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(try code(good) == nil)
        for index in good.indices {
            for bit in 0..<8 {
                var bytes = good
                bytes[index] ^= 1 << bit
                #expect(try code(bytes) != nil, "bit \(bit) of byte \(index)")
            }
        }
    }

    @Test func `a checkpoint of another log, or without its signature, is refused`() throws {
        #expect(try open(Self.note).checkpoint.size == 8)
        func code(_ body: () throws -> VerifiedCheckpoint) -> NoteError.Code? {
            #expect(throws: NoteError.self) { try body() }?.code
        }
        #expect(code { try open(Self.note, origin: "example.com/other") } == .wrongOrigin)
        let lines = Self.note.split(separator: "\n", omittingEmptySubsequences: false)
        let witnessOnly = (lines[..<4] + lines[5...]).joined(separator: "\n")
        let witness = try NoteKey(text: Self.witnessKey)
        #expect(code { try open(witnessOnly) } == .unsigned)
        #expect(code { try open(witnessOnly, witnesses: [witness], min: 1) } == .unsigned)
        let logOnly = (lines[..<5] + lines[6...]).joined(separator: "\n")
        #expect(try open(logOnly, witnesses: [witness]).cosignatures.isEmpty)
        #expect(code { try open(logOnly, witnesses: [witness], min: 1) } == .fewWitnesses)
        #expect(code { try open(Self.note, witnesses: [try NoteKey(text: Self.logKey)]) } == .unsupportedKey)
    }

    @Test func `a witness counts once, whatever it signs`() throws {
        let (log, checkpoint) = (try Self.signer(), try open(Self.note).checkpoint)
        let (first, second) = (try Self.witness(), try Self.witness("witness.example/w2", first: 64))
        let twin = try Self.witness("witness.example/w1", first: 96)
        func note(_ signatures: [NoteSignature]) throws -> String {
            String(decoding: try log.note(checkpoint.text).adding(signatures).bytes, as: UTF8.self)
        }
        let later = Instant(seconds: Self.time.seconds + 1)
        let both = try note([first.cosign(checkpoint, at: Self.time), second.cosign(checkpoint, at: later)])
        #expect(try open(both, witnesses: [first.key, second.key], min: 2).cosignatures.count == 2)
        let twice = try note([first.cosign(checkpoint, at: Self.time), first.cosign(checkpoint, at: later)])
        #expect(throws: NoteError.self) { try open(twice, witnesses: [first.key, second.key], min: 2) }
        let twins = try note([first.cosign(checkpoint, at: Self.time), twin.cosign(checkpoint, at: later)])
        #expect(throws: NoteError.self) { try open(twins, witnesses: [first.key, twin.key], min: 2) }
        #expect(throws: NoteError.self) { try first.cosign(checkpoint, at: Instant(seconds: -1)) }
    }

    @Test func `a cosignature's time is signed`() throws {
        let (log, checkpoint, witness) = (try Self.signer(), try open(Self.note).checkpoint, try Self.witness())
        let good = try witness.cosign(checkpoint, at: Self.time)
        for index in 0..<good.payload.count {
            var payload = good.payload
            payload[index] ^= 0x80
            let id = stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: good.keyID >> $0) }
            let line = "— \(good.name) \(Base64.encode(id + payload))\n"
            let bytes = try log.note(checkpoint.text).bytes + Array(line.utf8)
            let error = #expect(throws: NoteError.self) {
                try VerifiedCheckpoint(opening: bytes, origin: Self.origin, logKey: log.key, witnesses: [witness.key])
            }
            #expect(error?.code == .badSignature, "byte \(index)")
        }
    }

    // MARK: Text

    static let root = MerkleHashing.empty.base64

    @Test func `extension lines are kept and signed`() throws {
        let text = "o\n0\n\(Self.root)\nfirst\nsecond line\n"
        let checkpoint = try Checkpoint(text: text)
        #expect(checkpoint.extensions == ["first", "second line"])
        #expect(checkpoint.text == text)
        #expect(try Checkpoint(text: "o\n9223372036854775807\n\(Self.root)\n").size == Int.max)
        let most = String(repeating: "e\n", count: 16)
        #expect(try Checkpoint(text: "o\n0\n\(Self.root)\n\(most)").extensions.count == 16)
        let error = #expect(throws: NoteError.self) { try Checkpoint(text: "o\n0\n\(Self.root)\n\(most)e\n") }
        #expect(error?.code == .tooLarge)
    }

    @Test(arguments: [
        "", "\n", "o", "o\n", "o\n1\n", "o\n1\n\(root)", "\n1\n\(root)\n", "o\n\n\(root)\n", "o\n01\n\(root)\n",
        "o\n-1\n\(root)\n", "o\n+1\n\(root)\n", "o\n1 \n\(root)\n", "o\n 1\n\(root)\n", "o\n1.0\n\(root)\n",
        "o\n0x1\n\(root)\n",
        "o\n1_0\n\(root)\n",
        "o\n٣\n\(root)\n", "o\n9223372036854775808\n\(root)\n", "o\n99999999999999999999999\n\(root)\n", "o\n1\n\n",
        "o\n1\n\(root.dropLast())\n", "o\n1\n\(root)=\n", "o\n1\n\(root) \n", "o\n1\nAAAA\n", "o\n1\n\(root)\n\n",
        "o\n1\n\(root)\n\nx\n", "o\n1\n\(root)\nx",
    ])
    func `another form is no checkpoint`(text: String) {
        let error = #expect(throws: NoteError.self) { try Checkpoint(text: text) }
        #expect(error?.code == .malformed)
    }

    @Test func `a checkpoint of several lines in one is not made`() {
        for (origin, extensions) in [("", []), ("a\nb", []), ("o", [""]), ("o", ["a\nb"]), ("o\t", [])] {
            #expect(throws: NoteError.self) {
                try Checkpoint(origin: origin, size: 1, root: MerkleHashing.empty, extensions: extensions)
            }
        }
        #expect(throws: NoteError.self) { try Checkpoint(origin: "o", size: -1, root: MerkleHashing.empty) }
    }

    // MARK: Ours and theirs

    @Test func `ours and one from outside: same, grown, set back, forked, another log`() throws {
        func verified(_ size: Int, _ leaf: UInt8, origin: String = Self.origin) throws -> VerifiedCheckpoint {
            let checkpoint = try Checkpoint(origin: origin, size: size, root: MerkleHashing.leaf([leaf]))
            let signer = try Self.signer()
            return try VerifiedCheckpoint(
                opening: try signer.note(checkpoint.text).bytes, origin: origin, logKey: signer.key)
        }
        let ours = try verified(10, 1)
        #expect(CheckpointRelation(ours: ours, outside: try verified(10, 1)) == .same)
        #expect(CheckpointRelation(ours: ours, outside: try verified(7, 2)) == .grown(by: 3))
        #expect(CheckpointRelation(ours: ours, outside: try verified(12, 2)) == .rolledBack(by: 2))
        #expect(CheckpointRelation(ours: ours, outside: try verified(10, 2)) == .forked)
        #expect(CheckpointRelation(ours: ours, outside: try verified(10, 1, origin: "example.com/x")) == .otherLog)
        #expect(CheckpointRelation(ours: ours, outside: try verified(Int.max, 1)) == .rolledBack(by: Int.max - 10))
    }
}

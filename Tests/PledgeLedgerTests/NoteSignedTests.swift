import PledgeCore
import PledgeLedger
import Testing

/// Published and own known answers of C2SP signed-note; then everything spoiled.
@Suite struct NoteSignedTests {
    static let knownKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    static let knownNote = """
        This is an example message.

        — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

        """

    private func signers(_ count: Int) throws -> [NoteSigner] {
        try (0..<count).map { number in
            try NoteSigner(
                name: try #require(NoteName("key-\(number)")), seed: [UInt8](repeating: UInt8(number), count: 32))
        }
    }

    @Test func `the published note is verified, and written again as it was`() throws {
        let key = try NoteKey(text: Self.knownKey)
        #expect(key.text == Self.knownKey)
        #expect(key.id == 0x530d_903a)
        let note = try SignedNote(bytes: Array(Self.knownNote.utf8))
        #expect(note.text == "This is an example message.\n")
        #expect(note.bytes == Array(Self.knownNote.utf8))
        let found = try note.verified(by: [key])
        #expect(found.map(\.key) == [key])
    }

    @Test func `no bit of a note can be turned`() throws {
        let key = try NoteKey(text: Self.knownKey)
        let good = Array(Self.knownNote.utf8)
        func isVerified(_ bytes: [UInt8]) throws -> Bool {
            do throws(NoteError) {
                _ = try SignedNote(bytes: bytes).verified(by: [key])
                return true
            } catch {
                return false
            }
        }
        #expect(try isVerified(good))
        for index in good.indices {
            for bit in 0..<8 {
                var bytes = good
                bytes[index] ^= 1 << bit
                #expect(try !isVerified(bytes), "bit \(bit) of byte \(index)")
            }
            #expect(try !isVerified(Array(good[..<index])), "cut off at \(index)")
        }
        #expect(try !isVerified(good + [0x0A]))
        #expect(try !isVerified([0x0A] + good))
    }

    @Test func `unknown keys are left aside, a known bad one refuses, none refuses`() throws {
        let (signers, text) = (try signers(3), "one\n\ntwo\n")
        let keys = signers.map(\.key)
        let signatures = try signers.map { signer throws(NoteError) in try signer.sign(text) }
        let note = try SignedNote(text: text, signatures: signatures)
        #expect(try SignedNote(bytes: note.bytes) == note)
        #expect(try note.verified(by: keys).map(\.key) == keys)
        #expect(try note.verified(by: [keys[1]]).map(\.key) == [keys[1]])

        func code(_ note: SignedNote, _ keys: [NoteKey]) -> NoteError.Code? {
            #expect(throws: NoteError.self) { try note.verified(by: keys) }?.code
        }
        #expect(code(note, []) == .unsigned)
        let stranger = try NoteSigner(name: keys[0].name, seed: [UInt8](repeating: 99, count: 32))
        #expect(code(note, [stranger.key]) == .unsigned)
        // The first signature is of another text; the second alone would do.
        let mixed = try SignedNote(text: text, signatures: [signers[0].sign("other\n"), signers[1].sign(text)])
        #expect(try mixed.verified(by: [keys[1]]).count == 1)
        #expect(code(mixed, [keys[0], keys[1]]) == .badSignature)
        // A second, bad signature of a key refuses, too.
        let twice = try SignedNote(text: text, signatures: [signers[0].sign(text), signers[0].sign("other\n")])
        #expect(code(twice, [keys[0]]) == .badSignature)
        let same = try SignedNote(text: text, signatures: [signers[0].sign(text), signers[0].sign(text)])
        #expect(try same.verified(by: [keys[0], keys[0]]).count == 1)
    }

    @Test func `many signatures are read, more are refused`() throws {
        let text = "text\n"
        let signatures = try signers(65).map { signer throws(NoteError) in try signer.sign(text) }
        let most = try SignedNote(text: text, signatures: Array(signatures.prefix(64)))
        #expect(try SignedNote(bytes: most.bytes).signatures.count == 64)
        let more = most.bytes + Array((signatures[64].line + "\n").utf8)
        #expect(try #require(throws: NoteError.self) { try SignedNote(bytes: more) }.code == .tooLarge)
        #expect(try #require(throws: NoteError.self) { try most.adding([signatures[64]]) }.code == .tooLarge)
        let long = [UInt8](repeating: 0x61, count: SignedNote.bytesMax) + Array(Self.knownNote.utf8)
        #expect(try #require(throws: NoteError.self) { try SignedNote(bytes: long) }.code == .tooLarge)
    }

    @Test func `signatures of kinds we do not know are left aside`() throws {
        let (signer, text) = (try signers(1)[0], "text\n")
        // As long as one of ML-DSA-44 with its time.
        let payload = Base64.encode([1, 2, 3, 4] + [UInt8](repeating: 5, count: 8 + 2420))
        let bytes = try signer.note(text).bytes + Array("— witness.example/pq \(payload)\n".utf8)
        let note = try SignedNote(bytes: bytes)
        #expect(note.signatures.count == 2)
        #expect(note.bytes == bytes)
        #expect(try note.verified(by: [signer.key]).count == 1)
    }

    private static let line = knownNote.split(separator: "\n")[1]

    @Test(arguments: [
        "", "\n", "\n\n", "text", "text\n", "text\n\n", "text\n\n\n", "\(line)\n", "text\n\(line)\n", "text\n\n\(line)",
        "text\n\n\(line)\n\n",
        "text\n\nnot a signature\n", "text\n\n— example.com/foo\n", "text\n\n— example.com/foo \n",
        "text\n\n—  Uw2QOkn8\n", "text\n\n— example.com/foo Uw2QOg==\n", "text\n\n— example.com/foo Uw2QOkn8 \n",
        "text\n\n— example.com/foo Uw2QOkn8 more\n", "text\n\n— example.com/foo  Uw2QOkn8\n",
        "text\n\n— a+b Uw2QOkn8\n",
        "text\n\n— a\u{A0}b Uw2QOkn8\n", "text\n\n— a\u{2028}b Uw2QOkn8\n", "text\n\n— foo Uw2QOkn\n",
        "text\n\n— foo Uw2QOkn8=\n", "text\n\n- foo Uw2QOkn8\n", "te\txt\n\n\(line)\n", "text\r\n\n\(line)\n",
        "te\0xt\n\n\(line)\n",
    ])
    func `another form is no note`(text: String) {
        let error = #expect(throws: NoteError.self) { try SignedNote(bytes: Array(text.utf8)) }
        #expect(error?.code == .malformed)
    }

    @Test func `bytes that are no text are no note`() {
        for bytes: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]] {
            let error = #expect(throws: NoteError.self) {
                try SignedNote(bytes: bytes + Array(Self.knownNote.utf8))
            }
            #expect(error?.code == .malformed)
        }
    }

    // MARK: Keys

    @Test(arguments: [
        "", "+", "++", "example.com/foo", "example.com/foo+530d903a",
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2l",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
        "example.com/foo+530d903a+", "example com+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    ])
    func `another form is no key`(text: String) {
        #expect(throws: NoteError.self) { try NoteKey(text: text) }
    }

    @Test func `every letter of a key counts`() {
        for index in Self.knownKey.utf8.indices {
            var bytes = Array(Self.knownKey.utf8)
            bytes[Self.knownKey.utf8.distance(from: Self.knownKey.startIndex, to: index)] ^= 1
            #expect(throws: NoteError.self) { try NoteKey(text: String(decoding: bytes, as: UTF8.self)) }
        }
    }

    @Test func `a key of a kind that we cannot verify with is named so`() throws {
        // Kind 6 is ML-DSA-44.
        let id = NoteSignedTests.keyID(name: "example.com/pq", typed: [6])
        let named = #expect(throws: NoteError.self) { try NoteKey(text: "example.com/pq+\(id)+Bg==") }
        #expect(named?.code == .unsupportedKey)
        let name = try #require(NoteName("short"))
        #expect(throws: NoteError.self) { try NoteKey(name: name, kind: .note, publicKey: [1, 2, 3]) }
        #expect(throws: NoteError.self) { try NoteSigner(name: name, seed: [1, 2, 3]) }
    }

    @Test func `a key that is no point of the curve verifies nothing and ends nothing`() throws {
        let name = try #require(NoteName("key-0"))
        let signature = try signers(1)[0].sign("text\n")
        for byte in [UInt8(0), 0x7F, 0xFF] {
            let key = try NoteKey(name: name, kind: .note, publicKey: [UInt8](repeating: byte, count: 32))
            #expect(try NoteKey(text: key.text) == key)
            let note = try SignedNote(text: "text\n", signatures: [signature])
            #expect(throws: NoteError.self) { try note.verified(by: [key]) }
        }
    }

    @Test func `names that look alike are two`() throws {
        let composed = try #require(NoteName("caf\u{E9}"))
        let decomposed = try #require(NoteName("cafe\u{301}"))
        #expect(composed.text == decomposed.text)
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        let signer = try NoteSigner(name: composed, seed: [UInt8](0..<32))
        #expect(try SignedNote(bytes: signer.note("text\n").bytes).verified(by: [signer.key]).count == 1)
        let twin = try NoteKey(name: decomposed, kind: .note, publicKey: signer.key.publicKey)
        #expect(throws: NoteError.self) { try signer.note("text\n").verified(by: [twin]) }
        // A plus sign stays one below an accent.
        #expect(NoteName("a+\u{301}") == nil)
    }

    @Test func `no description of a signer holds its private key`() throws {
        let signer = try NoteSigner(name: try #require(NoteName("log")), seed: [UInt8](repeating: 0xAB, count: 32))
        let cosigner = try Cosigner(name: try #require(NoteName("w")), seed: [UInt8](repeating: 0xAB, count: 32))
        var text = "\(signer) \(cosigner) \(String(reflecting: signer)) \(String(reflecting: cosigner))"
        dump(signer, to: &text)
        dump(cosigner, to: &text)
        #expect(!text.contains("171") && !text.lowercased().contains("abab") && !text.contains("secret"))
    }
}

import Crypto
import PledgeLedger
import Testing

@Suite struct TreeHashTests {
    static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    @Test func `a hash is the same after it was text`() {
        var random = TreeGenerator(seed: 32)
        for _ in 0..<200 {
            let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
            let hash = MerkleHash(bytes: bytes)
            #expect(hash?.bytes == bytes)
            #expect(hash.flatMap { MerkleHash(hex: $0.hex) } == hash)
            #expect(hash.flatMap { MerkleHash(base64: $0.base64) } == hash)
        }
    }

    @Test func `other texts and other counts are no hash`() {
        let hash = MerkleHashing.empty
        #expect(MerkleHash(bytes: hash.bytes.dropLast()) == nil)
        #expect(MerkleHash(bytes: hash.bytes + [0]) == nil)
        #expect(MerkleHash(hex: hash.hex.uppercased()) == nil)
        #expect(MerkleHash(hex: hash.hex.dropLast(2)) == nil)
        #expect(MerkleHash(hex: hash.hex + "00") == nil)
        #expect(MerkleHash(base64: hash.base64.dropLast()) == nil)
        #expect(MerkleHash(base64: " " + hash.base64.dropFirst()) == nil)
        // Bits beyond the last byte: `U=` ends 32 bytes, `V=` would be the same bytes in another text.
        #expect(hash.base64.hasSuffix("U="))
        #expect(MerkleHash(base64: hash.base64.dropLast(2) + "V=") == nil)
    }

    /// RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `base64 is that of its RFC`(plain: String, text: String) {
        #expect(Base64.encode(Array(plain.utf8)) == text)
        #expect(Base64.decode(text.utf8) == Array(plain.utf8))
    }

    @Test(arguments: ["Z", "Zg", "Zg=", "Zg==\n", "Zh==", "Zm9=", "Z===", "====", "Zg==Zg==", "Zm-_", "Zm 9", "=Zg="])
    func `base64 of another form is refused`(text: String) {
        #expect(Base64.decode(text.utf8) == nil)
    }

    @Test func `long and short leaves are hashed alike`() {
        // Short ones go through one call of the hash, long ones through two.
        for count in [0, 1, 254, 255, 256, 257, 1000] {
            let leaf = [UInt8](repeating: 7, count: count)
            #expect(MerkleHashing.leaf(leaf) == MerkleHashing.leaf(AnyCollection(leaf)))
            #expect(MerkleHashing.leaf(leaf).bytes == TreeHashTests.sha256([0] + leaf))
        }
        let (left, right) = (MerkleHashing.leaf([1]), MerkleHashing.leaf([2]))
        #expect(MerkleHashing.node(left, right).bytes == TreeHashTests.sha256([1] + left.bytes + right.bytes))
    }
}

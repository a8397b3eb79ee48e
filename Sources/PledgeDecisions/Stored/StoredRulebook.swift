/// A checked rulebook with its promise documents, as bytes: what is decided with, without the texts it was made from.
package struct StoredRulebook: Hashable, Sendable {
    /// The version of the bytes; one that is not known is refused.
    package static let version = 2

    package var rulebook: Rulebook
    package var promises: [PromiseDocument]

    package init(rulebook: Rulebook, promises: [PromiseDocument]) {
        self.rulebook = rulebook
        self.promises = promises
    }

    /// The bytes; equal rulebooks have equal bytes.
    package var bytes: [UInt8] {
        var writer = StoredWriter()
        writer.add(rulebook)
        writer.add(promises)
        return writer.bytes
    }

    /// Reads bytes that were made by `bytes` of this version.
    ///
    /// - Throws: `StoredError` where they were not.
    package init(bytes: [UInt8]) throws(StoredError) {
        var reader = StoredReader(bytes)
        rulebook = try reader.next()
        promises = try reader.next()
        if !reader.isAtEnd { throw reader.error("something follows the rulebook") }
    }
}

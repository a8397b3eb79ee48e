import PledgeLedger

/// The organization's keys, open in memory.
///
/// INVARIANT: what is stored of them is wrapped: data keys of people under the organization's key, that and every secret
/// under the master key.
struct KeyChain: Sendable {
    /// Secrets that are stored by name, sealed under the master key.
    enum Name: String, CaseIterable {
        /// Wraps the data keys of people.
        case organization
        /// Signs checkpoints.
        case signing
        /// Makes the blind index.
        case index
        /// Makes the keyed hash of the head.
        case state
    }

    private(set) var keys: [Name: SealingKey]

    /// New keys.
    init(_ random: Randomness) {
        keys = [:]
        for name in Name.allCases { keys[name] = SealingKey(random) }
    }

    /// The keys that were stored.
    ///
    /// - Throws: `PracticeError.key` where one is missing or was sealed under another master key.
    init(_ stored: [String: [UInt8]], under master: SealingKey) throws(PracticeError) {
        keys = [:]
        for name in Name.allCases {
            guard let sealed = stored[name.rawValue] else {
                throw .tampered("the database lacks its `\(name.rawValue)` key; restore a backup")
            }
            guard let bytes = try? master.open(sealed, context: KeyChain.context(name)),
                let key = SealingKey(bytes: bytes)
            else {
                throw .key(
                    "the master key does not open the `\(name.rawValue)` key of this database: it is another "
                        + "database's, or the stored key was changed")
            }
            keys[name] = key
        }
    }

    /// What is stored of them.
    func sealed(under master: SealingKey, _ random: Randomness) throws(SealingError) -> [String: [UInt8]] {
        var stored: [String: [UInt8]] = [:]
        for (name, key) in keys {
            stored[name.rawValue] = try master.seal(key.bytes, context: KeyChain.context(name), random)
        }
        return stored
    }

    /// A new key in the place of the organization's; the data keys are wrapped anew by the caller.
    func withOrganizationKey(_ key: SealingKey) -> KeyChain {
        var chain = self
        chain.keys[.organization] = key
        return chain
    }

    var organization: SealingKey { self[.organization] }
    var signing: SealingKey { self[.signing] }
    var index: SealingKey { self[.index] }
    var state: SealingKey { self[.state] }

    private subscript(name: Name) -> SealingKey {
        guard let key = keys[name] else { preconditionFailure("every name has its key") }
        return key
    }

    private static func context(_ name: Name) -> String { "pledge-key/1 \(name.rawValue)" }
}

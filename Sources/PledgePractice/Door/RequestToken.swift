import PledgeCore
import PledgeLedger

/// Keyed hashes of a caller's key and of what was asked under it.
enum RequestToken {
    private static let bytesCount = 16

    static func token(_ callersKey: String, _ key: SealingKey) -> [UInt8] {
        Array(key.code(for: Array("request ".utf8) + Array(callersKey.utf8)).prefix(bytesCount))
    }

    static func body(_ ask: Ask, _ key: SealingKey) -> [UInt8] {
        var bytes = Array("body ".utf8)
        bytes.reserveCapacity(1_024)
        ask.canonical.write(to: &bytes)
        return Array(key.code(for: bytes).prefix(bytesCount))
    }
}

/// What a caller asks under a key.
struct KeyedAsk: Sendable {
    let ask: Ask
    let key: String
    /// Keyed hash of the caller's key.
    let token: [UInt8]
    /// Keyed hash of all that was asked.
    let body: [UInt8]

    init(_ ask: Ask, key: String, _ index: SealingKey) {
        self.ask = ask
        self.key = key
        token = RequestToken.token(key, index)
        body = RequestToken.body(ask, index)
    }
}

import PledgeLedger

/// Keyed hashes of a caller's key and of what was asked under it.
enum RequestToken {
    private static let bytesCount = 16

    static func token(_ callersKey: String, _ key: SealingKey) -> [UInt8] {
        Array(key.code(for: Array("request \(callersKey)".utf8)).prefix(bytesCount))
    }

    static func body(_ ask: Ask, _ key: SealingKey) -> [UInt8] {
        Array(key.code(for: Array("body \(ask.canonical)".utf8)).prefix(bytesCount))
    }
}

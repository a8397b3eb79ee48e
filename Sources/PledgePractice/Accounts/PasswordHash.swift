// SAFETY of this file: pointers are lent to libargon2 for the time of one call each, with the lengths of what they lead to.

import CArgon2
import Dispatch
package import PledgeLedger
import Synchronization

/// Hashes passwords with argon2id, few at once.
///
/// - Source: RFC 9106. The text that is stored holds parameters and salt: `$argon2id$v=19$m=..,t=..,p=..$salt$hash`.
package final class PasswordHasher: Sendable {
    private let policy: AccountPolicy
    private let random: Randomness
    private let turns: DispatchSemaphore
    private let waiting = Mutex(0)
    private let counted = Atomic(0)
    /// Hashings so far.
    package var count: Int { counted.load(ordering: .relaxed) }
    /// A hash that no password has, for names that nobody has.
    private let decoy: String

    private static let saltBytesCount = 16
    private static let hashBytesCount = 32

    /// - Parameters:
    ///   - policy: What a hashing costs, and how many run at once.
    ///   - random: Gives salts.
    package init(_ policy: AccountPolicy, _ random: Randomness) {
        self.policy = policy
        self.random = random
        turns = DispatchSemaphore(value: max(1, policy.hashingsAtOnce))
        decoy =
            (try? PasswordHasher.encoded(
                random.bytes(PasswordHasher.hashBytesCount), policy.hashing,
                salt: random.bytes(PasswordHasher.saltBytesCount))) ?? ""
    }

    /// Why nothing was hashed.
    enum Failure: Error {
        /// Too many wait already.
        case busy
        /// There is not the memory for it.
        case cannotHash
    }

    /// The hash of a password, with a salt of its own.
    func hash(_ password: Password) throws(Failure) -> String {
        try inTurn { () throws(Failure) in
            try PasswordHasher.encoded(
                password.bytes, policy.hashing, salt: random.bytes(PasswordHasher.saltBytesCount))
        }
    }

    /// Whether the password has this hash; the same work where there is no hash.
    ///
    /// - Parameters:
    ///   - password: As it was typed.
    ///   - encoded: As `hash` wrote it; nothing where nobody has the name.
    /// - Returns: Whether it fits.
    /// - Throws: `Failure.busy` where too many wait.
    func fits(_ password: Password, _ encoded: String?) throws(Failure) -> Bool {
        let stored = encoded ?? decoy
        let isRight = try inTurn { () throws(Failure) in
            let result = password.bytes.withUnsafeBytes {
                argon2id_verify(stored, $0.baseAddress, $0.count)
            }
            // Anything but a plain no may be ours: without memory, a right password must not be told to be wrong.
            guard result == ARGON2_OK.rawValue || result == ARGON2_VERIFY_MISMATCH.rawValue else {
                throw .cannotHash
            }
            return result == ARGON2_OK.rawValue
        }
        return isRight && encoded != nil
    }

    /// Whether a hash was made with other parameters than those of now.
    func isOld(_ encoded: String) -> Bool {
        let now = policy.hashing
        return !encoded.hasPrefix("$argon2id$v=19$m=\(now.memoryKiB),t=\(now.passes),p=\(now.lanes)$")
    }

    private func inTurn<Value>(_ work: () throws(Failure) -> Value) throws(Failure) -> Value {
        let isFull = waiting.withLock { waiting in
            if waiting >= policy.hashingsAtOnce + policy.hashingsWaiting { return true }
            waiting += 1
            return false
        }
        if isFull { throw .busy }
        defer { waiting.withLock { $0 -= 1 } }
        turns.wait()
        defer { turns.signal() }
        counted.wrappingAdd(1, ordering: .relaxed)
        return try work()
    }

    private static func encoded(
        _ bytes: [UInt8], _ cost: AccountPolicy.Hashing, salt: [UInt8]
    ) throws(Failure) -> String {
        let length = argon2_encodedlen(
            cost.passes, cost.memoryKiB, cost.lanes, UInt32(salt.count), UInt32(hashBytesCount), Argon2_id)
        var text = [CChar](repeating: 0, count: length)
        let result = bytes.withUnsafeBytes { password in
            argon2id_hash_encoded(
                cost.passes, cost.memoryKiB, cost.lanes, password.baseAddress, password.count, salt, salt.count,
                hashBytesCount, &text, length)
        }
        guard result == ARGON2_OK.rawValue else { throw .cannotHash }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

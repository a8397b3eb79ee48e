import Crypto
import Foundation
import PledgeDecisions
import PledgeLedger

/// A file with a compiled rulebook: `PLEDGE`, the version, the SHA-256 of what follows, and the rulebook's bytes.
enum CompiledFile {
    private static let magic = Array("PLEDGE".utf8)
    private static let headBytes = magic.count + 2 + SHA256.byteCount

    /// The file's bytes.
    static func bytes(of rulebook: StoredRulebook) -> [UInt8] {
        let body = rulebook.bytes
        let version = [UInt8(StoredRulebook.version >> 8), UInt8(StoredRulebook.version & 0xFF)]
        return magic + version + Array(SHA256.hash(data: body)) + body
    }

    /// The hash of a file's rulebook, in hexadecimal digits: its name for good.
    static func hash(of bytes: [UInt8]) -> String {
        Hexadecimal.encode(bytes[(magic.count + 2)..<headBytes])
    }

    /// Reads a file.
    ///
    /// - Throws: `CommandError` where it is no compiled rulebook, of another version, or damaged.
    static func read(_ path: String) throws -> StoredRulebook {
        let bytes: [UInt8]
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            bytes = [UInt8](try handle.read(upToCount: RuleFiles.bytesMax + 1) ?? Data())
            try handle.close()
        } catch {
            throw CommandError.wrongUse("\(path): cannot be read")
        }
        guard bytes.count >= headBytes, bytes.starts(with: magic) else {
            throw CommandError.wrongUse("\(path): no compiled rulebook; `pledge compile` makes one")
        }
        let version = Int(bytes[magic.count]) << 8 | Int(bytes[magic.count + 1])
        guard version == StoredRulebook.version else {
            throw CommandError.wrongUse(
                "\(path): compiled by another version of this program (\(version), not \(StoredRulebook.version)); "
                    + "compile the rules again")
        }
        let body = Array(bytes[headBytes...])
        guard Array(SHA256.hash(data: body)) == Array(bytes[(magic.count + 2)..<headBytes]) else {
            throw CommandError.wrongUse("\(path): damaged: its hash is not that of its rules; compile them again")
        }
        do {
            return try StoredRulebook(bytes: body)
        } catch {
            throw CommandError.wrongUse("\(path): \(error)")
        }
    }
}

import Foundation
import PledgeCore
import PledgeLedger
import PledgePractice

/// A journal on disk, checked with nothing but its public key.
enum LedgerFiles {
    private static let fileBytesMax = 64 << 20

    /// A key, or the key in a file.
    static func key(_ text: String) throws -> NoteKey {
        var text = text
        if let data = FileManager.default.contents(atPath: text) {
            text = String(decoding: data.prefix(4_096), as: UTF8.self)
        }
        do {
            return try NoteKey(text: text.trimmingCharacters(in: .whitespacesAndNewlines))
        } catch {
            throw CommandError.wrongUse("no public key: \(error); `pledge ledger key` prints it")
        }
    }

    private static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path), data.count <= fileBytesMax else {
            throw CommandError.wrongUse("\(path): cannot be read")
        }
        return Array(data)
    }

    static func verify(receipt path: String, _ key: NoteKey) throws {
        let receipt: Receipt
        do {
            receipt = try Receipt(try JSONScanner.value(of: try read(path)))
        } catch let error as CommandError {
            throw error
        } catch {
            throw CommandError.wrongUse("\(path): no receipt: \(error)")
        }
        do {
            let checkpoint = try receipt.verify(with: key)
            var output = Output()
            try output.write(
                line:
                    "\(path): entry \(receipt.header.index), written \(Instant(milliseconds: receipt.header.written)), stands "
                    + "in the journal `\(checkpoint.checkpoint.origin)` of \(checkpoint.checkpoint.size) entries")
            try output.write(line: String(decoding: receipt.text, as: UTF8.self))
            try output.flush()
        } catch {
            throw CommandError(message: "\(path): NOT a true receipt: \(error)", exitCode: 1)
        }
    }

    static func verify(folder: String, _ key: NoteKey, since: String?) throws {
        let checkpoint = try read(folder + "/checkpoint")
        let older = try since.map { TileFolderCheck.Older(note: try read($0)) }
        let check = TileFolderCheck(logKey: key, scope: .hashesAndEntries) { path in
            FileManager.default.contents(atPath: folder + "/" + path.text).map(Array.init)
        }
        let report = try check.run(checkpoint: checkpoint, older: older.map { [$0] } ?? [])
        var output = Output()
        for fault in report.faults { try output.write(line: "\(fault)") }
        if report.faultsLeftOut > 0 { try output.write(line: "and \(report.faultsLeftOut) more") }
        if report.isWhole, let checkpoint = report.checkpoint?.checkpoint {
            let since =
                since.map { "nobody has changed the record since \($0)" }
                ?? "nobody has changed the record since it was signed"
            try output.write(line: "\(folder): \(checkpoint.size) entries of `\(checkpoint.origin)`: \(since)")
        }
        try output.flush()
        if !report.isWhole { throw CommandError(message: "\(folder): the record is NOT as it was signed", exitCode: 1) }
    }
}

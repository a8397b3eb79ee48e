// SAFETY of this file: zlib reads and writes within buffers whose lengths it is given, which outlive each call.

import CZlib

/// Files packed in one, read only as far as asked for, with hard limits against those made to burst.
///
/// - Source: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
struct ZipArchive {
    /// Entries of an archive at most.
    static let entriesMax = 4096
    /// Unpacked bytes of one entry at most.
    static let entryBytesMax = 16 << 20
    /// Unpacked bytes of all entries read at most.
    static let totalBytesMax = 32 << 20
    /// How many bytes may come out of one, for entries above 1 MiB.
    static let ratioMax = 200

    private struct Entry {
        var method: Int
        var isEncrypted: Bool
        var packed: Int
        var unpacked: Int
        var offset: Int
    }

    private let bytes: [UInt8]
    private var entries: [String: Entry] = [:]
    private var bytesOut = 0

    /// Names of all entries.
    var names: some Collection<String> { entries.keys }

    /// Reads the directory at the archive's end.
    ///
    /// - Throws: The problem where there is none, or where it does not hold together.
    init(_ bytes: [UInt8]) throws(NoticeReadingError.Problem) {
        self.bytes = bytes
        guard let end = ZipArchive.endOfDirectory(bytes), let count = int(end + 10, 2), let start = int(end + 16, 4)
        else { throw .docxDamaged("its directory is missing") }
        guard count <= ZipArchive.entriesMax else {
            throw .docxTooLarge("the Word document holds more than \(ZipArchive.entriesMax) files")
        }
        var at = start
        for _ in 0..<count {
            guard int(at, 4) == 0x0201_4B50, let flags = int(at + 8, 2), let method = int(at + 10, 2),
                let packed = int(at + 20, 4), let unpacked = int(at + 24, 4), let nameLength = int(at + 28, 2),
                let extra = int(at + 30, 2), let comment = int(at + 32, 2), let offset = int(at + 42, 4),
                at + 46 + nameLength <= bytes.count
            else { throw .docxDamaged("its directory does not hold together") }
            let name = String(decoding: bytes[(at + 46)..<(at + 46 + nameLength)], as: UTF8.self)
            // Of two entries with one name Word reads the first; so do we.
            if entries[name] == nil {
                entries[name] = Entry(
                    method: method, isEncrypted: flags & 1 == 1, packed: packed, unpacked: unpacked, offset: offset)
            }
            at += 46 + nameLength + extra + comment
        }
    }

    /// Unpacks an entry.
    ///
    /// - Returns: Its bytes; nothing where there is no such entry.
    /// - Throws: The problem where it is damaged or passes a limit.
    mutating func read(_ name: String) throws(NoticeReadingError.Problem) -> [UInt8]? {
        guard let entry = entries[name] else { return nil }
        guard !entry.isEncrypted else { throw .docxDamaged("its parts are encrypted") }
        guard int(entry.offset, 4) == 0x0403_4B50, let nameLength = int(entry.offset + 26, 2),
            let extra = int(entry.offset + 28, 2)
        else { throw .docxDamaged("a part is not where its directory says") }
        let start = entry.offset + 30 + nameLength + extra
        guard start + entry.packed <= bytes.count else { throw .docxDamaged("a part ends too early") }
        let packed = bytes[start..<(start + entry.packed)]
        let max = min(ZipArchive.entryBytesMax, ZipArchive.totalBytesMax - bytesOut)
        let unpacked: [UInt8]
        switch entry.method {
        case 0 where packed.count <= max: unpacked = Array(packed)
        case 0: throw .docxTooLarge("the Word document unpacks to more than \(max >> 20) MiB")
        case 8: unpacked = try ZipArchive.inflate(packed, max: max)
        default: throw .docxDamaged("a part is packed in a way that Word does not use")
        }
        bytesOut += unpacked.count
        return unpacked
    }

    private static func inflate(
        _ packed: ArraySlice<UInt8>, max: Int
    ) throws(NoticeReadingError.Problem) -> [UInt8] {
        var stream = z_stream()
        guard pledge_inflate_init(&stream) == Z_OK else { throw .docxDamaged("zlib has no memory") }
        defer { inflateEnd(&stream) }
        var input = Array(packed)
        let inputCount = input.count
        var unpacked: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        let pieceCount = piece.count
        var problem: NoticeReadingError.Problem?
        input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(inputCount)
            var status = Z_OK
            while status == Z_OK, problem == nil {
                let count = piece.withUnsafeMutableBufferPointer { output in
                    stream.next_out = output.baseAddress
                    stream.avail_out = UInt32(pieceCount)
                    status = CZlib.inflate(&stream, Z_NO_FLUSH)
                    return pieceCount - Int(stream.avail_out)
                }
                unpacked += piece[..<count]
                let ratio = inputCount == 0 ? 0 : unpacked.count / inputCount
                if unpacked.count > max || unpacked.count > 1 << 20 && ratio > ratioMax {
                    problem = .docxTooLarge("the Word document unpacks to far more than its size")
                }
            }
            if problem == nil, status != Z_STREAM_END { problem = .docxDamaged("a part cannot be unpacked") }
        }
        if let problem { throw problem }
        return unpacked
    }

    /// The last record of the archive, which a comment of up to 64 KiB may follow.
    private static func endOfDirectory(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        let first = Swift.max(0, bytes.count - 22 - 0xFFFF)
        return (first...(bytes.count - 22)).last { at in
            bytes[at] == 0x50 && bytes[at + 1] == 0x4B && bytes[at + 2] == 5 && bytes[at + 3] == 6
        }
    }

    /// A number of a few bytes, the lowest first; nothing beyond the end.
    private func int(_ at: Int, _ count: Int) -> Int? {
        guard at >= 0, at <= bytes.count - count else { return nil }
        var value = 0
        for index in (0..<count).reversed() { value = value << 8 | Int(bytes[at + index]) }
        return value
    }
}

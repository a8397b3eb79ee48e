// SAFETY of this file: zlib reads and writes within buffers whose lengths it is given, which outlive each call.

import CZlib

/// Unpacks a gzip file (RFC 1952) piece by piece.
package final class Unzipping {
    /// Most bytes that come out of one file.
    package static let bytesMax = 4 << 30
    private static let pieceBytes = 1 << 16
    private static let magic: [UInt8] = [0x1F, 0x8B]

    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private var bytesOut = 0
    private var isEnded = false

    /// Why a file cannot be unpacked.
    package struct Fault: Error, CustomStringConvertible {
        package let description: String
    }

    package init() {
        stream.initialize(to: z_stream())
        precondition(pledge_gunzip_init(stream) == Z_OK, "zlib has no memory")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Whether a file begins as gzip does.
    package static func isPacked(_ start: some Sequence<UInt8>) -> Bool { Array(start.prefix(2)) == magic }

    /// Unpacks the next bytes of the file.
    ///
    /// - Parameters:
    ///   - bytes: As they stand in the file.
    ///   - take: Takes what comes out, in pieces.
    /// - Throws: `Fault` where the file is damaged or too large, or what `take` throws.
    package func unpack(_ bytes: [UInt8], _ take: ([UInt8]) throws -> Void) throws {
        try bytes.withUnsafeBufferPointer { input in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.pointee.avail_in = UInt32(input.count)
            while stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0 {
                // Several gzip files one after the other are one.
                if isEnded {
                    if stream.pointee.avail_in == 0 { return }
                    inflateReset(stream)
                    isEnded = false
                }
                var status = Z_OK
                let piece = [UInt8](unsafeUninitializedCapacity: Unzipping.pieceBytes) { buffer, count in
                    stream.pointee.next_out = buffer.baseAddress
                    stream.pointee.avail_out = UInt32(Unzipping.pieceBytes)
                    status = inflate(stream, Z_NO_FLUSH)
                    count = Unzipping.pieceBytes - Int(stream.pointee.avail_out)
                }
                guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                    throw Fault(description: "the gzip file is damaged")
                }
                isEnded = status == Z_STREAM_END
                bytesOut += piece.count
                guard bytesOut <= Unzipping.bytesMax else {
                    throw Fault(description: "more than \(Unzipping.bytesMax >> 30) GiB in one file")
                }
                if !piece.isEmpty { try take(piece) }
                if status == Z_BUF_ERROR { return }
            }
        }
    }

    /// - Throws: `Fault` where the file was cut off.
    package func finish() throws {
        guard isEnded else { throw Fault(description: "the gzip file ends too early") }
    }
}

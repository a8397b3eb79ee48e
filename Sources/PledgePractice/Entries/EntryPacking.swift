// SAFETY of this file: zlib reads and writes within buffers whose lengths it is given, which outlive each call.

import CZlib
import Synchronization

/// Raw deflate (RFC 1951) with a dictionary of the words that entries are made of.
///
/// Shape of what is packed: one byte that numbers the dictionary, the deflate stream. An entry shrinks to a third, most of
/// which the dictionary does.
enum EntryPacking {
    /// The most an entry may hold, in bytes.
    static let bytesMax = 64 << 20

    /// Packs the bytes with the newest dictionary.
    static func packed(_ bytes: [UInt8]) -> [UInt8] {
        packer.packed(bytes, after: newest)
    }

    /// - Returns: Nothing where the bytes were not packed by `packed`.
    static func unpacked(_ bytes: [UInt8]) -> [UInt8]? {
        guard let number = bytes.first, number == newest else { return nil }
        let unpacker = unpackers.withLock { $0.popLast() } ?? Unpacker()
        defer { unpackers.withLock { if $0.count < 16 { $0.append(unpacker) } } }
        return unpacker.unpacked(bytes.dropFirst())
    }

    private static let newest: UInt8 = 1
    private static let packer = Packer()
    private static let unpackers = Mutex<[Unpacker]>([])
}

/// A compressor that has read the dictionary; each packing is done by a copy of it.
///
/// INVARIANT: it is never changed after it was made.
private final class Packer: @unchecked Sendable {
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    init() {
        stream.initialize(to: z_stream())
        precondition(pledge_deflate_init(stream) == Z_OK, "zlib has no memory")
        EntryDictionary.bytes.withUnsafeBufferPointer { dictionary in
            _ = deflateSetDictionary(stream, dictionary.baseAddress, UInt32(dictionary.count))
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    func packed(_ bytes: [UInt8], after first: UInt8) -> [UInt8] {
        var copy = z_stream()
        precondition(deflateCopy(&copy, stream) == Z_OK, "zlib has no memory")
        defer { deflateEnd(&copy) }
        let most = Int(deflateBound(&copy, UInt(bytes.count)))
        return [UInt8](unsafeUninitializedCapacity: most + 1) { buffer, count in
            buffer[0] = first
            bytes.withUnsafeBufferPointer { input in
                copy.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                copy.avail_in = UInt32(input.count)
                copy.next_out = buffer.baseAddress.map { $0 + 1 }
                copy.avail_out = UInt32(most)
                precondition(deflate(&copy, Z_FINISH) == Z_STREAM_END, "the bound of deflate holds")
            }
            count = 1 + most - Int(copy.avail_out)
        }
    }
}

private final class Unpacker: @unchecked Sendable {
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    init() {
        stream.initialize(to: z_stream())
        precondition(pledge_inflate_init(stream) == Z_OK, "zlib has no memory")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    func unpacked(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        inflateReset(stream)
        EntryDictionary.bytes.withUnsafeBufferPointer { dictionary in
            _ = inflateSetDictionary(stream, dictionary.baseAddress, UInt32(dictionary.count))
        }
        var room = max(1024, bytes.count * 8)
        var result: [UInt8] = []
        return bytes.withUnsafeBufferPointer { input in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.pointee.avail_in = UInt32(input.count)
            while true {
                var status: Int32 = Z_OK
                let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                    stream.pointee.next_out = buffer.baseAddress
                    stream.pointee.avail_out = UInt32(room)
                    status = inflate(stream, Z_NO_FLUSH)
                    count = room - Int(stream.pointee.avail_out)
                }
                result = result.isEmpty ? piece : result + piece
                if status == Z_STREAM_END { return stream.pointee.avail_in == 0 ? result : nil }
                guard status == Z_OK, !piece.isEmpty, result.count <= EntryPacking.bytesMax else { return nil }
                room *= 2
            }
        }
    }
}

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
        let packer = packers.withLock { $0.popLast() } ?? Packer()
        defer { packers.withLock { if $0.count < 16 { $0.append(packer) } } }
        return [newest] + packer.packed(bytes)
    }

    /// - Returns: Nothing where the bytes were not packed by `packed`.
    static func unpacked(_ bytes: [UInt8]) -> [UInt8]? {
        guard let number = bytes.first, number == newest else { return nil }
        let unpacker = unpackers.withLock { $0.popLast() } ?? Unpacker()
        defer { unpackers.withLock { if $0.count < 16 { $0.append(unpacker) } } }
        return unpacker.unpacked(bytes.dropFirst())
    }

    private static let newest: UInt8 = 1
    private static let packers = Mutex<[Packer]>([])
    private static let unpackers = Mutex<[Unpacker]>([])
}

/// A compressor that is used again and again, by one thread at a time.
private final class Packer: @unchecked Sendable {
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    init() {
        stream.initialize(to: z_stream())
        precondition(pledge_deflate_init(stream, 6) == Z_OK, "zlib has no memory")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    func packed(_ bytes: [UInt8]) -> [UInt8] {
        deflateReset(stream)
        EntryDictionary.bytes.withUnsafeBufferPointer { dictionary in
            _ = deflateSetDictionary(stream, dictionary.baseAddress, UInt32(dictionary.count))
        }
        let most = Int(deflateBound(stream, UInt(bytes.count)))
        return [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
            bytes.withUnsafeBufferPointer { input in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.pointee.avail_in = UInt32(input.count)
                stream.pointee.next_out = buffer.baseAddress
                stream.pointee.avail_out = UInt32(most)
                precondition(deflate(stream, Z_FINISH) == Z_STREAM_END, "the bound of deflate holds")
            }
            count = most - Int(stream.pointee.avail_out)
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

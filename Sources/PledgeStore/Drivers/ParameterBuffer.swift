// SAFETY of this file: the bytes of all values stand in one block that only `load` moves; the pointers into it are used
// before the next `load`, by the one thread that uses the connection.

/// The values of one statement, laid out as C wants them: used again for each statement of a connection.
final class ParameterBuffer {
    private(set) var bytes: UnsafeMutableRawBufferPointer
    private(set) var values: [SQLValue] = []
    /// Where each value begins in `bytes`.
    private(set) var offsets: [Int] = []
    private(set) var lengths: [Int32] = []

    /// A buffer that grew beyond this is given back after its use.
    private static let keptBytesMax = 1 << 20
    private static let smallest = 1 << 12

    init() {
        bytes = .allocate(byteCount: ParameterBuffer.smallest, alignment: 8)
    }

    deinit { release(bytes) }

    /// Takes values in; numbers are written big-endian, 8 bytes.
    ///
    /// - Throws: `StoreError` for a text with NUL, and for more than 2 GB.
    func load(_ values: [SQLValue]) throws(StoreError) {
        offsets.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        self.values = values
        var total = 0
        for value in values {
            let length =
                switch value {
                case .null: 0
                case .integer: 8
                case .text(let text): text.utf8.count
                case .blob(let blob): blob.count
                }
            offsets.append(total)
            guard length <= Int(Int32.max) else {
                throw StoreError(.unsupported, "a value of more than 2 GB cannot be stored")
            }
            lengths.append(Int32(length))
            total += length
        }
        reserve(total)
        for (index, value) in values.enumerated() {
            let place = UnsafeMutableRawBufferPointer(
                rebasing: bytes[offsets[index]..<(offsets[index] + Int(lengths[index]))])
            switch value {
            case .null: break
            case .integer(let number):
                withUnsafeBytes(of: number.bigEndian) { place.copyMemory(from: $0) }
            case .text(var text):
                let hasNul = text.withUTF8 { utf8 in
                    place.copyMemory(from: UnsafeRawBufferPointer(utf8))
                    return utf8.contains(0)
                }
                if hasNul { throw .nulInText }
            case .blob(let blob): blob.withUnsafeBytes { place.copyMemory(from: $0) }
            }
        }
    }

    /// Where a value's bytes begin; never null, as an empty value is not null.
    func start(_ index: Int) -> UnsafeRawPointer {
        UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped + offsets[index])
    }

    /// Forgets the values; their bytes are wiped.
    func clear() {
        let used = (offsets.last ?? 0) + Int(lengths.last ?? 0)
        values = []
        offsets.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        if bytes.count > ParameterBuffer.keptBytesMax {
            release(bytes)
            bytes = .allocate(byteCount: ParameterBuffer.smallest, alignment: 8)
        } else if used > 0 {
            UnsafeMutableRawBufferPointer(rebasing: bytes[..<used]).initializeMemory(as: UInt8.self, repeating: 0)
        }
    }

    private func reserve(_ count: Int) {
        guard count > bytes.count else { return }
        release(bytes)
        bytes = .allocate(byteCount: max(count, bytes.count * 2), alignment: 8)
    }

    private func release(_ block: UnsafeMutableRawBufferPointer) {
        block.initializeMemory(as: UInt8.self, repeating: 0)
        block.deallocate()
    }
}

// SAFETY of this file: the bytes are lent for one call, and are read at their own alignment.

import CPostgres

/// Values of PostgreSQL in its binary format.
///
/// - Source: PostgreSQL 15, "Frontend/Backend Protocol"; the numbers of the types are those of `pg_type.dat`.
enum PostgresValue {
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25
    static let oid: Oid = 26
    static let name: Oid = 19
    static let bpchar: Oid = 1042
    static let varchar: Oid = 1043
    static let numeric: Oid = 1700
    static let unknown: Oid = 705

    /// The type a value is sent as; 0, to be found out by the server, for null.
    static func type(of value: SQLValue) -> Oid {
        switch value {
        case .null: 0
        case .integer: int8
        case .text: text
        case .blob: bytea
        }
    }

    static func isText(_ type: Oid) -> Bool {
        switch type {
        case text, varchar, bpchar, name, unknown: true
        default: false
        }
    }

    /// A whole number of any type that holds one; nothing when it does not fit.
    static func integer(_ bytes: UnsafeRawBufferPointer, type: Oid) -> Int64? {
        switch (type, bytes.count) {
        case (int8, 8): Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
        case (int4, 4): Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
        case (int2, 2): Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
        case (oid, 4): Int64(UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self)))
        case (bool, 1): bytes[0] == 0 ? 0 : 1
        case (numeric, 8...): whole(numeric: bytes)
        default: nil
        }
    }

    /// A `numeric` without a fraction: digits of base 10000, of which the first weighs 10000 to the power `weight`.
    private static func whole(numeric bytes: UnsafeRawBufferPointer) -> Int64? {
        func word(_ index: Int) -> Int {
            Int(Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2 * index, as: Int16.self)))
        }
        let (count, weight, sign) = (word(0), word(1), word(2))
        guard bytes.count == 8 + 2 * count, sign == 0 || sign == 0x4000, count <= weight + 1, weight <= 4 else {
            return count == 0 && sign == 0 ? 0 : nil
        }
        var value: Int64 = 0
        for place in 0...max(weight, 0) {
            let digit = place < count ? Int64(word(4 + place)) : 0
            let (product, overflows) = value.multipliedReportingOverflow(by: 10000)
            // Downward, as the least number has no counterpart above.
            let (sum, overflowsToo) = product.subtractingReportingOverflow(digit)
            guard !overflows, !overflowsToo else { return nil }
            value = sum
        }
        if sign == 0x4000 { return value }
        return value == .min ? nil : -value
    }
}

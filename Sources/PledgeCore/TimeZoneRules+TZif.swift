/// Why bytes are no time zone.
package struct TimeZoneError: Error, Hashable, Sendable {
    /// Lower case, no final period.
    package var message: String

    package init(_ message: String) { self.message = message }
}

extension TimeZoneRules {
    /// Largest file that is read, 1 MiB; the largest of tzdata has a few KiB.
    package static let bytesMax = 1 << 20

    /// Reads a TZif file.
    ///
    /// Shape: version 1 has times of four bytes; later ones repeat everything with eight and end in a footer that
    /// says what holds after the last transition. Leap seconds are passed over: our instants have none.
    ///
    /// - Throws: `TimeZoneError` when the bytes are no TZif file or contradict themselves.
    /// - Source: RFC 8536, section 3.
    package init(tzif bytes: [UInt8]) throws(TimeZoneError) {
        guard bytes.count <= TimeZoneRules.bytesMax else { throw TimeZoneError("a time zone file over 1 MiB") }
        var reader = TZifReader(bytes: bytes)
        let first = try reader.header()
        guard first.version >= UInt8(ascii: "2") else {
            let data = try reader.data(first, timeBytes: 4)
            self.init(transitions: data.transitions, offsets: data.offsets, firstOffset: data.first, later: nil)
            return
        }
        try reader.skip(first.size(timeBytes: 4))
        let data = try reader.data(try reader.header(), timeBytes: 8)
        let footer = try reader.footer()
        let later = footer.isEmpty ? nil : try PosixTimeZone(footer)
        self.init(transitions: data.transitions, offsets: data.offsets, firstOffset: data.first, later: later)
    }
}

/// The six counts of a header.
private struct TZifHeader {
    var version: UInt8
    var utcCount = 0
    var standardCount = 0
    var leapCount = 0
    var timeCount = 0
    var typeCount = 0
    var nameBytes = 0

    /// Bytes of the data block behind the header.
    func size(timeBytes: Int) -> Int {
        timeCount * (timeBytes + 1) + typeCount * 6 + nameBytes + leapCount * (timeBytes + 4)
            + standardCount + utcCount
    }
}

private struct TZifReader {
    let bytes: [UInt8]
    var index = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func skip(_ count: Int) throws(TimeZoneError) {
        guard count >= 0, bytes.count - index >= count else { throw TimeZoneError("the time zone file is cut off") }
        index += count
    }

    /// A big-endian two's complement number of four or eight bytes.
    mutating func integer(_ count: Int) throws(TimeZoneError) -> Int64 {
        let start = index
        try skip(count)
        var value: UInt64 = 0
        for byte in bytes[start..<index] { value = value << 8 | UInt64(byte) }
        return count == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }

    mutating func count() throws(TimeZoneError) -> Int {
        let value = try integer(4)
        // A count beyond the bytes is a lie; refusing here keeps the sums below from overflowing.
        guard value >= 0, value <= bytes.count else { throw TimeZoneError("the time zone file has a false count") }
        return Int(value)
    }

    mutating func header() throws(TimeZoneError) -> TZifHeader {
        let start = index
        try skip(20)
        guard bytes[start..<(start + 4)].elementsEqual("TZif".utf8) else {
            throw TimeZoneError("not a time zone file: it does not start with `TZif`")
        }
        var header = TZifHeader(version: bytes[start + 4])
        header.utcCount = try count()
        header.standardCount = try count()
        header.leapCount = try count()
        header.timeCount = try count()
        header.typeCount = try count()
        header.nameBytes = try count()
        guard header.typeCount > 0 else { throw TimeZoneError("the time zone file has no local time") }
        return header
    }

    mutating func data(
        _ header: TZifHeader, timeBytes: Int
    ) throws(TimeZoneError) -> (transitions: [Int64], offsets: [Int64], first: Int64) {
        let end = index + header.size(timeBytes: timeBytes)
        guard end <= bytes.count else { throw TimeZoneError("the time zone file is cut off") }
        var transitions: [Int64] = []
        for _ in 0..<header.timeCount {
            let time = try integer(timeBytes)
            if let last = transitions.last, last >= time {
                throw TimeZoneError("the time zone file's transitions do not ascend")
            }
            transitions.append(time)
        }
        let indices = bytes[index..<(index + header.timeCount)]
        try skip(header.timeCount)
        var types: [Int64] = []
        for _ in 0..<header.typeCount {
            let offset = try integer(4)
            // RFC 8536, section 3.2: a usable offset lies between -25 and +26 hours.
            guard (-89_999...93_599).contains(offset) else {
                throw TimeZoneError("the time zone file has an offset of more than a day")
            }
            types.append(offset)
            try skip(2)
        }
        guard indices.allSatisfy({ $0 < types.count }) else {
            throw TimeZoneError("the time zone file names a local time it does not have")
        }
        index = end
        return (transitions, indices.map { types[Int($0)] }, types[0])
    }

    /// The line between two line feeds after the data.
    mutating func footer() throws(TimeZoneError) -> [UInt8] {
        guard index < bytes.count, bytes[index] == 0x0A,
            let end = bytes[(index + 1)...].firstIndex(of: 0x0A)
        else { throw TimeZoneError("the time zone file has no footer") }
        return Array(bytes[(index + 1)..<end])
    }
}

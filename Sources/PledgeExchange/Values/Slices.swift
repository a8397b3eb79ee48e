extension ArraySlice<UInt8> {
    /// The parts between separators, empty ones too.
    ///
    /// The standard library's `split` is generic down to its closure, which cost most of the time of reading a message.
    func parts(_ separator: UInt8) -> [ArraySlice<UInt8>] {
        var count = 1
        for byte in self where byte == separator { count += 1 }
        if count == 1 { return [self] }
        var parts: [ArraySlice<UInt8>] = []
        parts.reserveCapacity(count)
        var start = startIndex
        var index = startIndex
        let end = endIndex
        while index < end {
            if self[index] == separator {
                parts.append(self[start..<index])
                start = index + 1
            }
            index += 1
        }
        parts.append(self[start..<end])
        return parts
    }
}

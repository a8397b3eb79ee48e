/// The one mistake that a typist makes most often.
package enum OneMistake {
    /// Whether exactly one mistake (a letter more, less or other, or two neighbors changed) lies between them.
    ///
    /// - Parameters:
    ///   - left: Bytes of one text.
    ///   - right: Bytes of the other.
    /// - Returns: False for equal texts.
    package static func parts(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        let (short, long) = left.count <= right.count ? (left, right) : (right, left)
        guard long.count - short.count <= 1 else { return false }
        var start = 0
        while start < short.count, short[start] == long[start] { start += 1 }
        var end = 0
        while end < short.count - start, short[short.count - 1 - end] == long[long.count - 1 - end] { end += 1 }
        let (shortRest, longRest) = (short.count - start - end, long.count - start - end)
        if longRest == 1 { return shortRest <= 1 }
        return longRest == 2 && shortRest == 2 && short[start] == long[start + 1] && short[start + 1] == long[start]
    }
}

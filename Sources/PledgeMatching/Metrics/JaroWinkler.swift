/// How alike two short texts are, from 0 (nothing in common) to 1 (equal).
///
/// - Source: Winkler, "String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model", 1990.
package enum JaroWinkler {
    /// Bytes that are looked at: one word of flags for each text.
    private static let bytesMax = 64
    private static let prefixMax = 4
    private static let prefixScale = 0.1
    private static let boostAbove = 0.7

    /// The similarity of Jaro: letters in common within half the longer text, less half of those out of order.
    ///
    /// - Parameters:
    ///   - left: Bytes of one text; the first 64 count.
    ///   - right: Bytes of the other.
    /// - Returns: 0...1; two empty texts are equal.
    package static func jaro(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Double {
        let (leftCount, rightCount) = (min(left.count, bytesMax), min(right.count, bytesMax))
        guard leftCount > 0, rightCount > 0 else { return leftCount == rightCount ? 1 : 0 }
        let reach = max(max(leftCount, rightCount) / 2 - 1, 0)
        var (leftFound, rightFound): (UInt64, UInt64) = (0, 0)
        for index in 0..<leftCount {
            let low = max(0, index - reach)
            let high = min(rightCount, index + reach + 1)
            guard low < high else { continue }
            for other in low..<high where left[index] == right[other] && rightFound & (1 << UInt64(other)) == 0 {
                leftFound |= 1 << UInt64(index)
                rightFound |= 1 << UInt64(other)
                break
            }
        }
        guard leftFound != 0 else { return 0 }
        let common = Double(leftFound.nonzeroBitCount)
        var outOfOrder = 0
        while leftFound != 0 {
            if left[leftFound.trailingZeroBitCount] != right[rightFound.trailingZeroBitCount] { outOfOrder += 1 }
            leftFound &= leftFound - 1
            rightFound &= rightFound - 1
        }
        let ordered = common - Double(outOfOrder / 2)
        return (common / Double(leftCount) + common / Double(rightCount) + ordered / common) / 3
    }

    /// Jaro's similarity, raised for a common beginning.
    ///
    /// - Parameters:
    ///   - left: Bytes of one text; the first 64 count.
    ///   - right: Bytes of the other.
    /// - Returns: 0...1.
    package static func similarity(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Double {
        let jaro = jaro(left, right)
        guard jaro > boostAbove else { return jaro }
        var prefix = 0
        while prefix < min(prefixMax, left.count, right.count), left[prefix] == right[prefix] { prefix += 1 }
        return jaro + Double(prefix) * prefixScale * (1 - jaro)
    }

    /// What bounds the similarity of a text with others, at a glance.
    package struct Outline: Sendable {
        fileprivate var count: Int
        fileprivate var first: UInt8
        /// A bit for each byte that occurs, by its low six bits.
        fileprivate var occurring: UInt64 = 0

        /// Takes the outline of a text.
        ///
        /// - Parameter text: Bytes; the first 64 count.
        package init(_ text: Span<UInt8>) {
            count = min(text.count, bytesMax)
            first = text.isEmpty ? 0 : text[0]
            for index in 0..<count { occurring |= 1 << UInt64(text[index] & 63) }
        }
    }

    /// The most that `similarity` can be, seen from letters that occur in one text only; much faster.
    ///
    /// - Parameters:
    ///   - left: Outline of one text.
    ///   - right: Outline of the other.
    /// - Returns: 0...1, at least the similarity.
    package static func most(_ left: Outline, _ right: Outline) -> Double {
        let leftAlone = (left.occurring & ~right.occurring).nonzeroBitCount
        let rightAlone = (right.occurring & ~left.occurring).nonzeroBitCount
        let common = Double(min(left.count - leftAlone, right.count - rightAlone))
        guard common > 0 else { return left.count == right.count && left.count == 0 ? 1 : 0 }
        let jaro = (common / Double(left.count) + common / Double(right.count) + 1) / 3
        return left.first == right.first ? jaro + Double(prefixMax) * prefixScale * (1 - jaro) : jaro
    }
}

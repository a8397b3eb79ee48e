/// A text as a square of dark and light modules that a telephone reads.
///
/// - Source: ISO/IEC 18004: bytes, error correction level L, versions 1 to 13, mask 0.
struct QRCode {
    /// Modules on a side.
    let size: Int
    /// Row by row; true is dark.
    private(set) var modules: [Bool]
    /// Modules that are not data: finders, timing, alignment, format and version.
    private var isFixed: [Bool]

    /// Of each version from 1: bytes of data, bytes of correction in a block, blocks.
    private static let versions = [
        (19, 7, 1), (34, 10, 1), (55, 15, 1), (80, 20, 1), (108, 26, 1), (136, 18, 2), (156, 20, 2), (194, 24, 2),
        (232, 30, 2), (274, 18, 4), (324, 20, 4), (370, 24, 4), (428, 26, 4),
    ]
    /// Of each version from 7: where the second row of alignment patterns stands.
    private static let seconds = [22, 24, 26, 28, 30, 32, 34]
    private static let quiet = 4

    /// - Returns: Nothing where the text is too long.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        // Mode and count take 12 bits, 20 from version 10 on.
        guard
            let version = QRCode.versions.indices.first(where: {
                bytes.count + ($0 + 1 < 10 ? 2 : 3) <= QRCode.versions[$0].0
            }).map({ $0 + 1 })
        else { return nil }
        size = 17 + 4 * version
        modules = [Bool](repeating: false, count: size * size)
        isFixed = modules
        drawPatterns(version)
        draw(QRCode.codewords(bytes, version))
        mask()
        drawFormat()
    }

    private subscript(row: Int, column: Int) -> Bool {
        get { modules[row * size + column] }
        set { modules[row * size + column] = newValue }
    }

    private mutating func fix(_ row: Int, _ column: Int, _ isDark: Bool) {
        guard (0..<size).contains(row), (0..<size).contains(column) else { return }
        self[row, column] = isDark
        isFixed[row * size + column] = true
    }

    // MARK: Patterns

    private mutating func drawPatterns(_ version: Int) {
        for place in 0..<size {
            fix(6, place, place.isMultiple(of: 2))
            fix(place, 6, place.isMultiple(of: 2))
        }
        for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] { drawFinder(row, column) }
        let centers = QRCode.centers(version, size)
        for row in centers {
            for column in centers where !isCorner(row, column) { drawAlignment(row, column) }
        }
        if version >= 7 { drawVersion(version) }
        // The places of the format, so that no data goes there.
        drawFormat()
    }

    private static func centers(_ version: Int, _ size: Int) -> [Int] {
        if version == 1 { return [] }
        return version < 7 ? [6, size - 7] : [6, seconds[version - 7], size - 7]
    }

    private func isCorner(_ row: Int, _ column: Int) -> Bool {
        (row == 6 && column == 6) || (row == 6 && column == size - 7) || (row == size - 7 && column == 6)
    }

    private mutating func drawFinder(_ row: Int, _ column: Int) {
        for down in -4...4 {
            for right in -4...4 {
                let ring = max(abs(down), abs(right))
                fix(row + down, column + right, ring != 2 && ring != 4)
            }
        }
    }

    private mutating func drawAlignment(_ row: Int, _ column: Int) {
        for down in -2...2 {
            for right in -2...2 { fix(row + down, column + right, max(abs(down), abs(right)) != 1) }
        }
    }

    private mutating func drawFormat() {
        // Level L and mask 0: 01 000, with its correction, against an all-light pattern.
        let data = 0b01_000
        let bits = (data << 10 | QRCode.remainder(data << 10, 0b101_0011_0111, 10)) ^ 0b101_0100_0001_0010
        func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
        for index in 0...5 { fix(index, 8, bit(index)) }
        fix(7, 8, bit(6))
        fix(8, 8, bit(7))
        fix(8, 7, bit(8))
        for index in 9..<15 { fix(8, 14 - index, bit(index)) }
        for index in 0..<8 { fix(8, size - 1 - index, bit(index)) }
        for index in 8..<15 { fix(size - 15 + index, 8, bit(index)) }
        fix(size - 8, 8, true)
    }

    private mutating func drawVersion(_ version: Int) {
        let bits = version << 12 | QRCode.remainder(version << 12, 0b1_1111_0010_0101, 12)
        for index in 0..<18 {
            let isDark = bits >> index & 1 == 1
            fix(index / 3, size - 11 + index % 3, isDark)
            fix(size - 11 + index % 3, index / 3, isDark)
        }
    }

    /// What is left of a polynomial over bits.
    private static func remainder(_ value: Int, _ generator: Int, _ degree: Int) -> Int {
        var rest = value
        for shift in stride(from: 20, through: 0, by: -1) where rest >> (shift + degree) & 1 == 1 {
            rest ^= generator << shift
        }
        return rest
    }

    // MARK: Data

    /// Bytes of data and correction, as they are drawn.
    private static func codewords(_ bytes: [UInt8], _ version: Int) -> [UInt8] {
        let (dataCount, correctionCount, blockCount) = versions[version - 1]
        var bits: [Bool] = []
        func add(_ value: Int, _ count: Int) {
            for shift in stride(from: count - 1, through: 0, by: -1) { bits.append(value >> shift & 1 == 1) }
        }
        add(0b0100, 4)
        add(bytes.count, version < 10 ? 8 : 16)
        for byte in bytes { add(Int(byte), 8) }
        bits += [Bool](repeating: false, count: min(4, dataCount * 8 - bits.count))
        while !bits.count.isMultiple(of: 8) { bits.append(false) }
        var data = stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
        while data.count < dataCount { data.append((data.count - bits.count / 8).isMultiple(of: 2) ? 0xEC : 0x11) }
        // The later blocks are a byte longer where the bytes do not come out even.
        var blocks: [[UInt8]] = []
        var start = 0
        for block in 0..<blockCount {
            let isLonger = block >= blockCount - dataCount % blockCount
            let end = start + dataCount / blockCount + (isLonger ? 1 : 0)
            blocks.append(Array(data[start..<end]))
            start = end
        }
        let corrections = blocks.map { correction($0, correctionCount) }
        let longest = blocks.map(\.count).max() ?? 0
        return (0..<longest).flatMap { place in blocks.filter { place < $0.count }.map { $0[place] } }
            + (0..<correctionCount).flatMap { place in corrections.map { $0[place] } }
    }

    /// The product in the field of 256 elements over x^8 + x^4 + x^3 + x^2 + 1.
    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var (result, factor, rest) = (UInt8(0), left, right)
        while rest > 0 {
            if rest & 1 == 1 { result ^= factor }
            factor = factor << 1 ^ (factor & 0x80 == 0 ? 0 : 0x1D)
            rest >>= 1
        }
        return result
    }

    /// Bytes of a Reed-Solomon code.
    private static func correction(_ data: [UInt8], _ count: Int) -> [UInt8] {
        var generator: [UInt8] = [1]
        var root: UInt8 = 1
        for _ in 0..<count {
            var next = generator + [0]
            for (place, factor) in generator.enumerated() { next[place + 1] ^= product(factor, root) }
            generator = next
            root = product(root, 2)
        }
        var rest = [UInt8](repeating: 0, count: count)
        for byte in data {
            let factor = byte ^ rest.removeFirst()
            rest.append(0)
            for place in 0..<count { rest[place] ^= product(generator[place + 1], factor) }
        }
        return rest
    }

    /// Draws bits from the right, two columns at a time, up and down.
    private mutating func draw(_ codewords: [UInt8]) {
        var position = 0
        for right in stride(from: size - 1, through: 1, by: -2) {
            let column = right <= 6 ? right - 1 : right
            let isUp = (size - 1 - right) / 2 % 2 == 0
            for step in 0..<size {
                let row = isUp ? size - 1 - step : step
                for column in [column, column - 1] where !isFixed[row * size + column] {
                    guard position < codewords.count * 8 else { return }
                    self[row, column] = codewords[position / 8] >> UInt8(7 - position % 8) & 1 == 1
                    position += 1
                }
            }
        }
    }

    private mutating func mask() {
        for row in 0..<size {
            for column in 0..<size where !isFixed[row * size + column] && (row + column).isMultiple(of: 2) {
                self[row, column].toggle()
            }
        }
    }

    // MARK: Drawn

    /// A picture with the light border that readers need; it says nothing to those who cannot see it, for the key stands beside.
    var svg: String {
        let side = size + 2 * QRCode.quiet
        var path = ""
        for row in 0..<size {
            for column in 0..<size where self[row, column] {
                path += "M\(column + QRCode.quiet) \(row + QRCode.quiet)h1v1h-1z"
            }
        }
        return "<svg class=\"scan\" width=\"232\" height=\"232\" viewBox=\"0 0 \(side) \(side)\" aria-hidden=\"true\" "
            + "focusable=\"false\"><rect width=\"\(side)\" height=\"\(side)\" fill=\"#fff\"/><path d=\"\(path)\" "
            + "fill=\"#000\"/></svg>"
    }
}

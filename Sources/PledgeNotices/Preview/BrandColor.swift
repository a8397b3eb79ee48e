/// A color of the organization, dark enough to read on white.
package struct BrandColor: Equatable, Sendable {
    /// From 0 to 255.
    let red, green, blue: Int

    /// A dark blue, for organizations that name none.
    package static let usual = BrandColor(red: 0x0F, green: 0x47, blue: 0x7A)
    /// What text needs on its ground.
    ///
    /// - Source: WCAG 2.2, success criterion 1.4.6, Contrast (Enhanced).
    static let contrastMin = 7.0

    /// Why a color is refused, as a sentence.
    package struct Refusal: Error, Equatable, Sendable, CustomStringConvertible {
        package let description: String
    }

    private init(red: Int, green: Int, blue: Int) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads `#RRGGBB` or `#RGB`.
    ///
    /// - Parameter text: As somebody wrote it.
    /// - Throws: `Refusal` where it is no color, or too light for text on white.
    package init(_ text: String) throws(Refusal) {
        let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
        let full = digits.count == 3 ? digits.map { "\($0)\($0)" }.joined() : String(digits)
        guard full.utf8.count == 6, full.allSatisfy({ $0.isASCII && $0.isHexDigit }), let value = Int(full, radix: 16)
        else {
            let said = text.utf8.count <= 40 ? "`\(text)`" : "this"
            throw Refusal(description: "\(said) is not a color: write one such as `#0f477a`")
        }
        self.init(red: value >> 16, green: value >> 8 & 0xFF, blue: value & 0xFF)
        guard contrastOnWhite >= BrandColor.contrastMin else {
            let tenths = Int(contrastOnWhite * 10)
            throw Refusal(
                description: "the color `\(hex)` is too light to read on white: its contrast is "
                    + "\(tenths / 10).\(tenths % 10) to 1, and a notice needs 7 to 1; take a darker one, such as "
                    + "`\(darkened.hex)`")
        }
    }

    /// `#rrggbb`.
    package var hex: String {
        let digits = Array("0123456789abcdef")
        return "#" + [red, green, blue].map { "\(digits[$0 >> 4])\(digits[$0 & 15])" }.joined()
    }

    /// From 1 to 21.
    ///
    /// - Source: WCAG 2.2, definitions of contrast ratio and relative luminance.
    package var contrastOnWhite: Double {
        let parts = [red, green, blue].map { BrandColor.linear[$0] }
        return 1.05 / (0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05)
    }

    /// The same color, as much darker as it must be.
    private var darkened: BrandColor {
        for percent in stride(from: 100, through: 0, by: -1) {
            let darker = BrandColor(red: red * percent / 100, green: green * percent / 100, blue: blue * percent / 100)
            if darker.contrastOnWhite >= BrandColor.contrastMin { return darker }
        }
        return .usual
    }

    /// What each step of a channel gives of light.
    private static let linear: [Double] = (0...255).map { step in
        let part = Double(step) / 255
        return part <= 0.04045 ? part / 12.92 : power((part + 0.055) / 1.055)
    }

    /// The 2.4th power of a number from 0 to 1, by its tenth and fifth root: no library of the system is needed.
    private static func power(_ base: Double) -> Double {
        // x^2.4 = x^2 * (x^0.2)^2; the fifth root by Newton's method, which converges from above.
        var root = 1.0
        for _ in 0..<60 { root -= (root - base / (root * root * root * root)) / 5 }
        return base * base * root * root
    }
}

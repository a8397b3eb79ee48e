import Foundation

/// A Swift file of this repository, with its comments and strings told apart from its code.
///
/// A lexer of just what that needs: comments (nested), strings (raw, of several lines), no interpolation: what stands in
/// `\( )` counts as text of the string.
struct SwiftSource: Sendable {
    /// Path below the repository.
    let path: String
    /// As written.
    let lines: [String]
    /// The same lines, comments and contents of strings replaced by spaces.
    let code: [String]
    /// Contents of each string, with its line from 1.
    let strings: [(line: Int, text: String)]

    /// The target's name: the folder below `Sources`.
    var target: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }

    init(path: String, text: String) {
        self.path = path
        self.lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var masker = Masker(text: text)
        masker.run()
        self.code = String(decoding: masker.code, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        self.strings = masker.strings
    }
}

/// Walks the bytes once.
private struct Masker {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private(set) var code: [UInt8] = []
    private(set) var strings: [(line: Int, text: String)] = []

    private static let quote = UInt8(ascii: "\"")
    private static let newline = UInt8(ascii: "\n")
    private static let fence = UInt8(ascii: "#")
    private static let escape = UInt8(ascii: "\\")

    init(text: String) {
        self.bytes = Array(text.utf8)
    }

    mutating func run() {
        while index < bytes.count {
            if starts("//") {
                while index < bytes.count, bytes[index] != Masker.newline { hide() }
            } else if starts("/*") {
                comment()
            } else if let fences = openingFences() {
                string(fences: fences)
            } else {
                keep()
            }
        }
    }

    private mutating func comment() {
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                hide()
            } else if starts("*/") {
                depth -= 1
                hide()
            }
            hide()
        } while depth > 0 && index < bytes.count
    }

    /// Number signs before a quote, when a string starts here.
    private func openingFences() -> Int? {
        var next = index
        while next < bytes.count, bytes[next] == Masker.fence { next += 1 }
        return next < bytes.count && bytes[next] == Masker.quote ? next - index : nil
    }

    private mutating func string(fences: Int) {
        for _ in 0..<fences { keep() }
        let quotes = starts("\"\"\"") ? 3 : 1
        let end = Array(repeating: Masker.quote, count: quotes) + Array(repeating: Masker.fence, count: fences)
        let escape = [Masker.escape] + Array(repeating: Masker.fence, count: fences)
        for _ in 0..<quotes { keep() }
        let (start, startLine) = (index, line)
        while index < bytes.count, !starts(end), quotes == 3 || bytes[index] != Masker.newline {
            if starts(escape) {
                for _ in escape { hide() }
            }
            if index < bytes.count { hide() }
        }
        strings.append((startLine, String(decoding: bytes[start..<min(index, bytes.count)], as: UTF8.self)))
        while index < bytes.count, bytes[index] == Masker.quote || bytes[index] == Masker.fence { keep() }
    }

    private func starts(_ text: String) -> Bool { starts(Array(text.utf8)) }

    private func starts(_ text: [UInt8]) -> Bool { bytes[index...].starts(with: text) }

    private mutating func keep() {
        code.append(bytes[index])
        advance()
    }

    private mutating func hide() {
        guard index < bytes.count else { return }
        code.append(bytes[index] == Masker.newline ? Masker.newline : UInt8(ascii: " "))
        advance()
    }

    private mutating func advance() {
        if bytes[index] == Masker.newline { line += 1 }
        index += 1
    }
}

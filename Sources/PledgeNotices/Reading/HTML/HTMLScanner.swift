/// Cuts markup into tags and text, one pass over the bytes.
///
/// Written here because libxml2's parser of HTML compares each attribute of a tag with all before it, and each closing
/// tag with all that are open: 400 kB of either take it 17 s, and no document may take more than two.
struct HTMLScanner {
    enum Token: Equatable {
        case open(HTMLTag)
        case close(String)
        /// Text with its references resolved.
        case text(String)
    }

    private let bytes: [UInt8]
    /// Attributes that are kept; others are passed over.
    private let wanted: Set<String>
    private var index = 0
    /// Line of `index`, from 1.
    private(set) var line = 1
    /// The element whose content is no markup, while its end is looked for.
    private var rawName: String?

    /// Elements whose content is no markup.
    private static let raw: Set<String> = [
        "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext",
    ]

    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - wanted: Names of attributes to keep, in lower case.
    init(_ bytes: [UInt8], wanted: Set<String>) {
        self.bytes = bytes
        self.wanted = wanted
    }

    /// The next tag or text; nothing at the end.
    ///
    /// - Complexity: O(bytes) over all calls.
    mutating func next() -> Token? {
        if let name = rawName {
            rawName = nil
            skipRaw(name)
        }
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "<") else { return .text(readText()) }
            let following = index + 1 < bytes.count ? bytes[index + 1] : 0
            switch following {
            case UInt8(ascii: "!"), UInt8(ascii: "?"): skipDeclaration()
            case UInt8(ascii: "/"):
                guard isLetter(at: index + 2) else {
                    skip(past: UInt8(ascii: ">"))
                    continue
                }
                index += 2
                let name = readName()
                skip(past: UInt8(ascii: ">"))
                return .close(name)
            case _ where isLetter(at: index + 1):
                index += 1
                let tag = readTag()
                if HTMLScanner.raw.contains(tag.name) { rawName = tag.name }
                return .open(tag)
            default: return .text(readText())
            }
        }
        return nil
    }

    private mutating func readText() -> String {
        let start = index
        let startLine = line
        var hasReference = false
        // The first byte is text whatever it is: a `<` that opens nothing.
        repeat {
            count(bytes[index])
            hasReference = hasReference || bytes[index] == UInt8(ascii: "&")
            index += 1
        } while index < bytes.count && bytes[index] != UInt8(ascii: "<")
        textLine = startLine
        let text = bytes[start..<index]
        return hasReference ? HTMLReferences.resolved(text) : String(decoding: text, as: UTF8.self)
    }

    /// Where the text that was read last begins.
    private(set) var textLine = 1

    private mutating func readTag() -> HTMLTag {
        var tag = HTMLTag(name: "", line: line)
        tag.name = readName()
        while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
            if isSpace(bytes[index]) || bytes[index] == UInt8(ascii: "/") {
                tag.isClosed = bytes[index] == UInt8(ascii: "/")
                advance()
                continue
            }
            tag.isClosed = false
            readAttribute(into: &tag)
        }
        index = min(index + 1, bytes.count)
        return tag
    }

    private mutating func readAttribute(into tag: inout HTMLTag) {
        let start = index
        // A name may begin with any byte, an equals sign among them.
        repeat { advance() } while index < bytes.count && !isNameEnd(bytes[index])
        let name = bytes[start..<index]
        while index < bytes.count, isSpace(bytes[index]) { advance() }
        var value: Range<Int>?
        if index < bytes.count, bytes[index] == UInt8(ascii: "=") {
            advance()
            while index < bytes.count, isSpace(bytes[index]) { advance() }
            value = readValue()
        }
        guard name.count <= 32 else { return }
        let key = String(decoding: name, as: UTF8.self).lowercased()
        if wanted.contains(key), tag.attributes[key] == nil {
            tag.attributes[key] = value.map { HTMLReferences.resolved(bytes[$0].prefix(4096)) } ?? ""
        }
    }

    private mutating func readValue() -> Range<Int> {
        guard index < bytes.count else { return index..<index }
        let quote = bytes[index]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let start = index
            while index < bytes.count, !isSpace(bytes[index]), bytes[index] != UInt8(ascii: ">") { advance() }
            return start..<index
        }
        advance()
        let start = index
        while index < bytes.count, bytes[index] != quote { advance() }
        defer { index = min(index + 1, bytes.count) }
        return start..<index
    }

    private mutating func readName() -> String {
        let start = index
        while index < bytes.count, !isSpace(bytes[index]), bytes[index] != UInt8(ascii: ">"),
            bytes[index] != UInt8(ascii: "/")
        { index += 1 }
        return String(decoding: bytes[start..<index].prefix(32), as: UTF8.self).lowercased()
    }

    /// Comments, declarations and processing instructions say nothing to a reader.
    private mutating func skipDeclaration() {
        guard bytes[index...].starts(with: "<!--".utf8) else { return skip(past: UInt8(ascii: ">")) }
        index += 4
        var hyphens = 2
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: ">"), hyphens >= 2 {
                index += 1
                return
            }
            hyphens = byte == UInt8(ascii: "-") ? hyphens + 1 : 0
            advance()
        }
    }

    /// Passes over what is no markup, up to the closing tag of its element.
    private mutating func skipRaw(_ name: String) {
        let end = Array("</\(name)".utf8)
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "<"), index + end.count <= bytes.count,
                bytes[index..<(index + end.count)].elementsEqual(end, by: { $0 | 0x20 == $1 | 0x20 })
            {
                return
            }
            advance()
        }
    }

    private mutating func skip(past end: UInt8) {
        while index < bytes.count, bytes[index] != end { advance() }
        index = min(index + 1, bytes.count)
    }

    private mutating func advance() {
        count(bytes[index])
        index += 1
    }

    private mutating func count(_ byte: UInt8) { if byte == UInt8(ascii: "\n") { line += 1 } }

    private func isLetter(at index: Int) -> Bool {
        index < bytes.count && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[index] | 0x20)
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private func isNameEnd(_ byte: UInt8) -> Bool {
        isSpace(byte) || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
    }
}

/// A tag that opens an element.
struct HTMLTag: Equatable {
    /// In lower case.
    var name: String
    /// Where it begins, from 1.
    var line: Int
    /// Those that are wanted; of two with one name the first.
    var attributes: [String: String] = [:]
    /// Written with a slash at its end, as XML closes an element at once.
    var isClosed = false
}

import PledgeCore
import PledgeDecisions

/// One file as trees, with what is wrong with its shape.
///
/// INVARIANT: `printed` is the text that was read.
package struct ParsedFile: Sendable {
    let source: SourceText
    let pieces: [MarkdownFile.Piece]
    let blocks: [BlockNode]
    let frontMatter: FrontMatter?
    let findings: Findings
    /// Whether the file's blocks could not be told apart from its prose.
    let hasMarkdownErrors: Bool
    let index: Int

    /// A file may have this many bytes.
    static let bytesMax = 4 * 1024 * 1024

    /// Reads one file by itself.
    package init(_ file: SourceFile) { self.init(file, index: 0) }

    init(_ file: SourceFile, index: Int) {
        let source = SourceText(path: file.path, text: file.text)
        self.source = source
        self.index = index
        let start = Place(file: index, offset: 0, length: 1)
        var findings = Findings()
        guard source.bytes.count <= ParsedFile.bytesMax else {
            findings.add(.fileTooLarge(ParsedFile.bytesMax), at: start)
            self.pieces = [.init(kind: .other, range: 0..<source.bytes.count)]
            self.blocks = []
            self.frontMatter = nil
            self.findings = findings
            self.hasMarkdownErrors = true
            return
        }
        let markdown = MarkdownReader.read(source, file: index)
        findings.add(contentsOf: markdown.findings)
        var frontMatter: FrontMatter?
        var hasFrontMatter = false
        var blocks: [BlockNode] = []
        for (position, piece) in markdown.pieces.enumerated() {
            switch piece.kind {
            case .frontMatter(let yaml):
                hasFrontMatter = true
                let (matter, found) = FrontMatterReader.read(yaml, source: source, file: index)
                frontMatter = matter
                findings.add(contentsOf: found)
            case .pledge(let content):
                let (block, found) = Parser.block(content, piece: position, source: source, file: index)
                blocks.append(block)
                findings.add(contentsOf: found)
            case .heading, .paragraph, .other: break
            }
        }
        if source.bytes.allSatisfy({ $0 <= 0x20 }) {
            findings.add(.emptyFile, at: start)
        } else if !hasFrontMatter, !markdown.findings.hasErrors {
            findings.add(.frontMatterMissing, at: start)
        }
        self.pieces = markdown.pieces
        self.blocks = blocks
        self.frontMatter = frontMatter
        self.findings = findings
        self.hasMarkdownErrors = markdown.findings.hasErrors
    }

    /// The file, put together again from its trees.
    package var printed: String {
        var bytes: [UInt8] = []
        var block = 0
        for piece in pieces {
            guard case .pledge(let content) = piece.kind, block < blocks.count else {
                bytes += source.bytes[piece.range]
                continue
            }
            bytes += source.bytes[piece.range.lowerBound..<content.lowerBound]
            for token in blocks[block].tokens {
                bytes += source.bytes[token.leading]
                bytes += source.bytes[token.range]
            }
            bytes += source.bytes[content.upperBound..<piece.range.upperBound]
            block += 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

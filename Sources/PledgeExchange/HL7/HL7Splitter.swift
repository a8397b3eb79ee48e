// SAFETY of this file: every load is inside the buffer, which does not outlive the call that lends it.

/// Cuts a stream of HL7 v2 into its messages, in memory bounded by `messageBytesMax` and a chunk.
///
/// Takes messages one after the other, MLLP frames (0x0B message 0x1C 0x0D) and batch files (FHS BHS ... BTS FTS), with
/// lines that end with CR, LF or both.
///
/// - Source: HL7 v2.5.1, chapter 2, "batch protocol"; HL7 Minimal Lower Layer Protocol.
struct HL7Splitter: Sendable {
    /// Longest message, its segments together.
    static let messageBytesMax = 4 << 20

    /// A message as it stands in the file, its lines joined with CR.
    struct Message {
        var bytes: [UInt8]
        /// Line of each segment, from 1.
        var lines: [Int]
        /// Whether the file ends right after it, without the end of a line.
        var isOpenEnded = false
    }

    enum Piece {
        case message(Message)
        case fault(ImportProblem.Kind, ImportProblem.Weight, line: Int, words: String, help: String?)
    }

    /// The line at hand, as far as it has come.
    private var held: [UInt8] = []
    private var message: Message?
    private var isFramed = false
    /// Whether lines are passed over until the next message, their fault being told already.
    private var isSkipping = false
    private var line = 1
    private var isAfterCR = false
    /// Whether the line at hand is too long and is passed over up to its end.
    private var isLineLost = false
    /// Whether LF is text in the message at hand, since its MSH ended with CR: else a text could smuggle in a segment.
    private var isLFText = false
    /// Messages since BHS, with the line of BHS; nothing outside a batch.
    private var batch: (count: Int, line: Int)?
    /// Batches since FHS, with the line of FHS.
    private var file: (count: Int, line: Int)?

    /// Takes the next bytes and appends the messages that are whole now.
    mutating func feed(_ chunk: [UInt8], into pieces: inout [Piece]) {
        chunk.withUnsafeBufferPointer { bytes in
            var start = 0
            while start < bytes.count {
                let end = HL7Splitter.control(bytes, from: start)
                if end > start {
                    isAfterCR = false
                    hold(bytes[start..<end], into: &pieces)
                }
                if end < bytes.count { take(bytes[end], into: &pieces) }
                start = end + 1
            }
        }
    }

    private mutating func hold(_ bytes: some Collection<UInt8>, into pieces: inout [Piece]) {
        if isLineLost { return }
        held += bytes
        guard held.count > HL7Splitter.messageBytesMax else { return }
        isLineLost = true
        dropMessage(into: &pieces)
    }

    /// Takes the end of the file.
    mutating func finish(into pieces: inout [Piece]) {
        if !held.isEmpty {
            endLine(isLF: false, into: &pieces)
            message?.isOpenEnded = true
        }
        if isFramed, message != nil {
            message = nil
            cut("the file ends inside a frame", line: line, into: &pieces)
        }
        endMessage(into: &pieces)
        if let batch { cut("a batch without its end (BTS)", .note, line: batch.line, into: &pieces) }
        if let file { cut("a file head without its end (FTS)", .note, line: file.line, into: &pieces) }
        (batch, file) = (nil, nil)
    }

    private func cut(_ words: String, _ weight: ImportProblem.Weight = .refused, line: Int, into pieces: inout [Piece])
    {
        pieces.append(.fault(.cut, weight, line: line, words: words, help: "send the whole file again"))
    }
}

extension HL7Splitter {
    /// Takes a control character: an end of a line, a frame's start or end, or text that is none of these.
    private mutating func take(_ byte: UInt8, into pieces: inout [Piece]) {
        defer { isAfterCR = byte == 0x0D }
        switch byte {
        case 0x0D:
            endLine(isLF: false, into: &pieces)
            line += 1
        case 0x0A:
            if isAfterCR { return }
            if isLFText, message != nil {
                // Between lines it is nothing.
                if !held.isEmpty { hold([byte], into: &pieces) }
            } else {
                endLine(isLF: true, into: &pieces)
            }
            line += 1
        case 0x0B where held.isEmpty:
            if isFramed, message != nil {
                message = nil
                cut("a frame without its end", line: line, into: &pieces)
            }
            endMessage(into: &pieces)
            isFramed = true
        case 0x1C where isFramed:
            endLine(isLF: false, into: &pieces)
            endMessage(into: &pieces)
            isFramed = false
        default: hold([byte], into: &pieces)
        }
    }

    private mutating func endLine(isLF: Bool, into pieces: inout [Piece]) {
        defer { held.removeAll(keepingCapacity: true) }
        isLineLost = false
        if held.isEmpty { return }
        switch HL7Splitter.head(held) {
        case "MSH":
            endMessage(into: &pieces)
            isSkipping = false
            message = Message(bytes: held, lines: [line])
            isLFText = !isLF
        case "FHS":
            endMessage(into: &pieces)
            file = (0, line)
        case "BHS":
            endMessage(into: &pieces)
            batch = (0, line)
        case "BTS":
            endMessage(into: &pieces)
            compare(batch?.count, "messages", into: &pieces)
            (batch, isSkipping) = (nil, false)
            file?.count += 1
        case "FTS":
            endMessage(into: &pieces)
            compare(file?.count, "batches", into: &pieces)
            (file, isSkipping) = (nil, false)
        default: append(into: &pieces)
        }
    }

    private mutating func append(into pieces: inout [Piece]) {
        if isSkipping { return }
        guard let size = message?.bytes.count else {
            if held.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
            isSkipping = true
            pieces.append(
                .fault(
                    .structure, .refused, line: line, words: "lines that belong to no message (MSH)",
                    help: "everything up to the next MSH was passed over"))
            return
        }
        guard size + held.count < HL7Splitter.messageBytesMax else { return dropMessage(into: &pieces) }
        message?.bytes.append(0x0D)
        message?.bytes += held
        message?.lines.append(line)
    }

    /// Gives up a message that is too long.
    private mutating func dropMessage(into pieces: inout [Piece]) {
        held.removeAll()
        message = nil
        if isSkipping { return }
        isSkipping = true
        let words = "more than \(HL7Splitter.messageBytesMax >> 20) MiB in one message"
        pieces.append(
            .fault(.long, .refused, line: line, words: words, help: "everything up to the next MSH was passed over"))
    }

    private mutating func endMessage(into pieces: inout [Piece]) {
        guard let message else { return }
        batch?.count += 1
        pieces.append(.message(message))
        self.message = nil
    }

    /// Holds the count in BTS-1 or FTS-1 against what came.
    private func compare(_ count: Int?, _ what: String, into pieces: inout [Piece]) {
        let digits = held.dropFirst(4).prefix { $0 &- 48 < 10 }
        guard let count, let said = ImportedTime.number(digits), said != count else { return }
        let words = "the end says \(said) \(what), and \(count) came"
        pieces.append(.fault(.cut, .note, line: line, words: words, help: "ask the sender for what is missing"))
    }

    /// The first three letters where a field separator could follow them.
    private static func head(_ line: [UInt8]) -> String {
        guard line.count >= 3 else { return "" }
        if line.count > 3 {
            let next = line[3]
            if next &- 48 < 10 || (next | 0x20) &- 97 < 26 || next >= 0x80 { return "" }
        }
        return String(decoding: line[..<3], as: UTF8.self)
    }

    /// The next byte under 0x20, or the end.
    private static func control(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        let ones: UInt64 = 0x0101_0101_0101_0101
        while index + 8 <= bytes.count, let base = bytes.baseAddress {
            let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self).littleEndian
            let low = (word &- ones &* 0x20) & ~word & (ones &* 0x80)
            if low != 0 { return index + (low.trailingZeroBitCount >> 3) }
            index += 8
        }
        while index < bytes.count, bytes[index] >= 0x20 { index += 1 }
        return index
    }
}

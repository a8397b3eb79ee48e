import Glibc

/// Standard output, in blocks of 64 KiB.
///
/// INVARIANT: what was written is out only after `flush()`.
struct Output {
    private static let bytesMax = 64 << 10
    private var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(Output.bytesMax * 2) }

    mutating func write(_ text: String) throws { try write(utf8: text.utf8) }

    mutating func write(line: String) throws {
        bytes += line.utf8
        try write(utf8: CollectionOfOne(UInt8(ascii: "\n")))
    }

    mutating func write(_ bytes: [UInt8]) throws { try write(utf8: bytes) }

    /// Lets the caller append a line without its line break.
    mutating func write(line append: (inout [UInt8]) -> Void) throws {
        append(&bytes)
        try write(utf8: CollectionOfOne(UInt8(ascii: "\n")))
    }

    private mutating func write(utf8: some Sequence<UInt8>) throws {
        bytes += utf8
        if bytes.count >= Output.bytesMax { try flush() }
    }

    mutating func flush() throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            // SAFETY: the pointer stays inside the closure, and the count is the buffer's own.
            let count = rest.withUnsafeBytes { posixWrite(1, $0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw CommandError(message: "standard output cannot be written", exitCode: 2) }
            rest = rest.dropFirst(count)
        }
        bytes.removeAll(keepingCapacity: true)
    }
}

// SAFETY: see the one caller.
private func posixWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}

/// Lines of a file or of standard input, without reading it whole.
struct LineReader {
    enum Line {
        case bytes(ArraySlice<UInt8>)
        /// Longer than the reader's limit; passed over to its end.
        case tooLong
    }

    private static let blockBytes = 256 << 10
    private let descriptor: Int32
    private let lineBytesMax: Int
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    /// Opens a file, or standard input for `-`.
    init(path: String, lineBytesMax: Int) throws {
        self.lineBytesMax = lineBytesMax
        if path == "-" {
            descriptor = 0
            return
        }
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            close(folder)
            throw CommandError.wrongUse("\(path): a folder, not a file")
        }
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw CommandError.wrongUse("\(path): \(String(cString: strerror(errno)).lowercased())") }
    }

    /// The next line without its line break; nothing at the end.
    ///
    /// `beforeWaiting` is called before a read that may wait, so that a caller at the other end of a pipe has its
    /// answers.
    mutating func next(beforeWaiting: () throws -> Void) throws -> Line? {
        var searched = start
        var isTooLong = false
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                return isTooLong || end - start > lineBytesMax ? .tooLong : .bytes(buffer[start..<end])
            }
            if isAtEnd {
                defer { start = buffer.count }
                if isTooLong { return .tooLong }
                return start == buffer.count ? nil : .bytes(buffer[start...])
            }
            if buffer.count - start > lineBytesMax {
                isTooLong = true
                start = buffer.count
            }
            buffer.removeSubrange(..<start)
            start = 0
            searched = buffer.count
            try beforeWaiting()
            try fill()
        }
    }

    private mutating func fill() throws {
        var block = [UInt8](repeating: 0, count: LineReader.blockBytes)
        var count = -1
        repeat { count = read(descriptor, &block, block.count) } while count < 0 && errno == EINTR
        guard count >= 0 else { throw CommandError.wrongUse("the requests cannot be read") }
        if count == 0 { isAtEnd = true } else { buffer += block[..<count] }
    }
}

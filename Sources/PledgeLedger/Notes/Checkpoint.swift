/// What a log says of itself at one time: how many entries it has and their root.
///
/// Unsigned: `VerifiedCheckpoint` is one whose signature is good.
///
/// - Source: C2SP tlog-checkpoint.
package struct Checkpoint: Sendable {
    /// Extension lines of the longest checkpoint we read.
    package static let extensionsMax = 16

    /// Which log it is: its prefix without scheme and without slash at the end.
    package let origin: String
    /// How many entries there are, 0...2^63-1.
    package let size: Int
    /// The hash of the tree.
    package let root: MerkleHash
    /// Further lines, without their line feed; mostly none.
    package let extensions: [String]

    /// Says what a log has.
    ///
    /// - Parameters:
    ///   - origin: One line, not empty.
    ///   - size: How many entries there are.
    ///   - root: The hash of the tree.
    ///   - extensions: Further lines, none of them empty.
    /// - Throws: `NoteError` with code `.malformed` where a line is empty or is more than one, or the size is below 0;
    ///   `.tooLarge` for more than 16 extensions.
    package init(origin: String, size: Int, root: MerkleHash, extensions: [String] = []) throws(NoteError) {
        let isOfLines = ([origin] + extensions).allSatisfy { line in
            !line.utf8.isEmpty && line.utf8.allSatisfy { $0 >= 0x20 }
        }
        guard isOfLines, size >= 0 else {
            throw NoteError(.malformed, "a checkpoint is an origin, a size and a root, each a line that is not empty")
        }
        guard extensions.count <= Checkpoint.extensionsMax else { throw Checkpoint.tooManyExtensions }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    private static let tooManyExtensions = NoteError(
        .tooLarge, "a checkpoint has at most \(extensionsMax) lines after its root")

    /// The text that is signed.
    package var text: String {
        ([origin, "\(size)", root.base64] + extensions).map { $0 + "\n" }.joined()
    }

    /// Reads the text of a checkpoint's note.
    ///
    /// - Throws: `NoteError` with code `.malformed`, saying which line is wrong, or `.tooLarge`.
    package init(text: String) throws(NoteError) {
        let parts = text.utf8.split(
            separator: 0x0A, maxSplits: 4 + Checkpoint.extensionsMax, omittingEmptySubsequences: false)
        guard parts.count >= 4 else {
            throw NoteError(.malformed, "a checkpoint has three lines: its origin, its size and its root")
        }
        guard parts.count <= 4 + Checkpoint.extensionsMax else { throw Checkpoint.tooManyExtensions }
        guard parts.last?.isEmpty == true else {
            throw NoteError(.malformed, "the last line of the checkpoint does not end in a line feed")
        }
        let lines = parts.dropLast().map { Substring($0) }
        guard let size = StrictDecimal.parse(lines[1].utf8) else {
            throw NoteError(
                .malformed, "line 2 of the checkpoint is no size: digits without leading zeros, below 2^63")
        }
        guard let root = MerkleHash(base64: lines[2]) else {
            throw NoteError(.malformed, "line 3 of the checkpoint is no root: 32 bytes in base64 with padding")
        }
        try self.init(
            origin: String(lines[0]), size: size, root: root, extensions: lines[3...].map { String($0) })
    }
}

extension Checkpoint: Hashable {
    // By bytes: texts that only look alike are signed otherwise.
    package static func == (left: Checkpoint, right: Checkpoint) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(size)
        hasher.combine(root)
    }
}

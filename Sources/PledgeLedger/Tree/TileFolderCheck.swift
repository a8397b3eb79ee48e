/// Verifies every byte of a log: signatures, each tile at each level up to the root, and each entry.
///
/// Needs bytes and a public key, and nothing of the program that wrote them. Reads each tile once, in order, and keeps
/// one open tile of each level: memory does not grow with the log.
package struct TileFolderCheck {
    /// What there is to be checked.
    package enum Scope: Hashable, Sendable {
        /// Tiles, and the entries they are made of.
        case hashesAndEntries
        /// Tiles alone, where entries are not at hand.
        case hashes
    }

    /// An older checkpoint of the same log, kept elsewhere.
    package struct Older {
        let note: [UInt8]

        /// The bytes of the checkpoint's signed note.
        package init(note: [UInt8]) { self.note = note }
    }

    /// Faults listed; more are only counted.
    package static let faultsMax = 100

    let scope: Scope
    let logKey: NoteKey
    let origin: String
    let read: (TilePath) throws -> [UInt8]?

    /// Describes a log.
    ///
    /// - Parameters:
    ///   - logKey: The public key of the log.
    ///   - origin: The first line of its checkpoints; the key's name where nothing is given.
    ///   - scope: Whether the entries are checked, too.
    ///   - read: Gives the bytes at a path, nothing where there are none.
    package init(
        logKey: NoteKey, origin: String? = nil, scope: Scope = .hashesAndEntries,
        read: @escaping (TilePath) throws -> [UInt8]?
    ) {
        self.logKey = logKey
        self.origin = origin ?? logKey.name.text
        self.scope = scope
        self.read = read
    }

    /// Checks the log.
    ///
    /// - Parameters:
    ///   - checkpoint: The bytes of its signed checkpoint.
    ///   - older: Checkpoints seen before; the log must begin as each of them says.
    /// - Returns: What was found; empty of faults where all is whole.
    /// - Throws: What the closure throws.
    /// - Complexity: Two hashes for each entry; memory for one tile of each level.
    package func run(checkpoint: [UInt8], older: [Older] = []) throws -> TileFolderReport {
        var report = TileFolderReport()
        guard let head = open(checkpoint, named: "the checkpoint", in: &report) else { return report }
        report.checkpoint = head
        var before: [Checkpoint] = []
        for (position, other) in older.enumerated() {
            let name = older.count == 1 ? "the older checkpoint" : "older checkpoint \(position)"
            guard let opened = open(other.note, named: name, in: &report)?.checkpoint else { continue }
            if opened.size > head.checkpoint.size {
                let missing = "\(opened.size - head.checkpoint.size) entries were taken away"
                let sizes = "the older one has \(opened.size), this one \(head.checkpoint.size)"
                report.add(TileFolderFault(.olderIsLonger, "\(missing) since \(name): \(sizes)"))
            } else {
                before.append(opened)
            }
        }
        var pass = TileFolderPass(check: self, head: head.checkpoint, older: before, report: report)
        try pass.run()
        return pass.report
    }

    private func open(
        _ note: [UInt8], named name: String, in report: inout TileFolderReport
    ) -> VerifiedCheckpoint? {
        do throws(NoteError) {
            return try VerifiedCheckpoint(opening: note, origin: origin, logKey: logKey)
        } catch {
            report.add(TileFolderFault(.checkpoint, "\(name) is refused: \(error)"))
            return nil
        }
    }
}

extension TileFolderReport {
    /// Lists a fault, or counts it; nothing where it was only counted.
    @discardableResult
    mutating func add(_ fault: TileFolderFault) -> Int? {
        guard faults.count < TileFolderCheck.faultsMax else {
            faultsLeftOut += 1
            return nil
        }
        faults.append(fault)
        return faults.count - 1
    }
}

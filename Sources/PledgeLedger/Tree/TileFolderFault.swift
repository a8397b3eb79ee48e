/// One thing that is wrong with a log.
package struct TileFolderFault: Hashable, Sendable {
    /// The kind of fault; more may come.
    package struct Code: Hashable, Sendable {
        package let name: String

        /// The checkpoint is no signed checkpoint of the log.
        package static let checkpoint = Code(name: "checkpoint")
        /// A tile or bundle is not there.
        package static let missing = Code(name: "missing")
        /// A tile is longer or shorter than its hashes.
        package static let wrongLength = Code(name: "wrong-length")
        /// A bundle is cut off, goes on too long, or ends too early.
        package static let malformedBundle = Code(name: "malformed-bundle")
        /// An entry has another hash than the tile says.
        package static let entryDiffers = Code(name: "entry-differs")
        /// A tile's hash is not that of the tile below.
        package static let hashDiffers = Code(name: "hash-differs")
        /// The tree has another root than the checkpoint says.
        package static let rootDiffers = Code(name: "root-differs")
        /// The log did not begin as the older checkpoint says.
        package static let olderDiffers = Code(name: "older-differs")
        /// The older checkpoint is of a longer log: entries were taken away.
        package static let olderIsLonger = Code(name: "older-is-longer")
        /// The tree could not be computed to its end, for what is missing.
        package static let incomplete = Code(name: "incomplete")
    }

    /// Which of two that differ was changed, as the tree above them tells.
    package enum Verdict: Hashable, Sendable {
        /// The tile was.
        case tileChanged
        /// What lies below it was: the entry, or the tile of the level below.
        case belowChanged
        /// The tree above agrees with neither.
        case unknown
    }

    package let code: Code
    /// Where it is; nothing where it is the log as a whole.
    package let path: TilePath?
    /// Place of the entry in the log, from 0.
    package let entry: Int?
    /// Place of the hash in its tile, from 0.
    package let position: Int?
    /// Which of the two was changed.
    package internal(set) var verdict: Verdict?
    /// What it is, without the verdict.
    let words: String

    init(
        _ code: Code, at path: TilePath? = nil, entry: Int? = nil, position: Int? = nil, _ words: String
    ) {
        self.code = code
        self.path = path
        self.entry = entry
        self.position = position
        self.words = words
    }
}

extension TileFolderFault: CustomStringConvertible {
    /// What is wrong, and where: lower case, no final period.
    package var description: String {
        guard let verdict else { return words }
        let below = entry != nil ? "the entry" : "what is below"
        switch verdict {
        case .tileChanged: return words + ": the tile was changed, the tree above agrees with what is below"
        case .belowChanged: return words + ": \(below) was changed, the tree above agrees with the tile"
        case .unknown: return words + ": the tree above agrees with neither"
        }
    }
}

/// What the check of a whole log found.
package struct TileFolderReport: Hashable, Sendable {
    /// The checkpoint, where its signature is good.
    package internal(set) var checkpoint: VerifiedCheckpoint?
    /// Entries whose hash was computed and compared.
    package internal(set) var entriesChecked = 0
    /// Tiles and bundles that were read.
    package internal(set) var filesRead = 0
    /// What is wrong, in the order it was met.
    package internal(set) var faults: [TileFolderFault] = []
    /// How many more there are, beyond those that are listed.
    package internal(set) var faultsLeftOut = 0

    /// Whether every byte is as the checkpoint says.
    package var isWhole: Bool { checkpoint != nil && faults.isEmpty }
}

import Crypto
import PledgeLedger

/// The tree over what decisions read of each person, so that no row of it is changed, added or deleted unnoticed.
///
/// Shape: a leaf a person, by number, the SHA-256 of the number and the sealed row; tiles of 256 hashes; the hash of a tile
/// is a leaf of the tile above; the hash of the topmost tile is the root.
struct StateTree {
    struct Place: Hashable {
        var level: Int64
        var number: Int64
    }

    static let width: Int64 = 256
    private static let tilesMax = 4_096

    /// Tiles that were read and fit their hash.
    private var believed: [Place: (hash: MerkleHash, bytes: [UInt8])] = [:]

    // MARK: Hashes

    /// The leaf of a person.
    ///
    /// - Parameters:
    ///   - person: The number.
    ///   - sealed: The row as it is stored; empty for a person whose key was destroyed.
    /// - Returns: The leaf.
    static func leaf(_ person: Int64, _ sealed: [UInt8]) -> MerkleHash {
        hash("pledge-person/1", [person], sealed)
    }

    static func hash(of bytes: [UInt8], at place: Place) -> MerkleHash {
        hash("pledge-state/1", [place.level, place.number], bytes)
    }

    private static func hash(_ tag: String, _ numbers: [Int64], _ bytes: [UInt8]) -> MerkleHash {
        var hash = SHA256()
        hash.update(data: Array(tag.utf8))
        for number in numbers {
            var digits = [UInt8](repeating: 0, count: 8)
            for index in 0..<8 { digits[index] = UInt8(truncatingIfNeeded: number >> (56 - 8 * index)) }
            hash.update(data: digits)
        }
        hash.update(data: bytes)
        guard let result = MerkleHash(bytes: Array(hash.finalize())) else {
            preconditionFailure("SHA-256 has 32 bytes")
        }
        return result
    }

    /// The root where nobody is.
    static let empty = hash(of: [], at: Place(level: 0, number: 0))

    /// The level of the topmost tile.
    private static func top(_ people: Int64) -> Int64 {
        var level: Int64 = 0
        var tiles = (people + width - 1) / width
        while tiles > 1 {
            level += 1
            tiles = (tiles + width - 1) / width
        }
        return level
    }

    /// How many tiles there are.
    static func tileCount(_ people: Int64) -> Int64 {
        (0...top(people)).reduce((count: Int64(0), below: people)) { sum, _ in
            let tiles = (sum.below + width - 1) / width
            return (sum.count + tiles, tiles)
        }.count
    }

    // MARK: Reading

    /// The leaf of a person, believed because it leads to the root.
    ///
    /// - Parameters:
    ///   - person: A number below `people`.
    ///   - people: How many there are.
    ///   - root: Of the head.
    ///   - read: Gives a stored tile.
    /// - Returns: The leaf.
    /// - Throws: `PracticeError.tampered` where a tile does not fit.
    mutating func leaf(
        _ person: Int64, of people: Int64, under root: MerkleHash, _ read: (Place) throws -> [UInt8]?
    ) throws -> MerkleHash {
        var expected = root
        var level = StateTree.top(people)
        while true {
            var number = person
            for _ in 0...level { number /= StateTree.width }
            let bytes = try tile(Place(level: level, number: number), expected, read)
            var position = person
            for _ in 0..<level { position /= StateTree.width }
            let start = Int(position % StateTree.width) * MerkleHash.byteCount
            guard start + MerkleHash.byteCount <= bytes.count,
                let hash = MerkleHash(bytes: bytes[start..<start + MerkleHash.byteCount])
            else { throw PracticeError.tampered("a tile of the state of patients is too short") }
            if level == 0 { return hash }
            expected = hash
            level -= 1
        }
    }

    private mutating func tile(
        _ place: Place, _ expected: MerkleHash, _ read: (Place) throws -> [UInt8]?
    ) throws -> [UInt8] {
        if let known = believed[place], known.hash == expected { return known.bytes }
        guard let bytes = try read(place) else {
            throw PracticeError.tampered("tile \(place.level)/\(place.number) of the state of patients is gone")
        }
        guard StateTree.hash(of: bytes, at: place) == expected else {
            throw PracticeError.tampered("tile \(place.level)/\(place.number) of the state of patients was changed")
        }
        believe(place, expected, bytes)
        return bytes
    }

    private mutating func believe(_ place: Place, _ hash: MerkleHash, _ bytes: [UInt8]) {
        if believed.count >= StateTree.tilesMax { believed = [:] }
        believed[place] = (hash, bytes)
    }

    // MARK: Changing

    /// What is to be stored when leaves change or join.
    struct Change {
        var root: MerkleHash
        var tiles: [(place: Place, bytes: [UInt8])]
    }

    /// Sets leaves.
    ///
    /// - Parameters:
    ///   - leaves: By person; new people follow one another from `people` on.
    ///   - people: How many there were.
    ///   - total: How many there are then.
    ///   - root: The root there was.
    ///   - read: Gives a stored tile.
    /// - Returns: What is to be stored.
    /// - Throws: `PracticeError.tampered` where a tile does not fit.
    mutating func set(
        _ leaves: [Int64: MerkleHash], of people: Int64, growingTo total: Int64, under root: MerkleHash,
        _ read: (Place) throws -> [UInt8]?
    ) throws -> Change {
        var change = Change(root: root, tiles: [])
        let oldTop = StateTree.top(people)
        let newTop = StateTree.top(total)
        var changed = leaves
        var level: Int64 = 0
        var oldCount = people
        while true {
            var above: [Int64: MerkleHash] = [:]
            let byTile = Dictionary(grouping: changed.keys.sorted(), by: { $0 / StateTree.width })
            for (number, positions) in byTile.sorted(by: { $0.key < $1.key }) {
                let place = Place(level: level, number: number)
                var bytes: [UInt8] = []
                if level <= oldTop, number * StateTree.width < oldCount, people > 0 {
                    bytes = try known(place, of: people, under: root, read)
                }
                for position in positions {
                    guard let hash = changed[position] else { continue }
                    let start = Int(position % StateTree.width) * MerkleHash.byteCount
                    if start == bytes.count {
                        bytes += hash.bytes
                    } else {
                        precondition(start < bytes.count, "people are numbered without gaps")
                        bytes.replaceSubrange(start..<start + MerkleHash.byteCount, with: hash.bytes)
                    }
                }
                let hash = StateTree.hash(of: bytes, at: place)
                believe(place, hash, bytes)
                change.tiles.append((place, bytes))
                above[number] = hash
            }
            if level == newTop {
                change.root = above[0] ?? root
                return change
            }
            // A level that is new holds what was the root below it.
            if level >= oldTop, people > 0, above[0] == nil { above[0] = level == oldTop ? root : nil }
            oldCount = level < oldTop ? (oldCount + StateTree.width - 1) / StateTree.width : 0
            changed = above
            level += 1
        }
    }

    /// A tile that is there, believed because it leads to the root.
    private mutating func known(
        _ place: Place, of people: Int64, under root: MerkleHash, _ read: (Place) throws -> [UInt8]?
    ) throws -> [UInt8] {
        var first = place.number * StateTree.width
        for _ in 0..<place.level { first *= StateTree.width }
        _ = try leaf(first, of: people, under: root, read)
        guard let bytes = believed[place]?.bytes else { preconditionFailure("the path to a leaf passes its tiles") }
        return bytes
    }
}

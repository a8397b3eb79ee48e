/// What happened, as far as anyone may see.
package enum EntryKind: UInt8, Sendable, CaseIterable, CustomStringConvertible {
    case organization = 1
    case rulebook = 2
    case person = 3
    case directive = 4
    case directiveEnd = 5
    case release = 6
    case record = 7
    case taskEnd = 8
    case keyRotation = 9
    case keyDestruction = 10
    case restoration = 11
    case merge = 12
    case unmerge = 13
    case party = 16
    case posting = 20
    case stopped = 30
    case account = 32
    case role = 33
    case signIn = 34
    case signOut = 35
    case view = 36
    case export = 37
    case emergencyAccess = 38

    package var description: String {
        switch self {
        case .organization: "organization"
        case .rulebook: "rulebook"
        case .person: "person"
        case .directive: "directive"
        case .directiveEnd: "directive ended"
        case .release: "release"
        case .record: "disclosure recorded"
        case .taskEnd: "task done"
        case .keyRotation: "keys rotated"
        case .keyDestruction: "key destroyed"
        case .restoration: "restored from a backup"
        case .merge: "records merged"
        case .unmerge: "records parted"
        case .party: "party"
        case .posting: "posting"
        case .stopped: "request stopped"
        case .account: "account"
        case .role: "role"
        case .signIn: "sign-in"
        case .signOut: "sign-out"
        case .view: "record viewed"
        case .export: "export"
        case .emergencyAccess: "record opened in an emergency"
        }
    }
}

/// The open part of an entry.
package struct EntryHeader: Hashable, Sendable {
    /// Position in the organization's journal, from 0, without gaps.
    package var index: Int64
    /// When it was written, by the server's clock, in milliseconds since 1970.
    package var written: Int64
    package var kind: EntryKind

    package init(index: Int64, written: Int64, kind: EntryKind) {
        self.index = index
        self.written = written
        self.kind = kind
    }

    /// Number and time as eight bytes each, most significant first; then the kind.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(17)
        for number in [index, written] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> shift))
            }
        }
        bytes.append(kind.rawValue)
        return bytes
    }
}

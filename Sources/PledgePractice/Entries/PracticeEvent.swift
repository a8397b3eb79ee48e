package import PledgeCore
package import PledgeLedger

/// What an entry says happened, as far as it changes what later decisions read.
package enum PracticeEvent: Hashable, Sendable {
    case organization(OrganizationChange)
    case rulebook(RulebookChange)
    case person(PersonChange)
    case directive(DirectiveTaken)
    case directiveEnd(DirectiveEnded)
    case posting(Posting)
    case release(ReleaseRecord)
    case record(ReleaseRecord)
    /// What was asked for and did not go: the decision inside, or a release that waits for the privacy officer.
    case stopped(ReleaseRecord)
    case taskEnd(TaskEnded)
    case keyRotation(KeyChange)
    case keyDestruction(KeyChange)
    case restoration(Restoration)
    case merge(PeopleMerge)
    case unmerge(PeopleMerge)
    case party(PartyChange)
    case account(AccountChange)
    case role(RoleChange)
    case signIn(SignIn)
    case signOut(SignOut)
    case view(RecordView)
    case export(ExportMade)
    case emergencyAccess(EmergencyAccess)

    package var kind: EntryKind {
        switch self {
        case .organization: .organization
        case .rulebook: .rulebook
        case .person: .person
        case .directive: .directive
        case .directiveEnd: .directiveEnd
        case .posting: .posting
        case .release: .release
        case .record: .record
        case .stopped: .stopped
        case .taskEnd: .taskEnd
        case .keyRotation: .keyRotation
        case .keyDestruction: .keyDestruction
        case .restoration: .restoration
        case .merge: .merge
        case .unmerge: .unmerge
        case .party: .party
        case .account: .account
        case .role: .role
        case .signIn: .signIn
        case .signOut: .signOut
        case .view: .view
        case .export: .export
        case .emergencyAccess: .emergencyAccess
        }
    }

    package var json: JSONValue {
        switch self {
        case .organization(let change): change.json
        case .rulebook(let change): change.json
        case .person(let change): change.json
        case .directive(let taken): taken.json
        case .directiveEnd(let ended): ended.json
        case .posting(let posting): posting.json
        case .release(let record), .record(let record), .stopped(let record): record.json
        case .taskEnd(let ended): ended.json
        case .keyRotation(let change), .keyDestruction(let change): change.json
        case .restoration(let restoration): restoration.json
        case .party(let change): change.json
        case .merge(let merge), .unmerge(let merge): merge.json
        case .account(let change): change.json
        case .role(let change): change.json
        case .signIn(let signIn): signIn.json
        case .signOut(let signOut): signOut.json
        case .view(let view): view.json
        case .export(let export): export.json
        case .emergencyAccess(let access): access.json
        }
    }

    /// What somebody has to do because of it, beside what releases and records say themselves.
    var tasks: [ReleaseRecord.Task] {
        switch self {
        case .person(let change): change.tasks
        case .directiveEnd(let ended): ended.tasks
        case .posting(let posting): posting.tasks
        case .merge(let merge), .unmerge(let merge): merge.tasks
        case .release(let record), .record(let record), .stopped(let record): record.tasks
        case .emergencyAccess(let access): access.tasks
        case .organization, .rulebook, .directive, .taskEnd, .keyRotation, .keyDestruction, .restoration, .party,
            .account, .role, .signIn, .signOut, .view, .export:
            []
        }
    }

    /// The record of a sender that it took in.
    var imported: ImportMark? {
        switch self {
        case .person(let change): change.imported
        case .merge(let merge), .unmerge(let merge): merge.imported
        case .organization, .rulebook, .directive, .directiveEnd, .posting, .release, .record, .stopped, .taskEnd,
            .keyRotation, .keyDestruction, .restoration, .party, .account, .role, .signIn, .signOut, .view, .export,
            .emergencyAccess:
            nil
        }
    }

    /// Reads what `json` wrote.
    package init(_ kind: EntryKind, _ json: JSONValue) throws(ShapeProblem) {
        var fields = try JSONFields(json)
        switch kind {
        case .organization: self = .organization(try OrganizationChange(&fields))
        case .rulebook: self = .rulebook(try RulebookChange(&fields))
        case .person: self = .person(try PersonChange(&fields))
        case .directive: self = .directive(try DirectiveTaken(&fields))
        case .directiveEnd: self = .directiveEnd(try DirectiveEnded(&fields))
        case .posting: self = .posting(try Posting(&fields))
        case .release: self = .release(try ReleaseRecord(&fields))
        case .record: self = .record(try ReleaseRecord(&fields))
        case .stopped: self = .stopped(try ReleaseRecord(&fields))
        case .taskEnd: self = .taskEnd(try TaskEnded(&fields))
        case .keyRotation: self = .keyRotation(try KeyChange(&fields))
        case .keyDestruction: self = .keyDestruction(try KeyChange(&fields))
        case .restoration: self = .restoration(try Restoration(&fields))
        case .merge: self = .merge(try PeopleMerge(&fields))
        case .unmerge: self = .unmerge(try PeopleMerge(&fields))
        case .party: self = .party(try PartyChange(&fields, isStored: true))
        case .account: self = .account(try AccountChange(&fields))
        case .role: self = .role(try RoleChange(&fields))
        case .signIn: self = .signIn(try SignIn(&fields))
        case .signOut: self = .signOut(try SignOut(&fields))
        case .view: self = .view(try RecordView(&fields))
        case .export: self = .export(try ExportMade(&fields))
        case .emergencyAccess: self = .emergencyAccess(try EmergencyAccess(&fields))
        }
    }
}

/// What the organization is, or what of it changed: what is left out stays.
package struct OrganizationChange: Hashable, Sendable {
    package static let members = ["name", "zone", "state", "protocols", "reviewed", "facts", "by"]

    package var name: String?
    /// Time zone by its tzdata name.
    package var zone: String?
    /// Two capital letters.
    package var state: String?
    /// As in a request's `settings`.
    package var protocols: JSONValue?
    package var reviewed: JSONValue?
    package var facts: JSONObject?
    package var by: String

    package init(_ fields: inout JSONFields) throws(ShapeProblem) {
        name = try fields.string("name")
        zone = try fields.string("zone")
        state = try fields.string("state")
        protocols = fields.value("protocols")
        reviewed = fields.value("reviewed")
        facts = try fields.object("facts")
        by = try fields.requiredString("by", help: "say who does it")
        try fields.end(known: OrganizationChange.members)
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.append("name", name.map { .string($0) })
        object.append("zone", zone.map { .string($0) })
        object.append("state", state.map { .string($0) })
        object.append("protocols", protocols)
        object.append("reviewed", reviewed)
        object.append("facts", facts.map { .object($0) })
        object.append("by", .string(by))
        return .object(object)
    }
}

/// Rules and promise documents come into force for decisions from here on.
package struct RulebookChange: Hashable, Sendable {
    package static let members = ["rulebook", "documents", "by"]

    /// SHA-256 of the stored rulebook, in hexadecimal digits.
    package var hash: String
    /// Ids of the promise documents in it.
    package var documents: [String]
    package var by: String

    package init(hash: String, documents: [String], by: String) {
        self.hash = hash
        self.documents = documents
        self.by = by
    }

    package init(_ fields: inout JSONFields) throws(ShapeProblem) {
        hash = try fields.requiredString("rulebook")
        documents = try fields.strings("documents")
        by = try fields.requiredString("by")
        try fields.end(known: RulebookChange.members)
    }

    package var json: JSONValue {
        .members([("rulebook", .string(hash)), ("documents", .strings(documents)), ("by", .string(by))])
    }
}

/// A person's key, or the organization's, was changed or destroyed.
package struct KeyChange: Hashable, Sendable {
    package static let members = ["key", "person", "reason", "by"]

    /// `master`, `organization` or `person`.
    package var key: String
    package var person: Int64?
    package var reason: String
    package var by: String

    package init(key: String, person: Int64? = nil, reason: String, by: String) {
        self.key = key
        self.person = person
        self.reason = reason
        self.by = by
    }

    package init(_ fields: inout JSONFields) throws(ShapeProblem) {
        key = try fields.requiredString("key")
        person = try fields.integer("person")
        reason = try fields.requiredString("reason")
        by = try fields.requiredString("by")
        try fields.end(known: KeyChange.members)
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.append("key", .string(key))
        object.append("person", person.map { .integer($0) })
        object.append("reason", .string(reason))
        object.append("by", .string(by))
        return .object(object)
    }
}

/// A backup took the place of a newer state: what was known outside of what is lost.
package struct Restoration: Hashable, Sendable {
    package static let members = ["size", "checkpoint", "by"]

    /// Entries in the backup.
    package var size: Int64
    /// The last checkpoint seen outside, as it stood.
    package var checkpoint: String?
    package var by: String

    package init(size: Int64, checkpoint: String?, by: String) {
        self.size = size
        self.checkpoint = checkpoint
        self.by = by
    }

    package init(_ fields: inout JSONFields) throws(ShapeProblem) {
        guard let size = try fields.integer("size") else {
            throw ShapeProblem(path: fields.path, message: "`size` is missing")
        }
        self.size = size
        checkpoint = try fields.string("checkpoint")
        by = try fields.requiredString("by")
        try fields.end(known: Restoration.members)
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.append("size", .integer(size))
        object.append("checkpoint", checkpoint.map { .string($0) })
        object.append("by", .string(by))
        return .object(object)
    }
}

/// A dated task was done.
package struct TaskEnded: Hashable, Sendable {
    package static let members = ["entry", "ordinal", "person", "by", "note"]

    /// The entry that made the task, and which of its tasks.
    package var entry: Int64
    package var ordinal: Int64
    package var person: Int64
    package var by: String
    package var note: String?

    package init(_ fields: inout JSONFields) throws(ShapeProblem) {
        guard let entry = try fields.integer("entry"), let ordinal = try fields.integer("ordinal") else {
            throw ShapeProblem(path: fields.path, message: "`entry` or `ordinal` is missing")
        }
        self.entry = entry
        self.ordinal = ordinal
        person = try fields.integer("person") ?? 0
        by = try fields.requiredString("by", help: "say who did it")
        note = try fields.string("note")
        try fields.end(known: TaskEnded.members)
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.append("entry", .integer(entry))
        object.append("ordinal", .integer(ordinal))
        object.append("person", .integer(person))
        object.append("by", .string(by))
        object.append("note", note.map { .string($0) })
        return .object(object)
    }
}

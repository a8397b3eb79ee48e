package import PledgeCore

/// What somebody wants to do with information.
///
/// Already parsed: every name is declared, every type fits.
///
/// Nothing in place of a value means unknown.
package struct Request: Hashable, Sendable {
    package var id: String
    package var at: Instant
    package var act: Act
    package var actor: Party
    /// The covered entity whose information it is.
    package var onBehalfOf: String?
    package var recipient: Party
    package var purposes: [String]?
    package var channel: String?
    package var channelAddress: String?
    package var groups: [Group]
    package var object: String?
    package var documents: [Document]
    package var answers: [String: Answer]
    /// Nothing: the records were not read.
    package var records: Records?
    package var settings: Settings

    package init(
        id: String, at: Instant, act: Act, actor: Party, onBehalfOf: String? = nil, recipient: Party,
        purposes: [String]?, channel: String? = nil, channelAddress: String? = nil, groups: [Group] = [],
        object: String? = nil, documents: [Document] = [], answers: [String: Answer] = [:],
        records: Records? = nil, settings: Settings = Settings()
    ) {
        self.id = id
        self.at = at
        self.act = act
        self.actor = actor
        self.onBehalfOf = onBehalfOf
        self.recipient = recipient
        self.purposes = purposes
        self.channel = channel
        self.channelAddress = channelAddress
        self.groups = groups
        self.object = object
        self.documents = documents
        self.answers = answers
        self.records = records
        self.settings = settings
    }
}

/// Who acts, or who receives.
package struct Party: Hashable, Sendable {
    package var id: String?
    package var kinds: [String]
    package var address: String?

    package init(id: String? = nil, kinds: [String], address: String? = nil) {
        self.id = id
        self.kinds = kinds
        self.address = address
    }
}

/// A set of items alike in every field.
package struct Group: Hashable, Sendable {
    package enum Elements: Hashable, Sendable {
        case all
        case some([String])
    }

    package var item: String?
    package var labels: [String]?
    /// Nothing means all.
    package var elements: Elements
    package var service: String?
    /// State where care was given; the organization's state when left out.
    package var place: String?
    package var source: String?
    package var part2: Bool?
    package var paidInFull: Bool?
    package var madeByUs: Bool?
    /// When care was given.
    package var given: Period?
    /// When it was created or received by us.
    package var held: Period?

    package init(
        item: String? = nil, labels: [String]? = nil, elements: Elements = .all, service: String? = nil,
        place: String? = nil, source: String? = nil, part2: Bool? = nil, paidInFull: Bool? = nil,
        madeByUs: Bool? = nil, given: Period? = nil, held: Period? = nil
    ) {
        self.item = item
        self.labels = labels
        self.elements = elements
        self.service = service
        self.place = place
        self.source = source
        self.part2 = part2
        self.paidInFull = paidInFull
        self.madeByUs = madeByUs
        self.given = given
        self.held = held
    }
}

/// A paper in hand, or a record on file.
package struct Document: Hashable, Sendable {
    package var type: String
    package var id: String
    package var fields: [String: Value]
    /// Fields nobody has read yet; only an interview has such.
    ///
    /// A field in neither is absent.
    package var unread: Set<String>

    package init(type: String, id: String, fields: [String: Value] = [:], unread: Set<String> = []) {
        self.type = type
        self.id = id
        self.fields = fields
        self.unread = unread
    }
}

/// The answer to an asked fact.
package struct Answer: Hashable, Sendable {
    package var value: Value
    package var judgment: Judgment?

    package init(_ value: Value, judgment: Judgment? = nil) {
        self.value = value
        self.judgment = judgment
    }
}

/// Who judged, when and why.
package struct Judgment: Hashable, Sendable {
    package var by: String
    package var when: String
    package var why: String

    package init(by: String, when: String, why: String) {
        self.by = by
        self.when = when
        self.why = why
    }
}

/// What our records say of the patient and of the organization.
package struct Records: Hashable, Sendable {
    /// Known and knowledge facts.
    ///
    /// A yes-no fact left out is no.
    package var facts: [String: Value]
    /// Facts the record itself calls unknown.
    package var unknown: Set<String>
    package var documents: [Document]
    /// First day of contact with this person.
    package var firstContact: Day?
    /// Ids of notice versions this person accepted.
    package var accepted: Set<String>

    package init(
        facts: [String: Value] = [:], unknown: Set<String> = [], documents: [Document] = [],
        firstContact: Day? = nil, accepted: Set<String> = []
    ) {
        self.facts = facts
        self.unknown = unknown
        self.documents = documents
        self.firstContact = firstContact
        self.accepted = accepted
    }
}

/// Choices of the organization that an engine applies.
package struct Settings: Hashable, Sendable {
    /// A routine protocol of minimum necessary (514d3i).
    package struct Routine: Hashable, Sendable {
        package var recipient: String
        package var purpose: String
        package var elements: [String]

        package init(recipient: String, purpose: String, elements: [String]) {
            self.recipient = recipient
            self.purpose = purpose
            self.elements = elements
        }
    }

    /// Time zone by its tzdata name.
    package var zone: String?
    /// The organization's state.
    package var state: String?
    package var routines: [Routine]
    /// Labels an officer reviewed, by state.
    package var reviewed: [String: Set<String>]

    package init(
        zone: String? = nil, state: String? = nil, routines: [Routine] = [], reviewed: [String: Set<String>] = [:]
    ) {
        self.zone = zone
        self.state = state
        self.routines = routines
        self.reviewed = reviewed
    }
}

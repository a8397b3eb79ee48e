package import PledgeCore

/// A disclosure of one person's information, as an entry of the journal tells it.
package struct Disclosure: Hashable, Sendable {
    /// Who got it, as far as the entry says.
    package struct Recipient: Hashable, Sendable {
        /// What the recipient is called; nothing where only the kind is known.
        package var name: String?
        /// The name of a party on file; nothing for anybody else.
        package var shown: String?
        /// Names of kinds of the rulebook.
        package var kinds: [String]
        /// Where it went: a street, a number, a mailbox.
        package var address: String?

        package init(name: String?, kinds: [String], address: String? = nil, shown: String? = nil) {
            self.name = name
            self.shown = shown
            self.kinds = kinds
            self.address = address
        }
    }

    /// What went for one reason.
    package struct Part: Hashable, Sendable {
        /// An option of the fact `entry-class`: what it rested on.
        package var entryClass: String
        /// Rule relied on; nothing where nothing allowed it.
        package var rule: String?
        /// Names of items of the rulebook; empty where the entry names none.
        package var items: [String]
        /// It rested on a consent under the rules for substance use records.
        package var isOnPart2Consent: Bool

        package init(entryClass: String, rule: String?, items: [String] = [], isOnPart2Consent: Bool = false) {
            self.entryClass = entryClass
            self.rule = rule
            self.items = items
            self.isOnPart2Consent = isOnPart2Consent
        }
    }

    /// Its number in the journal.
    package var entry: Int64
    /// When it happened, in the organization's zone.
    package var day: Day
    /// The second it happened; nothing where only the day is known.
    package var instant: Instant?
    package var recipient: Recipient
    /// Names of purposes of the rulebook.
    package var purposes: [String]
    package var parts: [Part]
    /// As `ReleaseRecord.basis`.
    package var basis: String?
    /// Who disclosed, where that was a business associate.
    package var associate: String?
    /// Words that an agency handed in with its request, to be left off the list.
    package var suspensions: [JSONObject]
    /// People whose records went out for the study, where somebody said so.
    package var peopleInStudy: Int64?

    package init(
        entry: Int64, day: Day, instant: Instant? = nil, recipient: Recipient, purposes: [String], parts: [Part],
        basis: String? = nil, associate: String? = nil, suspensions: [JSONObject] = [], peopleInStudy: Int64? = nil
    ) {
        self.entry = entry
        self.day = day
        self.instant = instant
        self.recipient = recipient
        self.purposes = purposes
        self.parts = parts
        self.basis = basis
        self.associate = associate
        self.suspensions = suspensions
        self.peopleInStudy = peopleInStudy
    }

    /// Whether nothing allowed it, or it went astray.
    package var isMistake: Bool { Disclosure.mistakes.contains(basis ?? "") || parts.contains { $0.rule == nil } }

    /// Bases of a record that say it should not have happened.
    static let mistakes: Set = ["mistaken", "impermissible"]
}

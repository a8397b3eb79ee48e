package import PledgeCore

/// A patient's list of disclosures.
///
/// What an agency's word holds back is in none of it, not even as a number.
///
/// - Source: 45 CFR 164.528.
package struct AccountingList: Hashable, Sendable {
    /// What it costs.
    package enum Fee: Hashable, Sendable {
        /// The first in the time in which one is free, or nothing is asked.
        case free
        /// A later one; the patient was told the price first, and agreed.
        case agreed(cents: Int64)
    }

    /// Name of the organization.
    package var organization: String
    /// What the patient is called.
    package var patient: String
    /// The day the list was asked for.
    package var received: Day
    /// The first day it covers.
    package var from: Day?
    /// The last day it covers.
    package var to: Day
    package var made: Day
    /// The last day on which it may be given.
    package var due: Day?
    package var fee: Fee
    /// By day, the first first.
    package var rows: [AccountingRow]
    package var studies: [StudySummary]
    /// Entries in the journal when it was made.
    package var size: Int64
}

/// One line of the list.
package struct AccountingRow: Hashable, Sendable {
    /// The day, or the first of several.
    package var day: Day
    /// Of several to one recipient for one purpose: the last day.
    package var lastDay: Day?
    /// Who got it.
    package var recipient: String
    /// The address, where it is known.
    package var address: String?
    /// In brief, what it was.
    package var what: String
    /// In brief, what it was for.
    package var why: String
    /// What allowed it, or that nothing did.
    package var ground: String
    /// The rule's source; empty where nothing allowed it.
    package var citation: String
    /// Who told us, where a business associate disclosed it.
    package var associate: String?
    /// It was not allowed, or went astray.
    package var isMistake: Bool
    /// Numbers in the journal, the first first.
    package var entries: [Int64]

    package var count: Int { entries.count }
}

/// What the list says of a study, in place of its entries.
///
/// - Source: 45 CFR 164.528(b)(4).
package struct StudySummary: Hashable, Sendable {
    package var name: String
    package var purpose: String
    package var information: String
    package var first: String
    package var last: String
    package var sponsor: String
    package var researcher: String

    /// Reads a paper `study-summary`.
    ///
    /// - Returns: Nothing where something is missing that the list must say.
    init?(_ paper: JSONObject) {
        let texts = ["study-name", "study-purpose", "information", "first-day", "last-day", "sponsor"]
            .compactMap { Disclosure.text(paper[$0]) }
        guard texts.count == 6, let contact = Disclosure.text(paper["researcher-contact"]) else { return nil }
        (name, purpose, information) = (texts[0], texts[1], texts[2])
        (first, last, sponsor, researcher) = (texts[3], texts[4], texts[5], contact)
    }
}

/// What a later list costs; nothing is given before the patient agrees.
package struct AccountingQuote: Hashable, Sendable {
    package var cents: Int64
    /// When the free one was asked for.
    package var earlier: Day
    /// From when on the next one is free.
    package var freeFrom: Day

    package var json: JSONValue {
        .members([
            ("quote", .members([("cents", .integer(cents)), ("freeFrom", .string(freeFrom.description))])),
            ("given", .bool(false)),
            (
                "say",
                .string(
                    "This list costs \(AccountingWords.dollars(cents)), because there was a free one on "
                        + "\(AccountingWords.day(earlier)). The next is free from \(AccountingWords.day(freeFrom)) on. "
                        + "You can take back or shorten what you ask for.")
            ),
        ])
    }
}

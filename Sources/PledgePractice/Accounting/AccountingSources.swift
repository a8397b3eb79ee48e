package import PledgeCore
import PledgeDecisions

/// What a list is made from: values alone, so that it can be checked without a store.
package struct AccountingSources: Sendable {
    /// An entry of a release, or of what already happened.
    package struct Entry: Sendable {
        package var number: Int64
        package var record: ReleaseRecord
        package var isRelease: Bool

        package init(number: Int64, record: ReleaseRecord, isRelease: Bool) {
            self.number = number
            self.record = record
            self.isRelease = isRelease
        }
    }

    private static let right = "accounting"

    private let rules: RulesInForce
    private let patient: PersonState
    private let organization: PersonState
    private let now: Instant
    private let today: Day
    private let size: Int64
    /// In the order of the journal.
    package let disclosures: [Disclosure]
    private let given: [AccountingList]
    private let classes: EntryClasses

    /// - Parameters:
    ///   - entries: About the patient, in the order of the journal.
    ///   - people: Records that are the patient's: this one, and those that ended in it; nothing for this one alone.
    ///   - rules: Those in force.
    ///   - patient: Whose list it is.
    ///   - organization: Person 0.
    ///   - now: The server's clock.
    ///   - size: Entries in the journal.
    /// - Throws: `PracticeError.tampered` where a list that was given cannot be read.
    package init(
        _ entries: [Entry], of people: Set<Int64>? = nil, rules: RulesInForce, patient: PersonState,
        organization: PersonState, now: Instant,
        size: Int64
    ) throws(PracticeError) {
        (self.rules, self.patient, self.organization) = (rules, patient, organization)
        (self.now, self.size) = (now, size)
        let zone = Disclosure.text(organization.settings["zone"]).flatMap(rules.zones) ?? .utc
        today = zone.day(of: now)
        let classes = EntryClasses(rules)
        self.classes = classes
        let people = people ?? [patient.number]
        disclosures = entries.compactMap { entry in
            Disclosure(
                entry: entry.number, entry.record, isRelease: entry.isRelease, of: people, classes, zone)
        }
        var given: [AccountingList] = []
        for entry in entries where entry.isRelease {
            if let list = try AccountingSources.kept(entry.record) { given.append(list) }
        }
        self.given = given
    }

    var state: String? { Disclosure.text(organization.settings["state"]) }

    /// The list that an entry keeps.
    static func kept(_ record: ReleaseRecord) throws(PracticeError) -> AccountingList? {
        for sent in Disclosure.list(record.sent) {
            guard let list = Disclosure.object(sent)["list"] else { continue }
            do {
                return try AccountingList(list)
            } catch {
                throw PracticeError.tampered("a list of disclosures that was given cannot be read by this program")
            }
        }
        return nil
    }

    /// The list, whatever it may cost.
    ///
    /// - Throws: `PracticeError.asked` where the days do not fit, or the rules have no such list.
    package func list(_ request: AccountingRequest) throws(PracticeError) -> AccountingList {
        let received = request.received ?? today
        guard received <= today else {
            throw PracticeError.asked(ShapeProblem(path: "$.received", message: "a day that is still to come"))
        }
        var maker = AccountingMaker(
            words: AccountingWords(rules), classes: classes,
            questions: AccountingQuestions(
                rules, patient: patient, organization: organization, received: received, from: request.from, at: now),
            studies: organization.directives.map(\.document)
                .filter { Disclosure.text($0["type"]) == "study-summary" })
        let made = try maker.list(
            disclosures,
            AccountingMaker.Asked(
                received: received, from: request.from, to: request.to, made: today, isSummarized: !request.isWhole))
        let span = answerWithin
        let lookBack = rules.rulebook.clocks.first { $0.id.text == "T-acctlook" }?.measure.span
        let first = lookBack.map { received.adding($0, times: -1) }
        return AccountingList(
            organization: organization.names.first?.words ?? "",
            patient: patient.names.first?.words ?? patient.identifiers.first ?? "", received: received,
            from: [first, request.from].compactMap { $0 }.max(), to: min(request.to ?? today, today), made: today,
            due: span.map { Release.due($0, after: received) }, fee: .free, rows: made.rows, studies: made.studies,
            size: size)
    }

    /// The shorter of what the law gives and what the notice promises.
    private var answerWithin: Span? {
        (rules.rulebook.rights + rules.promises.flatMap(\.rights)).filter { $0.name == AccountingSources.right }
            .compactMap(\.answerWithin).min { $0.roughHours < $1.roughHours }
    }

    /// The price of a later list, where one is asked and may be.
    ///
    /// - Source: 45 CFR 164.528(c)(2).
    package func quote(_ request: AccountingRequest, _ list: AccountingList) throws(PracticeError) -> AccountingQuote? {
        let fees = rules.rulebook.rights.filter { $0.name == AccountingSources.right }.flatMap(\.fees)
        let clock = rules.rulebook.clocks.first { clock in
            if case .every = clock.measure { clock.restsOn.contains { fees.contains($0.text) } } else { false }
        }
        guard request.cents > 0, let span = clock?.measure.span else { return nil }
        // A free list begins the time in which a later one may cost something; one given free within it does not.
        var began: Day?
        for free in given.filter({ $0.fee == .free && $0.received <= list.received }).map(\.received).sorted()
        where began.map({ free >= $0.adding(span) }) ?? true {
            began = free
        }
        guard let earlier = began, list.received < earlier.adding(span) else { return nil }
        let questions = AccountingQuestions(
            rules, patient: patient, organization: organization, received: list.received, from: nil, at: now)
        guard try questions.mayCharge() else { return nil }
        return AccountingQuote(cents: request.cents, earlier: earlier, freeFrom: earlier.adding(span))
    }

    /// Everyone who has the patient's information, but whom an agency's word holds back.
    package func holders() throws(PracticeError) -> Holders {
        var questions = AccountingQuestions(
            rules, patient: patient, organization: organization, received: today, from: nil, at: now)
        let words = AccountingWords(rules)
        var receipts: [Holders.Receipt] = []
        for disclosure in disclosures {
            var parts: [Disclosure.Part] = []
            for part in disclosure.parts where try questions.place(of: part, disclosure) != .suspended {
                parts.append(part)
            }
            guard let first = parts.first else { continue }
            receipts.append(
                Holders.Receipt(
                    entry: disclosure.entry, day: disclosure.day, recipient: words.recipient(disclosure.recipient),
                    what: words.what(parts), why: words.why(disclosure.purposes),
                    reason: parts.contains { $0.rule == nil } ? .mistake : Holders.Reason(first.entryClass)))
        }
        return Holders(
            patient: patient.names.first?.words ?? patient.identifiers.first ?? "", made: today, receipts: receipts)
    }
}

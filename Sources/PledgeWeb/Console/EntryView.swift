import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgePractice

/// An entry as people read it.
struct EntryView {
    let number: String
    let link: String
    /// One of the four states, for shape and color.
    let state: String
    /// What kind of entry it is, in a word.
    let kind: String
    let headline: String
    let day: String
    let isoDay: String
    let time: String
    let who: String
    let what: String
    let why: String
    let by: String
    let patients: String
    let note: String?
}

extension ConsolePages {
    /// The record of an entry that tells of something asked, gone or stopped.
    static func record(_ entry: OpenedEntry) -> ReleaseRecord? {
        switch entry.event {
        case .release(let record), .record(let record), .stopped(let record): record
        default: nil
        }
    }

    func view(_ entry: OpenedEntry, people: [Int64: PersonState] = [:]) -> EntryView? {
        guard let record = ConsolePages.record(entry) else { return nil }
        let at = Instant(milliseconds: entry.header.written)
        let who = recipientWords(record)
        let (state, kind, headline) = standing(entry, record)
        let named = record.people.compactMap { people[$0].map(name) }
        let day = setting.zone.day(of: at)
        return EntryView(
            number: "\(entry.header.index)", link: "/disclosures/\(entry.header.index)", state: state, kind: t(kind),
            headline: t(headline, ["who": who]), day: words.date(day), isoDay: day.description, time: clock(at),
            who: who.firstUppercased, what: itemWords(record), why: purposeWords(record).firstUppercased, by: record.by,
            patients: named.isEmpty
                ? (record.people == [0] ? t(.nobodyInParticular) : "") : named.joined(separator: ", "),
            note: record.note)
    }

    private func standing(_ entry: OpenedEntry, _ record: ReleaseRecord) -> (String, ConsolePhrase, ConsolePhrase) {
        switch entry.event {
        case .release: return ("allowed", .released, .headSent)
        case .stopped:
            return record.basis == Practice.waits
                ? ("needed", .stopped, .headWaits) : ("refused", .stopped, .headStopped)
        default:
            let isMistake = ["mistaken", "impermissible"].contains(record.basis ?? "")
            return isMistake ? ("refused", .recordedAfter, .headMistake) : ("required", .recordedAfter, .headRecorded)
        }
    }

    // MARK: Words

    func recipientWords(_ record: ReleaseRecord) -> String {
        let recipient = record.request.object("recipient") ?? JSONObject()
        if let id = recipient.text("id") {
            if let party = try? practice.party(id) { return partyName(party) }
            return id
        }
        let kinds = recipient.texts("kinds")
        if kinds.contains("individual") { return t(.thePatient) }
        return wordsOf(kinds, .kind)
    }

    func itemWords(_ record: ReleaseRecord) -> String {
        var items: [String] = []
        for group in record.request.objects("groups") {
            let item = group.text("item") ?? ""
            if !items.contains(item) { items.append(item) }
        }
        return wordsOf(items.filter { !$0.isEmpty }, .item).firstUppercased
    }

    func purposeWords(_ record: ReleaseRecord) -> String { wordsOf(record.request.texts("purposes"), .purpose) }

    func wordsOf(_ names: [String], _ domain: Domain) -> String {
        let hierarchy = setting.rules.rulebook.hierarchy(domain)
        return words.list(names.map { hierarchy[$0]?.words ?? $0 })
    }

    /// `10:42 AM`, in the organization's zone.
    func clock(_ at: Instant) -> String {
        let time = setting.zone.rfc3339(at).dropFirst(11)
        let hour = Int(time.prefix(2)) ?? 0
        let shown = hour % 12 == 0 ? 12 : hour % 12
        return "\(shown):\(time.dropFirst(3).prefix(2))\u{00A0}\(hour < 12 ? "AM" : "PM")"
    }
}

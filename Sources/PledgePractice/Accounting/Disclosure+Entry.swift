import PledgeCore
import PledgeDecisions

extension Disclosure {
    private static let suspension = "suspension"
    /// In a record that is read for a list: what the recipient is called, where it is a party on file.
    static let shown = "shown"

    /// What an entry tells of one person.
    ///
    /// Nothing where it is no disclosure of this person's information.
    ///
    /// - Parameters:
    ///   - entry: Its number.
    ///   - record: Its record, of a release or of what already happened.
    ///   - isRelease: Whether it is a release.
    ///   - people: Whose list it may stand in: a record, and those that ended in it.
    ///   - classes: Those of the rules in force.
    ///   - zone: The organization's.
    init?(
        entry: Int64, _ record: ReleaseRecord, isRelease: Bool, of people: Set<Int64>, _ classes: EntryClasses,
        _ zone: TimeZoneRules
    ) {
        guard Disclosure.text(record.request["act"]) == Act.disclose.rawValue,
            let when = record.happened ?? Disclosure.text(record.request["at"])
        else { return nil }
        let instant = Instant(when)
        guard let day = instant.map(zone.day) ?? Day(when) else { return nil }
        let parts = record.decisions.filter { people.contains($0.person) }.flatMap { decided in
            Disclosure.parts(record, decided, isRelease: isRelease, classes)
        }
        guard !parts.isEmpty else { return nil }
        let recipient = Disclosure.object(record.request["recipient"])
        let channel = Disclosure.object(record.request["channel"])
        self.init(
            entry: entry, day: day, instant: instant,
            recipient: Recipient(
                name: Disclosure.text(recipient["id"]), kinds: Disclosure.texts(recipient["kinds"]),
                address: Disclosure.text(recipient["address"]) ?? Disclosure.text(channel["address"]),
                shown: Disclosure.text(recipient[Disclosure.shown])),
            purposes: Disclosure.texts(record.request["purposes"]), parts: parts, basis: record.basis)
        let actor = Disclosure.object(record.request["actor"])
        if record.basis == "associate" { associate = Disclosure.text(actor["id"]) ?? "" }
        suspensions = Disclosure.list(record.request["documents"]).compactMap { paper in
            let paper = Disclosure.object(paper)
            return Disclosure.text(paper["type"]) == Disclosure.suspension ? paper : nil
        }
        let answers = Disclosure.object(record.request["answers"])
        switch answers[AccountingQuestions.peopleInStudy] {
        case .integer(let people)?: peopleInStudy = people
        case .object(let judged)?: if case .integer(let people)? = judged["value"] { peopleInStudy = people }
        default: break
        }
    }

    // MARK: Parts

    private static func parts(
        _ record: ReleaseRecord, _ decided: ReleaseRecord.Decided, isRelease: Bool, _ classes: EntryClasses
    ) -> [Part] {
        let groups = list(record.request["groups"]).map { text(object($0)["item"]) }
        let told = list(object(decided.decision)["parts"]).map(object)
        let isAstray = mistakes.contains(record.basis ?? "")
        var parts: [Part] = []
        for (index, part) in told.enumerated() {
            let relied = decided.relied.indices.contains(index) ? decided.relied[index] : nil
            // Of a release, what nothing allowed stayed.
            if relied == nil && isRelease { continue }
            var items: [String] = []
            if case .integer(let group)? = part["group"], let number = Int(exactly: group),
                groups.indices.contains(number), let item = groups[number]
            {
                items = [item]
            }
            guard let relied, !isAstray else {
                parts.append(Part(entryClass: EntryClasses.other, rule: nil, items: items))
                continue
            }
            let rule = String(relied.prefix { $0 != " " })
            let ground = list(part["grounds"]).map(object).first { named($0) == relied }
            let accounting = text(ground?["accounting"]) ?? text(part["accounting"]) ?? Accounting.counted.words
            guard let name = classes.name(of: rule, accounting) else { continue }
            let lifted = list(ground?["lifted"]).compactMap(text)
            parts.append(
                Part(
                    entryClass: name, rule: rule, items: items,
                    isOnPart2Consent: classes.isOnPart2Consent([rule] + lifted)))
        }
        if told.isEmpty && !isRelease {
            parts.append(Part(entryClass: EntryClasses.other, rule: nil, items: groups.compactMap { $0 }))
        }
        return parts
    }

    private static func named(_ ground: JSONObject) -> String? {
        text(ground["rule"]).map { rule in rule + (text(ground["document"]).map { " \($0)" } ?? "") }
    }

    // MARK: JSON

    static func text(_ value: JSONValue?) -> String? { if case .string(let text)? = value { text } else { nil } }

    static func object(_ value: JSONValue?) -> JSONObject {
        if case .object(let object)? = value { object } else { JSONObject() }
    }

    static func list(_ value: JSONValue?) -> [JSONValue] {
        if case .array(let values)? = value { values } else { [] }
    }

    static func texts(_ value: JSONValue?) -> [String] { list(value).compactMap(text) }
}

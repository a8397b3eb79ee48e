import Hummingbird
import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgePractice

/// A link that narrows a list.
struct FilterLink {
    let words: String
    let link: String
    let isCurrent: Bool
}

/// The list of what went, what was recorded and what was stopped.
struct DisclosuresPage {
    let filters: [FilterLink]
    let rows: [EntryView]
    let hasRows: Bool
    let moreLink: String?
    let exportLink: String?
}

/// One entry, with all that is needed to decide it again.
struct EntryPage {
    let entry: EntryView
    let isWhole: Bool
    let checkCode: String
    let patients: [PatientChoice]
    let hasPatients: Bool
    let reasons: [Pair]
    let hasReasons: Bool
    let confirmed: [Pair]
    let hasConfirmed: Bool
    let tasks: [Pair]
    let hasTasks: Bool
    let rules: String
    let request: String
    let decision: String
    let fileLink: String
    let releaseLink: String?
}

extension ConsolePages {
    private static let pageRows = 50
    private static let fileRows = 20_000

    private static let kinds: [(name: String, phrase: ConsolePhrase, kinds: [EntryKind])] = [
        ("", .all, [.release, .record, .stopped]), ("released", .released, [.release]),
        ("recorded", .recordedAfter, [.record]), ("stopped", .stopped, [.stopped]),
    ]

    func disclosures(_ query: FormFields) throws -> Response {
        let chosen = ConsolePages.kinds.first { $0.name == query["kind"] ?? "" } ?? ConsolePages.kinds[0]
        let entries = try practice.entries(
            chosen.kinds, before: query["before"].flatMap { Int64($0) }, most: ConsolePages.pageRows)
        let people =
            visitor.permissions.contains(.patients)
            ? try practice.states(of: Set(entries.prefix(ConsolePages.pageRows).flatMap(\.people))) : [:]
        let rows = entries.compactMap { view($0, people: people) }
        let isFull = entries.count == ConsolePages.pageRows
        let page = DisclosuresPage(
            filters: ConsolePages.kinds.map { kind in
                FilterLink(
                    words: t(kind.phrase), link: kind.name.isEmpty ? "/disclosures" : "/disclosures?kind=\(kind.name)",
                    isCurrent: kind.name == chosen.name)
            }, rows: rows, hasRows: !rows.isEmpty,
            moreLink: isFull
                ? "/disclosures?kind=\(chosen.name)&before=\(entries.last?.header.index ?? 0)" : nil,
            exportLink: visitor.permissions.contains(.export) ? "/disclosures/disclosures.csv" : nil)
        return self.page("disclosures", page, title: t(.disclosures), at: "/disclosures")
    }

    /// The list as CSV: by record number, without names.
    func disclosuresFile() throws -> Response {
        let entries = try practice.entries([.release, .record, .stopped], most: ConsolePages.fileRows)
        let people = try practice.states(of: Set(entries.flatMap(\.people)))
        var lines = ["entry,day,time,kind,record,recipient,what,why,by"]
        for entry in entries {
            guard let view = view(entry), let record = ConsolePages.record(entry) else { continue }
            let records = record.people.compactMap { people[$0]?.identifiers.first }.joined(separator: " ")
            let cells = [
                view.number, view.isoDay, view.time, view.kind, records, view.who, view.what, view.why, view.by,
            ]
            lines.append(cells.map(AccountingText.cell).joined(separator: ","))
        }
        var response = Response.text(lines.joined(separator: "\r\n") + "\r\n", type: "text/csv; charset=utf-8")
        response.headers[.contentDisposition] = "attachment; filename=\"disclosures.csv\""
        return response
    }

    func entry(_ id: String) throws -> Response {
        guard let number = Int64(id), number >= 0, number < (try practice.sizes().entries) else {
            throw PracticeError.unknownPatient
        }
        let opened = try practice.openEntry(number)
        guard let record = ConsolePages.record(opened) else { throw PracticeError.unknownPatient }
        let people = try practice.states(of: Set(record.people))
        guard let view = view(opened, people: people) else { throw PracticeError.unknownPatient }
        let waits = record.basis == Practice.waits
        let isOpen = waits ? try practice.tasks(most: 500).contains { $0.entry == number } : false
        let canSee = visitor.permissions.contains(.patients)
        let page = EntryPage(
            entry: view, isWhole: isWhole(number), checkCode: checkCode(opened),
            patients: canSee ? people.values.sorted { $0.number < $1.number }.map { choice($0, "/patients/") } : [],
            hasPatients: canSee && !people.isEmpty, reasons: reasons(record), hasReasons: !reasons(record).isEmpty,
            confirmed: record.confirmed.members.map { member in
                Pair(
                    label: dutyWords(member.name), text: { if case .string(let by) = member.value { by } else { "" } }()
                )
            }, hasConfirmed: !record.confirmed.members.isEmpty,
            tasks: record.tasks.map { Pair(label: words.date($0.due), text: $0.words.firstUppercased) },
            hasTasks: !record.tasks.isEmpty, rules: record.rules, request: JSONValue.object(record.request).indented,
            decision: JSONValue.array(record.decisions.map(\.decision)).indented,
            fileLink: "/receipts/\(number)/receipt.json",
            releaseLink: isOpen && visitor.permissions.contains(.officer) ? "/disclosures/\(number)/release" : nil)
        return self.page("entry", page, title: view.headline, at: "/disclosures/")
    }

    /// The rules relied on, with their titles and citations.
    private func reasons(_ record: ReleaseRecord) -> [Pair] {
        var seen: Set<String> = []
        return record.decisions.flatMap(\.relied).compactMap { $0 }.filter { seen.insert($0).inserted }.map { name in
            let rule = String(name.prefix { $0 != " " })
            let ground = setting.rules.rulebook.grounds.last { $0.id.text == rule }
            return Pair(label: ground?.head.title.firstUppercased ?? rule, text: ground?.head.citation ?? "")
        }
    }

    private func dutyWords(_ duty: String) -> String {
        setting.rules.rulebook.duties.first { $0.name == duty }?.words.firstUppercased ?? duty
    }

    /// The officer releases what waited.
    func officerRelease(_ id: String) throws -> Response {
        guard let number = Int64(id), number >= 0, number < (try practice.sizes().entries),
            let record = ConsolePages.record(try practice.openEntry(number)), record.basis == Practice.waits,
            let task = try practice.tasks(most: 500).first(where: { $0.entry == number })
        else { throw PracticeError.unknownPatient }
        let people = try practice.states(of: Set(record.people))
        var object = record.request
        object["at"] = nil
        object.appendUnlessEmpty(
            "patient", record.people.compactMap { people[$0]?.identifiers.first }.map { .string($0) })
        object.append("key", .string(practice.formKey(["officer", id], on: setting.today)))
        object.append("by", .string(visitor.name))
        var confirm = record.confirmed
        confirm[task.duty] = .string(visitor.name)
        object.append("confirm", .object(confirm))
        let released = try practice.release(try Ask(.object(object)))
        var fields = JSONFields(
            JSONObject([
                .init(name: "entry", value: .integer(task.entry)),
                .init(name: "ordinal", value: .integer(task.ordinal)),
                .init(name: "by", value: .string(visitor.name)),
            ]))
        _ = try practice.done(try TaskEnded(&fields))
        return .seeOther("/receipts/\(released.header.index)")
    }
}

import Hummingbird
import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgePractice

/// What was just recorded.
struct ReceiptPage {
    let state: String
    let headline: String
    let why: String
    let entry: EntryView
    let checkCode: String
    let isWhole: Bool
    let fileLink: String
    let patientLink: String?
    let patientWords: String?
    let tasks: [Pair]
    let hasTasks: Bool
    let repeated: String?
}

extension ConsolePages {
    /// The entry of a number, where the visitor recorded it or may see every entry.
    private func own(_ id: String) throws -> (OpenedEntry, ReleaseRecord) {
        guard let number = Int64(id), number >= 0, number < (try practice.sizes().entries),
            let entry = Optional(try practice.openEntry(number)), let record = ConsolePages.record(entry),
            record.by == visitor.name || visitor.permissions.contains(.disclosures)
        else { throw PracticeError.unknownPatient }
        return (entry, record)
    }

    func receipt(_ id: String, _ query: FormFields) throws -> Response {
        let (entry, record) = try own(id)
        let people = try practice.states(of: Set(record.people))
        guard let view = view(entry, people: people) else { throw PracticeError.unknownPatient }
        let (headline, why): (ConsolePhrase, String) =
            switch entry.event {
            case .release: (.receiptReleased, t(.receiptNow, ["who": recipientWords(record)]))
            case .stopped:
                (record.basis == Practice.waits ? .receiptWaits : .receiptStopped, t(.receiptNothing))
            default: (.receiptRecorded, view.headline + ".")
            }
        let patient = record.people.first.flatMap { people[$0] }
        let page = ReceiptPage(
            state: view.state, headline: t(headline), why: why, entry: view, checkCode: checkCode(entry),
            isWhole: isWhole(entry.header.index), fileLink: "/receipts/\(entry.header.index)/receipt.json",
            patientLink: patient.map { "/patients/\(practice.pageToken(of: $0.number))" },
            patientWords: patient.map { t(.backToPatient, ["name": name($0)]) },
            tasks: record.tasks.map { Pair(label: words.date($0.due), text: $0.words.firstUppercased) },
            hasTasks: !record.tasks.isEmpty, repeated: query["again"] == nil ? nil : t(.receiptRepeated))
        return self.page("receipt", page, title: page.headline, at: "/desk")
    }

    func receiptFile(_ id: String) throws -> Response {
        let (entry, _) = try own(id)
        var response = Response.text(
            try practice.receipt(entry.header.index).json.text, type: "application/json; charset=utf-8")
        response.headers[.contentDisposition] = "attachment; filename=\"receipt-\(entry.header.index).json\""
        return response
    }

    /// Twenty digits of what the entry commits to, to read aloud.
    func checkCode(_ entry: OpenedEntry) -> String {
        let digits = Array(Hexadecimal.encode(entry.body.digests.receipt.prefix(8)).uppercased())
        return stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<min($0 + 4, digits.count)]) }
            .joined(separator: "-")
    }

    /// Whether the journal that the practice's key signs holds the entry.
    func isWhole(_ number: Int64) -> Bool {
        do {
            _ = try practice.receipt(number).verify(with: try NoteKey(text: practice.verifierKey()))
            return true
        } catch {
            return false
        }
    }
}

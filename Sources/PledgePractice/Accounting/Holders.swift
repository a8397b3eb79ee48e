package import PledgeCore

/// Everyone who has a patient's information.
package struct Holders: Hashable, Sendable {
    /// Why somebody has it, as a patient would sort it.
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        case care, family, patient, law, research, mistake

        /// - Parameter entryClass: An option of the fact `entry-class`.
        init(_ entryClass: String) {
            self =
                switch entryClass {
                case "class-tpo", "class-incidental", "class-limited-data-set": .care
                case "class-directory", "class-involved": .family
                case "class-individual", "class-authorization": .patient
                case "class-research": .research
                default: .law
                }
        }

        package var words: String {
            switch self {
            case .care: "care, payment or our own business"
            case .family: "family, friends or the directory"
            case .patient: "you asked or signed"
            case .law: "a law or the public good"
            case .research: "research"
            case .mistake: "a mistake, or not allowed"
            }
        }
    }

    /// One disclosure.
    package struct Receipt: Hashable, Sendable {
        package var entry: Int64
        package var day: Day
        package var recipient: String
        package var what: String
        package var why: String
        package var reason: Reason
    }

    /// What the patient is called.
    package var patient: String
    package var made: Day
    /// In the order of the journal.
    package var receipts: [Receipt]

    /// Recipients with what each got, those who got something last first.
    package var recipients: [(name: String, receipts: [Receipt])] {
        let found = Dictionary(grouping: receipts, by: \.recipient)
            .map { (name: $0.key, receipts: $0.value.sorted { ($0.day, $0.entry) < ($1.day, $1.entry) }) }
        return found.sorted { left, right in
            let (first, second) = (left.receipts.last?.day ?? made, right.receipts.last?.day ?? made)
            return first == second ? left.name < right.name : first > second
        }
    }

    package var json: JSONValue {
        .members([
            ("patient", .string(patient)), ("made", .string(made.description)),
            (
                "recipients",
                .array(
                    recipients.map { recipient in
                        .members([
                            ("recipient", .string(recipient.name)),
                            ("received", .array(recipient.receipts.map(\.json))),
                        ])
                    })
            ),
        ])
    }

    /// For people, a line for each disclosure under its recipient.
    package var text: String {
        var lines = ["Who has information about \(patient), as of \(AccountingWords.day(made))", ""]
        if receipts.isEmpty { lines.append("Nobody that our journal knows of.") }
        for recipient in recipients {
            lines.append(recipient.name)
            for receipt in recipient.receipts {
                lines.append(
                    "  \(AccountingWords.day(receipt.day))  \(receipt.what), for \(receipt.why) "
                        + "(\(receipt.reason.words); entry \(receipt.entry))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Holders.Receipt {
    var json: JSONValue {
        .members([
            ("entry", .integer(entry)), ("day", .string(day.description)), ("what", .string(what)),
            ("why", .string(why)), ("reason", .string(reason.rawValue)),
        ])
    }
}

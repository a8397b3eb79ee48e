package import PledgeCore

/// What another system's log and the journal do not have in common.
package struct Reconciliation: Hashable, Sendable {
    /// A line that the journal lacks.
    package struct Missing: Hashable, Sendable {
        package enum Why: String, Hashable, Sendable {
            /// Nobody here has the identifier.
            case unknownPatient = "unknown-patient"
            /// Nothing of that time.
            case notRecorded = "not-recorded"
            /// Something of that time went to somebody else.
            case anotherRecipient = "another-recipient"
        }

        package var line: Int
        package var why: Why
        /// The entry that names another recipient.
        package var entry: Int64?
    }

    /// Lines that were read.
    package var lines: Int
    /// Lines with an entry of their own.
    package var matched: Int
    package var missing: [Missing]
    /// Entries about the log's patients, of the log's days, that no line tells.
    package var unlogged: [Int64]

    package var isWhole: Bool { missing.isEmpty && unlogged.isEmpty }

    /// Compares what a log says of one patient with the entries.
    ///
    /// Each line takes the nearest entry to the same recipient within the tolerance, and each entry is taken once. A day
    /// stands for all its seconds.
    ///
    /// - Parameters:
    ///   - lines: Of the patient.
    ///   - disclosures: Of the patient.
    ///   - tolerance: How far apart the two clocks may be, in seconds.
    ///   - zone: Whose days they are.
    /// - Returns: What matches, what is missing, and entries that no line took.
    static func compare(
        _ lines: [LoggedDisclosure], _ disclosures: [Disclosure], tolerance: Int64, _ zone: TimeZoneRules
    ) -> (matched: Int, missing: [Missing], left: [Disclosure]) {
        let times = disclosures.map { range($0.instant.map(Moment.instant) ?? .day($0.day), zone) }
        var pairs: [(distance: Int64, line: Int, entry: Int)] = []
        for (position, line) in lines.enumerated() {
            let time = range(line.time, zone)
            for (index, disclosure) in disclosures.enumerated() where isSame(line.recipient, disclosure.recipient) {
                let distance = distance(time, times[index])
                if distance <= tolerance { pairs.append((distance, position, index)) }
            }
        }
        var takenLines: Set<Int> = []
        var taken: Set<Int> = []
        for pair in pairs.sorted(by: { ($0.distance, $0.line, $0.entry) < ($1.distance, $1.line, $1.entry) })
        where !takenLines.contains(pair.line) && !taken.contains(pair.entry) {
            takenLines.insert(pair.line)
            taken.insert(pair.entry)
        }
        var missing: [Missing] = []
        for (position, line) in lines.enumerated() where !takenLines.contains(position) {
            let time = range(line.time, zone)
            let other = disclosures.indices.first { index in
                !taken.contains(index) && distance(time, times[index]) <= tolerance
            }
            missing.append(
                Missing(
                    line: line.line, why: other == nil ? .notRecorded : .anotherRecipient,
                    entry: other.map { disclosures[$0].entry }))
        }
        return (takenLines.count, missing, disclosures.indices.filter { !taken.contains($0) }.map { disclosures[$0] })
    }

    private static func range(_ moment: Moment, _ zone: TimeZoneRules) -> ClosedRange<Int64> {
        switch moment {
        case .instant(let instant): instant.seconds...instant.seconds
        case .day(let day): zone.start(of: day).seconds...max(zone.start(of: day).seconds, zone.end(of: day).seconds)
        }
    }

    /// Seconds between two times; 0 where they overlap.
    private static func distance(_ left: ClosedRange<Int64>, _ right: ClosedRange<Int64>) -> Int64 {
        max(0, left.lowerBound - right.upperBound, right.lowerBound - left.upperBound)
    }

    /// Whether the log's recipient is the entry's, by name or address; a log that names nobody fits all.
    private static func isSame(_ logged: String?, _ recipient: Disclosure.Recipient) -> Bool {
        guard let logged else { return true }
        let plain = plain(logged)
        return [recipient.name, recipient.address].contains { $0.map(self.plain) == plain }
    }

    /// Letters and digits alone, without case.
    private static func plain(_ text: String) -> String {
        let kept = text.lowercased().filter { $0.isLetter || $0.isNumber }
        return kept.isEmpty ? text : kept
    }

    // MARK: Told

    package var json: JSONValue {
        .members([
            ("lines", .integer(Int64(lines))), ("matched", .integer(Int64(matched))),
            (
                "missing",
                .array(
                    missing.map { missing in
                        var object = JSONObject()
                        object.append("line", .integer(Int64(missing.line)))
                        object.append("why", .string(missing.why.rawValue))
                        object.append("entry", missing.entry.map { .integer($0) })
                        return .object(object)
                    })
            ),
            ("unlogged", .array(unlogged.map { .integer($0) })),
        ])
    }

    /// For people: lines and entries by their numbers, nothing about anybody.
    package var text: String {
        var lines = ["\(self.lines) lines in the log, \(matched) with an entry in the journal."]
        for missing in missing {
            switch missing.why {
            case .unknownPatient: lines.append("line \(missing.line): nobody here has that identifier")
            case .notRecorded: lines.append("line \(missing.line): not in the journal; `pledge record` takes it in")
            case .anotherRecipient:
                lines.append(
                    "line \(missing.line): the journal names another recipient at that time"
                        + (missing.entry.map { ", entry \($0)" } ?? ""))
            }
        }
        for entry in unlogged { lines.append("entry \(entry): not in the log") }
        if isWhole { lines.append("Nothing is missing on either side.") }
        return lines.joined(separator: "\n") + "\n"
    }
}

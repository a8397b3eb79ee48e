package import PledgeCore
import PledgeStore

extension Practice {
    /// Compares another system's log with the journal, for the patients that the log names.
    ///
    /// - Parameters:
    ///   - lines: Of the log.
    ///   - tolerance: How far apart the two clocks may be, in seconds.
    /// - Returns: What either lacks.
    /// - Throws: `PracticeError` where something stored is not what it was.
    package func reconcile(_ lines: [LoggedDisclosure], tolerance: Int64) throws -> Reconciliation {
        try read { reader, connection in
            let organization = try reader.person(0)
            let zone = Disclosure.text(organization.settings["zone"]).flatMap(self.zones) ?? .utc
            var report = Reconciliation(lines: lines.count, matched: 0, missing: [], unlogged: [])
            var told: [Int64: [Disclosure]] = [:]
            var linesByPerson: [Int64: [LoggedDisclosure]] = [:]
            for (identifier, own) in Dictionary(grouping: lines, by: \.patient) {
                do {
                    let person = try reader.person(identifier: identifier).number
                    linesByPerson[person, default: []] += own
                    if told[person] == nil {
                        told[person] = try self.sources(identifier, reader, connection).disclosures
                    }
                } catch PracticeError.unknownPatient {
                    report.missing += own.map { Reconciliation.Missing(line: $0.line, why: .unknownPatient) }
                }
            }
            let days = lines.map { line in
                switch line.time {
                case .day(let day): day
                case .instant(let instant): zone.day(of: instant)
                }
            }
            for (person, own) in linesByPerson {
                let compared = Reconciliation.compare(
                    own.sorted { $0.line < $1.line }, told[person] ?? [], tolerance: tolerance, zone)
                report.matched += compared.matched
                report.missing += compared.missing
                guard let first = days.min(), let last = days.max() else { continue }
                report.unlogged += compared.left.filter { first <= $0.day && $0.day <= last }.map(\.entry)
            }
            report.missing.sort { $0.line < $1.line }
            report.unlogged = Set(report.unlogged).sorted()
            return report
        }
    }
}

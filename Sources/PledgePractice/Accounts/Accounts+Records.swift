import PledgeCore
package import PledgeLedger
import PledgeStore

/// What people who are signed in looked at and took out.
extension Accounts {
    private static let reasonBytesMax = 1_000

    /// A patient's identifier by the token that pages have.
    ///
    /// - Throws: `PracticeError.unknownPatient`.
    package func identifier(ofToken token: String) throws -> String {
        guard let identifier = try practice.person(token: token).identifiers.first else {
            throw PracticeError.unknownPatient
        }
        return identifier
    }

    /// Whether a patient's record is open to somebody in an emergency.
    package func isOpen(token: String, to visit: Visit) throws -> Bool {
        guard !visit.opened.isEmpty else { return false }
        let number = try practice.person(token: token).number
        let now = now
        return visit.opened.contains { $0.patient == number && $0.until > now }
    }

    /// Writes down that somebody looks at a patient's page; show it only after this returned.
    ///
    /// - Parameters:
    ///   - page: As the console calls it, such as `patient`.
    ///   - identifier: Of the patient.
    ///   - visit: Who looks.
    /// - Returns: The entry.
    /// - Throws: `PracticeError.unknownPatient`, `.refused` where the role does not open patients' pages.
    @discardableResult
    package func view(_ page: String, of identifier: String, by visit: Visit) throws -> EntryHeader {
        try journal.append { batch in
            let patient = try batch.person(identifier: identifier)
            let emergency = visit.opened.first { $0.patient == patient.number && $0.until > batch.now }
            guard visit.visitor.permissions.contains(.patients) || emergency != nil else {
                throw PracticeError.refused(
                    Refusal(.notAllowed, "Your role does not open patients' pages. Ask the privacy officer."))
            }
            let view = RecordView(
                account: visit.number, by: visit.visitor.name, role: visit.visitor.role, page: page,
                emergency: emergency?.entry)
            return try batch.append(.view(view), receipt: .object(JSONObject()), about: [patient.number])
        }
    }

    /// Writes down that data is taken out; hand it over only after this returned.
    ///
    /// - Parameters:
    ///   - what: Such as `accounting`, `disclosures`, `journal`, `backup`.
    ///   - identifier: Of the patient it is about; nothing for nobody in particular.
    ///   - count: How many rows or entries.
    ///   - visit: Who takes it.
    /// - Returns: The entry.
    /// - Throws: `PracticeError.refused` where the role does not allow it, or password and code were not shown just now.
    @discardableResult
    package func export(
        _ what: String, of identifier: String? = nil, count: Int64? = nil, by visit: Visit
    ) throws -> EntryHeader {
        guard visit.visitor.permissions.contains(.export) else {
            throw PracticeError.refused(
                Refusal(.notAllowed, "Your role does not take data out. Ask the privacy officer."))
        }
        guard isProven(visit) else {
            throw PracticeError.refused(
                Refusal(.notConfirmed, "Show your password and a code again before data is taken out."))
        }
        return try journal.append { batch in
            let number = try identifier.map { try batch.person(identifier: $0).number } ?? 0
            let export = ExportMade(account: visit.number, by: visit.visitor.name, what: what, count: count)
            return try batch.append(.export(export), receipt: .object(JSONObject()), about: [number])
        }
    }

    /// Opens a patient's record to somebody whose role does not, for a short time; the officer is told at once.
    ///
    /// - Parameters:
    ///   - identifier: Of the patient.
    ///   - reason: In the words of who opens it.
    ///   - visit: Who opens it.
    /// - Returns: The entry, and when it closes again in milliseconds since 1970.
    /// - Throws: `PracticeError.refused` where the role opens no record in an emergency; `.asked` without a reason.
    @discardableResult
    package func openInEmergency(
        _ identifier: String, reason: String, by visit: Visit
    ) throws -> (entry: EntryHeader, until: Int64) {
        guard visit.role.opensInEmergency else {
            throw PracticeError.refused(
                Refusal(.notAllowed, "Your role opens no record in an emergency. Ask a clinician."))
        }
        guard reason.contains(where: { !$0.isWhitespace }), reason.utf8.count <= Accounts.reasonBytesMax else {
            throw PracticeError.asked(
                ShapeProblem(
                    path: "$.reason", message: "say why, in 1 to \(Accounts.reasonBytesMax) bytes",
                    help: "such as \"unconscious in the waiting room\""))
        }
        return try journal.append { batch in
            let patient = try batch.person(identifier: identifier)
            guard let found = try self.find(visit.login, batch), !found.account.isDisabled else {
                throw SignInRefusal.over
            }
            let until = batch.now + self.policy.emergency
            let task = ReleaseRecord.Task(
                duty: Accounts.emergencyDuty,
                words: "\(visit.visitor.name) opened a record in an emergency: \(reason) — see whether it was one",
                due: try self.practice.today(batch))
            let access = EmergencyAccess(
                login: visit.login, patient: patient.number, reason: reason, until: until, tasks: [task],
                by: visit.visitor.name)
            var state = try batch.person(found.number)
            let header = try self.write(.emergencyAccess(access), to: &state, batch)
            // The patient's own entries tell of it, too.
            let view = RecordView(
                account: found.number, by: visit.visitor.name, role: visit.visitor.role, page: "emergency",
                emergency: header.index)
            _ = try batch.append(.view(view), receipt: .object(JSONObject()), about: [patient.number])
            return (header, until)
        }
    }

    /// The officer's task after a record was opened in an emergency.
    package static let emergencyDuty = "review-emergency-access"
}

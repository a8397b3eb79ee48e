import PledgeCore
import PledgeLedger
import PledgePractice

extension DemoYear {
    /// Of a hundred tasks, so many are done in time.
    private static let diligence = 94
    private static let confirmable = ["verify", "minimum-necessary"]

    // MARK: Before the first day

    /// Takes in people, parties and agreements.
    mutating func settle(_ notice: String?) throws {
        for party in DemoParties.all + DemoParties.staff {
            var fields = try JSONFields(party.json)
            _ = try practice.add(party: try PartyChange(&fields))
        }
        let signed = Day(number: first.number - 200)
        for (party, ended) in [("brightline-billing", 30), ("old-mill-shredding", -40)] {
            try take(
                DemoWishes.agreement(
                    signed: signed, ended: Day(number: first.number + Int32(DemoYear.days + ended))), ofParty: party)
        }
        patients = DemoPeople.all(&dice, first: first)
        for patient in patients {
            var fields = try JSONFields(patient.json(by: DemoStaff.desk, notice: notice))
            _ = try practice.add(person: try PersonChange(&fields))
            report.patients += 1
        }
        for number in [12, 33, 58] {
            var fields = try JSONFields(
                .members([
                    ("facts", .members([("fundraising-opt-out", .bool(true))])), ("by", .string(DemoStaff.desk)),
                ]))
            _ = try practice.change(person: patients[number].identifier, try PersonChange(&fields))
        }
    }

    private func take(_ document: JSONObject, ofParty party: String) throws {
        var fields = try JSONFields(
            .members([("document", .object(document)), ("by", .string(DemoStaff.officer))]))
        _ = try practice.take(try DirectiveTaken(&fields), ofParty: party)
    }

    // MARK: Papers

    mutating func take(_ paper: DemoWishes.Paper) throws {
        try take(paper.document, of: patients[paper.patient], evidence: paper.evidence)
    }

    private mutating func take(_ document: JSONObject, of patient: DemoPatient, evidence: String) throws {
        var fields = try JSONFields(
            .members([
                ("document", .object(document)), ("evidence", .string(evidence)), ("by", .string(DemoStaff.desk)),
            ]))
        _ = try practice.take(try DirectiveTaken(&fields), of: patient.identifier)
        report.papers += 1
    }

    mutating func end(_ end: DemoWishes.End, on day: Day) throws {
        let identifier = patients[end.patient].identifier
        let directive = try practice.person(identifier).directives.last { directive in
            directive.document["type"] == .string(end.type)
        }
        guard let directive else { return }
        var fields = try JSONFields(
            .members([
                ("directive", .integer(directive.entry)),
                ("set", .members([(end.field, .string(day.description))])), ("why", .string(end.why)),
                ("by", .string(DemoStaff.desk)),
            ]))
        _ = try practice.end(try DirectiveEnded(&fields), of: identifier)
    }

    // MARK: One thing that is asked for

    /// Decides, does what is to be done first, and releases, records or says no.
    mutating func happen(_ make: DemoSituations.Make, on day: Day, _ number: Int) throws {
        var patient = dice.pick(patients)
        var sharing = make(patient, day, &dice)
        let isChild = sharing.purpose == "school-immunization"
        let isAdult = ["abuse-report", "life-insurance", "workers-compensation", "employment"].contains(sharing.purpose)
        let age = (day.number - patient.birth.number) / 365
        if isChild, age >= 18 { patient = patients.first { $0.number % 9 == 4 } ?? patient }
        if isAdult, age < 18 { patient = patients[3] }
        // The one who paid in full is the one whose plan asks.
        if sharing.isPaidInFull { patient = patients[dice.pick([3, 17])] }
        if sharing.purpose == "life-insurance" {
            try take(DemoWishes.authorization(on: day), of: patient, evidence: "scan of the signed form")
        }
        let care = Day(number: day.number - Int32(dice.roll(2..<60)))
        if sharing.happened != nil {
            let ask = try Ask(
                sharing.ask(patient.identifier, key: newKey(), care: care, confirm: [:], day: day))
            _ = try practice.record(ask)
            report.recorded += 1
            return
        }
        if sharing.purpose == "treatment" { sharing.by = dice.pick([DemoStaff.records, DemoStaff.clinician]) }
        try share(sharing, patient, care, day, number)
    }

    private mutating func share(
        _ sharing: DemoSharing, _ patient: DemoPatient, _ care: Day, _ day: Day, _ number: Int
    ) throws {
        var confirm = Dictionary(uniqueKeysWithValues: DemoYear.confirmable.map { ($0, sharing.by) })
        // What must be done first is done, and said so by name.
        for _ in 0..<3 {
            let ask = try Ask(
                sharing.ask(patient.identifier, key: newKey(), care: care, confirm: confirm, day: day))
            do {
                let released = try practice.release(ask)
                report.released += 1
                plan(released, after: number, waits: nil)
                return
            } catch PracticeError.refused(let refusal) where refusal.reason == .notConfirmed {
                let open = refusal.duties.filter { $0 != DemoYear.officerDuty }
                for duty in open { confirm[duty] = sharing.by }
                if !open.isEmpty { continue }
                let stopped = try practice.stop(ask)
                report.waiting += 1
                plan(stopped, after: number, waits: (sharing, patient, care))
                return
            } catch PracticeError.refused {
                _ = try practice.stop(ask)
                report.stopped += 1
                return
            }
        }
    }

    static let officerDuty = "officer-release"

    /// Tasks that somebody will do in time, but for a few.
    private mutating func plan(
        _ released: Released, after number: Int, waits: (DemoSharing, DemoPatient, Day)?
    ) {
        guard case .object(let answer) = released.answer, case .array(let tasks)? = answer["tasks"] else { return }
        for ordinal in tasks.indices where !areTasksLeft && dice.isTrue(in: DemoYear.diligence) {
            let after = waits == nil ? dice.roll(2..<24) : dice.roll(1..<4)
            chores[number + after, default: []].append(
                Chore(entry: released.header.index, ordinal: Int64(ordinal), waits: waits))
        }
    }

    /// Does what was planned: a task, or what waited for the officer.
    mutating func finish(_ chore: Chore, on day: Day) throws {
        if let (sharing, patient, care) = chore.waits {
            var byOfficer = sharing
            byOfficer.by = DemoStaff.officer
            var confirm: [String: String] = [DemoYear.officerDuty: DemoStaff.officer]
            for duty in DemoYear.confirmable + ["rely-on-representation"] { confirm[duty] = sharing.by }
            _ = try practice.release(
                try Ask(byOfficer.ask(patient.identifier, key: newKey(), care: care, confirm: confirm, day: day)))
            report.released += 1
        }
        var fields = try JSONFields(
            .members([
                ("entry", .integer(chore.entry)), ("ordinal", .integer(chore.ordinal)),
                ("by", .string(chore.waits == nil ? DemoStaff.records : DemoStaff.officer)),
            ]))
        _ = try practice.done(try TaskEnded(&fields))
        report.tasksDone += 1
    }
}

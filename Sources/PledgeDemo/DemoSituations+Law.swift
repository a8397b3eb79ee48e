import PledgeCore

/// What agencies, courts and strangers ask for.
extension DemoSituations {
    private static func judged(_ by: String, _ day: Day, _ why: String) -> JSONValue {
        .members([
            ("value", .bool(true)), ("by", .string(by)), ("when", .string(day.description)), ("why", .string(why)),
        ])
    }

    private static func paper(_ type: String, _ number: Int, _ members: [(String, JSONValue)]) -> JSONObject {
        var object = JSONObject()
        object.append("type", .string(type))
        object.append("id", .string("\(type)-\(number)"))
        for (name, value) in members { object.append(name, value) }
        return object
    }

    private static let whole = JSONValue.array([.members([("also", .string("any"))])])

    private static func ago(_ days: Int32, _ day: Day) -> JSONValue {
        .string(Day(number: day.number - days).description)
    }

    // MARK: Agencies

    static func disease(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = DemoSharing("county-health-department", ["public-health-authority"], for: "disease-report")
        sharing.item = "lab-result"
        sharing.channel = "electronic"
        return sharing
    }

    /// Rests on a reading of a state's section that an officer has to look at each time.
    static func listedDisease(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = disease(patient, day, &dice)
        sharing.labels = ["hiv"]
        sharing.answers = [("on-hiv-list", judged(DemoStaff.officer, day, "read the section"))]
        return sharing
    }

    static func abuse(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = DemoSharing("adult-protective-services", ["adult-protection"], for: "abuse-report")
        sharing.answers = [
            ("believed-victim", judged(DemoStaff.clinician, day, "seen in the visit")),
            ("takes-abuse-reports", .bool(true)), ("patient-agrees-to-report", .bool(true)),
        ]
        sharing.by = DemoStaff.clinician
        return sharing
    }

    static func oversight(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = DemoSharing("state-inspectors", ["oversight-agency"], for: "oversight")
        sharing.answers = [("oversight-subject", .string("looks-at-us"))]
        return sharing
    }

    static func compensation(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = DemoSharing("lake-county-compensation", ["workers-comp-carrier"], for: "workers-compensation")
        sharing.answers = [("compensation-claim", .bool(true)), ("compensation-law-allows", .bool(true))]
        return sharing
    }

    static func school(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = DemoSharing("fernhollow-school", ["school"], for: "school-immunization")
        sharing.item = "immunization"
        sharing.answers = [("school-entry-law", .bool(true)), ("school-agreement", .string("parent-agreed"))]
        sharing.by = DemoStaff.desk
        return sharing
    }

    static func insurer(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        DemoSharing("steadfast-life", ["life-insurer"], for: "life-insurance")
    }

    static func study(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = DemoSharing("midland-university", ["researcher"], for: "research")
        let found = [
            "review-board", "protects-identifiers", "destroys-identifiers", "no-reuse", "minimal-risk",
            "impracticable-without-waiver", "impracticable-without-data", "procedure", "signed",
        ]
        sharing.documents = [
            paper(
                "irb-waiver", 1,
                [("board", .string("Midland Review Board")), ("approved", ago(30, day))]
                    + found.map { ($0, .bool(true)) } + [("scope", whole)])
        ]
        return sharing
    }

    // MARK: Courts and police

    private static func subpoena(_ came: String, _ day: Day) -> DemoSharing {
        var sharing = DemoSharing("Pruitt & Vance, lawyers", ["attorney"], for: "judicial-proceeding")
        sharing.documents = [
            paper(
                "subpoena", 1,
                [
                    ("issuer", .string("the plaintiff's lawyers")), ("signed", ago(6, day)),
                    ("deadline", ago(-20, day)), ("directed-to-us", .bool(true)), ("scope", whole),
                ])
        ]
        sharing.answers = [("came-with-subpoena", .string(came))]
        return sharing
    }

    static func bareSubpoena(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        subpoena("nothing-came", day)
    }

    static func toldSubpoena(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        subpoena("patient-told", day)
    }

    static func courtOrder(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = DemoSharing("Lake County Circuit Court", ["court"], for: "judicial-proceeding")
        sharing.documents = [
            paper(
                "order", 1,
                [
                    ("issuer", .string("Lake County Circuit Court")), ("signed", ago(5, day)),
                    ("directed-to-us", .bool(true)), ("scope", whole),
                ])
        ]
        return sharing
    }

    static func warrant(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = policeAlone(patient, day, &dice)
        sharing.documents = [
            paper(
                "warrant", 1,
                [("issuer", .string("Lake County Circuit Court")), ("signed", ago(1, day)), ("scope", whole)])
        ]
        return sharing
    }

    static func policeAlone(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = DemoSharing("Fernhollow Police", ["police"], for: "law-enforcement")
        sharing.by = DemoStaff.desk
        return sharing
    }

    // MARK: Others

    static func employer(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = DemoSharing("the patient's employer", ["employer"], for: "employment")
        sharing.by = DemoStaff.desk
        return sharing
    }

    static func marketer(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        DemoSharing("Bright Smile Devices", ["marketer"], for: "marketing")
    }
}

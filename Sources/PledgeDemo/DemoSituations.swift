import PledgeCore

/// Everyday situations of the demo, each with how often it comes up in a year.
enum DemoSituations {
    typealias Make = @Sendable (DemoPatient, Day, inout DemoDice) -> DemoSharing

    typealias Situation = (times: Int, make: Make)

    static let all: [Situation] = care + family + agencies + courts + unwanted

    private static let care: [Situation] = [
        (150, treatment), (70, pharmacy), (40, laboratory), (110, claim), (40, billing), (36, reminder), (22, ownCopy),
        (3, otherPlan),
    ]
    private static let family: [Situation] = [
        (24, bedside), (5, objected), (26, whereabouts), (7, spoken), (3, wrongFax),
    ]
    private static let agencies: [Situation] = [
        (18, disease), (5, listedDisease), (2, abuse), (3, oversight), (3, compensation), (5, school), (4, insurer),
        (2, study),
    ]
    private static let courts: [Situation] = [(3, courtOrder), (2, toldSubpoena), (4, bareSubpoena), (1, warrant)]
    private static let unwanted: [Situation] = [(3, policeAlone), (4, employer), (3, marketer)]

    /// What the last days bring, so that something waits, is due and was stopped when one first looks.
    ///
    /// Days before the last, and what happens; its tasks are left to whoever looks.
    static let lately: [(back: Int, make: Make)] = [
        (33, ownCopy), (27, ownCopy), (20, ownCopy), (6, ownCopy), (5, bareSubpoena), (4, marketer), (3, abuse),
        (3, listedDisease), (2, employer), (1, policeAlone), (1, listedDisease),
    ]

    // MARK: Care and payment

    private static func treatment(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = DemoSharing(dice.pick(DemoParties.providers), ["covered-provider"], for: "treatment")
        sharing.item = dice.pick(["visit-note", "image", "lab-result", "record", "medication-list"])
        sharing.channel = dice.pick(["fax", "electronic"])
        return sharing
    }

    private static func pharmacy(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = DemoSharing(dice.pick(DemoParties.pharmacies), ["pharmacy"], for: "treatment")
        sharing.item = "medication-list"
        sharing.channel = "electronic"
        sharing.by = DemoStaff.clinician
        return sharing
    }

    private static func laboratory(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = DemoSharing("orchard-laboratory", ["laboratory"], for: "treatment")
        sharing.item = "lab-result"
        sharing.channel = "electronic"
        return sharing
    }

    private static func claim(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = DemoSharing(dice.pick(DemoParties.plans), ["health-plan"], for: "payment")
        sharing.item = "claim"
        sharing.channel = "electronic"
        return sharing
    }

    /// The plan asks for a visit that the patient paid for in full.
    private static func otherPlan(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = claim(patient, day, &dice)
        sharing.isPaidInFull = true
        return sharing
    }

    private static func billing(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = DemoSharing("brightline-billing", ["business-associate"], for: "payment")
        sharing.item = "billing-record"
        sharing.channel = "electronic"
        return sharing
    }

    private static func reminder(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = DemoSharing(nil, ["individual"], for: "reminder")
        sharing.item = "appointment"
        sharing.channel = "mail"
        sharing.by = DemoStaff.desk
        return sharing
    }

    private static func ownCopy(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        DemoSharing(nil, ["individual"], for: "access")
    }

    // MARK: Family and the directory

    private static func bedside(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        let relative = dice.pick(["spouse", "adult-child", "family"])
        var sharing = DemoSharing(
            "\(dice.pick(["Ana", "Paul", "Rosa", "Ben"])) \(patient.family)", [relative], for: "involvement")
        sharing.channel = "phone"
        sharing.answers = [("patient-wish", .string("agrees"))]
        sharing.by = DemoStaff.clinician
        return sharing
    }

    private static func objected(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = bedside(patient, day, &dice)
        sharing.answers = [("patient-wish", .string("objects"))]
        sharing.by = DemoStaff.desk
        return sharing
    }

    private static func whereabouts(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = DemoSharing("a visitor", ["caller"], for: "directory")
        sharing.item = "directory-entry"
        sharing.elements = ["location", "general-condition"]
        sharing.answers = [("asked-by-name", .bool(true))]
        sharing.by = DemoStaff.desk
        return sharing
    }

    private static func spoken(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = bedside(patient, day, &dice)
        sharing.happened = ("spoken", "told at the bedside")
        return sharing
    }

    private static func wrongFax(_ patient: DemoPatient, _ day: Day, _ dice: inout DemoDice) -> DemoSharing {
        var sharing = DemoSharing("an unknown fax number", ["anyone"], for: "treatment")
        sharing.item = "visit-note"
        sharing.happened = ("mistaken", "two digits of the number were swapped; they say that they destroyed it")
        return sharing
    }
}

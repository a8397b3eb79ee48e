import PledgeCore
import PledgeLedger
import PledgePractice
import PledgeStore
import Testing

/// Roles, what people looked at, and records opened in an emergency.
@Suite struct StaffTests {
    private static func path(_ body: () throws -> Void) -> String? {
        guard case .asked(let problem)? = PracticeFixture.error(body) else { return nil }
        return problem.path
    }

    @Test(arguments: Engine.allCases) func `roles are three presets and one's own`(on engine: Engine) throws {
        let staff = try AccountFixture(engine)
        try staff.make("owner")
        #expect(try staff.accounts.roles() == [.owner, .frontDesk, .clinician])
        func change(_ members: String) throws {
            var fields = try JSONFields(PracticeFixture.json(#"{\#(members),"by":"Dr. Okafor"}"#))
            try staff.accounts.change(role: try RoleChange(&fields))
        }
        let billing =
            #""role":"billing","permissions":["ask","patients"],"items":["billing-record"],"elements":["name"]"#
        try change(billing)
        let made = try staff.make("kim", role: Role(name: "billing", permissions: []))
        var visit = try staff.visit(made)
        #expect(visit.visitor.permissions == [.ask, .patients])
        #expect(visit.role.items == ["billing-record"])
        // At once, for those who are signed in.
        try change(#""role":"billing","permissions":["ask"]"#)
        visit = try staff.visit(made)
        #expect(visit.visitor.permissions == [.ask])
        #expect(visit.role.items == nil)
        #expect(StaffTests.path { try change(#""role":"billing","items":["wizardry"]"#) } == "$.items[0]")
        #expect(StaffTests.path { try change(#""role":"billing","elements":["name","aura"]"#) } == "$.elements[1]")
        #expect(StaffTests.path { try change(#""role":"billing","permissions":[],"ended":true"#) } == "$.role")
        // A preset may be changed, and is as it was when the change ends; nobody is shut out.
        try change(#""role":"clinician","permissions":["ask"]"#)
        #expect(try staff.accounts.roles().map(\.name) == ["owner", "front desk", "clinician", "billing"])
        try change(#""role":"clinician","permissions":[],"ended":true"#)
        #expect(try staff.accounts.roles()[2] == .clinician)
        #expect(StaffTests.path { try change(#""role":"owner","permissions":["ask"]"#) } == "$.permissions")
        #expect(throws: ShapeProblem.self) { try change(#""role":"x","permissions":["fly"]"#) }
        #expect(try staff.practice.check().differences == [])
    }

    @Test func `the last who can change staff stays`() throws {
        let staff = try AccountFixture()
        try staff.make("mary")
        #expect(StaffTests.path { try staff.accounts.disable(login: "mary", by: "x") } == "$.login")
        #expect(StaffTests.path { try staff.accounts.change(login: "mary", role: "clinician", by: "x") } == "$.login")
        try staff.make("kim")
        try staff.accounts.disable(login: "mary", by: "Dr. kim")
        #expect(StaffTests.path { try staff.accounts.disable(login: "kim", by: "x") } == "$.login")
        #expect(try staff.accounts.list().map(\.isDisabled) == [false, true])
    }

    @Test func `what is no account is told, with what to do`() throws {
        let staff = try AccountFixture()
        try staff.make("mary")
        func add(_ login: String, _ role: String = "clinician") -> String? {
            StaffTests.path { try staff.accounts.add(login: login, name: "Kim", role: role, by: "x") }
        }
        #expect(add("MARY ") == "$.login")
        #expect(add("two words") == "$.login")
        #expect(add("") == "$.login")
        #expect(add("kim", "wizard") == "$.role")
        #expect(StaffTests.path { try staff.accounts.disable(login: "kim", by: "x") } == "$.login")
        // An account is neither a patient nor a party.
        #expect(PracticeFixture.error { _ = try staff.practice.person("mary") } == .unknownPatient)
        #expect(try staff.practice.parties().isEmpty)
        try staff.fixture.addParty(#""party":"mary","kinds":["provider"]"#)
        #expect(try staff.practice.parties().count == 1)
        #expect(try staff.accounts.list().count == 1)
    }

    // MARK: Looking

    @Test(arguments: Engine.allCases) func `views and exports are entries about the patient`(on engine: Engine) throws {
        let staff = try AccountFixture(engine)
        try staff.fixture.addPatient()
        let visit = try staff.visit(try staff.make("mary"))
        let first = try staff.practice.check().entries
        try staff.accounts.view("patient", of: "MRN-1", by: visit)
        try staff.accounts.export("accounting", of: "MRN-1", count: 3, by: visit)
        try staff.accounts.export("journal", by: visit)
        #expect(try staff.events(since: first) == ["record viewed", "export", "export"])
        #expect(try (0..<3).map { try staff.practice.openEntry(first + $0).people } == [[1], [1], [0]])
        guard case .view(let view) = try staff.practice.openEntry(first).event else { return }
        #expect(view.by == "Dr. mary" && view.account == visit.number && view.page == "patient" && view.role == "owner")
        #expect(PracticeFixture.error { try staff.accounts.view("patient", of: "MRN-9", by: visit) } == .unknownPatient)
        let other = try staff.visit(try staff.make("kim", role: .clinician))
        guard case .refused? = PracticeFixture.error({ try staff.accounts.export("journal", by: other) }) else {
            Issue.record("exported")
            return
        }
        #expect(try staff.practice.check().differences == [])
    }

    @Test(arguments: Engine.allCases)
    func `a record is opened in an emergency for a short time, with a reason, and the officer is told`(
        on engine: Engine
    ) throws {
        let staff = try AccountFixture(engine)
        try staff.fixture.addPatient()
        try staff.make("owner")
        try staff.accounts.change(
            role: RoleChange(Role(name: "nurse", permissions: [.ask], opensInEmergency: true), by: "Dr. Okafor"))
        let made = try staff.make("kim", role: Role(name: "nurse", permissions: []))
        func refusedView() throws -> Bool {
            let visit = try staff.visit(made)
            if case .refused? = PracticeFixture.error({ try staff.accounts.view("patient", of: "MRN-1", by: visit) }) {
                return true
            }
            return false
        }
        #expect(try refusedView())
        #expect(
            StaffTests.path {
                try staff.accounts.openInEmergency("MRN-1", reason: " ", by: try staff.visit(made))
            } == "$.reason")
        let first = try staff.practice.check().entries
        let opened = try staff.accounts.openInEmergency(
            "MRN-1", reason: "unconscious in the waiting room", by: try staff.visit(made))
        #expect(opened.entry.index == first)
        let tasks = try staff.practice.tasks(most: 10)
        #expect(tasks.map(\.entry) == [first])
        #expect(tasks[0].words.contains("Dr. kim") && tasks[0].words.contains("unconscious in the waiting room"))
        #expect(tasks[0].due.description == "2026-11-21")
        #expect(try !refusedView())
        #expect(try staff.events(since: first) == ["record opened in an emergency", "record viewed", "record viewed"])
        // The patient's own entries name the one that opened the record.
        for number in [first + 1, first + 2] {
            guard case .view(let view) = try staff.practice.openEntry(number).event else { continue }
            #expect(view.emergency == first)
            #expect(try staff.practice.openEntry(number).people == [1])
        }
        try staff.fixture.practice.rebuild()
        #expect(try !refusedView())
        for _ in 0..<3 {
            staff.pass(10 * AccountFixture.minute + 1_000)
            _ = try staff.accounts.visit(made.token)
        }
        #expect(try refusedView())
        // A role that opens nothing in an emergency does not.
        let owner = try staff.visit(try staff.signIn("owner"))
        guard
            case .refused? = PracticeFixture.error({
                try staff.accounts.openInEmergency("MRN-1", reason: "x", by: owner)
            })
        else {
            Issue.record("opened")
            return
        }
        #expect(try staff.practice.check().differences == [])
    }

    // MARK: What is seen

    /// Whole law but for few grounds, and the hospital's notice.
    private static func sighted() throws -> AccountFixture {
        let staff = try AccountFixture(try PracticeFixture(rules: PracticeFixture.partyRules.get()))
        try staff.fixture.addPatient()
        try staff.make("owner")
        return staff
    }

    private static let items = ["contact-data", "billing-record", "claim", "visit-note", "lab-result"]

    @Test func `a role sees its classes of information, as the rules decide`() throws {
        let staff = try StaffTests.sighted()
        func sight(_ login: String, _ role: Role) throws -> Sight {
            let visit = try staff.visit(try staff.make(login, role: role))
            return try staff.accounts.sight(of: StaffTests.items, patient: "MRN-1", by: visit)
        }
        let desk = try sight("desk", .frontDesk)
        #expect(Set(desk.elements.keys) == ["contact-data", "billing-record", "claim"])
        #expect(desk.sees("phone", of: "contact-data") && desk.sees("claim-data", of: "claim"))
        #expect(!desk.sees("diagnosis", of: "claim") && !desk.sees("ssn", of: "contact-data"))
        #expect(!desk.sees("name", of: "visit-note"))
        #expect(desk.elements["claim"] == Set(Role.frontDesk.elements ?? []))
        let clinician = try sight("doctor", .clinician)
        #expect(Set(clinician.elements.keys) == Set(StaffTests.items))
        #expect(clinician.sees("diagnosis", of: "visit-note") && clinician.sees("narrative", of: "lab-result"))
        // What the role is there for has to be lawful, too.
        var role = Role(name: "ads", permissions: [.patients], purposes: ["marketing", "life-insurance"])
        try staff.accounts.change(role: RoleChange(role, by: "x"))
        #expect(try sight("ads", role).elements.isEmpty)
        role = Role(
            name: "few", permissions: [.patients], items: ["record"], elements: ["diagnosis"], purposes: ["treatment"])
        try staff.accounts.change(role: RoleChange(role, by: "x"))
        let few = try sight("few", role)
        #expect(few.elements == ["visit-note": ["diagnosis"], "lab-result": ["diagnosis"]])
    }

    @Test func `the practice's own protocols for staff narrow it further, and an emergency lifts the role's alone`()
        throws
    {
        let staff = try StaffTests.sighted()
        let role = Role(
            name: "few", permissions: [.patients], items: ["billing-record"], elements: ["name", "claim-data"],
            purposes: ["payment"], opensInEmergency: true)
        try staff.accounts.change(role: RoleChange(role, by: "x"))
        let made = try staff.make("kim", role: role)
        func sight() throws -> Sight {
            try staff.accounts.sight(of: StaffTests.items, patient: "MRN-1", by: try staff.visit(made))
        }
        #expect(try sight().elements == ["billing-record": ["name", "claim-data"], "claim": ["name", "claim-data"]])
        try staff.accounts.openInEmergency("MRN-1", reason: "collapsed", by: try staff.visit(made))
        #expect(try Set(sight().elements.keys) == Set(StaffTests.items))
        #expect(try sight().sees("diagnosis", of: "visit-note"))
        try staff.fixture.addPatient("MRN-2")
        #expect(
            try staff.accounts.sight(of: StaffTests.items, patient: "MRN-2", by: try staff.visit(made)).elements.count
                == 2)
        var fields = try JSONFields(
            PracticeFixture.json(
                #"{"protocols":[{"recipient":"workforce","purpose":"payment","elements":["name","address"]}],"by":"x"}"#
            ))
        _ = try staff.practice.change(try OrganizationChange(&fields))
        #expect(
            try staff.accounts.sight(of: ["claim"], patient: "MRN-2", by: try staff.visit(made)).elements == [
                "claim": ["name"]
            ])
    }

    // MARK: Made again

    @Test(arguments: Engine.allCases) func `rebuilding makes accounts, roles and sessions as they were`(
        on engine: Engine
    ) throws {
        let staff = try AccountFixture(engine)
        try staff.fixture.addPatient()
        let made = try staff.make("mary")
        try staff.accounts.change(role: RoleChange(Role(name: "billing", permissions: [.ask]), by: "Dr. Okafor"))
        let kim = try staff.make("kim", role: Role(name: "billing", permissions: []))
        _ = try staff.refusal("kim", Password("wooden lantern nine"))
        try staff.accounts.signOut(try staff.visit(kim))
        let before = try staff.accounts.list().map { "\($0)" }
        let roles = try staff.accounts.roles()
        try staff.fixture.practice.rebuild()
        try staff.fixture.reopen()
        let later = Accounts(staff.fixture.practice, policy: AccountFixture.policy)
        #expect(try later.list().map { "\($0)" } == before)
        #expect(try later.roles() == roles)
        #expect(try later.visit(made.token)?.login == "mary")
        #expect(try later.visit(kim.token) == nil)
        #expect(try staff.fixture.practice.check().differences == [])
    }

    @Test func `a change of what an account may do is noticed before anybody signs in with it`() throws {
        let staff = try AccountFixture()
        try staff.make("mary")
        let kim = try staff.make("kim", role: .clinician)
        let number = try staff.visit(kim).number
        try staff.fixture.behind("UPDATE person SET sealed = zeroblob(32) WHERE number = \(number)")
        let later = Accounts(staff.fixture.practice, policy: AccountFixture.policy)
        guard case .tampered? = PracticeFixture.error({ _ = try later.visit(kim.token) }) else {
            Issue.record("believed")
            return
        }
        #expect(try later.visit(kim.token.reversed().map(String.init).joined()) == nil)
    }
}

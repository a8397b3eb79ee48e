import PledgeCore

/// Who asks and receives in the demo: made-up offices, plans, agencies and staff.
enum DemoParties {
    struct Known {
        var id: String
        var name: String
        var kinds: [String]
        var address: String?
        var fax: String?
        var role: String?

        var json: JSONValue {
            var object = JSONObject()
            object.append("party", .string(id))
            object.append("names", .strings([name]))
            object.append("kinds", .strings(kinds))
            object.appendUnlessEmpty(
                "telecoms",
                [fax].compactMap { $0 }.map { .members([("system", .string("fax")), ("value", .string($0))]) })
            object.append("role", role.map { .string($0) })
            object.append("by", .string(DemoStaff.officer))
            return .object(object)
        }
    }

    static let providers = ["halvorsen-orthopedics", "northfield-imaging", "county-heart", "lakeshore-pediatrics"]
    static let pharmacies = ["fernhollow-pharmacy", "mill-road-pharmacy"]
    static let plans = ["northfield-health-plan", "prairie-mutual"]

    static let all: [Known] = [
        Known(
            id: "halvorsen-orthopedics", name: "Halvorsen Orthopedics", kinds: ["covered-provider"], fax: "+13125550111"
        ),
        Known(id: "northfield-imaging", name: "Northfield Imaging", kinds: ["covered-provider"], fax: "+13125550112"),
        Known(id: "county-heart", name: "County Heart Center", kinds: ["covered-provider"], fax: "+13125550113"),
        Known(
            id: "lakeshore-pediatrics", name: "Lakeshore Pediatrics", kinds: ["covered-provider"], fax: "+13125550114"),
        Known(id: "fernhollow-pharmacy", name: "Fernhollow Pharmacy", kinds: ["pharmacy"], fax: "+13125550115"),
        Known(id: "mill-road-pharmacy", name: "Mill Road Pharmacy", kinds: ["pharmacy"], fax: "+13125550116"),
        Known(id: "orchard-laboratory", name: "Orchard Laboratory", kinds: ["laboratory"], fax: "+13125550117"),
        Known(id: "northfield-health-plan", name: "Northfield Health Plan", kinds: ["health-plan"]),
        Known(id: "prairie-mutual", name: "Prairie Mutual", kinds: ["health-plan"]),
        Known(id: "brightline-billing", name: "Brightline Billing", kinds: ["business-associate"]),
        Known(id: "old-mill-shredding", name: "Old Mill Shredding", kinds: ["business-associate"]),
        Known(id: "county-health-department", name: "County Health Department", kinds: ["public-health-authority"]),
        Known(id: "adult-protective-services", name: "Adult Protective Services", kinds: ["adult-protection"]),
        Known(id: "state-inspectors", name: "State Inspectors of Hospitals", kinds: ["oversight-agency"]),
        Known(id: "steadfast-life", name: "Steadfast Life Insurance", kinds: ["life-insurer"]),
        Known(id: "lake-county-compensation", name: "Lake County Compensation Board", kinds: ["workers-comp-carrier"]),
        Known(id: "fernhollow-school", name: "Fernhollow School", kinds: ["school"]),
        Known(id: "midland-university", name: "Midland University", kinds: ["researcher"]),
    ]

    static let staff: [Known] = [
        Known(id: "staff-whitfield", name: DemoStaff.desk, kinds: ["workforce"], role: "Front desk"),
        Known(id: "staff-rivera", name: DemoStaff.records, kinds: ["workforce"], role: "Medical records"),
        Known(id: "staff-osei", name: DemoStaff.clinician, kinds: ["workforce"], role: "Physician"),
        Known(id: "staff-okafor", name: DemoStaff.officer, kinds: ["workforce"], role: "Privacy officer"),
    ]
}

/// Who works in the demo.
enum DemoStaff {
    static let desk = "Dana Whitfield"
    static let records = "Tomas Rivera"
    static let clinician = "Dr. Femi Osei"
    static let officer = "Ruth Okafor"
}

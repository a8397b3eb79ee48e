import PledgeCore

/// A made-up patient.
struct DemoPatient {
    var number: Int
    var identifier: String
    var given: String
    var family: String
    var birth: Day
    var phone: String
    var isSpanish: Bool
    var street: String
    var firstContact: Day

    /// What `pledge patient add` takes.
    func json(by: String, notice: String?) -> JSONValue {
        var object = JSONObject()
        object.append("identifiers", .strings([identifier]))
        object.append(
            "names", .array([.members([("given", .strings([given])), ("family", .string(family))])]))
        object.append("birth", .string(birth.description))
        object.append(
            "addresses",
            .array([
                .members([
                    ("use", .string("home")), ("lines", .strings([street])), ("city", .string("Fernhollow")),
                    ("state", .string("IL")), ("postalCode", .string("60099")),
                ])
            ]))
        object.append(
            "telecoms",
            .array([
                .members([("system", .string("phone")), ("value", .string(phone)), ("use", .string("mobile"))])
            ]))
        object.append("languages", .strings(isSpanish ? ["es", "en"] : ["en"]))
        object.append("certainty", .string("seen"))
        object.append("firstContact", .string(firstContact.description))
        object.appendUnlessEmpty("accepted", [notice].compactMap { $0 }.map { .string($0) })
        object.append("by", .string(by))
        return .object(object)
    }
}

/// Eighty people who do not exist.
enum DemoPeople {
    static let count = 80

    private static let given = [
        "Maria", "James", "Priya", "Walter", "Helen", "Tomas", "Amara", "Daniel", "Ruth", "Luis", "Grace", "Omar",
        "Ines", "Peter", "Keiko", "Andre", "Sofia", "Leon", "Nadia", "Victor", "Clara", "Samuel", "Lucia", "Edgar",
        "Hannah", "Diego", "Irene", "Marcus", "Elena", "Noah",
    ]
    private static let family = [
        "Delgado", "Albrecht", "Raman", "Nguyen", "Marsh", "Rivera", "Lindqvist", "Okafor", "Sandoval", "Petrov",
        "Washington", "Haddad", "Moreno", "Kowalski", "Tanaka", "Baptiste", "Castillo", "Fischer", "Ibrahim", "Novak",
        "Whitfield", "Ortega", "Lund", "Mensah", "Quintero", "Bergstrom", "Vargas", "Doyle", "Santos", "Keller",
    ]
    private static let streets = ["Mill Road", "Alder Street", "Lake Avenue", "Orchard Lane", "Station Street"]
    /// Share of those who speak Spanish at home, of a hundred.
    private static let spanishPercent = 22

    static func all(_ dice: inout DemoDice, first: Day) -> [DemoPatient] {
        (0..<count).map { number in
            // A few are children, many are old.
            let age = number % 9 == 4 ? dice.roll(2..<17) : dice.roll(19..<91)
            return DemoPatient(
                number: number, identifier: "MRN-\(20_000 + number * 37)", given: given[number % given.count],
                family: family[(number * 7 + number / given.count) % family.count],
                birth: Day(number: first.number - Int32(age * 365 + dice.roll(0..<365))),
                phone: "+1312555\(String(10_100 + number).dropFirst())",
                isSpanish: dice.isTrue(in: spanishPercent), street: "\(dice.roll(2..<480)) \(dice.pick(streets))",
                firstContact: Day(number: first.number - Int32(dice.roll(1..<4_000))))
        }
    }
}

/// Numbers for everything a request may name: facts, document types and the identifiers a rulebook names itself.
package struct NameCodes: Sendable {
    package let facts: [String: Int]
    package let types: [String: Int]
    let duties: [String: Int]
    /// For each type, positions of its fields.
    package let fields: [[String: Int]]
    /// Identifiers that conditions name, such as states.
    package let constants: [String: Int32]

    init(_ program: Program) {
        func numbers(_ names: [String]) -> [String: Int] {
            Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        }
        facts = numbers(program.book.facts.map(\.name))
        duties = numbers(program.book.duties.map(\.name))
        types = numbers(program.book.documents.map(\.name))
        fields = program.book.documents.map { numbers($0.fields.map(\.name)) }
        var texts = Set(program.book.overlays.map(\.state))
        for space in [program.main] + program.documents {
            for case .test(let test) in space.atoms {
                for case .text(let text) in [test.left, test.right] { texts.insert(text) }
            }
        }
        constants = Dictionary(uniqueKeysWithValues: texts.sorted().enumerated().map { ($1, Int32($0)) })
    }
}

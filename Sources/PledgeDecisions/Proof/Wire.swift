/// A statement about a world, or its opposite: yes or no in every world.
struct Wire: Hashable, Sendable {
    /// Twice the variable, plus one for the opposite.
    let code: Int32

    init(code: Int32) { self.code = code }

    init(variable: Int, isNegated: Bool = false) { code = Int32(variable) * 2 + (isNegated ? 1 : 0) }

    var variable: Int { Int(code >> 1) }
    var isNegated: Bool { code & 1 == 1 }
    var index: Int { Int(code) }

    static prefix func ! (wire: Wire) -> Wire { Wire(code: wire.code ^ 1) }

    /// Holds in every world: the variable 0.
    static let always = Wire(code: 0)
    static let never = Wire(code: 1)
}

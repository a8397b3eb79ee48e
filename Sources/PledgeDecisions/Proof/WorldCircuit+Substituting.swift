/// A wire as it would be, were some variables fixed.
struct WireSubstitution {
    let circuit: WorldCircuit
    private let fixed: [Int: Wire]
    private var known: [Int: Wire] = [:]

    /// - Parameters:
    ///   - circuit: Makes the gates.
    ///   - fixed: Wires of variables, no gates, with what takes their place.
    init(_ circuit: WorldCircuit, _ fixed: [Wire: Wire]) {
        self.circuit = circuit
        var values: [Int: Wire] = [:]
        for (wire, value) in fixed { values[wire.variable] = wire.isNegated ? !value : value }
        self.fixed = values
    }

    mutating func callAsFunction(_ wire: Wire) -> Wire {
        let result = value(of: wire.variable)
        return wire.isNegated ? !result : result
    }

    private mutating func value(of variable: Int) -> Wire {
        if let value = fixed[variable] ?? known[variable] { return value }
        guard let operands = circuit.operands[variable] else { return Wire(variable: variable) }
        let result = circuit.and(operands.map { self(Wire(code: $0)) })
        known[variable] = result
        return result
    }
}

extension WorldCircuit {
    /// Whether the wire can only go from yes to no where one of the variables goes from no to yes.
    func fallsOnly(_ wire: Wire, with variables: [Int]) -> Bool {
        var visited: Set<Wire> = []
        var queue = [wire]
        while let next = queue.popLast() {
            guard visited.insert(next).inserted else { continue }
            if variables.contains(next.variable), !next.isNegated { return false }
            // The opposite of a gate is one of the opposites of what it joins.
            for code in operands[next.variable] ?? [] {
                queue.append(next.isNegated ? !Wire(code: code) : Wire(code: code))
            }
        }
        return true
    }
}

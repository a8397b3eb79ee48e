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
        let operands = circuit.operands[variable]
        if operands.isEmpty { return Wire(variable: variable) }
        let result = circuit.and(operands.map { self(Wire(code: $0)) })
        known[variable] = result
        return result
    }
}

extension WorldCircuit {
    /// Whether the wire can only go from yes to no where one of the variables goes from no to yes.
    func fallsOnly(_ wire: Wire, with variables: [Int]) -> Bool {
        let operands = operands
        var isVisited = Array(repeating: false, count: operands.count * 2)
        var queue = [wire.code]
        isVisited[wire.index] = true
        while let code = queue.popLast() {
            let variable = Int(code >> 1)
            if code & 1 == 0, variables.contains(variable) { return false }
            // The opposite of a gate is one of the opposites of what it joins.
            for operand in operands[variable] where !isVisited[Int(operand ^ (code & 1))] {
                isVisited[Int(operand ^ (code & 1))] = true
                queue.append(operand ^ (code & 1))
            }
        }
        return true
    }
}

/// What the shape of requests decides of tests, before any of them comes.
struct ShapeTruth {
    let maker: CodedTestMaker
    let truth: CodedTruth
    /// A request of the shape, of which nothing else is known.
    let shape: CodedRequest

    /// What a test depends on.
    struct Reading {
        /// Numbers of facts.
        var facts: Set<Int> = []
        /// Whether it depends on what each request says beside facts.
        var isOpen = false

        /// Whether the shape decides it.
        var isClosed: Bool { facts.isEmpty && !isOpen }
    }

    /// For each atom of the request, what the shape decides of it, where it is a test.
    func truths(_ program: Program) -> [Truth] {
        program.main.atoms.map { atom in
            guard case .test(let test) = atom else { return .unknown }
            let coded = maker.test(test)
            return reading(coded).isClosed ? truth.truth(coded, shape, -1) : .unknown
        }
    }

    func reading(_ test: CodedTest) -> Reading {
        var reading = Reading()
        note(test.left, &reading)
        note(test.right, &reading)
        if !reading.facts.isEmpty, comparesDay(test) { reading.isOpen = true }
        return reading
    }

    private func note(_ operand: CodedOperand, _ reading: inout Reading) {
        switch operand {
        case .none, .actor, .recipient, .purposes, .value, .names: break
        case .fact(let number, _): reading.facts.insert(number)
        // Between two changes of the law, the day compares with constants as the shape's does.
        case .field(let position):
            if position == RequestField.place.position {
                if shape.content.pointee.place == -2 { reading.isOpen = true }
            } else if position != RequestField.at.position && position != RequestField.act.position {
                reading.isOpen = true
            }
        case .overlayHere: if shape.content.pointee.place == -2 { reading.isOpen = true }
        case .labels, .elements, .unreviewed, .document, .part: reading.isOpen = true
        case .offset(let inner, _, _):
            if case .field = inner { reading.isOpen = true }
            note(inner, &reading)
        }
    }

    /// Whether the day of the act is compared with something.
    private func comparesDay(_ test: CodedTest) -> Bool {
        [test.left, test.right].contains { operand in
            if case .field(let position) = operand { position == RequestField.at.position } else { false }
        }
    }
}

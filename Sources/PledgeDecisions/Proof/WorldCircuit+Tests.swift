import PledgeCore

extension WorldCircuit {
    /// The wire of a condition.
    func wire(_ formula: Formula, _ reading: Reading) -> Wire {
        or(
            formula.clauses.map { clause in
                let main = wires(clause.main, Reading(isBeforeStandings: reading.isBeforeStandings))
                if clause.document.isEmpty { return and(main) }
                guard reading.copy != nil else { return .never }
                return and(main + wires(clause.document, reading))
            })
    }

    private func wires(_ masks: [Mask], _ reading: Reading) -> [Wire] {
        var result: [Wire] = []
        for mask in masks {
            for (bits, isNegated) in [(mask.yes, false), (mask.no, true)] {
                var rest = bits
                while rest != 0 {
                    let atom = wire(atom: mask.word * 64 + rest.trailingZeroBitCount, reading)
                    result.append(isNegated ? !atom : atom)
                    rest &= rest - 1
                }
            }
        }
        return result
    }

    private func wire(atom: Int, _ reading: Reading) -> Wire {
        let space = reading.type.map { program.documents[$0] } ?? program.main
        var reading = reading
        if let slot = program.slots.find(.field(.recipient)), !space.supports[atom].contains(slot) {
            reading.isBeforeStandings = false
        }
        let key = AtomKey(atom: atom, reading: reading)
        if let known = atoms[key] { return known }
        let result: Wire
        switch space.atoms[atom] {
        case .test(let test): result = wire(test, reading)
        case .derived(.formula(let formula)): result = wire(formula, reading)
        case .derived(.exists(let type, let formula, _)):
            result = or(
                papers[type].indices.map { copy in
                    and([papers[type][copy], wire(formula, reading.of(type, copy))])
                })
        }
        atoms[key] = result
        return result
    }

    // MARK: Tests

    func wire(_ test: CompiledTest, _ reading: Reading) -> Wire {
        if test.operation == .present { return !absence(test.left, reading) }
        if test.right == .part { return covers(test.left, reading) }
        if let left = side(test.left, reading) { return wire(ofNames: test, left, reading) }
        if test.operation == .holds { return holds(test.left, reading) }
        return tabulated(test, reading)
    }

    /// The names on one side of a test; nothing where it has none.
    private struct Side {
        var members: [Wire]
        var absent: Wire
        /// Names written down, closed downward.
        var constant: NameBits?
        var under: [NameBits]
    }

    private func side(_ operand: CompiledOperand, _ reading: Reading) -> Side? {
        guard let term = term(operand, reading) else { return nil }
        let type = type(term)
        switch type {
        case .name, .names, .choice: break
        case .yesNo, .number, .time, .period, .id, .ids, .text, .scope: return nil
        }
        let choice = names(term)
        var members = choice.members
        if term == .field(.recipient), !reading.isBeforeStandings { members = recipientsAfterStandings() }
        var under = table(type).under
        while under.count < members.count { under.append(NameBits([under.count])) }
        return Side(members: members, absent: choice.absent, constant: nil, under: under)
    }

    private func wire(ofNames test: CompiledTest, _ left: Side, _ reading: Reading) -> Wire {
        var right = Side(members: [], absent: .never, constant: nil, under: left.under)
        if case .names(let bits) = test.right {
            right.constant = bits
        } else if let other = side(test.right, reading) {
            right = other
        }
        let isThere = [!left.absent, !right.absent]
        switch test.operation {
        case .isIn, .overlaps: return and(isThere + [overlap(left, right, test.operation)])
        case .only: return and(isThere + [only(left, right)])
        case .covers: return and(isThere + [right.constant == nil ? only(right, left) : .never])
        case .equals:
            return and(isThere + zip(left.members, right.members).map { same($0, $1) })
        case .holds, .present, .less, .lessOrEqual, .greater, .greaterOrEqual, .before, .after, .onOrBefore,
            .onOrAfter, .within:
            return .never
        }
    }

    private func same(_ one: Wire, _ other: Wire) -> Wire { or([and([one, other]), and([!one, !other])]) }

    /// A member of one stands under a member of the other.
    private func overlap(_ left: Side, _ right: Side, _ operation: Test.Operator) -> Wire {
        if let bits = right.constant {
            return or(
                left.members.indices.filter { name in
                    bits.contains(name) || operation == .overlaps && left.under[name].intersects(bits)
                }.map { left.members[$0] })
        }
        var pairs: [Wire] = []
        for one in left.members.indices {
            let related = right.members.indices.filter { other in
                left.under[one].contains(other) || right.under[other].contains(one)
            }
            if !related.isEmpty { pairs.append(and([left.members[one], or(related.map { right.members[$0] })])) }
        }
        return or(pairs)
    }

    /// Every member of the left stands under one of the right.
    private func only(_ left: Side, _ right: Side) -> Wire {
        and(
            left.members.indices.map { name in
                if let bits = right.constant { return bits.contains(name) ? .always : !left.members[name] }
                let above = right.members.indices.filter { right.under[$0].contains(name) }
                return or([!left.members[name]] + above.map { right.members[$0] })
            })
    }

    // MARK: Terms of a test

    func term(_ operand: CompiledOperand, _ reading: Reading) -> WorldTerm? {
        switch operand {
        case .fact(let number): .fact(number)
        case .field(let field): field == .at ? nil : .field(field)
        case .question(let number): .question(number)
        case .document(let field):
            reading.type.flatMap { type in
                reading.copy.map { .document(type: type, copy: $0, field: field) }
            }
        case .offset(let inner, _, _): term(inner, reading)
        case .none, .names, .number, .moment, .period, .text, .part: nil
        }
    }

    private func absence(_ operand: CompiledOperand, _ reading: Reading) -> Wire {
        guard let term = term(operand, reading) else { return .never }
        switch type(term) {
        case .name, .names, .choice: return names(term).absent
        case .yesNo, .number, .time, .period, .id, .ids, .text, .scope: return values(term).wire(.absent)
        }
    }

    /// The scope covers the part: one can always be written that does, or does not.
    private func covers(_ operand: CompiledOperand, _ reading: Reading) -> Wire {
        guard let term = term(operand, reading) else { return .never }
        return values(term).wires.last ?? .never
    }

    private func holds(_ operand: CompiledOperand, _ reading: Reading) -> Wire {
        switch operand {
        case .field(.overlayHere): overlayHere()
        case .field(.unreviewed): unreviewed()
        default: term(operand, reading).map { values($0).wire(.yes) } ?? .never
        }
    }

    private func overlayHere() -> Wire {
        let states = Set(book.overlays.map(\.state))
        let places = values(.field(.place))
        return or(
            zip(places.values, places.wires).compactMap { value, wire in
                if case .id(let state) = value, states.contains(state) { wire } else { nil }
            })
    }

    /// The part bears a label that nobody reviewed where the care was given.
    private func unreviewed() -> Wire {
        let table = program.symbols.table(.label)
        let labels = names(.field(.labels)).members
        let places = values(.field(.place))
        return or(
            zip(places.values, places.wires).map { value, wire in
                var seen = NameBits()
                for overlay in book.overlays where .id(overlay.state) == value {
                    switch overlay.reviewed {
                    case .all: seen = table.all
                    case .labels(let names): seen = seen.union(table.bits(Array(names)))
                    }
                }
                return and([wire, or(labels.indices.filter { !seen.contains($0) }.map { labels[$0] })])
            })
    }

    // MARK: Tables

    /// A comparison of at most two terms, read off the evaluator's own for each of their values.
    private func tabulated(_ test: CompiledTest, _ reading: Reading) -> Wire {
        let terms = [test.left, test.right].compactMap { term($0, reading) }
        func truth(_ known: [WorldTerm: Known]) -> Bool {
            tables.truth(test, { self.value($0, reading, known) }, part: { _ in .unknown }) == .yes
        }
        guard let first = terms.first else { return truth([:]) ? .always : .never }
        let left = values(first)
        guard let second = terms.last, second != first else {
            return or(zip(left.values, left.wires).filter { truth([first: $0.0]) }.map(\.1))
        }
        let right = values(second)
        return or(
            zip(left.values, left.wires).map { one, wire in
                let holding = zip(right.values, right.wires).filter { truth([first: one, second: $0.0]) }.map(\.1)
                return holding.count == right.wires.count ? wire : and([wire, or(holding)])
            })
    }

    private func value(_ operand: CompiledOperand, _ reading: Reading, _ known: [WorldTerm: Known]) -> Known {
        if let constant = candidates.constant(operand) { return constant }
        if case .offset(let inner, let span, let sign) = operand {
            return tables.offset(value(inner, reading, known), span, sign: sign)
        }
        return term(operand, reading).flatMap { known[$0] } ?? .absent
    }
}

extension Reading {
    init(isBeforeStandings: Bool) { self.init(type: nil, copy: nil, isBeforeStandings: isBeforeStandings) }

    /// The same, of a paper.
    func of(_ type: Int, _ copy: Int) -> Reading {
        Reading(type: type, copy: copy, isBeforeStandings: isBeforeStandings)
    }
}

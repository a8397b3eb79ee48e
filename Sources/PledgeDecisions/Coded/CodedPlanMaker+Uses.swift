/// Where unknowns stand, and what notices keep on their lists.
extension CodedPlanMaker {
    func uses(of ground: CompiledGround) -> [PlanUse] {
        var asked: [(Formula, Bool, Int?)] = [
            (ground.formula, true, ground.type), (ground.compelled, true, ground.type),
        ]
        for case .stated(let alternatives, let excluded, _, _) in ground.promised {
            asked.append((excluded, false, ground.type))
            asked += alternatives.map { ($0.formula, true, ground.type) }
        }
        for (stop, exceptions) in ground.stops {
            asked.append((program.stops[stop].formula, false, nil))
            asked += exceptions.map { (program.exceptions[$0].formula, true, program.exceptions[$0].type) }
        }
        return uses(asked)
    }

    func uses(of stop: CompiledStop, _ exceptions: [Int]) -> [PlanUse] {
        uses(
            [(stop.formula, false, nil)]
                + exceptions.map { (program.exceptions[$0].formula, true, program.exceptions[$0].type) })
    }

    func uses(_ formulas: [(Formula, Bool, Int?)]) -> [PlanUse] {
        var finder = UseFinder(program)
        for (formula, isPositive, type) in formulas { finder.add(formula, isPositive, type) }
        return finder.uses(words: words, places: places)
    }

    /// Whether a notice that binds lists the ground although the law exempts its class.
    ///
    /// - Source: the semantics, section 11.
    func isCounted(_ ground: Ground) -> Bool {
        promises.indices.contains { number in
            let document = promises[number]
            guard isBinding(number), document.kind.isNotice,
                let leftOff = document.rights.first(where: { $0.name == "accounting" })?.deny
            else { return false }
            let rules = leftOff.flatMap { program.book.sets[$0] ?? [RuleID($0)] }
            return !rules.contains { ground.isUnder($0) }
        }
    }
}

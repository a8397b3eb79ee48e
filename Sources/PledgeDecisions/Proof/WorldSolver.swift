/// Finds values of variables for which every clause holds, or shows that there are none.
///
/// Conflict-driven search with learned clauses, which stay from one question to the next. Deterministic.
///
/// - Source: Marques-Silva and Sakallah, "GRASP" (1996); Eén and Sörensson, "An Extensible SAT-solver" (2003).
struct WorldSolver {
    enum Answer: Equatable {
        case possible
        /// No world; these of the assumptions are enough for that.
        case impossible(because: [Wire])
        /// More conflicts than allowed: not decided.
        case tooLarge
    }

    private struct Watch {
        var clause: Int32
        /// Another wire of the clause: where it holds, the clause need not be read.
        var blocker: Int32
    }

    /// By wire: 1 holds, -1 does not, 0 open.
    private var values: [Int8] = []
    private var levels: [Int32] = []
    /// By variable: the clause that forced it, or -1.
    private var reasons: [Int32] = []
    private var isSeen: [Bool] = []
    private var preferred: [Bool] = []
    private var phases: [Bool] = []
    private var watches: [[Watch]] = []
    /// Each clause: its length, then its wires; the first two are watched.
    private var arena: [Int32] = []
    private var trail: [Int32] = []
    private var levelStarts: [Int] = []
    private var head = 0
    private var order = VariableOrder()
    private var isBroken = false
    /// Values of the last world found, by wire.
    private(set) var world: [Int8] = []
    private(set) var conflictCount = 0

    var variableCount: Int { levels.count }

    /// Adds a variable; where the search is free, it takes the preferred value.
    mutating func addVariable(preferring value: Bool = false) -> Int {
        values += [0, 0]
        levels.append(0)
        reasons.append(-1)
        isSeen.append(false)
        preferred.append(value)
        phases.append(value)
        watches += [[], []]
        order.addVariable()
        return levels.count - 1
    }

    /// Adds a clause: one of the wires holds in every world.
    mutating func add(_ wires: [Wire]) {
        guard !isBroken else { return }
        cancel(to: 0)
        var clause: [Int32] = []
        for wire in wires {
            if values[wire.index] == 1 || clause.contains(wire.code ^ 1) { return }
            if values[wire.index] == 0, !clause.contains(wire.code) { clause.append(wire.code) }
        }
        switch clause.count {
        case 0: isBroken = true
        case 1:
            assign(clause[0], -1)
            if propagate() >= 0 { isBroken = true }
        default: _ = store(clause)
        }
    }

    private mutating func store(_ clause: [Int32]) -> Int32 {
        let position = Int32(arena.count)
        arena.append(Int32(clause.count))
        arena += clause
        watches[Int(clause[0])].append(Watch(clause: position, blocker: clause[1]))
        watches[Int(clause[1])].append(Watch(clause: position, blocker: clause[0]))
        return position
    }

    // MARK: Assigning

    private mutating func assign(_ wire: Int32, _ reason: Int32) {
        values[Int(wire)] = 1
        values[Int(wire ^ 1)] = -1
        levels[Int(wire >> 1)] = Int32(levelStarts.count)
        reasons[Int(wire >> 1)] = reason
        trail.append(wire)
    }

    private mutating func cancel(to level: Int) {
        guard levelStarts.count > level else { return }
        let start = levelStarts[level]
        while trail.count > start {
            let wire = trail.removeLast()
            let variable = Int(wire >> 1)
            values[Int(wire)] = 0
            values[Int(wire ^ 1)] = 0
            phases[variable] = wire & 1 == 0
            order.insert(variable)
        }
        levelStarts.removeSubrange(level...)
        head = start
    }

    /// Follows what is forced; returns a clause that no longer can hold, or -1.
    private mutating func propagate() -> Int32 {
        while head < trail.count {
            let failed = trail[head] ^ 1
            head += 1
            var list = watches[Int(failed)]
            watches[Int(failed)] = []
            var kept = 0
            var conflict: Int32 = -1
            for position in list.indices {
                let watch = list[position]
                if conflict >= 0 || values[Int(watch.blocker)] == 1 {
                    list[kept] = watch
                    kept += 1
                    continue
                }
                let start = Int(watch.clause) + 1
                if arena[start] == failed { arena.swapAt(start, start + 1) }
                let first = arena[start]
                if values[Int(first)] == 1 {
                    list[kept] = Watch(clause: watch.clause, blocker: first)
                    kept += 1
                    continue
                }
                if rewatch(start, first, watch.clause) { continue }
                list[kept] = Watch(clause: watch.clause, blocker: first)
                kept += 1
                if values[Int(first)] == -1 { conflict = watch.clause } else { assign(first, watch.clause) }
            }
            list.removeSubrange(kept...)
            watches[Int(failed)] = list
            if conflict >= 0 {
                head = trail.count
                return conflict
            }
        }
        return -1
    }

    /// Watches another wire of the clause that may hold, in place of the second.
    private mutating func rewatch(_ start: Int, _ first: Int32, _ clause: Int32) -> Bool {
        let end = start + Int(arena[start - 1])
        var next = start + 2
        while next < end {
            let wire = arena[next]
            if values[Int(wire)] != -1 {
                arena.swapAt(start + 1, next)
                watches[Int(wire)].append(Watch(clause: clause, blocker: first))
                return true
            }
            next += 1
        }
        return false
    }

    // MARK: Learning

    /// The clause learned from a conflict, its forced wire first, and the level to go back to.
    private mutating func learned(from conflict: Int32) -> (clause: [Int32], level: Int) {
        var clause: [Int32] = [0]
        var openCount = 0
        var reason = conflict
        var position = trail.count - 1
        var forced: Int32 = -1
        let current = Int32(levelStarts.count)
        var seen: [Int] = []
        repeat {
            let start = Int(reason) + 1
            for index in start..<(start + Int(arena[start - 1])) {
                let wire = arena[index]
                let variable = Int(wire >> 1)
                if wire == forced || isSeen[variable] || levels[variable] == 0 { continue }
                isSeen[variable] = true
                seen.append(variable)
                order.raise(variable)
                if levels[variable] == current { openCount += 1 } else { clause.append(wire) }
            }
            while !isSeen[Int(trail[position] >> 1)] { position -= 1 }
            forced = trail[position]
            position -= 1
            reason = reasons[Int(forced >> 1)]
            openCount -= 1
        } while openCount > 0
        clause[0] = forced ^ 1
        for variable in seen { isSeen[variable] = false }
        order.decay()
        guard clause.count > 1 else { return (clause, 0) }
        // The second watch must be the last to be taken back.
        var highest = 1
        for index in clause.indices.dropFirst()
        where levels[Int(clause[index] >> 1)] > levels[Int(clause[highest] >> 1)] { highest = index }
        clause.swapAt(1, highest)
        return (clause, Int(levels[Int(clause[1] >> 1)]))
    }

    /// The assumptions that force this wire.
    private func assumptions(forcing wire: Int32) -> [Wire] {
        var result: [Wire] = []
        var seen: Set<Int> = [Int(wire >> 1)]
        for position in trail.indices.reversed() {
            let forced = trail[position]
            let variable = Int(forced >> 1)
            guard seen.contains(variable), levels[variable] > 0 else { continue }
            let reason = reasons[variable]
            if reason < 0 {
                result.append(Wire(code: forced))
            } else {
                let start = Int(reason) + 1
                for index in start..<(start + Int(arena[start - 1])) { seen.insert(Int(arena[index] >> 1)) }
            }
        }
        return result
    }

    // MARK: Searching

    /// Looks for a world in which all assumptions hold.
    ///
    /// - Parameters:
    ///   - assumptions: What must hold.
    ///   - variables: Those to decide; every other one follows from them, or bears on none of them.
    ///   - conflictsMax: Dead ends after which it is not decided.
    /// - Returns: Whether there is one; `world` is it.
    mutating func solve(_ assumptions: [Wire], over variables: [Int], conflictsMax: Int) -> Answer {
        cancel(to: 0)
        if isBroken { return .impossible(because: []) }
        let answer = search(assumptions, variables, conflictsMax)
        cancel(to: 0)
        return answer
    }

    private mutating func search(_ assumptions: [Wire], _ variables: [Int], _ conflictsMax: Int) -> Answer {
        for variable in variables { phases[variable] = preferred[variable] }
        order.begin(variables)
        var conflictsLeft = conflictsMax
        var untilRestart = 200
        while true {
            let conflict = propagate()
            if conflict >= 0 {
                conflictCount += 1
                if levelStarts.isEmpty {
                    isBroken = true
                    return .impossible(because: [])
                }
                let (clause, level) = learned(from: conflict)
                cancel(to: level)
                assign(clause[0], clause.count > 1 ? store(clause) : -1)
                conflictsLeft -= 1
                untilRestart -= 1
                if conflictsLeft < 0 { return .tooLarge }
                continue
            }
            if untilRestart < 0 {
                untilRestart = 400
                cancel(to: 0)
                continue
            }
            switch next(assumptions) {
            case .wire(let wire):
                levelStarts.append(trail.count)
                assign(wire, -1)
            case .refused(let wire):
                return .impossible(because: self.assumptions(forcing: wire) + [Wire(code: wire)])
            case .done:
                world = values
                return .possible
            }
        }
    }

    private enum Next {
        case wire(Int32)
        case refused(Int32)
        case done
    }

    private mutating func next(_ assumptions: [Wire]) -> Next {
        while levelStarts.count < assumptions.count {
            let wire = assumptions[levelStarts.count].code
            switch values[Int(wire)] {
            case 1: levelStarts.append(trail.count)
            case -1: return .refused(wire)
            default: return .wire(wire)
            }
        }
        while let variable = order.popFirst() {
            let wire = Int32(variable) * 2
            if values[Int(wire)] == 0 { return .wire(phases[variable] ? wire : wire ^ 1) }
        }
        return .done
    }
}

/// Variables to decide, those of late conflicts first.
private struct VariableOrder {
    private var activity: [Double] = []
    private var increment = 1.0
    private var heap: [Int32] = []
    /// By variable: its place in the heap, or -1.
    private var places: [Int32] = []
    /// By variable: its place among those of the question, or -1 for one that is not decided.
    private var ranks: [Int32] = []
    private var current: [Int] = []

    mutating func addVariable() {
        activity.append(0)
        places.append(-1)
        ranks.append(-1)
    }

    mutating func begin(_ variables: [Int]) {
        for variable in current { ranks[variable] = -1 }
        for variable in heap { places[Int(variable)] = -1 }
        heap.removeAll(keepingCapacity: true)
        current = variables
        increment = 1
        for (rank, variable) in variables.enumerated() {
            ranks[variable] = Int32(rank)
            activity[variable] = 0
            insert(variable)
        }
    }

    mutating func insert(_ variable: Int) {
        guard ranks[variable] >= 0, places[variable] < 0 else { return }
        places[variable] = Int32(heap.count)
        heap.append(Int32(variable))
        rise(heap.count - 1)
    }

    mutating func popFirst() -> Int? {
        guard let first = heap.first else { return nil }
        places[Int(first)] = -1
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            places[Int(last)] = 0
            sink(0)
        }
        return Int(first)
    }

    mutating func raise(_ variable: Int) {
        guard ranks[variable] >= 0 else { return }
        activity[variable] += increment
        if activity[variable] > 1e100 {
            for index in current { activity[index] *= 1e-100 }
            increment *= 1e-100
        }
        if places[variable] >= 0 { rise(Int(places[variable])) }
    }

    mutating func decay() { increment *= 1.05 }

    private func precedes(_ left: Int32, _ right: Int32) -> Bool {
        let (one, two) = (activity[Int(left)], activity[Int(right)])
        return one == two ? ranks[Int(left)] < ranks[Int(right)] : one > two
    }

    private mutating func rise(_ start: Int) {
        var position = start
        while position > 0 {
            let parent = (position - 1) / 2
            guard precedes(heap[position], heap[parent]) else { return }
            exchange(position, parent)
            position = parent
        }
    }

    private mutating func sink(_ start: Int) {
        var position = start
        while true {
            var best = position
            for child in [2 * position + 1, 2 * position + 2]
            where child < heap.count && precedes(heap[child], heap[best]) { best = child }
            if best == position { return }
            exchange(position, best)
            position = best
        }
    }

    private mutating func exchange(_ one: Int, _ two: Int) {
        heap.swapAt(one, two)
        places[Int(heap[one])] = Int32(one)
        places[Int(heap[two])] = Int32(two)
    }
}

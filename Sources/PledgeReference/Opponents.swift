import PledgeCore
import PledgeDecisions

/// A thing with a value, wherever a condition names it.
enum Subject: Hashable, Sendable {
    case fact(String)
    case field(RequestField)
    case documentField(String)
}

/// What each thing is compared with, anywhere in the rules: from it come the classes of values worth trying.
enum Opponents {
    static func collect(_ rulebook: Rulebook, _ promises: [PromiseDocument]) -> [Subject: [Operand]] {
        var found: [Subject: Set<Operand>] = [:]
        for condition in everyCondition(rulebook, promises) { walk(condition, &found) }
        return found.mapValues(Array.init)
    }

    private static func everyCondition(_ rulebook: Rulebook, _ promises: [PromiseDocument]) -> [Condition] {
        var all: [Condition] = []
        for ground in rulebook.grounds {
            all += [ground.condition, ground.compelled] + ground.duties.map(\.unless)
        }
        for stop in rulebook.stops + promises.flatMap(\.stops) { all.append(stop.condition) }
        for exception in rulebook.exceptions { all += [exception.condition] + exception.duties.map(\.unless) }
        all += rulebook.standings.map(\.condition) + rulebook.answers.map(\.condition)
        all += rulebook.conditions.map(\.condition)
        for document in promises {
            for promise in document.promises { all += [promise.condition] + promise.duties.map(\.unless) }
            all += document.exclusions.map(\.condition)
        }
        return all
    }

    private static func walk(_ condition: Condition, _ found: inout [Subject: Set<Operand>]) {
        switch condition {
        case .constant, .named, .question: break
        case .all(let parts), .any(let parts): for part in parts { walk(part, &found) }
        case .not(let inner), .some(_, let inner): walk(inner, &found)
        case .test(let test):
            guard let right = test.right else { return }
            add(test.left, against: right, &found)
            add(right, against: test.left, &found)
        }
    }

    /// Solves `subject + span = other` for the subject.
    private static func add(_ operand: Operand, against other: Operand, _ found: inout [Subject: Set<Operand>]) {
        switch operand {
        case .fact(let name): found[.fact(name), default: []].insert(other)
        case .field(let field): found[.field(field), default: []].insert(other)
        case .document(let name): found[.documentField(name), default: []].insert(other)
        case .offset(let inner, let span, let sign):
            add(inner, against: .offset(other, span, sign: -sign), &found)
        case .names, .number, .time, .period, .text, .part: break
        }
    }
}

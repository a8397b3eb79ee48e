import PledgeCore

/// Says in words when something differs.
struct DifferenceWords {
    let says: (Condition, String?) -> String

    /// What is asked for, where every case is that one paper or fact lacks; nothing where it is not so.
    func asked(_ cover: DifferenceCover) -> [DifferenceLiteral]? {
        guard cover.isComplete, !cover.cases.isEmpty else { return nil }
        var all: [DifferenceLiteral] = []
        for literals in cover.cases {
            guard literals.count == 1, literals[0].isNegative, let condition = literals[0].opposite.condition,
                DifferenceWords.canBeBrought(condition)
            else { return nil }
            all.append(literals[0].opposite)
        }
        return all
    }

    /// A paper, or a fact: not who asks, for what, or by which means.
    private static func canBeBrought(_ condition: Condition) -> Bool {
        switch condition {
        case .some, .named: return true
        case .test(let test):
            if case .field = test.left { return false }
            return true
        case .all, .any, .not, .constant, .question: return false
        }
    }

    /// `except when ...`, `when ...`; nothing where it is so always.
    func when(_ cover: DifferenceCover, isLoss: Bool) -> String {
        if cover.isAlways { return "" }
        if cover.cases.isEmpty { return "in cases that were not worked out" }
        let start = cover.isComplete ? "" : "at least "
        let isAsked = asked(cover) != nil
        if isLoss, cover.isComplete, cover.cases.allSatisfy({ $0.count == 1 && $0[0].isNegative }) {
            let opposites = cover.cases.map { text($0[0].opposite) }
            return (isAsked ? "only when " : "except when ") + opposites.joined(separator: " and ")
        }
        if !isLoss, isAsked {
            return "also when " + cover.cases.map { text($0[0]) }.joined(separator: " or ")
        }
        if isLoss, cover.isComplete, cover.cases.count == 1, cover.cases[0].allSatisfy(\.isNegative) {
            return "except when " + cover.cases[0].map { text($0.opposite) }.joined(separator: " or ")
        }
        let cases = cover.cases.map { literals in
            let joined = joined(literals)
            return cover.cases.count > 1 && literals.count > 1 ? "(\(joined))" : joined
        }
        return start + "when " + cases.joined(separator: ", or ")
    }

    /// What joins the literals; bare values of the request have no words.
    private func joined(_ literals: [DifferenceLiteral]) -> String {
        var parts = literals.filter { $0.condition != nil }.map(text)
        if parts.count < literals.count { parts.append("in a case such as that of the request") }
        return parts.joined(separator: " and ")
    }

    func text(_ literal: DifferenceLiteral) -> String {
        guard let condition = literal.condition else { return "in a case such as that of the request" }
        let words = says(condition, literal.document)
        guard literal.isOfOneSide else { return words }
        return words + (literal.isOfOld ? " (as it was)" : " (as it is now)")
    }

    // MARK: Sentences

    /// Titles of grounds told of one finding, at most.
    static let titlesMax = 5

    static func sentence(
        _ kind: AnswerDifference.Kind, _ grounds: [AnswerDifference.About], _ when: String
    ) -> String {
        var titles = grounds.prefix(titlesMax).map { "\($0.title) (\($0.rule))" }
        if grounds.count > titlesMax { titles.append("and \(grounds.count - titlesMax) more") }
        let about = titles.joined(separator: "; ")
        let condition = when.isEmpty ? "" : ", \(when)"
        switch kind {
        case .newlyPermits: return "newly permits: \(about)\(condition)"
        case .newlyRequires: return "newly requires: \(about)\(condition)"
        case .noLongerPermits: return "no longer permits: \(about)\(condition)"
        case .noLongerRequires: return "no longer requires, and only permits: \(about)\(condition)"
        case .restsNoLongerOn: return "permits it still for another reason, and no longer because: \(about)\(condition)"
        case .restsNewlyOn: return "permitted it before, and now also because: \(about)\(condition)"
        case .asksForMore: return "asks for more: \(about)\(condition)"
        case .asksForLess: return "asks for less: \(about)\(condition)"
        case .owes, .owesNoLonger, .accounting, .conflict, .refusal: return "\(when): \(about)"
        }
    }
}

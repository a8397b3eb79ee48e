/// Rights with the days and fees that a text names, gathered from all of it: one block for each right.
struct DraftRights {
    private struct Right {
        var name: String
        var part: Int
        var clauses: [String]
    }

    private var rights: [Right] = []
    /// Parts that say something else than was said before.
    private(set) var doubts: [(part: Int, reason: String)] = []

    /// - Parameters:
    ///   - name: The right.
    ///   - clauses: Of it, each a line of the language.
    ///   - part: Position of the part that says it.
    mutating func add(_ name: String, _ clauses: [String], part: Int) {
        guard let index = rights.firstIndex(where: { $0.name == name }) else {
            rights.append(Right(name: name, part: part, clauses: clauses))
            return
        }
        for clause in clauses {
            let key = clause.prefix { $0 != " " }
            guard let old = rights[index].clauses.firstIndex(where: { $0.hasPrefix(key + " ") }) else {
                rights[index].clauses.append(clause)
                continue
            }
            if key == "deny" {
                rights[index].clauses[old] += "," + clause.dropFirst(key.count)
            } else if rights[index].clauses[old] != clause {
                let words = name.replacing("-", with: " ")
                doubts.append(
                    (part, "On the right of \(words) it says two things: `\(rights[index].clauses[old])` was written.")
                )
            }
        }
    }

    /// A block's lines by the part that they belong under.
    var blocks: [(part: Int, lines: [String])] {
        rights.map { right in
            let order = ["answer", "extension", "fee", "deny"]
            let sorted = order.flatMap { key in right.clauses.filter { $0.hasPrefix(key + " ") } }
            return (right.part, ["right \(right.name)"] + sorted.map { "  " + $0 })
        }
    }
}

/// What a clause leaves open, filled with the numbers that the text names.
struct DraftValues {
    private let numbers: [String]

    /// - Parameters:
    ///   - document: The text.
    ///   - tokens: Where the words of a rule stand; the numbers among them count, the last one first.
    init(_ document: CutNotice, around tokens: Range<Int>) {
        numbers = document.tokens[tokens].filter { !$0.kinds.isDisjoint(with: [.number, .money]) }.map(\.word)
    }

    /// - Returns: The clause; nothing where it needs a number that the text does not give.
    func filled(_ clause: String) -> String? {
        guard clause.contains("{") else { return clause }
        guard let word = numbers.last else { return nil }
        let digits = word.filter { $0.isNumber || $0 == "." }
        guard let value = Double(digits), value > 0, value < 10_000 else { return nil }
        if clause.contains("{number}") {
            guard let whole = Int(digits) else { return nil }
            return clause.replacing("{number}", with: "\(whole)")
        }
        let hundredths = Int((clause.contains("{cents}") ? value : value * 100).rounded())
        let cents = hundredths % 100
        let amount = "\(hundredths / 100).\(cents < 10 ? "0" : "")\(cents)"
        return clause.replacing("{cents}", with: amount).replacing("{dollars}", with: amount)
    }
}

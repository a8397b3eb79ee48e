package import PledgeCore

/// Which rows of a reference the law covers, and how.
///
/// - Source: 45 CFR parts 160 and 164, and whatever other law the reference lists; its ids are the caller's.
package struct LawCoverage: Sendable {
    /// How a row is covered, best first.
    package enum Manner: Hashable, Sendable {
        /// Something of that id is declared: the word of its declaration, such as `permit` or `clock`.
        case declared(String)
        /// An element of a document rests on it; its id.
        case element(String)
        /// It is listed with one line.
        case listed(String)
        case missing
    }

    /// One row of the reference.
    package struct Entry: Hashable, Sendable {
        package var id: String
        package var manner: Manner
        /// Where it is covered.
        package var span: SourceSpan
    }

    /// In the order of the reference, each once.
    package private(set) var entries: [Entry] = []
    /// Rows that something rests on and the reference does not have, with the place.
    package private(set) var strangers: [(id: String, span: SourceSpan)] = []

    /// Compares the law with the ids of a reference.
    ///
    /// A row is covered by what has exactly its id: one that stands under it does not cover it.
    ///
    /// - Complexity: O(declarations + ids).
    package init(of ids: [String], by book: Rulebook) {
        var declared: [String: (word: String, span: SourceSpan)] = [:]
        for (id, word, span) in LawCoverage.declarations(of: book) where declared[id] == nil {
            declared[id] = (word, span)
        }
        var resting: [String: DocumentElement] = [:]
        for element in book.elements {
            for row in element.restsOn where resting[row.text] == nil { resting[row.text] = element }
        }
        let rows = Dictionary(book.rows.map { ($0.id.text, $0) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<String> = []
        for id in ids where seen.insert(id).inserted {
            if let found = declared[id] {
                entries.append(Entry(id: id, manner: .declared(found.word), span: found.span))
            } else if let element = resting[id] {
                entries.append(Entry(id: id, manner: .element(element.head.id.text), span: element.head.span))
            } else if let row = rows[id] {
                entries.append(Entry(id: id, manner: .listed(row.words), span: row.span))
            } else {
                entries.append(Entry(id: id, manner: .missing, span: .none))
            }
        }
        let uses =
            book.elements.map { ($0.restsOn, $0.head.span) } + book.clocks.map { ($0.restsOn, $0.head.span) }
            + book.rights.map { ($0.restsOn, $0.span) } + book.fees.map { ($0.restsOn, $0.span) }
        for (restsOn, span) in uses {
            for row in restsOn where !seen.contains(row.text) { strangers.append((row.text, span)) }
        }
    }

    /// Rows covered by a rule or another declaration.
    package var byDeclaration: Int { count { if case .declared = $0 { true } else { false } } }
    /// Rows that only an element rests on.
    package var byElement: Int { count { if case .element = $0 { true } else { false } } }
    /// Rows only listed.
    package var listed: Int { count { if case .listed = $0 { true } else { false } } }
    /// Rows that the law does not have.
    package var missing: Int { count { $0 == .missing } }

    /// At most one row in four is only listed, and none is missing.
    package var isEnough: Bool { missing == 0 && listed * 4 <= entries.count }

    private func count(where matches: (Manner) -> Bool) -> Int { entries.filter { matches($0.manner) }.count }

    /// Everything declared under an id or a name, rules first.
    private static func declarations(of book: Rulebook) -> [(id: String, word: String, span: SourceSpan)] {
        var all: [(id: String, word: String, span: SourceSpan)] = []
        func add(_ head: RuleHead, _ word: String) { all.append((head.id.text, word, head.span)) }
        for ground in book.grounds { add(ground.head, ground.kind.rawValue) }
        for stop in book.stops { add(stop.head, stop.author == .law ? "forbid" : "stop") }
        for exception in book.exceptions { add(exception.head, "exception") }
        for standing in book.standings { add(standing.head, "standing") }
        for answer in book.answers { add(answer.head, "define") }
        for clock in book.clocks { add(clock.head, "clock") }
        all += book.fees.map { ($0.id, "fee", $0.span) }
        for element in book.elements { add(element.head, "element") }
        all += book.rights.map { ($0.name, "right", $0.span) }
        all += book.conditions.map { ($0.name, "define", $0.span) }
        all += book.questions.map { ($0.name, "question", $0.span) }
        all += book.facts.map { ($0.name, $0.options.isEmpty ? "fact" : "choice", $0.span) }
        all += book.documents.map { ($0.name, "document", $0.span) }
        all += book.duties.map { ($0.name, "duty", $0.span) }
        for domain in Domain.allCases {
            all += book.hierarchy(domain).terms.map { ($0.name, domain.rawValue, $0.span) }
        }
        all += book.lists.keys.sorted().map { ($0, "list", .none) }
        all += book.sets.keys.sorted().map { ($0, "set", .none) }
        all += book.situations.map { ($0.name, "situation", $0.span) }
        return all
    }
}

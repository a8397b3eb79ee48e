import PledgeCore

/// Two rulebooks with one vocabulary: names are matched by name, and what only one has, the other has, too, and never uses.
///
/// A fact or field of one name and two types is two: that of the new side bears a sign behind its name.
struct RulebookAlignment {
    private(set) var old: DifferenceSide
    private(set) var new: DifferenceSide
    /// Names that only one side has, or that mean something else.
    private(set) var changes: [DeclaredDifference] = []
    /// Behind the name of what has another type on the new side.
    private static let sign = "'"

    init(_ old: DifferenceSide, _ new: DifferenceSide) {
        self.old = old
        self.new = new
        if sameWords(old.rulebook, new.rulebook) { return }
        renameRetyped()
        alignVocabulary()
        alignFacts()
        alignDocuments()
        alignQuestions()
    }

    private func sameWords(_ one: Rulebook, _ other: Rulebook) -> Bool {
        one.vocabulary == other.vocabulary && one.facts == other.facts && one.documents == other.documents
            && one.questions == other.questions
    }

    private mutating func note(_ name: String, _ words: String) {
        changes.append(DeclaredDifference(kind: .name, name: name, words: words, isLess: nil))
    }

    /// The members of both, in the order of the old side, with what only the new one has behind.
    private static func united<Item>(_ one: [Item], _ other: [Item], by name: (Item) -> String) -> [Item] {
        let known = Set(one.map(name))
        return one + other.filter { !known.contains(name($0)) }
    }

    /// The same members in the order of another list, their own where they have them.
    private static func ordered<Item>(_ own: [Item], as all: [Item], by name: (Item) -> String) -> [Item] {
        let named = Dictionary(own.map { (name($0), $0) }, uniquingKeysWith: { first, _ in first })
        return all.map { named[name($0)] ?? $0 }
    }

    // MARK: Names

    private mutating func alignVocabulary() {
        for domain in Domain.allCases {
            let (one, other) = (old.rulebook.hierarchy(domain), new.rulebook.hierarchy(domain))
            let all = Self.united(one.terms, other.terms, by: \.name)
            for term in all {
                switch (one[term.name], other[term.name]) {
                case (nil, let added?): note(term.name, "new name of the domain \(domain.rawValue): \(added.words)")
                case (let dropped?, nil):
                    note(term.name, "no longer a name of the domain \(domain.rawValue): \(dropped.words)")
                case (let before?, let after?):
                    if Set(before.parents) != Set(after.parents) {
                        let under = after.parents.isEmpty ? "nothing" : after.parents.joined(separator: ", ")
                        note(term.name, "stands under \(under) now: \(after.words)")
                    }
                    if before.mustBeNamed != after.mustBeNamed {
                        note(
                            term.name,
                            after.mustBeNamed
                                ? "a scope must name it now: \(after.words)"
                                : "a scope need not name it now: \(after.words)")
                    }
                case (nil, nil): break
                }
            }
            old.rulebook.vocabulary[domain] = Hierarchy(Self.ordered(one.terms, as: all, by: \.name))
            new.rulebook.vocabulary[domain] = Hierarchy(Self.ordered(other.terms, as: all, by: \.name))
        }
        if old.rulebook.part2Labels != new.rulebook.part2Labels {
            note("part2", "other labels are those that records of a Part 2 program may bear")
        }
    }

    // MARK: Facts

    /// A choice takes the options of both sides, in one order.
    private static func options(_ one: Fact, _ other: Fact) -> [Option] {
        united(one.options, other.options, by: \.name)
    }

    private static func fits(_ one: Fact, _ other: Fact) -> Bool {
        one.type == other.type || !one.options.isEmpty && !other.options.isEmpty
    }

    private mutating func renameRetyped() {
        let facts = Set(
            new.rulebook.facts.filter { fact in old.rulebook.fact(fact.name).map { !Self.fits($0, fact) } ?? false }
                .map(\.name))
        var fields: [String: Set<String>] = [:]
        for type in new.rulebook.documents {
            let before = old.rulebook.document(type.name)
            for field in type.fields where before?.field(field.name).map({ $0.type != field.type }) ?? false {
                fields[type.name, default: []].insert(field.name)
                note("\(type.name).\(field.name)", "has another type: \(field.words)")
            }
        }
        for name in facts.sorted() { note(name, "has another type: \(new.rulebook.fact(name)?.words ?? name)") }
        if facts.isEmpty, fields.isEmpty { return }
        for index in new.rulebook.facts.indices where facts.contains(new.rulebook.facts[index].name) {
            new.rulebook.facts[index].name += Self.sign
        }
        for index in new.rulebook.documents.indices {
            let retyped = fields[new.rulebook.documents[index].name] ?? []
            for field in new.rulebook.documents[index].fields.indices
            where retyped.contains(new.rulebook.documents[index].fields[field].name) {
                new.rulebook.documents[index].fields[field].name += Self.sign
            }
        }
        let all = Set(fields.values.joined())
        func renamed(_ operand: Operand) -> Operand {
            switch operand {
            case .fact(let name): facts.contains(name) ? .fact(name + Self.sign) : operand
            case .document(let name): all.contains(name) ? .document(name + Self.sign) : operand
            case .offset(let inner, let span, let sign): .offset(renamed(inner), span, sign: sign)
            case .field, .names, .number, .time, .period, .text, .part: operand
            }
        }
        let map = { (condition: Condition) in
            condition.mappingTests { .test(Test(renamed($0.left), $0.operation, $0.right.map(renamed))) }
        }
        new.rulebook = new.rulebook.mappingConditions(map)
        new.promises = new.promises.map { $0.mappingConditions(map) }
    }

    private mutating func alignFacts() {
        let (one, other) = (old.rulebook.facts, new.rulebook.facts)
        var all = Self.united(one, other, by: \.name)
        for index in all.indices {
            let name = all[index].name
            switch (old.rulebook.fact(name), new.rulebook.fact(name)) {
            case (nil, let added?): note(name, "new fact, \(added.source.rawValue): \(added.words)")
            case (let dropped?, nil): note(name, "no longer a fact: \(dropped.words)")
            case (let before?, let after?):
                let options = Self.options(before, after)
                if !options.isEmpty {
                    all[index].options = options
                    all[index].type = .choice(options.map(\.name))
                }
                compare(before, after)
            case (nil, nil): break
            }
        }
        func aligned(_ own: [Fact]) -> [Fact] {
            Self.ordered(own, as: all, by: \.name).enumerated().map { index, fact in
                var fact = fact
                fact.options = all[index].options
                fact.type = all[index].type
                return fact
            }
        }
        old.rulebook.facts = aligned(one)
        new.rulebook.facts = aligned(other)
    }

    private mutating func compare(_ before: Fact, _ after: Fact) {
        if Set(before.options.map(\.name)) != Set(after.options.map(\.name)) {
            note(after.name, "has other options: \(after.options.map(\.name).joined(separator: ", "))")
        }
        if before.source != after.source {
            note(after.name, "is \(after.source.rawValue) now, it was \(before.source.rawValue): \(after.words)")
        }
        if before.asked != after.asked { note(after.name, "the \(after.asked.rawValue) is asked now: \(after.words)") }
        if (before.judgedBy == nil) != (after.judgedBy == nil) {
            note(
                after.name,
                after.judgedBy == nil ? "need not be judged now: \(after.words)" : "must be judged now: \(after.words)")
        }
        if before.change.by != after.change.by {
            note(after.name, "may be changed by \(after.change.by.rawValue) now: \(after.words)")
        }
    }

    // MARK: Documents and questions

    private mutating func alignDocuments() {
        let (one, other) = (old.rulebook.documents, new.rulebook.documents)
        var all = Self.united(one, other, by: \.name)
        for index in all.indices {
            let name = all[index].name
            switch (old.rulebook.document(name), new.rulebook.document(name)) {
            case (nil, let added?): note(name, "new document: \(added.words)")
            case (let dropped?, nil): note(name, "no longer a document: \(dropped.words)")
            case (let before?, let after?):
                all[index].fields = Self.united(before.fields, after.fields, by: \.name)
                compare(before, after)
            case (nil, nil): break
            }
        }
        func aligned(_ own: [DocumentType]) -> [DocumentType] {
            Self.ordered(own, as: all, by: \.name).enumerated().map { index, type in
                var type = type
                type.fields = Self.ordered(type.fields, as: all[index].fields, by: \.name)
                return type
            }
        }
        old.rulebook.documents = aligned(one)
        new.rulebook.documents = aligned(other)
    }

    private mutating func compare(_ before: DocumentType, _ after: DocumentType) {
        if before.onFile != after.onFile {
            note(
                after.name,
                after.onFile ? "only our records hold it now: \(after.words)" : "may be handed in now: \(after.words)")
        }
        if before.obtained.by != after.obtained.by {
            note(after.name, "is obtained by \(after.obtained.by.rawValue) now: \(after.words)")
        }
        if before.ended.by != after.ended.by {
            note(after.name, "may be ended by \(after.ended.by.rawValue) now: \(after.words)")
        }
        for field in after.fields {
            guard let own = before.field(field.name) else {
                if !field.name.hasSuffix(Self.sign) { note("\(after.name).\(field.name)", "new field: \(field.words)") }
                continue
            }
            if own.fresh != field.fresh {
                note("\(after.name).\(field.name)", "a fresh one says something else here: \(field.words)")
            }
            if own.change.by != field.change.by {
                note("\(after.name).\(field.name)", "may be changed by \(field.change.by.rawValue) now: \(field.words)")
            }
        }
        for field in before.fields where after.field(field.name) == nil && after.field(field.name + Self.sign) == nil {
            note("\(after.name).\(field.name)", "no longer a field: \(field.words)")
        }
    }

    private mutating func alignQuestions() {
        let (one, other) = (old.rulebook.questions, new.rulebook.questions)
        var all = Self.united(one, other, by: \.name)
        for index in all.indices {
            let name = all[index].name
            let (before, after) = (one.first { $0.name == name }, other.first { $0.name == name })
            if before == nil { note(name, "new question for the states: \(all[index].words)") }
            if after == nil { note(name, "no longer a question for the states: \(all[index].words)") }
            if let before, let after {
                all[index].answers = Self.united(before.answers, after.answers, by: \.self)
                if before.silent != after.silent {
                    note(name, "a state's silence means \(after.silent) now, it meant \(before.silent): \(after.words)")
                }
            }
        }
        func aligned(_ own: [StateQuestion]) -> [StateQuestion] {
            Self.ordered(own, as: all, by: \.name).enumerated().map { index, question in
                var question = question
                question.answers = all[index].answers
                return question
            }
        }
        old.rulebook.questions = aligned(one)
        new.rulebook.questions = aligned(other)
    }
}

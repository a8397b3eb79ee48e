import PledgeCore

// Every message of the language, in alphabetical order of its name. Lower case, no final period, the words of the
// file in backticks; what to do about it stands in the help.

extension DiagnosticMessage {
    static let answerOutsideOverlay = error(
        "answer-outside-overlay", "only an overlay answers a question that federal law hands to the states",
        "move it to a file of role `overlay`")

    static func askedWithoutQuestion(_ name: String) -> Self {
        error("asked-without-question", "`\(name)` is asked, and there is no question", "add `ask \"...\"`")
    }

    static func asksAtTreatment(_ stop: String, facts: [String]) -> Self {
        note("asks-at-treatment", "`\(stop)` asks \(listed(facts)) whenever the patient is treated")
    }

    static func badAmount(_ word: String) -> Self {
        error(
            "bad-amount", "`\(word)` is no amount of dollars", "write it like `6.50`, with at most two digits of cents")
    }

    static func badCode(_ word: String) -> Self {
        error("bad-code", "`\(word)` is no code", "write the system, a bar and the code: `\"system|code\"`")
    }

    static func badConfidence(_ word: String) -> Self {
        error(
            "bad-confidence", "`\(word)` is no mark of confidence",
            "write `T` (opened), `t` (combined), `2` (secondary), `M` (memory) or `J` (inference)")
    }

    static func badDate(_ word: String) -> Self {
        error("bad-date", "there is no day `\(word)`", "write year, month and day: `2026-11-21`")
    }

    static let badEscape = error(
        "bad-escape", "a backslash stands before `\"` or another backslash only", "write `\\\\`")

    static func badFrontMatter(_ problem: String) -> Self {
        error("bad-front-matter", "the front matter is not YAML: \(problem)", "write one `key: value` a line")
    }

    static func badFrontMatterValue(_ key: String, _ value: String, expected: String, nearest: String?) -> Self {
        let found = value.isEmpty ? "`\(key)` has no value" : "`\(value)` is no value of `\(key)`"
        return error("bad-front-matter-value", found, meant(nearest) ?? "write \(expected)")
    }

    static func badNumber(_ word: String, most: Int) -> Self {
        error("bad-number", "`\(word)` is too large a number", "write at most \(most)")
    }

    static let blockNotClosed = error(
        "block-not-closed", "this block has no end", "close it with a line of as many marks as it opened with")

    static let bracesOnTheLeft = error(
        "braces-on-the-left", "names in braces stand on the right of a test",
        "write the fact or field first: `purpose in {treatment, payment}`")

    static func chainTooLong(_ name: String, most: Int) -> Self {
        error(
            "chain-too-long", "`\(name)` stands at the end of a chain of more than \(most) names", "shorten the chain")
    }

    static func choiceWithType(_ name: String) -> Self {
        error("choice-with-type", "the choice `\(name)` has a type", "leave it out: the options are its values")
    }

    static let clauseWithoutDeclaration = error(
        "clause-without-declaration", "this line is indented and belongs to no declaration",
        "start the declaration in the first column")

    static func comparedCondition(_ name: String) -> Self {
        error(
            "compared-condition", "`\(name)` is a named condition or a question, not a value",
            "write `\(name)` alone, or `\(name) is ANSWER` for a question")
    }

    static func conditionOfOtherDocument(_ name: String, document: String) -> Self {
        error(
            "condition-of-other-document", "`\(name)` speaks of one `\(document)`, and none is given here",
            "add `on \(document)` to the rule, or write `some \(document) such that \(name)`")
    }

    static let coversTwice = error(
        "covers-twice", "another file already states `covers`", "state it in one file of the rulebook")

    static func criterionTwice(_ name: String) -> Self {
        error("criterion-twice", "`\(name)` stands twice in the order", "keep the one that should decide")
    }

    static func cycle(_ names: [String], kind: String) -> Self {
        error(
            "cycle", "the \(kind) \(chain(names)), which is a cycle",
            "take one of the names from behind a colon")
    }

    static func cyclicCondition(_ names: [String]) -> Self {
        let uses = (names + [names[0]]).map { "`\($0)`" }.joined(separator: " uses ")
        return error("cyclic-condition", "\(uses): a condition may not use itself", "write one of them out")
    }

    static func decimalInCondition(_ word: String) -> Self {
        error("decimal-in-condition", "`\(word)` is not a whole number", "compare with whole numbers")
    }

    static func declarationOfAnotherRole(_ kind: String, role: String) -> Self {
        let help: String? =
            switch kind {
            case "permit": "an overlay writes `require`, `entitle`, `exception` or `define`; only federal law permits"
            case "require", "entitle": "move it to a file of role `overlay`"
            case "promise", "exclude": "move it to a notice, an agreement or a policy"
            default: "move it to a file of role `law`"
            }
        return error("declaration-of-another-role", "a file of role `\(role)` has no `\(kind)`", help)
    }

    static func documentWithoutField(_ name: String) -> Self {
        error(
            "document-without-field", "`\(name)` is a document, not a value",
            "write `some \(name)`, or name a field: `\(name).FIELD`")
    }

    static func duplicateClause(_ word: String) -> Self {
        error("duplicate-clause", "`\(word)` stands here twice", "keep one")
    }

    static func duplicateDocumentID(_ id: String, first: String) -> Self {
        error(
            "duplicate-document-id", "`\(id)` is the id of `\(first)` too",
            "give one of them another `id` in the front matter")
    }

    static func duplicateFrontMatterKey(_ key: String) -> Self {
        error("duplicate-front-matter-key", "`\(key)` stands in the front matter twice", "keep one")
    }

    static func duplicateName(_ name: String, kind: String, first: SourceSpan?) -> Self {
        let place = first.map { "; it is declared at \($0.file):\($0.line)" } ?? ""
        return error(
            "duplicate-name", "the \(kind) `\(name)` takes a name that is taken\(place)", "choose another name")
    }

    static func duplicateRule(_ id: String, first: SourceSpan) -> Self {
        error(
            "duplicate-rule",
            "two rules `\(id)` are in force on the same days; the other is at \(first.file):\(first.line)",
            "give one another id, or end the older with `until`")
    }

    static let emptyFile = error("empty-file", "the file is empty", "write front matter with `title` and `role`")

    static func entitlesOthers(_ kind: String) -> Self {
        error(
            "entitles-others", "an overlay entitles the individual, not `\(kind)`",
            "write `to individual`, or use `require`")
    }

    static let equalsInTest = error("equals-in-test", "a test has no `=`", "write `is`")

    static func expected(_ what: String, found: String?, nearest: String?) -> Self {
        error(
            "expected", "expected \(what), found \(found.map { "`\(shortened($0))`" } ?? "the end of the clause")",
            meant(nearest))
    }

    static func extensionOfNothing(_ clock: String) -> Self {
        error(
            "extension-of-nothing", "`extension` lengthens a `within`, and `\(clock)` has none", "take it out")
    }

    static func fieldOutOfPlace(_ field: String, document: String, speaksOf: String?) -> Self {
        let text =
            speaksOf.map { "`\(field)` is no field of the `\($0)` that is spoken of here" }
            ?? "`\(field)` speaks of one `\(document)`, and none is given here"
        return error(
            "field-out-of-place", text, "add `on \(document)` to the rule, or write `some \(document) such that ...`")
    }

    static func fileTooLarge(_ most: Int) -> Self {
        error("file-too-large", "the file has more than \(most) bytes", "split it")
    }

    static func frontMatterKeyMissing(_ key: String) -> Self {
        error("front-matter-key-missing", "the front matter has no `\(key)`", "add a line `\(key): ...`")
    }

    static func frontMatterKeyOfAnotherRole(_ key: String, role: String) -> Self {
        error("front-matter-key-of-another-role", "a file of role `\(role)` has no `\(key)`", "take it out")
    }

    static let frontMatterMissing = error(
        "front-matter-missing", "the file has no front matter", "start it with `---`, `title: ...`, `role: ...`, `---`")

    static let frontMatterNotClosed = error(
        "front-matter-not-closed", "the front matter has no end", "close it with a line `---`")

    static let frontMatterNotKeys = error(
        "front-matter-not-keys", "the front matter is not a list of keys", "write one `key: value` a line")

    static let frontMatterTooLarge = error(
        "front-matter-too-large", "the front matter is too large to be one", "keep to the keys of the language")

    static func illTyped(_ what: String, needs: String, found: String) -> Self {
        error("ill-typed", "\(what) needs \(needs), found \(found)")
    }

    static let indentedBlock = error(
        "indented-block", "a block of rules starts in the first column", "take the blanks before the marks out")

    static func invisibleCharacter(_ scalar: Unicode.Scalar) -> Self {
        error("invisible-character", "here stands \(LookAlikes.name(scalar)), which cannot be seen", "take it out")
    }

    static func keyNotYesNo(_ name: String) -> Self {
        error("key-not-yes-no", "`\(name)` is not a yes-no fact", "name one that the first question can ask")
    }

    static let lawMissing = error(
        "law-missing", "no law is loaded, so its promises promise nothing", "give the files of the law as well")

    static func lookAlike(_ scalar: Unicode.Scalar, _ ascii: Unicode.Scalar?) -> Self {
        let character = String(Character(scalar))
        guard let ascii else {
            return error(
                "look-alike", "`\(character)` is \(LookAlikes.name(scalar))",
                "write names with the letters a to z, digits, `-` and `_`")
        }
        return error(
            "look-alike", "`\(character)` is \(LookAlikes.name(scalar)), which looks like `\(Character(ascii))`",
            "write `\(Character(ascii))`")
    }

    static let misplacedBlock = error(
        "misplaced-block", "this block of rules would not be read",
        "put its marks on lines of their own, in the first column")

    static func misplacedClause(_ word: String, of kind: String, allowed: [String]) -> Self {
        error(
            "misplaced-clause", "a \(kind) has no `\(word)`",
            allowed.isEmpty ? "take it out" : "it may have \(listed(allowed))")
    }

    static func missingAct(_ id: String) -> Self {
        error(
            "missing-act", "`\(id)` does not say which act it opens, and to whom",
            "add a clause such as `disclose to KIND`")
    }

    static func missingClause(_ clause: String, of kind: String, _ name: String?) -> Self {
        let what = name.map { "`\($0)`" } ?? "this \(kind)"
        return error("missing-\(clause)", "\(what) has no `\(clause)`", help(forMissing: clause))
    }

    static func missingMeasure(_ clock: String) -> Self {
        error(
            "missing-measure", "`\(clock)` does not say how long",
            "add `within`, `back`, `keep` or `every` with a span: `within 30 days`")
    }

    static func missingSince(_ id: String) -> Self {
        error(
            "missing-since", "nothing says from which day `\(id)` is in force",
            "add `since: 2003-04-14` to the front matter, or `since 2003-04-14` to the rule")
    }

    static func missingSource(_ name: String) -> Self {
        error(
            "missing-source", "`\(name)` does not say where its value comes from",
            "add `known` (our records), `knowledge` (what the law says we know) or `asked`")
    }

    static func misspeltFence(_ word: String) -> Self {
        error("misspelt-fence", "a block of `\(word)` is not read as rules", "did you mean `pledge`?")
    }

    static let mixedJoints = error(
        "mixed-joints", "`and` and `or` stand side by side", "put parentheses around the one that is to hold together")

    static func nameOfRequestField(_ name: String) -> Self {
        error("name-of-request-field", "`\(name)` is a field of every request", "choose another name")
    }

    static func needsCompletions(_ ground: String, facts: [String]) -> Self {
        note("needs-completions", "`\(ground)` needs completions for \(listed(facts))")
    }

    static func moreFindings(_ count: Int) -> Self {
        error("more-findings", "there are \(count) findings more", "mend these first")
    }

    static let nestedSome = error(
        "nested-some", "a `some` stands inside another",
        "one document is spoken of at a time: join two conditions with `and`")

    static func nestedSomeByName(_ name: String) -> Self {
        error(
            "nested-some", "`\(name)` has a `some` of its own and stands inside another",
            "one document is spoken of at a time: join two conditions with `and`")
    }

    static func nestedTooDeep(_ most: Int) -> Self {
        error("nested-too-deep", "the condition nests deeper than \(most)", "name a part of it with `define`")
    }

    static func neverInForce(since: String, until: String) -> Self {
        error("never-in-force", "from \(since) to the day before \(until) there is no day", "put `until` after `since`")
    }

    static func notComparable(_ word: String, _ type: String) -> Self {
        error("not-comparable", "`\(word)` is \(type) and cannot be compared", "ask whether it `is present`")
    }

    static func notOneOf(_ word: String, _ words: [String], nearest: String?) -> Self {
        error("not-one-of", "`\(word)` is not one of \(listed(words))", meant(nearest))
    }

    static func notYesNo(_ word: String, _ type: String) -> Self {
        error("not-yes-no", "`\(word)` is \(type), not a yes or no", "compare it, such as `\(word) is ...`")
    }

    static func numberCompared(_ word: String) -> Self {
        error("number-compared", "the number `\(word)` is compared with `is`", "use `<`, `<=`, `>` or `>=`")
    }

    static let offerWithoutWords = error(
        "offer-without-words", "nothing says what that person does", "add it in quotes: \"the patient signs it\"")

    static func opensOnSilence(_ fact: String, grounds: [String]) -> Self {
        let shown = listed(Array(grounds.prefix(5)))
        let more = grounds.count > 5 ? " and \(grounds.count - 5) more" : ""
        return note("opens-on-silence", "the silence of `\(fact)` opens \(shown)\(more)")
    }

    static func orderTwice(_ first: SourceSpan) -> Self {
        error(
            "order-twice", "the order of reasons is declared at \(first.file):\(first.line)",
            "keep one of the two in the rulebook")
    }

    static func overlappingForce(_ id: String, from: String, first: SourceSpan) -> Self {
        error(
            "overlapping-force",
            "from \(from) on two rules `\(id)` are in force; the other is at \(first.file):\(first.line)",
            "end the older with `until \(from)`")
    }

    static let periodEndsBeforeItStarts = error(
        "period-ends-before-it-starts", "the period ends before it starts", "write the earlier day first")

    static func presenceOfNoField(_ word: String) -> Self {
        error(
            "presence-of-no-field", "`\(word)` is always there",
            "only a field of a document and a fact of our records can be present or absent")
    }

    static func questionWithoutAnswer(_ name: String) -> Self {
        error("question-without-answer", "`\(name)` is a question", "write `\(name) is ANSWER`")
    }

    static func reachTooFar(_ id: String, author: String, grounds: [String]) -> Self {
        let shown = grounds.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
        let more = grounds.count > 5 ? " and \(grounds.count - 5) more" : ""
        return error(
            "reach-too-far", "`\(id)` reaches \(shown)\(more), which \(author) may not stop",
            "add `except \(grounds.prefix(5).joined(separator: ", "))\(grounds.count > 5 ? ", ..." : "")`, or reach less"
        )
    }

    static func reservedWord(_ word: String) -> Self {
        error("reserved-word", "`\(word)` is a word of the language", "choose another name")
    }

    static func rightWithoutWords(_ name: String) -> Self {
        error("right-without-words", "the right `\(name)` has no words", "add them in quotes")
    }

    static func rowOfDeclaration(_ id: String, first: SourceSpan) -> Self {
        error(
            "row-of-declaration", "`\(id)` is listed, and it is declared at \(first.file):\(first.line)",
            "take the `row` out: the declaration covers it")
    }

    static func rowTwice(_ id: String) -> Self {
        error("row-twice", "the row `\(id)` stands here twice", "keep one")
    }

    static let scopeFact = error("scope-fact", "a fact cannot be a scope", "only a field of a document can")

    static func scopeCompared(_ word: String) -> Self {
        error("scope-compared", "`\(word)` is a scope", "write `\(word) covers group`, or `\(word) is present`")
    }

    static let secondOffset = error("second-offset", "a time has one span added or taken away", "make it one span")

    static func setAgainstSet(_ left: String, _ right: String) -> Self {
        error(
            "set-against-set", "`\(left)` and `\(right)` are two sets",
            "say how they compare: `only`, `overlaps` or `covers`")
    }

    static func setInSet(_ name: String) -> Self {
        error("set-in-set", "`\(name)` is a set, and a set names rules", "name its rules")
    }

    static func severalMeasures(_ clock: String) -> Self {
        error(
            "several-measures", "`\(clock)` says twice how long", "keep one of `within`, `back`, `keep`, `every`")
    }

    static func severalSources(_ name: String) -> Self {
        error(
            "several-sources", "`\(name)` says twice where its value comes from",
            "keep one of `known`, `knowledge`, `asked`")
    }

    static let standingInState = error(
        "standing-in-state", "a state says who speaks for somebody by answering a question",
        "write `define ID QUESTION is ANSWER`")

    static func stopWithoutPatient(_ id: String) -> Self {
        error(
            "stop-without-patient", "`\(id)` does not say whose stop it is",
            "add `by patient`, or write `forbid` for a stop of law")
    }

    static func strayCharacter(_ scalar: Unicode.Scalar) -> Self {
        let shown = scalar.value < 0x20 || scalar.value == 0x7F ? LookAlikes.name(scalar) : "`\(Character(scalar))`"
        return error("stray-character", "\(shown) is no sign of the language", "take it out")
    }

    static func timeCompared(_ word: String) -> Self {
        error(
            "time-compared", "the time `\(word)` is compared with `is`",
            "use `before`, `after`, `on or before`, `on or after` or `within`")
    }

    static func tooFewOptions(_ name: String) -> Self {
        error("too-few-options", "the choice `\(name)` has fewer than two options", "add them, or make it a `fact`")
    }

    static func tooManyFiles(_ most: Int) -> Self {
        error("too-many-files", "the rulebook has more than \(most) files", "give fewer")
    }

    static func tooManyRules(_ most: Int) -> Self {
        error("too-many-rules", "the rulebook has more than \(most) declarations", "give fewer")
    }

    static func unexpected(_ word: String) -> Self {
        error(
            "unexpected", "`\(shortened(word))` does not belong here",
            "start a clause on a line of its own, indented like the others")
    }

    static func unknownClause(_ word: String, of kind: String, nearest: String?, allowed: [String]) -> Self {
        error(
            "unknown-clause", "there is no clause `\(shortened(word))`",
            meant(nearest) ?? (allowed.isEmpty ? "a \(kind) has no clauses" : "a \(kind) may have \(listed(allowed))"))
    }

    static func unknownDeclaration(_ word: String, nearest: String?, isClause: Bool) -> Self {
        let help = isClause ? "`\(word)` is a clause: indent it under its declaration" : nil
        return error("unknown-declaration", "`\(shortened(word))` declares nothing", meant(nearest) ?? help)
    }

    static func unknownFrontMatterKey(_ key: String, nearest: String?) -> Self {
        error("unknown-front-matter-key", "`\(shortened(key))` is no key of the front matter", meant(nearest))
    }

    static func unknownMember(_ name: String, kind: String, of owner: String, nearest: String?) -> Self {
        error("unknown-name", "`\(owner)` has no \(kind) `\(shortened(name))`", meant(nearest))
    }

    static func unknownName(_ name: String, kind: String, nearest: String?) -> Self {
        error("unknown-name", "there is no \(kind) `\(shortened(name))`", meant(nearest))
    }

    static func unknownRule(_ id: String, isStop: Bool, nearest: String?) -> Self {
        error(
            "unknown-rule", isStop ? "`\(id)` is a stop, not a ground" : "there is no ground or set `\(shortened(id))`",
            meant(nearest))
    }

    static func unknownStop(_ id: String, isGround: Bool, nearest: String?) -> Self {
        error(
            "unknown-stop", isGround ? "`\(id)` is a ground, not a stop" : "there is no stop `\(shortened(id))`",
            meant(nearest))
    }

    static func unknownTerm(_ word: String, nearest: String?) -> Self {
        error(
            "unknown-term", "there is no fact, condition, question or field `\(shortened(word))`", meant(nearest))
    }

    static func unknownType(_ word: String, nearest: String?) -> Self {
        error(
            "unknown-type", "there is no type `\(shortened(word))`",
            meant(nearest)
                ?? "types are yes-no, number, time, period, id, text, scope, a domain, and `set of` a domain or id")
    }

    static let unterminatedText = error(
        "unterminated-text", "this text has no closing quote", "a text ends on its line")

    static func yesNoCompared(_ word: String) -> Self {
        error("yes-no-compared", "`\(word)` is a yes or no", "write `\(word)` or `not \(word)`")
    }
}

// MARK: - Words that messages share

extension DiagnosticMessage {
    private static func error(_ id: String, _ text: String, _ help: String? = nil) -> Self {
        DiagnosticMessage(id: id, text: text, help: help)
    }

    private static func note(_ id: String, _ text: String) -> Self {
        DiagnosticMessage(id: id, severity: .note, text: text)
    }

    private static func meant(_ nearest: String?) -> String? { nearest.map { "did you mean `\($0)`?" } }

    private static func listed(_ words: [String]) -> String { words.map { "`\($0)`" }.joined(separator: ", ") }

    private static func chain(_ names: [String]) -> String {
        (names + [names[0]]).map { "`\($0)`" }.joined(separator: " stands under ")
    }

    /// Words of a file may be as long as the file; a message is not.
    private static func shortened(_ word: String) -> String {
        word.unicodeScalars.count <= 60 ? word : String(word.prefix(59)) + "…"
    }

    private static func help(forMissing clause: String) -> String {
        switch clause {
        case "by": "name the kinds that may act: `by covered-entity`"
        case "for": "name the purposes: `for treatment`"
        case "account": "add `account counted`, `suspendable`, `not-ours` or `exempt CLASS`"
        case "confidence": "add `confidence T`, `t`, `2`, `M` or `J`"
        case "cite": "name the source: `cite \"...\"`"
        case "reach": "name the grounds it closes, or write `reach everything`"
        case "from": "name the event it counts from: `from receipt`"
        case "required": "add `required`, or `required when` and a condition"
        case "silent": "add `silent ANSWER`: what holds where a state's overlay says nothing"
        default: "add it"
        }
    }
}

extension Parser {
    /// Reads what stands on the line of a declaration.
    ///
    /// What was read before a mistake stays in the node.
    mutating func header(of kind: DeclarationKind, into header: inout HeaderNode) throws(ParseStop) {
        switch kind {
        case .kind, .purpose, .channel, .item, .label, .data, .service, .source, .object:
            try named(into: &header, what: "a name")
            if take(.colon) { header.names = try names("the name it stands under") }
        case .list:
            try named(into: &header, what: "a name")
            try expect(.equals)
            header.names = try names("a data element")
        case .set:
            try named(into: &header, what: "a name")
            try expect(.equals)
            header.names = try ruleNames("the id of a rule")
        case .order:
            try named(into: &header, what: "what it orders")
            try expect(.equals)
            header.names = try names("what comes first")
        case .fact, .choice:
            try named(into: &header, what: "a name")
            if take(.colon) { header.type = try type() }
        case .document, .situation, .duty:
            try named(into: &header, what: "a name")
        case .permit, .entitle, .standing, .forbid, .stop, .fee:
            try identified(into: &header)
        case .clock, .element, .row:
            header.name = try rowName("the id of the \(kind.rawValue)")
            header.words = try text(kind == .row ? "one line in quotes" : "a title in quotes")
        case .require:
            try identified(into: &header)
            if take("under") { header.other = try ruleName("the id of the ground it makes") }
        case .define:
            try define(into: &header)
        case .question:
            try named(into: &header, what: "a name")
            try expect(.colon)
            header.names = try names("an answer")
        case .exception:
            header.name = try ruleName("the id of the exception")
            try expect("of")
            header.names = try ruleNames("the id of a stop")
            header.words = try text("a title in quotes")
        case .promise:
            header.names = try ruleNames("the id of a rule")
            if take("only") {
                try expect("when")
                header.condition = try condition()
            }
        case .exclude:
            header.names = try ruleNames("the id of a rule")
            if take("when") { header.condition = try condition() }
            header.words = try text("the words of the notice in quotes")
        case .right:
            header.name = try name("the name of a right")
            if next?.kind == .text { header.words = try text("words") }
        }
    }

    private mutating func named(into header: inout HeaderNode, what: String) throws(ParseStop) {
        let name = try name(what)
        if ReservedWords.all.contains(name.text) { findings.add(.reservedWord(name.text), at: name.place) }
        header.name = name
        header.words = try text("words in quotes")
    }

    private mutating func identified(into header: inout HeaderNode) throws(ParseStop) {
        header.name = try ruleName("the id of the rule")
        header.words = try text("a title in quotes")
    }

    /// `define NAME "words" [on DOCUMENT]`, or an overlay's `define ID QUESTION is ANSWER "words"`.
    private mutating func define(into header: inout HeaderNode) throws(ParseStop) {
        let first = try ruleName("a name")
        if next?.kind == .name {
            header.question = try name("a question")
            header.name = first
            try expect("is")
            header.answer = try name("an answer")
            header.words = try text("words in quotes")
            return
        }
        if ReservedWords.all.contains(first.text) { findings.add(.reservedWord(first.text), at: first.place) }
        header.name = first
        header.words = try text("words in quotes")
        if take("on") { header.other = try name("a document") }
    }

    /// `time`, `kind`, `set of label`.
    mutating func type() throws(ParseStop) -> TypeNode {
        let start = here
        if isAt("set"), isFollowed(by: "of") {
            position += 2
            let name = try name("a domain or `id`")
            return TypeNode(isSet: true, name: name, place: start.through(name.place))
        }
        let name = try name("a type")
        return TypeNode(isSet: false, name: name, place: name.place)
    }
}

// Fields stand in the order of their declaration; a change of it is a new `StoredRulebook.version`.

extension Term: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            name: try reader.next(), words: try reader.next(), parents: try reader.next(), codes: try reader.next(),
            say: try reader.next(), mustBeNamed: try reader.next(), span: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(name)
        writer.add(words)
        writer.add(parents)
        writer.add(codes)
        writer.add(say)
        writer.add(mustBeNamed)
        writer.add(span)
    }
}

extension Fact: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            name: try reader.next(), words: try reader.next(), type: try reader.next(), options: try reader.next(),
            source: try reader.next(), asked: try reader.next(), judgedBy: try reader.next(),
            question: try reader.next(), evidence: try reader.next(), change: try reader.next(),
            span: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(name)
        writer.add(words)
        writer.add(type)
        writer.add(options)
        writer.add(source)
        writer.add(asked)
        writer.add(judgedBy)
        writer.add(question)
        writer.add(evidence)
        writer.add(change)
        writer.add(span)
    }
}

extension DocumentField: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            name: try reader.next(), words: try reader.next(), type: try reader.next(), fresh: try reader.next(),
            question: try reader.next(), change: try reader.next(), cuts: try reader.next(), span: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(name)
        writer.add(words)
        writer.add(type)
        writer.add(fresh)
        writer.add(question)
        writer.add(change)
        writer.add(cuts)
        writer.add(span)
    }
}

extension DocumentField.Fresh: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        switch try reader.caseNumber() {
        case 0: self = .value(try reader.next())
        case 1: self = .at(try reader.next(), sign: try reader.next())
        case 2: self = .recipientID
        case 3: self = .recipientKinds
        case 4: self = .actorID
        case 5: self = .onBehalfOf
        case 6: self = .purposes
        case 7: self = .labels
        case 8: self = .items
        case 9: self = .part
        default: throw reader.error("a case that is not known")
        }
    }

    func store(in writer: inout StoredWriter) {
        switch self {
        case .value(let value): writer.add(case: 0, value)
        case .at(let first, let second): writer.add(case: 1, first, second)
        case .recipientID: writer.add(case: 2)
        case .recipientKinds: writer.add(case: 3)
        case .actorID: writer.add(case: 4)
        case .onBehalfOf: writer.add(case: 5)
        case .purposes: writer.add(case: 6)
        case .labels: writer.add(case: 7)
        case .items: writer.add(case: 8)
        case .part: writer.add(case: 9)
        }
    }
}

extension DocumentType: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            name: try reader.next(), words: try reader.next(), onFile: try reader.next(), question: try reader.next(),
            obtained: try reader.next(), ended: try reader.next(), fields: try reader.next(), span: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(name)
        writer.add(words)
        writer.add(onFile)
        writer.add(question)
        writer.add(obtained)
        writer.add(ended)
        writer.add(fields)
        writer.add(span)
    }
}

extension ChangeOffer: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(by: try reader.next(), words: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(by)
        writer.add(words)
    }
}

extension Option: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(name: try reader.next(), words: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(name)
        writer.add(words)
    }
}

extension Situation: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            name: try reader.next(), title: try reader.next(), heading: try reader.next(), hint: try reader.next(),
            recipient: try reader.next(), purpose: try reader.next(), item: try reader.next(),
            labels: try reader.next(), act: try reader.next(), channel: try reader.next(), brings: try reader.next(),
            span: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(name)
        writer.add(title)
        writer.add(heading)
        writer.add(hint)
        writer.add(recipient)
        writer.add(purpose)
        writer.add(item)
        writer.add(labels)
        writer.add(act)
        writer.add(channel)
        writer.add(brings)
        writer.add(span)
    }
}

extension Duty: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            name: try reader.next(), words: try reader.next(), say: try reader.next(), owedBy: try reader.next(),
            span: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(name)
        writer.add(words)
        writer.add(say)
        writer.add(owedBy)
        writer.add(span)
    }
}

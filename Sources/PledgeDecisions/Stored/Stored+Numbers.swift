// Fields stand in the order of their declaration; a change of it is a new `StoredRulebook.version`.

extension Dollars: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(cents: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(cents)
    }
}

extension Right: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            name: try reader.next(), words: try reader.next(), answerWithin: try reader.next(),
            extension: try reader.next(), deny: try reader.next(), fees: try reader.next(),
            feePerPage: try reader.next(), letter: try reader.next(), restsOn: try reader.next(),
            citation: try reader.next(), confidence: try reader.next(), span: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(name)
        writer.add(words)
        writer.add(answerWithin)
        writer.add(`extension`)
        writer.add(deny)
        writer.add(fees)
        writer.add(feePerPage)
        writer.add(letter)
        writer.add(restsOn)
        writer.add(citation)
        writer.add(confidence)
        writer.add(span)
    }
}

extension Clock: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            head: try reader.next(), from: try reader.next(), measure: try reader.next(),
            extension: try reader.next(), restsOn: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(head)
        writer.add(from)
        writer.add(measure)
        writer.add(`extension`)
        writer.add(restsOn)
    }
}

extension Clock.Measure: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        switch try reader.caseNumber() {
        case 0: self = .within(try reader.next())
        case 1: self = .back(try reader.next())
        case 2: self = .keep(try reader.next())
        case 3: self = .every(try reader.next())
        default: throw reader.error("a case that is not known")
        }
    }

    func store(in writer: inout StoredWriter) {
        switch self {
        case .within(let value): writer.add(case: 0, value)
        case .back(let value): writer.add(case: 1, value)
        case .keep(let value): writer.add(case: 2, value)
        case .every(let value): writer.add(case: 3, value)
        }
    }
}

extension Fee: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            id: try reader.next(), words: try reader.next(), allowed: try reader.next(), atMost: try reader.next(),
            isPerPage: try reader.next(), free: try reader.next(), restsOn: try reader.next(),
            citation: try reader.next(), confidence: try reader.next(), span: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(id)
        writer.add(words)
        writer.add(allowed)
        writer.add(atMost)
        writer.add(isPerPage)
        writer.add(free)
        writer.add(restsOn)
        writer.add(citation)
        writer.add(confidence)
        writer.add(span)
    }
}

extension DocumentElement: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            head: try reader.next(), of: try reader.next(), restsOn: try reader.next(),
            requiredWhen: try reader.next(), exactText: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(head)
        writer.add(document)
        writer.add(restsOn)
        writer.add(requiredWhen)
        writer.add(exactText)
    }
}

extension ListedRow: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            id: try reader.next(), words: try reader.next(), citation: try reader.next(),
            confidence: try reader.next(), force: try reader.next(), span: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(id)
        writer.add(words)
        writer.add(citation)
        writer.add(confidence)
        writer.add(force)
        writer.add(span)
    }
}

extension ReasonOrder: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(words: try reader.next(), criteria: try reader.next(), span: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(words)
        writer.add(criteria)
        writer.add(span)
    }
}

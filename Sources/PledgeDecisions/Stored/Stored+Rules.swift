// Fields stand in the order of their declaration; a change of it is a new `StoredRulebook.version`.

extension RuleHead: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            id: try reader.next(), title: try reader.next(), citation: try reader.next(),
            confidence: try reader.next(), force: try reader.next(), state: try reader.next(),
            isOverlay: try reader.next(), span: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(id)
        writer.add(title)
        writer.add(citation)
        writer.add(confidence)
        writer.add(force)
        writer.add(state)
        writer.add(isOverlay)
        writer.add(span)
    }
}

extension Force: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(since: try reader.next(), until: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(since)
        writer.add(until)
    }
}

extension Limit: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        switch try reader.caseNumber() {
        case 0: self = .atMost(try reader.next())
        case 1: self = .within(try reader.next())
        case 2: self = .minimum
        default: throw reader.error("a case that is not known")
        }
    }

    func store(in writer: inout StoredWriter) {
        switch self {
        case .atMost(let value): writer.add(case: 0, value)
        case .within(let value): writer.add(case: 1, value)
        case .minimum: writer.add(case: 2)
        }
    }
}

extension DutyUse: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(duty: try reader.next(), time: try reader.next(), unless: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(duty)
        writer.add(time)
        writer.add(unless)
    }
}

extension DutyUse.Time: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        switch try reader.caseNumber() {
        case 0: self = .before
        case 1: self = .with
        case 2: self = .after(try reader.next(), ofReceipt: try reader.next())
        default: throw reader.error("a case that is not known")
        }
    }

    func store(in writer: inout StoredWriter) {
        switch self {
        case .before: writer.add(case: 0)
        case .with: writer.add(case: 1)
        case .after(let first, let second): writer.add(case: 2, first, second)
        }
    }
}

extension Accounting: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        switch try reader.caseNumber() {
        case 0: self = .counted
        case 1: self = .suspendable
        case 2: self = .notOurs
        case 3: self = .exempt(try reader.next())
        default: throw reader.error("a case that is not known")
        }
    }

    func store(in writer: inout StoredWriter) {
        switch self {
        case .counted: writer.add(case: 0)
        case .suspendable: writer.add(case: 1)
        case .notOurs: writer.add(case: 2)
        case .exempt(let value): writer.add(case: 3, value)
        }
    }
}

extension ActClause: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(acts: try reader.next(), recipients: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(acts)
        writer.add(recipients)
    }
}

extension Ground: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            head: try reader.next(), kind: try reader.next(), under: try reader.next(), actors: try reader.next(),
            acts: try reader.next(), about: try reader.next(), purposes: try reader.next(), key: try reader.next(),
            document: try reader.next(), condition: try reader.next(), compelled: try reader.next(),
            limits: try reader.next(), duties: try reader.next(), accounting: try reader.next(),
            isOutside: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(head)
        writer.add(kind)
        writer.add(under)
        writer.add(actors)
        writer.add(acts)
        writer.add(about)
        writer.add(purposes)
        writer.add(key)
        writer.add(document)
        writer.add(condition)
        writer.add(compelled)
        writer.add(limits)
        writer.add(duties)
        writer.add(accounting)
        writer.add(isOutside)
    }
}

extension Reach: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(rules: try reader.next(), except: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(rules)
        writer.add(except)
    }
}

extension Stop: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            head: try reader.next(), author: try reader.next(), condition: try reader.next(),
            reach: try reader.next(), isManner: try reader.next(), offersNothing: try reader.next(),
            isQuiet: try reader.next(), duties: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(head)
        writer.add(author)
        writer.add(condition)
        writer.add(reach)
        writer.add(isManner)
        writer.add(offersNothing)
        writer.add(isQuiet)
        writer.add(duties)
    }
}

extension StopException: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            head: try reader.next(), stops: try reader.next(), document: try reader.next(),
            condition: try reader.next(), reach: try reader.next(), limits: try reader.next(),
            duties: try reader.next(), accounting: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(head)
        writer.add(stops)
        writer.add(document)
        writer.add(condition)
        writer.add(reach)
        writer.add(limits)
        writer.add(duties)
        writer.add(accounting)
    }
}

extension Standing: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            head: try reader.next(), kind: try reader.next(), becomes: try reader.next(),
            condition: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(head)
        writer.add(kind)
        writer.add(becomes)
        writer.add(condition)
    }
}

extension NamedCondition: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            name: try reader.next(), words: try reader.next(), document: try reader.next(),
            condition: try reader.next(), citation: try reader.next(), confidence: try reader.next(),
            span: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(name)
        writer.add(words)
        writer.add(document)
        writer.add(condition)
        writer.add(citation)
        writer.add(confidence)
        writer.add(span)
    }
}

extension StateQuestion: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            name: try reader.next(), words: try reader.next(), answers: try reader.next(), silent: try reader.next(),
            question: try reader.next(), asked: try reader.next(), span: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(name)
        writer.add(words)
        writer.add(answers)
        writer.add(silent)
        writer.add(question)
        writer.add(asked)
        writer.add(span)
    }
}

extension StateAnswer: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            head: try reader.next(), question: try reader.next(), answer: try reader.next(),
            condition: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(head)
        writer.add(question)
        writer.add(answer)
        writer.add(condition)
    }
}

extension Overlay: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(state: try reader.next(), title: try reader.next(), reviewed: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(state)
        writer.add(title)
        writer.add(reviewed)
    }
}

extension Overlay.Reviewed: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        switch try reader.caseNumber() {
        case 0: self = .all
        case 1: self = .labels(try reader.next())
        default: throw reader.error("a case that is not known")
        }
    }

    func store(in writer: inout StoredWriter) {
        switch self {
        case .all: writer.add(case: 0)
        case .labels(let value): writer.add(case: 1, value)
        }
    }
}

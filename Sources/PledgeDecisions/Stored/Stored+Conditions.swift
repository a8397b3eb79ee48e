// Fields stand in the order of their declaration; a change of it is a new `StoredRulebook.version`.

extension Condition: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        switch try reader.caseNumber() {
        case 0: self = .constant(try reader.next())
        case 1: self = .all(try reader.next())
        case 2: self = .any(try reader.next())
        case 3: self = .not(try reader.next())
        case 4: self = .test(try reader.next())
        case 5: self = .named(try reader.next())
        case 6: self = .question(try reader.next(), try reader.next())
        case 7: self = .some(try reader.next(), try reader.next())
        default: throw reader.error("a case that is not known")
        }
    }

    func store(in writer: inout StoredWriter) {
        switch self {
        case .constant(let value): writer.add(case: 0, value)
        case .all(let value): writer.add(case: 1, value)
        case .any(let value): writer.add(case: 2, value)
        case .not(let value): writer.add(case: 3, value)
        case .test(let value): writer.add(case: 4, value)
        case .named(let value): writer.add(case: 5, value)
        case .question(let first, let second): writer.add(case: 6, first, second)
        case .some(let first, let second): writer.add(case: 7, first, second)
        }
    }
}

extension Test: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(try reader.next(), try reader.next(), try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(left)
        writer.add(operation)
        writer.add(right)
    }
}

extension Operand: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        switch try reader.caseNumber() {
        case 0: self = .fact(try reader.next())
        case 1: self = .field(try reader.next())
        case 2: self = .document(try reader.next())
        case 3: self = .names(try reader.next())
        case 4: self = .number(try reader.next())
        case 5: self = .time(try reader.next())
        case 6: self = .period(try reader.next())
        case 7: self = .text(try reader.next())
        case 8: self = .offset(try reader.next(), try reader.next(), sign: try reader.next())
        case 9: self = .part
        default: throw reader.error("a case that is not known")
        }
    }

    func store(in writer: inout StoredWriter) {
        switch self {
        case .fact(let value): writer.add(case: 0, value)
        case .field(let value): writer.add(case: 1, value)
        case .document(let value): writer.add(case: 2, value)
        case .names(let value): writer.add(case: 3, value)
        case .number(let value): writer.add(case: 4, value)
        case .time(let value): writer.add(case: 5, value)
        case .period(let value): writer.add(case: 6, value)
        case .text(let value): writer.add(case: 7, value)
        case .offset(let first, let second, let third): writer.add(case: 8, first, second, third)
        case .part: writer.add(case: 9)
        }
    }
}

extension Value: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        switch try reader.caseNumber() {
        case 0: self = .yesNo(try reader.next())
        case 1: self = .number(try reader.next())
        case 2: self = .time(try reader.next())
        case 3: self = .period(try reader.next())
        case 4: self = .id(try reader.next())
        case 5: self = .ids(try reader.next())
        case 6: self = .text(try reader.next())
        case 7: self = .name(try reader.next())
        case 8: self = .names(try reader.next())
        case 9: self = .scope(try reader.next())
        default: throw reader.error("a case that is not known")
        }
    }

    func store(in writer: inout StoredWriter) {
        switch self {
        case .yesNo(let value): writer.add(case: 0, value)
        case .number(let value): writer.add(case: 1, value)
        case .time(let value): writer.add(case: 2, value)
        case .period(let value): writer.add(case: 3, value)
        case .id(let value): writer.add(case: 4, value)
        case .ids(let value): writer.add(case: 5, value)
        case .text(let value): writer.add(case: 6, value)
        case .name(let value): writer.add(case: 7, value)
        case .names(let value): writer.add(case: 8, value)
        case .scope(let value): writer.add(case: 9, value)
        }
    }
}

extension ScopePattern: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            items: try reader.next(), services: try reader.next(), sources: try reader.next(),
            period: try reader.next(), only: try reader.next(), also: try reader.next(), elements: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(items)
        writer.add(services)
        writer.add(sources)
        writer.add(period)
        writer.add(only)
        writer.add(also)
        writer.add(elements)
    }
}

extension ScopePattern.Also: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        switch try reader.caseNumber() {
        case 0: self = .labels(try reader.next())
        case 1: self = .any
        default: throw reader.error("a case that is not known")
        }
    }

    func store(in writer: inout StoredWriter) {
        switch self {
        case .labels(let value): writer.add(case: 0, value)
        case .any: writer.add(case: 1)
        }
    }
}

extension ValueType: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        switch try reader.caseNumber() {
        case 0: self = .yesNo
        case 1: self = .number
        case 2: self = .time
        case 3: self = .period
        case 4: self = .id
        case 5: self = .text
        case 6: self = .scope
        case 7: self = .name(try reader.next())
        case 8: self = .names(try reader.next())
        case 9: self = .ids
        case 10: self = .choice(try reader.next())
        default: throw reader.error("a case that is not known")
        }
    }

    func store(in writer: inout StoredWriter) {
        switch self {
        case .yesNo: writer.add(case: 0)
        case .number: writer.add(case: 1)
        case .time: writer.add(case: 2)
        case .period: writer.add(case: 3)
        case .id: writer.add(case: 4)
        case .text: writer.add(case: 5)
        case .scope: writer.add(case: 6)
        case .name(let value): writer.add(case: 7, value)
        case .names(let value): writer.add(case: 8, value)
        case .ids: writer.add(case: 9)
        case .choice(let value): writer.add(case: 10, value)
        }
    }
}

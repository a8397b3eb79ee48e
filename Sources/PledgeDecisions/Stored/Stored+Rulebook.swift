// Fields stand in the order of their declaration; a change of it is a new `StoredRulebook.version`.

extension Rulebook: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init()
        vocabulary = try reader.next()
        facts = try reader.next()
        documents = try reader.next()
        lists = try reader.next()
        sets = try reader.next()
        conditions = try reader.next()
        questions = try reader.next()
        answers = try reader.next()
        standings = try reader.next()
        duties = try reader.next()
        grounds = try reader.next()
        stops = try reader.next()
        exceptions = try reader.next()
        rights = try reader.next()
        clocks = try reader.next()
        fees = try reader.next()
        elements = try reader.next()
        rows = try reader.next()
        reasonOrder = try reader.next()
        covers = try reader.next()
        overlays = try reader.next()
        situations = try reader.next()
        part2Labels = try reader.next()
    }

    func store(in writer: inout StoredWriter) {
        writer.add(vocabulary)
        writer.add(facts)
        writer.add(documents)
        writer.add(lists)
        writer.add(sets)
        writer.add(conditions)
        writer.add(questions)
        writer.add(answers)
        writer.add(standings)
        writer.add(duties)
        writer.add(grounds)
        writer.add(stops)
        writer.add(exceptions)
        writer.add(rights)
        writer.add(clocks)
        writer.add(fees)
        writer.add(elements)
        writer.add(rows)
        writer.add(reasonOrder)
        writer.add(covers)
        writer.add(overlays)
        writer.add(situations)
        writer.add(part2Labels)
    }
}

extension PromiseDocument: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            id: try reader.next(), kind: try reader.next(), title: try reader.next(), organization: try reader.next(),
            phone: try reader.next(), contact: try reader.next(), effective: try reader.next(),
            series: try reader.next(), reservesRight: try reader.next(), consentToLessen: try reader.next(),
            zone: try reader.next(), promises: try reader.next(), exclusions: try reader.next(),
            stops: try reader.next(), rights: try reader.next(), stopParagraphs: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(id)
        writer.add(kind)
        writer.add(title)
        writer.add(organization)
        writer.add(phone)
        writer.add(contact)
        writer.add(effective)
        writer.add(series)
        writer.add(reservesRight)
        writer.add(consentToLessen)
        writer.add(zone)
        writer.add(promises)
        writer.add(exclusions)
        writer.add(stops)
        writer.add(rights)
        writer.add(stopParagraphs)
    }
}

extension Paragraph: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(heading: try reader.next(), text: try reader.next(), line: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(heading)
        writer.add(text)
        writer.add(line)
    }
}

extension Promise: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            rule: try reader.next(), condition: try reader.next(), limits: try reader.next(),
            duties: try reader.next(), paragraph: try reader.next(), span: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(rule)
        writer.add(condition)
        writer.add(limits)
        writer.add(duties)
        writer.add(paragraph)
        writer.add(span)
    }
}

extension Exclusion: Stored {
    init(from reader: inout StoredReader) throws(StoredError) {
        self.init(
            rule: try reader.next(), words: try reader.next(), condition: try reader.next(),
            paragraph: try reader.next(), span: try reader.next())
    }

    func store(in writer: inout StoredWriter) {
        writer.add(rule)
        writer.add(words)
        writer.add(condition)
        writer.add(paragraph)
        writer.add(span)
    }
}

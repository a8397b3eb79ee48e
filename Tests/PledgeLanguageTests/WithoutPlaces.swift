import PledgeCore
import PledgeDecisions

// Places in files taken out, so that values can be compared.

extension Rulebook {
    var withoutPlaces: Rulebook {
        var book = self
        for domain in Domain.allCases where vocabulary[domain] != nil {
            book.vocabulary[domain] = Hierarchy(
                hierarchy(domain).terms.map {
                    var term = $0
                    term.span = .none
                    return term
                })
        }
        for index in facts.indices { book.facts[index].span = .none }
        for index in documents.indices {
            book.documents[index].span = .none
            for field in documents[index].fields.indices { book.documents[index].fields[field].span = .none }
        }
        for index in conditions.indices { book.conditions[index].span = .none }
        for index in questions.indices { book.questions[index].span = .none }
        for index in answers.indices { book.answers[index].head.span = .none }
        for index in standings.indices { book.standings[index].head.span = .none }
        for index in duties.indices { book.duties[index].span = .none }
        for index in grounds.indices { book.grounds[index].head.span = .none }
        for index in stops.indices { book.stops[index].head.span = .none }
        for index in exceptions.indices { book.exceptions[index].head.span = .none }
        for index in rights.indices { book.rights[index].span = .none }
        for index in clocks.indices { book.clocks[index].head.span = .none }
        for index in fees.indices { book.fees[index].span = .none }
        for index in elements.indices { book.elements[index].head.span = .none }
        for index in rows.indices { book.rows[index].span = .none }
        book.reasonOrder?.span = .none
        for index in situations.indices { book.situations[index].span = .none }
        return book
    }
}

extension PromiseDocument {
    var withoutPlaces: PromiseDocument {
        var document = self
        for index in promises.indices { document.promises[index].span = .none }
        for index in exclusions.indices { document.exclusions[index].span = .none }
        for index in stops.indices { document.stops[index].head.span = .none }
        for index in rights.indices { document.rights[index].span = .none }
        return document
    }
}

extension Request {
    /// The request after people made these changes.
    ///
    /// An answer goes where its fact is stated: to the records when they speak of it, or when the rulebook says that
    /// it comes from them; else to the answers. A document on file joins the records, any other the papers in hand; one of
    /// the same id is replaced. A new channel forgets the address of the old one.
    ///
    /// - Parameters:
    ///   - changes: Made one after the other.
    ///   - rulebook: Says where facts come from and which documents are on file. Without it, new facts are answers
    ///     and new documents are in hand.
    /// - Returns: The request that people could make then.
    package func applying(_ changes: [Change], in rulebook: Rulebook? = nil) -> Request {
        var request = self
        for change in changes { request.apply(change.what, in: rulebook) }
        return request
    }

    private mutating func apply(_ change: Change.What, in rulebook: Rulebook?) {
        switch change {
        case .answer(let fact, let value): set(fact, to: value, source: rulebook?.fact(fact)?.source)
        case .document(let document):
            end(document.id)
            if rulebook?.document(document.type)?.onFile == true, records != nil {
                records?.documents.append(document)
            } else {
                documents.append(document)
            }
        case .documentField(let id, let field, let value):
            for position in documents.indices where documents[position].id == id {
                documents[position].set(field, to: value)
            }
            for position in (records?.documents ?? []).indices where records?.documents[position].id == id {
                records?.documents[position].set(field, to: value)
            }
        case .channel(let name):
            if channel != name { channelAddress = nil }
            channel = name
        case .ended(let id): end(id)
        }
    }

    private mutating func set(_ fact: String, to value: Value, source: FactSource?) {
        let isStated = records?.facts[fact] != nil || records?.unknown.contains(fact) == true
        let isRecorded =
            switch source {
            case .known, .knowledge: records != nil
            case .asked: false
            case nil: isStated && answers[fact] == nil
            }
        if isRecorded {
            records?.facts[fact] = value
            records?.unknown.remove(fact)
        } else {
            answers[fact] = Answer(value)
        }
    }

    private mutating func end(_ document: String) {
        documents.removeAll { $0.id == document }
        records?.documents.removeAll { $0.id == document }
    }
}

extension Document {
    fileprivate mutating func set(_ field: String, to value: Value) {
        fields[field] = value
        unread.remove(field)
    }
}

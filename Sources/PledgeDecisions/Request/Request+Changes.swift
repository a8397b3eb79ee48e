/// Changes that people can make, applied to a request.
extension Request {
    /// The request once the changes are made.
    package func applying(_ changes: [Change]) -> Request {
        var request = self
        for change in changes {
            switch change.what {
            case .answer(let fact, let value): request.answers[fact] = Answer(value)
            case .document(let document): request.documents.append(document)
            case .documentField(let id, let field, let value):
                for index in request.documents.indices where request.documents[index].id == id {
                    request.documents[index].fields[field] = value
                    request.documents[index].unread.remove(field)
                }
            case .channel(let channel): request.channel = channel
            case .ended(let id): request.records?.documents.removeAll { $0.id == id }
            }
        }
        return request
    }
}

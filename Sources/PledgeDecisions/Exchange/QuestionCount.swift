/// Counts the questions that lead from a request to an answer, whatever is answered.
struct QuestionCount {
    let decide: (Request) -> Decision
    /// Counting stops one above.
    let most: Int

    /// Questions needed in the worst case; one more than `most` where it is more.
    func needed(_ decision: Decision, _ request: Request, asked: Int = 0) -> Int {
        guard decision.outcome == .undetermined, let question = decision.ask.first else { return asked }
        guard asked < most else { return asked + 1 }
        return question.choices.map { choice in
            guard let answered = request.answering(question, with: choice) else { return asked + 1 }
            return needed(decide(answered), answered, asked: asked + 1)
        }.max() ?? asked + 1
    }
}

extension Request {
    /// The request once a question is answered; nothing where the answer is not one of a request's fields.
    package func answering(_ question: Question, with choice: Question.Choice) -> Request? {
        var request = self
        switch question.subject {
        case .fact(let name):
            request.answers[name] = Answer(
                choice.value, judgment: question.judgedBy.map { Judgment(by: $0, when: "", why: "") })
        case .basis:
            let keys = Set(question.choices.flatMap(\.keys))
            for key in keys { request.answers[key] = Answer(.yesNo(choice.keys.contains(key))) }
            // None of these: it is for something else, as the interview takes it.
            if request.purposes == nil {
                request.purposes = choice.purposes.isEmpty ? [Interview.otherPurpose] : choice.purposes
            }
        case .documentField(let id, let field):
            guard let index = request.documents.firstIndex(where: { $0.id == id }) else { return nil }
            request.documents[index].fields[field] = choice.value
            request.documents[index].unread.remove(field)
        case .field(.labels, let group?):
            if case .name(let name) = choice.value { request.groups[group].labels = [name] }
        case .field(.part2, let group?):
            if case .yesNo(let value) = choice.value { request.groups[group].part2 = value }
        case .field, .stateQuestion, .unread: return nil
        }
        return request
    }
}

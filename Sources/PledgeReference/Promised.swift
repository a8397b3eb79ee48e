import PledgeDecisions

/// What a promise document says of an instance.
struct PromiseAnswer {
    var isYes: Bool
    /// Sentences that promise it; none where an exclusion beside them says no.
    var sentences: [Promise] = []
}

extension PartEvaluator {
    /// Whether every binding document promises the instance (semantics, section 7).
    func isPromised(
        _ position: Int, _ instance: DocumentInHand?, isCompelled: Bool, _ completion: Completion
    ) throws -> Bool {
        guard book.isOpenToDocuments[position], !isCompelled else { return true }
        return try binding(completion).allSatisfy {
            try answer(of: $0, about: position, instance, completion).isYes
        }
    }

    /// The most specific sentence decides; silence means what the document's kind makes of it.
    func answer(
        of document: Int, about position: Int, _ instance: DocumentInHand?, _ completion: Completion
    ) throws -> PromiseAnswer {
        let scene = Scene(document: instance)
        for rung in book.ladders[document][position] {
            let sentences = try rung.promises.filter {
                try holds($0.condition, scene, completion) && isWithin($0.limits, instance, completion)
            }
            if try rung.exclusions.contains(where: { try holds($0.condition, scene, completion) }) {
                return PromiseAnswer(isYes: false)
            }
            if rung.promises.isEmpty { continue }
            return PromiseAnswer(isYes: !sentences.isEmpty, sentences: sentences)
        }
        return PromiseAnswer(isYes: silence(of: document, about: position))
    }

    private func silence(of document: Int, about position: Int) -> Bool {
        // 502i binds uses and disclosures; and a list owes every class that the notice does not exclude (section 11).
        guard [.use, .disclose, .omit].contains(request.act) else { return true }
        switch book.promises[document].kind {
        case .notice, .jointNotice:
            let open = book.rulebook.sets[PlainRulebook.openWhenSilent] ?? []
            return open.contains { book.rulebook.grounds[position].isUnder($0) }
        case .agreement: return false
        case .policy: return true
        }
    }

    // MARK: Limits

    /// Whether the piece lies inside all limits of elements and scopes (semantics, section 9).
    func isWithin(_ limits: [Limit], _ instance: DocumentInHand?, _ completion: Completion) throws -> Bool {
        try limits.allSatisfy { limit in
            switch limit {
            case .atMost(let elements):
                return isPiece(within: elements)
            case .within(let field):
                let scope = try value(of: .document(field), Scene(document: instance), completion)
                return try covers(scope, completion)
            case .minimum:
                return try routines(completion).allSatisfy { isPiece(within: $0.elements) }
            }
        }
    }

    private func isPiece(within elements: [String]) -> Bool {
        piece.group == nil || piece.elements.allSatisfy { all.stands([$0], underSomeOf: elements, .data) }
    }

    /// Routine protocols for this recipient and purpose.
    func routines(_ completion: Completion) throws -> [Settings.Routine] {
        guard !request.settings.routines.isEmpty else { return [] }
        let kinds = try recipientKinds(completion)
        guard case .names(let purposes, _) = try value(of: .purpose, Scene(), completion) else { return [] }
        return request.settings.routines.filter { routine in
            all.stands(kinds, underSomeOf: [routine.recipient], .kind)
                && purposes.allSatisfy { all.stands([$0], underSomeOf: [routine.purpose], .purpose) }
        }
    }
}

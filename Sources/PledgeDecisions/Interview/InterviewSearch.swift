import PledgeCore

/// What a few everyday words may mean in the rulebook's own words.
package struct InterviewSearch: Hashable, Sendable {
    package var situations: [Situation]
    package var kinds: [Term]
    package var purposes: [Term]
    package var items: [Term]
    package var papers: [DocumentType]

    package var isEmpty: Bool {
        situations.isEmpty && kinds.isEmpty && purposes.isEmpty && items.isEmpty && papers.isEmpty
    }

    /// The opening the best matches make together; nothing when nobody who asks was found.
    package var opening: Opening? {
        kinds.first.map { kind in
            Opening(
                recipients: [kind.name], purpose: purposes.first?.name, item: items.first?.name,
                inHand: papers.first.map { [$0.name] } ?? [])
        }
    }

    /// Longest text that is looked at, in characters.
    package static let textMax = 200
    private static let most = 6

    /// Looks for the words in situations, kinds, purposes, items and papers.
    ///
    /// - Parameters:
    ///   - text: What somebody typed; words that the rulebook does not use are passed over.
    ///   - rulebook: Where it looks.
    ///   - words: The catalog with the everyday words.
    /// - Complexity: O(words × terms).
    package init(_ text: String, rulebook: Rulebook, words: InterviewWords) {
        let typed = InterviewSearch.split(String(text.prefix(InterviewSearch.textMax)))
            .filter { !InterviewSearch.tooCommon.contains($0) }
        let wanted = typed.map { [$0] + (words.everyday[$0] ?? []) }
        func best<Element>(_ elements: [Element], _ describe: (Element) -> [(String, Int)]) -> [Element] {
            let scored = elements.enumerated().compactMap { index, element -> (Int, Int, Element)? in
                let score = InterviewSearch.score(wanted, describe(element))
                return score == 0 ? nil : (-score, index, element)
            }
            return scored.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(InterviewSearch.most).map(\.2)
        }
        func terms(_ domain: Domain) -> [Term] {
            best(rulebook.hierarchy(domain).terms) { [($0.words, 2), ($0.name, 1)] }
        }
        let kinds = rulebook.hierarchy(.kind)
        self.situations = best(rulebook.situations) { situation in
            [(situation.title, 3), (situation.hint, 2), (kinds[situation.recipient]?.words ?? "", 1)]
        }
        self.kinds = terms(.kind)
        self.purposes = terms(.purpose)
        self.items = terms(.item)
        self.papers = best(rulebook.documents.filter { !$0.onFile }) { [($0.words, 2), ($0.name, 1)] }
    }

    /// Each typed word counts once per text, by the weight of the text; a whole word counts double.
    private static func score(_ wanted: [[String]], _ texts: [(String, Int)]) -> Int {
        var score = 0
        for (text, weight) in texts {
            let parts = split(text)
            for forms in wanted {
                var hit = 0
                for form in forms {
                    for part in parts {
                        if part == form {
                            hit = max(hit, 2)
                        } else if form.count >= 3, part.hasPrefix(form) {
                            hit = max(hit, 1)
                        }
                    }
                }
                score += hit * weight
            }
        }
        return score
    }

    static func split(_ text: String) -> [String] {
        text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
    }

    private static let tooCommon: Set<String> = [
        "a", "an", "and", "are", "as", "asks", "at", "by", "can", "do", "does", "for", "from", "get", "has", "have",
        "her", "his", "i", "in", "is", "it", "may", "me", "my", "of", "on", "or", "our", "patient", "patients", "s",
        "say", "says", "she", "he", "someone", "somebody", "that", "the", "their", "them", "they", "this", "to", "us",
        "wants", "want", "we", "what", "when", "who", "with", "you", "your",
    ]
}

extension Interview {
    /// What was asked, in pairs of a word and what was said.
    package func summary(_ opening: Opening) -> [(label: String, text: String)] {
        var lines: [(label: String, text: String)] = [
            (words(.askedBy), wordsOf(opening.recipients, .kind).firstUppercased),
            (
                words(.askedFor),
                opening.purpose.map { wordsOf([$0], .purpose).firstUppercased } ?? words(.notKnownYet)
            ),
        ]
        if let item = opening.item { lines.append((words(.askedAbout), wordsOf([item], .item).firstUppercased)) }
        if let labels = opening.labels {
            let text = labels.isEmpty ? words(.ordinaryOnly) : wordsOf(labels, .label)
            lines.append((words(.askedLabels), text.firstUppercased))
        }
        if !opening.inHand.isEmpty {
            let papers = opening.inHand.map { rulebook.document($0)?.words ?? $0 }
            lines.append((words(.askedInHand), words.list(papers).firstUppercased))
        }
        if let channel = opening.channel {
            lines.append((words(.askedHow), wordsOf([channel], .channel).firstUppercased))
        }
        return lines
    }

    /// What was said so far, each with the state before it, so that it can be taken back.
    package func said(_ state: InterviewState) -> [InterviewAnswer.Said] {
        state.given.enumerated().compactMap { index, given in
            guard !given.isSupposed, case .question(let subject) = given.topic else { return nil }
            let before = state.before(index)
            let title = InterviewQuestion.title(of: subject, interview: self)
            return InterviewAnswer.Said(
                question: title ?? words(.fieldOther), reply: wordsOf(given), before: before)
        }
    }

    private func wordsOf(_ given: GivenAnswer) -> String {
        switch given.reply {
        case .yes: return words(.yes)
        case .no: return words(.no)
        case .number(let number): return "\(number)"
        case .day(let day): return words.date(day)
        case .period(let period): return words.date(period.first) + " \u{2013} " + words.date(period.last)
        case .fresh: return words(.replyFresh)
        case .absent: return words(.replyPaperSilent)
        case .unknown: return words(.replyUnknown)
        case .basis(nil): return words(.noneOfThese)
        case .names([]): return words(.noneOfThese)
        case .basis(let key):
            let ground = rulebook.grounds.first { $0.id.text == key }
            let fact = ground?.key.flatMap { rulebook.fact($0)?.words }
            return (fact ?? ground?.head.title ?? words(.noneOfThese)).firstUppercased
        case .names(let names):
            if case .question(.fact(let fact)) = given.topic, let options = rulebook.fact(fact)?.options,
                !options.isEmpty
            {
                return words.list(names.map { name in options.first { $0.name == name }?.words ?? name })
                    .firstUppercased
            }
            let domain = domain(of: given.topic)
            return (domain.map { wordsOf(names, $0) } ?? words.list(names)).firstUppercased
        }
    }

    private func domain(of topic: InterviewTopic) -> Domain? {
        let type: ValueType? =
            switch topic {
            case .question(.field(let field, _)): field.type
            case .question(.fact(let name)): rulebook.fact(name)?.type
            case .question(.documentField(let id, let field)): documentType(id)?.field(field)?.type
            case .question(.basis), .question(.stateQuestion), .question(.unread), .obtained: nil
            }
        switch type {
        case .name(let domain), .names(let domain): return domain
        default: return nil
        }
    }
}

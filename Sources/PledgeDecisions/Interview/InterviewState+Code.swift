import PledgeCore

// The text form of a state, for a link or a form field.
//
// Shape: parts joined by `*`, elements of a part by `.`; both pass through URLs and forms unchanged.
// `1*ACT*KINDS*PURPOSE*ITEM*LABELS*CHANNEL*PAPERS*SITUATION*ANSWER*ANSWER...`. An empty part is unknown, `-` an
// empty set. An answer is its topic, then its reply; `w` in front marks one that is only supposed.

extension InterviewState {
    /// Most characters of the text form.
    package static let codeMax = 1500

    /// The state as text: ASCII letters, digits, `-`, `_`, `.` and `*`.
    package var code: String {
        let labels = opening.labels.map { $0.isEmpty ? "-" : $0.joined(separator: ".") } ?? ""
        let head = [
            "1", opening.act.rawValue, opening.recipients.joined(separator: "."), opening.purpose ?? "",
            opening.item ?? "", labels, opening.channel ?? "", opening.inHand.joined(separator: "."),
            opening.situation ?? "",
        ]
        return (head + given.map(\.code)).joined(separator: "*")
    }

    /// Reads the text form; every name must be declared in the rulebook.
    ///
    /// - Throws: `InterviewError` when the text is too long, malformed or names what the rulebook does not know.
    package init(code: String, rulebook: Rulebook) throws(InterviewError) {
        guard code.utf8.count <= InterviewState.codeMax else { throw .tooLong }
        let parts = code.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 9, parts[0] == "1" else { throw .malformed(part: 1) }
        guard parts.count <= 9 + InterviewState.answersMax else { throw .tooLong }
        guard let act = Act(rawValue: parts[1]) else { throw .malformed(part: 2) }
        func names(_ index: Int, _ domain: Domain) throws(InterviewError) -> [String] {
            let found = parts[index].split(separator: ".").map(String.init)
            for name in found { try rulebook.require(name, in: domain) }
            return found
        }
        let recipients = try names(2, .kind)
        guard !recipients.isEmpty else { throw .nobodyAsks }
        let papers = parts[7].split(separator: ".").map(String.init)
        for paper in papers { try rulebook.requirePaper(paper) }
        let situation = parts[8].isEmpty ? nil : parts[8]
        if let situation, !rulebook.situations.contains(where: { $0.name == situation }) {
            throw .unknownName(
                situation, nearest: NearestName.of(situation, in: rulebook.situations.map(\.name)))
        }
        let labels: [String]? =
            switch parts[5] {
            case "": nil
            case "-": []
            default: try names(5, .label)
            }
        self.init(
            opening: Opening(
                act: act, recipients: recipients, purpose: try names(3, .purpose).first,
                item: try names(4, .item).first, labels: labels, channel: try names(6, .channel).first,
                inHand: papers, situation: situation))
        for index in 9..<max(9, parts.count) {
            guard let answer = GivenAnswer(code: parts[index]) else { throw .malformed(part: index + 1) }
            try rulebook.check(answer.topic)
            given.append(answer)
        }
    }
}

extension Rulebook {
    /// Throws unless the name is declared in the domain.
    func require(_ name: String, in domain: Domain) throws(InterviewError) {
        let hierarchy = hierarchy(domain)
        guard hierarchy.contains(name) else {
            throw .unknownName(name, nearest: NearestName.of(name, in: hierarchy.terms.map(\.name)))
        }
    }

    /// Throws unless the name is a paper that somebody can bring.
    func requirePaper(_ name: String) throws(InterviewError) {
        guard document(name)?.onFile == false else {
            let papers = documents.filter { !$0.onFile }.map(\.name)
            throw .unknownName(name, nearest: NearestName.of(name, in: papers))
        }
    }

    fileprivate func check(_ topic: InterviewTopic) throws(InterviewError) {
        switch topic {
        case .obtained(let type): try requirePaper(type)
        case .question(.fact(let name)):
            guard fact(name) != nil else {
                throw .unknownName(name, nearest: NearestName.of(name, in: facts.map(\.name)))
            }
        case .question(.unread(let name)):
            guard document(name) != nil else {
                throw .unknownName(name, nearest: NearestName.of(name, in: documents.map(\.name)))
            }
        case .question(.stateQuestion(let name)):
            guard questions.contains(where: { $0.name == name }) else {
                throw .unknownName(name, nearest: NearestName.of(name, in: questions.map(\.name)))
            }
        case .question(.field), .question(.documentField), .question(.basis): return
        }
    }
}

extension GivenAnswer {
    /// One part of the text form.
    package var code: String {
        let tokens = (isSupposed ? ["w"] : []) + topic.tokens + reply.tokens
        return tokens.joined(separator: ".")
    }

    /// Reads one part of the text form, or nothing when it is malformed.
    package init?(code: String) {
        guard code.utf8.allSatisfy(GivenAnswer.isPlain) else { return nil }
        var rest = code.split(separator: ".", omittingEmptySubsequences: false).map(String.init)[...]
        var supposed = false
        if rest.first == "w" {
            supposed = true
            rest = rest.dropFirst()
        }
        guard let topic = InterviewTopic(&rest), let reply = Reply(tokens: Array(rest)) else { return nil }
        self.init(topic: topic, reply: reply, isSupposed: supposed)
    }

    /// A letter, a digit, `-`, `.` or `_`.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 45, 46, 95: true
        default: false
        }
    }
}

extension InterviewTopic {
    fileprivate var tokens: [String] {
        switch self {
        case .obtained(let type): ["g", type]
        case .question(.fact(let name)): ["f", name]
        case .question(.field(let field, let group)):
            ["q", InterviewTopic.name(of: field), group.map(String.init) ?? "-"]
        case .question(.documentField(let document, let field)): ["d", document, field]
        case .question(.basis): ["b"]
        case .question(.stateQuestion(let name)): ["s", name]
        case .question(.unread(let name)): ["u", name]
        }
    }

    /// Reads a topic from the front of the tokens and takes it off.
    fileprivate init?(_ tokens: inout ArraySlice<String>) {
        func next() -> String? {
            guard let token = tokens.popFirst(), !token.isEmpty else { return nil }
            return token
        }
        guard let kind = next() else { return nil }
        if kind == "b" {
            self = .question(.basis)
            return
        }
        guard let name = next() else { return nil }
        switch kind {
        case "g": self = .obtained(document: name)
        case "f": self = .question(.fact(name))
        case "s": self = .question(.stateQuestion(name))
        case "u": self = .question(.unread(document: name))
        case "d":
            guard let field = next() else { return nil }
            self = .question(.documentField(document: name, field: field))
        case "q":
            guard let field = RequestField.allCases.first(where: { InterviewTopic.name(of: $0) == name }),
                let place = next()
            else { return nil }
            if place == "-" {
                self = .question(.field(field, group: nil))
                return
            }
            guard let group = Int(place), group == 0 else { return nil }
            self = .question(.field(field, group: group))
        default: return nil
        }
    }

    /// `channel_address`: the dot separates tokens.
    private static func name(of field: RequestField) -> String {
        String(field.rawValue.map { $0 == "." ? "_" : $0 })
    }
}

extension Reply {
    /// The reply as it stands in the text form, and in a form's field.
    package var code: String { tokens.joined(separator: ".") }

    fileprivate var tokens: [String] {
        switch self {
        case .yes: ["y"]
        case .no: ["n"]
        case .names(let names): ["o"] + (names.isEmpty ? ["-"] : names)
        case .basis(let key): ["c", key ?? "-"]
        case .number(let number): ["m", String(number)]
        case .day(let day): ["t", day.description]
        case .period(let period): ["p", period.first.description, period.last.description]
        case .fresh: ["fresh"]
        case .absent: ["absent"]
        case .unknown: ["skip"]
        }
    }

    /// Reads the text form, or nothing when it is malformed.
    package init?(code: String) {
        self.init(tokens: code.split(separator: ".", omittingEmptySubsequences: false).map(String.init))
    }

    fileprivate init?(tokens: [String]) {
        guard let kind = tokens.first else { return nil }
        let rest = Array(tokens.dropFirst())
        guard !rest.contains("") else { return nil }
        switch (kind, rest.count) {
        case ("y", 0): self = .yes
        case ("n", 0): self = .no
        case ("fresh", 0): self = .fresh
        case ("absent", 0): self = .absent
        case ("skip", 0): self = .unknown
        case ("o", 1...32): self = .names(rest == ["-"] ? [] : rest)
        case ("c", 1): self = .basis(rest[0] == "-" ? nil : rest[0])
        case ("m", 1):
            guard let number = Int64(rest[0]) else { return nil }
            self = .number(number)
        case ("t", 1):
            guard let day = Day(rest[0]) else { return nil }
            self = .day(day)
        case ("p", 2):
            guard let first = Day(rest[0]), let last = Day(rest[1]), let period = Period(first: first, last: last)
            else { return nil }
            self = .period(period)
        default: return nil
        }
    }
}

import PledgeCore
import PledgeDecisions

/// The document that a rule, or a `some`, speaks of.
struct DocumentInHand: Hashable {
    /// Position among the documents of the request; negative for a record that nobody read.
    var position: Int
    var document: Document

    /// A record of which nothing is known but its type.
    static func unread(_ type: DocumentType) -> DocumentInHand {
        let fields = Set(type.fields.map(\.name))
        return DocumentInHand(position: -1, document: Document(type: type.name, id: "", unread: fields))
    }
}

/// Decides one piece of a request.
final class PartEvaluator {
    let all: PlainRequest
    let piece: Piece
    var request: Request { all.request }
    var book: PlainRulebook { all.book }
    /// Conditions that no unknown thing can change, by a name of the caller's.
    private var settled: [String: Bool] = [:]
    private var standingKinds: [String]?
    private var bindingSettled: [Int]?
    var isCollectingConstants = false

    init(_ all: PlainRequest, _ piece: Piece) {
        self.all = all
        self.piece = piece
    }

    /// What a condition may speak of beside the request.
    struct Scene {
        var document: DocumentInHand?
        /// Conditions of standings see the recipient as they come.
        var isStanding = false
    }

    /// Evaluates a condition that does not depend on the scene, once where nothing unknown bears on it.
    func settledOnce(_ key: String, _ completion: Completion, _ formula: (Completion) throws -> Bool) throws -> Bool {
        if let value = settled[key] { return value }
        do {
            let value = try formula(.empty)
            settled[key] = value
            return value
        } catch is MissingValue {
            return try formula(completion)
        }
    }

    // MARK: Conditions

    func holds(_ condition: Condition, _ scene: Scene, _ completion: Completion) throws -> Bool {
        switch condition {
        case .constant(let value): return value
        case .all(let parts): return try parts.allSatisfy { try holds($0, scene, completion) }
        case .any(let parts): return try parts.contains { try holds($0, scene, completion) }
        case .not(let inner): return try !holds(inner, scene, completion)
        case .test(let test): return try holds(test, scene, completion)
        case .named(let name):
            guard let named = book.conditions[name] else { return false }
            return try holds(named.condition, scene, completion)
        case .question(let name, let answers):
            return answers.contains(try answer(to: name, isStanding: scene.isStanding, completion))
        case .some(let type, let inner):
            let isThere = try documents(of: type).contains { document in
                var inside = scene
                inside.document = document
                return try holds(inner, inside, completion)
            }
            if isThere || !all.isUnread(type) { return isThere }
            return try completion.choice(.onFile(type, inner))
        }
    }

    /// The answer the law of the place gives to a question (semantics, section 8).
    private func answer(to name: String, isStanding: Bool, _ completion: Completion) throws -> String {
        guard let question = book.questions[name] else { return "" }
        let place = try placeOfCare(completion)
        if book.rulebook.overlays.contains(where: { $0.state == place }) {
            let scene = Scene(isStanding: isStanding)
            var given: Set<String> = []
            for answer in book.rulebook.answers
            where answer.question == name && all.isInForce(answer.head) && (answer.head.state ?? place) == place {
                if try holds(answer.condition, scene, completion) { given.insert(answer.answer) }
            }
            if given.isEmpty { return question.silent }
            if given.count == 1, let only = given.first { return only }
        }
        let value = try completion.value(of: .question(name)) { question.answers.map { .names([$0], nil) } }
        if case .names(let names, _) = value, let first = names.first { return first }
        return ""
    }

    func placeOfCare(_ completion: Completion) throws -> String {
        guard case .texts(let texts) = try value(of: .place, Scene(), completion) else { return PlainValue.other }
        return texts.first ?? PlainValue.other
    }

    /// Whether the law of a state applies to this piece.
    func isHere(_ head: RuleHead, _ completion: Completion) throws -> Bool {
        guard let state = head.state else { return true }
        return try placeOfCare(completion) == state
    }

    // MARK: Recipient

    /// Kinds of the recipient, with those that standings give for this piece.
    func recipientKinds(_ completion: Completion) throws -> [String] {
        if let standingKinds { return standingKinds }
        do {
            let kinds = try kindsByStanding(.empty)
            standingKinds = kinds
            return kinds
        } catch is MissingValue {
            return try kindsByStanding(completion)
        }
    }

    private func kindsByStanding(_ completion: Completion) throws -> [String] {
        var kinds = request.recipient.kinds
        for standing in book.rulebook.standings
        where all.isInForce(standing.head) && !kinds.contains(standing.becomes)
            && all.stands(request.recipient.kinds, underSomeOf: [standing.kind], .kind)
        {
            let scene = Scene(isStanding: true)
            if try isHere(standing.head, completion) && holds(standing.condition, scene, completion) {
                kinds.append(standing.becomes)
            }
        }
        return kinds
    }

    /// Whether the ground is for this act, recipient, purpose and item.
    func matches(_ ground: Ground, _ completion: Completion) throws -> Bool {
        if !ground.about.isEmpty {
            let subject: RequestField = piece.group == nil || request.object != nil ? .object : .item
            let about = try value(of: subject, Scene(), completion)
            guard case .names(let names, let domain) = about else { return false }
            guard all.stands(names, underSomeOf: ground.about, domain ?? .item) else { return false }
        }
        let clauses = ground.acts.filter { $0.acts.contains(request.act) }
        let kinds = request.recipient.kinds
        var isTo = clauses.contains { all.stands(kinds, underSomeOf: $0.recipients, .kind) }
        if !isTo {
            let standing = try recipientKinds(completion)
            isTo = clauses.contains { all.stands(standing, underSomeOf: $0.recipients, .kind) }
        }
        guard isTo else { return false }
        guard case .names(let purposes, _) = try value(of: .purpose, Scene(), completion) else { return false }
        return all.isFor(ground, purposes)
    }

    // MARK: Promises in force

    /// Promise documents that bind for this piece, kept where nothing unknown bears on them.
    func binding(_ completion: Completion) throws -> [Int] {
        if let bindingSettled { return bindingSettled }
        do {
            let binding = try bindingDocuments(.empty)
            bindingSettled = binding
            return binding
        } catch is MissingValue {
            return try bindingDocuments(completion)
        }
    }
}

import PledgeCore
import PledgeDecisions

/// A request beside the rules, with all documents in one list.
struct PlainRequest {
    let request: Request
    let book: PlainRulebook
    let zone: PlainZone
    /// The day of the act.
    let today: Day
    /// Papers in hand, then records on file.
    let documents: [Document]

    init(_ request: Request, _ book: PlainRulebook, _ zone: PlainZone) {
        self.request = request
        self.book = book
        self.zone = zone
        today = zone.day(request.at)
        documents = request.documents + (request.records?.documents ?? [])
    }

    /// Whether only records that nobody read could hold documents of this type.
    func isUnread(_ type: String) -> Bool { request.records == nil && book.documents[type]?.onFile == true }

    func isInForce(_ head: RuleHead) -> Bool { head.force.includes(today) }

    /// Positions of the documents of a type.
    func positions(of type: String) -> [Int] { documents.indices.filter { documents[$0].type == type } }

    /// Grounds that could match by act, actor and purpose, before anything else is asked.
    var candidates: [Int] {
        let grounds = book.rulebook.grounds
        return grounds.indices.filter { position in
            let ground = grounds[position]
            return isInForce(ground.head) && ground.acts.contains { $0.acts.contains(request.act) }
                && stands(request.actor.kinds, underSomeOf: ground.actors, .kind)
                && (request.purposes.map { isFor(ground, $0) } ?? true)
        }
    }

    /// Every purpose of the request stands under one of the ground's.
    func isFor(_ ground: Ground, _ purposes: [String]) -> Bool {
        purposes.allSatisfy { stands([$0], underSomeOf: ground.purposes, .purpose) }
    }

    func stands(_ names: [String], underSomeOf others: [String], _ domain: Domain) -> Bool {
        let hierarchy = book.rulebook.hierarchy(domain)
        return names.contains { name in others.contains { hierarchy.isUnder(name, $0) } }
    }
}

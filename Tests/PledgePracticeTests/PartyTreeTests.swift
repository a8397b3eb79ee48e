import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgePractice
import Testing

/// Who shares with whom in trees made at random, beside a plain reference.
@Suite struct PartyTreeTests {
    private typealias Question = PracticeFixture.Question

    private struct Node {
        var id: String
        var level: String?
        var isThereUntil: Int
        /// Units above, each with the last day.
        var partOf: [(unit: Int, until: Int)]
    }

    private static let day: Int64 = 86_400_000
    private static let first = Day("2026-11-21")

    @Test(arguments: [UInt64](1...4)) func `the door and a plain reference agree on every pair`(seed: UInt64) throws {
        let fixture = try PracticeFixture(rules: PracticeFixture.partyRules.get())
        try fixture.addPatient()
        let nodes = try PartyTreeTests.tree(fixture, seed)
        let leaves = nodes.indices.filter { nodes[$0].level == "entity" || nodes[$0].level == nil }
        let random = PracticeFixture.random(seed &+ 100)
        var seen: Set<String> = []
        for today in 0...2 {
            fixture.clock.set(PracticeFixture.start + Int64(today) * PartyTreeTests.day)
            for pair in 0..<16 {
                let bytes = random.bytes(2)
                let (actor, recipient) = (leaves[Int(bytes[0]) % leaves.count], leaves[Int(bytes[1]) % leaves.count])
                let question = Question(
                    actor: #"{"id":"\#(nodes[actor].id)"}"#, recipient: #"{"id":"\#(nodes[recipient].id)"}"#,
                    purposes: #"["arrangement-operations"]"#)
                let said = try fixture.answer(question, "k \(today) \(pair)")
                let expected = PartyTreeTests.expected(nodes, actor, recipient, today)
                #expect(said == expected, "\(nodes[actor].id) to \(nodes[recipient].id) on day \(today)")
                seen.insert(said)
            }
        }
        #expect(seen.count > 2, "\(seen)")
        #expect(try fixture.practice.replay(.asDecided).differences.isEmpty)
    }

    private static func tree(_ fixture: PracticeFixture, _ seed: UInt64) throws -> [Node] {
        let random = PracticeFixture.random(seed)
        func below(_ count: Int) -> Int { Int(random.bytes(1)[0]) % count }
        var nodes: [Node] = []
        for (level, count) in [("network", 1), ("arrangement", 3), ("entity", 6), (nil, 6)] as [(String?, Int)] {
            let above = nodes.indices
            for number in 0..<count {
                var node = Node(
                    id: "\(level ?? "person")-\(number)", level: level, isThereUntil: below(4), partOf: [])
                if !above.isEmpty {
                    for _ in 0..<below(3) { node.partOf.append((above.lowerBound + below(above.count), below(3))) }
                }
                let parts = node.partOf.map { #"{"unit":"\#(nodes[$0.unit].id)","until":"\#(text($0.until))"}"# }
                let kinds = level == "network" || level == "arrangement" ? "" : #""kinds":["covered-provider"],"#
                try fixture.addParty(
                    #""party":"\#(node.id)",\#(kinds)\#(level.map { #""level":"\#($0)","# } ?? "")"#
                        + #""until":"\#(text(node.isThereUntil))","partOf":[\#(parts.joined(separator: ","))]"#)
                nodes.append(node)
            }
        }
        return nodes
    }

    private static func text(_ offset: Int) -> String { first.map { "\($0.adding(Span(days: Int32(offset))))" } ?? "" }

    private static func expected(_ nodes: [Node], _ actor: Int, _ recipient: Int, _ today: Int) -> String {
        if nodes[actor].isThereUntil < today { return "$.actor.id" }
        if nodes[recipient].isThereUntil < today { return "$.recipient.id" }
        func arrangements(_ node: Int, _ day: Int?) -> Set<Int> {
            if let day, nodes[node].isThereUntil < day { return [] }
            var found: Set<Int> = nodes[node].level == "arrangement" ? [node] : []
            for (unit, until) in nodes[node].partOf where day.map({ $0 <= until }) ?? true {
                found.formUnion(arrangements(unit, day))
            }
            return found
        }
        if arrangements(actor, nil).isEmpty, arrangements(recipient, nil).isEmpty { return "not-known" }
        return arrangements(actor, today).isDisjoint(with: arrangements(recipient, today)) ? "not-allowed" : "506c5"
    }
}

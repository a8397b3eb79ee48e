import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgePractice

/// What tests of parties and representatives ask.
extension PracticeFixture {
    /// Reasons that parties and representatives are asked about, with every stop.
    static let partyRules = Result {
        var stored = try law.get()
        stored.rulebook.grounds.removeAll {
            !["502a2i", "506c1", "506c2", "506c5", "105aff", "514e1"].contains($0.id.text)
        }
        // The notice does not speak of entities that are designated as one: here it does.
        for position in stored.promises.indices {
            for promise in stored.promises[position].promises where promise.rule.text == "506c5" {
                var added = promise
                added.rule = RuleID("105aff")
                stored.promises[position].promises.append(added)
            }
        }
        return stored
    }

    static func partyChange(_ members: String) throws -> PartyChange {
        var fields = try JSONFields(json(#"{\#(members),"by":"Front Desk"}"#))
        return try PartyChange(&fields)
    }

    @discardableResult
    func addParty(_ members: String) throws -> Int64 {
        try practice.add(party: try PracticeFixture.partyChange(members)).index
    }

    @discardableResult
    func changeParty(_ members: String) throws -> Int64 {
        try practice.change(party: try PracticeFixture.partyChange(members)).index
    }

    @discardableResult
    func take(_ document: String, ofParty party: String) throws -> Int64 {
        var fields = try JSONFields(PracticeFixture.json(#"{"document":\#(document),"by":"Front Desk"}"#))
        return try practice.take(try DirectiveTaken(&fields), ofParty: party).index
    }

    func end(_ directive: Int64, _ set: String, ofParty party: String) throws {
        var fields = try JSONFields(
            PracticeFixture.json(#"{"directive":\#(directive),"set":\#(set),"by":"Front Desk"}"#))
        _ = try practice.end(try DirectiveEnded(&fields), ofParty: party)
    }

    /// One request about patient `MRN-1`, with the members that tests vary.
    struct Question {
        var actor = #"{"id":"us","kinds":["facility"]}"#
        var recipient: String
        var purposes = #"["treatment"]"#
        /// The item, and what is said of it beside the other members.
        var item = #""visit-note""#
        var labels = "[]"
        var service = "general-care"
        var more = ""
        var patient = "MRN-1"

        func text(_ key: String) -> String {
            #"{"patient":"\#(patient)","key":"\#(key)","by":"a","act":"disclose","actor":\#(actor),"#
                + #""recipient":\#(recipient),"purposes":\#(purposes),"groups":[{"item":\#(item),"#
                + #""labels":\#(labels),"service":"\#(service)","place":"IL","source":"made-here","part2":false,"#
                + #""paidInFull":false,"madeByUs":true,"given":"2026-01-05","held":"2026-01-05"}],"#
                + #""confirm":{"verify":"a","minimum-necessary":"a"}\#(more)}"#
        }
    }

    /// What the door says: the reasons relied on, or why not, or where the request is wrong.
    func answer(_ question: Question, _ key: String, by other: Practice? = nil) throws -> String {
        do {
            let released = try (other ?? practice).release(try Ask(PracticeFixture.json(question.text(key))))
            guard case .object(let object) = released.answer, case .array(let all)? = object["relied"],
                case .array(let relied)? = all.first
            else { return "no answer" }
            return relied.map { if case .string(let rule) = $0 { rule } else { "-" } }.joined(separator: " ")
        } catch PracticeError.refused(let refusal) {
            return ([refusal.reason.rawValue] + refusal.duties).joined(separator: " ")
        } catch PracticeError.asked(let problem) {
            return problem.path
        }
    }
}

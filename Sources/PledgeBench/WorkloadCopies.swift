import PledgeDecisions

extension Rulebook {
    /// The rulebook with renamed copies of its rules, each as the law of a made-up state on the same purposes.
    ///
    /// To a request from state `S1` two of them apply: the rules themselves, and that state's.
    func copied(_ copies: Int) -> Rulebook {
        var book = self
        for number in stride(from: 1, through: copies, by: 1) {
            let state = "S\(number)"
            let here = Condition.test(Test(.field(.place), .equals, .text(state)))
            func head(_ head: RuleHead) -> RuleHead {
                var head = head
                head.id = RuleID("\(head.id.text)-\(state)")
                head.state = state
                head.isOverlay = true
                return head
            }
            book.overlays.append(Overlay(state: state, title: "made-up state \(number)", reviewed: .all))
            book.grounds += grounds.map { ground in
                var copy = ground
                copy.head = head(ground.head)
                copy.condition = .all([here, ground.condition])
                return copy
            }
            book.stops += stops.map { stop in
                var copy = stop
                copy.head = head(stop.head)
                copy.condition = .all([here, stop.condition])
                return copy
            }
        }
        return book
    }
}

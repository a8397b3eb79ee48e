import PledgeCore
import PledgeDecisions

extension RulebookGenerator {
    /// A condition of at most so many levels; it may speak of a document.
    ///
    /// `some` does not nest.
    mutating func condition(_ depth: Int, _ document: String?, mayAskForSome: Bool = true) -> Condition {
        if depth > 0, pickBelow(100) < 55 {
            let parts = (0..<(2 + pickBelow(2))).map { _ in condition(depth - 1, document, mayAskForSome: mayAskForSome)
            }
            switch pickBelow(5) {
            case 0, 1: return .all(parts)
            case 2, 3: return .any(parts)
            default: return .not(parts[0])
            }
        }
        switch pickBelow(20) {
        case 0 where depth > 0 && mayAskForSome:
            let type = pickOf(["paper", "order", "wish-on-file", "wish-on-file"])
            return .some(type, condition(depth - 1, type, mayAskForSome: false))
        case 1 where isAsking: return .question("tell", pickBelow(2) == 0 ? ["may", "must"] : ["no"])
        case 2 where isNaming: return .named("plain-one")
        case 3 where isNaming && document == "paper": return .named("of-paper")
        case 4, 5, 6, 7, 8: return .test(Test(.fact("f\(pickBelow(8))"), .holds))
        case 9, 10, 11: return .test(document == nil ? fieldTest() : documentTest())
        case 12, 13: return .test(factTest())
        default: return .test(pickBelow(3) > 0 ? fieldTest() : timeTest())
        }
    }

    private mutating func factTest() -> Test {
        switch pickBelow(4) {
        case 0: Test(.fact("wish"), .isIn, .names(pickBelow(2) == 0 ? ["agrees"] : ["objects", "silent"]))
        case 1:
            Test(
                .fact("count"), pickOf([.less, .lessOrEqual, .greater, .greaterOrEqual]),
                .number(Int64(10 + pickBelow(2))))
        case 2: Test(.fact("who"), .equals, .field(pickOf([.recipientID, .actorID, .onBehalfOf])))
        default: Test(.fact("wish"), .isIn, .names(["agrees"]))
        }
    }

    private mutating func timeTest() -> Test {
        let operation: Test.Operator = pickOf([.before, .after, .onOrBefore, .onOrAfter])
        let constant = Operand.time(.day(Day(pickOf(["2020-01-01", "2026-11-21", "2015-06-30"])) ?? Day(number: 0)))
        switch pickBelow(4) {
        case 0: return Test(.field(.at), operation, .offset(.fact("birth"), Span(months: 216), sign: 1))
        case 1: return Test(.fact("day"), operation, pickBelow(2) == 0 ? .field(.at) : constant)
        case 2: return Test(.field(.at), operation, constant)
        default: return Test(.fact("day"), operation, .offset(.field(.at), Span(days: 10), sign: -1))
        }
    }

    private mutating func fieldTest() -> Test {
        switch pickBelow(14) {
        case 0: Test(.field(.labels), .isIn, .names([pickOf(["hiv", "drug", "genetic"])]))
        case 1: Test(.field(.labels), .only, .names([pickOf(["hiv", "drug"])]))
        case 2: Test(.field(.purpose), .isIn, .names([pickOf(["treatment", "payment", "survey"])]))
        case 3: Test(.field(.recipient), .isIn, .names([pickOf(["family", "individual", "provider"])]))
        case 4: Test(.field(.channel), .isIn, .names(["mail"]))
        case 5: Test(.field(.part2), .holds)
        case 6: Test(.field(pickOf([.paidInFull, .madeByUs])), .holds)
        case 7: Test(.field(.item), .isIn, .names([pickOf(["record", "claim", "lab"])]))
        case 8: Test(.field(.service), .isIn, .names([pickOf(["sud", "general"])]))
        case 9: Test(.field(.source), .isIn, .names(["patient-told"]))
        case 10: Test(.field(pickOf([.unreviewed, .overlayHere])), .holds)
        case 11: Test(.field(.recipientID), .equals, .text(pickOf(["r1", "r2"])))
        case 12: Test(.field(.place), .equals, .text(pickOf(["IL", "WI"])))
        default: Test(.field(.labels), .overlaps, .names(["notes", "hiv"]))
        }
    }

    private mutating func documentTest() -> Test {
        switch pickBelow(10) {
        case 0: Test(.document("scope"), .covers, .part)
        case 1, 2: Test(.field(.at), .onOrBefore, .document("expires"))
        case 3: Test(.document("signed"), .present)
        case 4: Test(.document("to"), .equals, .field(.recipientID))
        case 5: Test(.field(.recipient), .overlaps, .document("kinds"))
        case 6: Test(.field(.purpose), .only, .document("purposes"))
        case 7: Test(.document("valid"), .holds)
        case 8: Test(.document("signed"), .before, .document("expires"))
        default: Test(.document("signed"), .after, .offset(.field(.at), Span(months: 12), sign: -1))
        }
    }
}

package import PledgeDecisions

/// The plain answer to a request: what two evaluators must agree on.
package struct PlainResult: Hashable, Sendable {
    package var outcome: Outcome
    package var inPart: Bool
    package var parts: [PlainPart]
}

/// The plain answer for one part.
package struct PlainPart: Hashable, Sendable {
    package var extent: PartDecision.Extent
    /// Data elements of the part; `PlainPart.rest` stands for those nobody names.
    package var elements: Set<String>
    package var outcome: Outcome
    /// Instances surely open.
    package var open: Set<PlainGround>
    /// Stops that surely hold and reach a candidate ground: all that may be told.
    package var stops: Set<String>
    /// Those of them that reach an instance whose condition may hold: all that must be told.
    package var tellingStops: Set<String>
    package var isConflict: Bool
    /// Instances neither surely open nor surely closed.
    package var undecided: Set<String>

    /// Stands for every element that no list names.
    package static let rest = "\u{1}other"
}

/// One instance of a ground that is surely open.
package struct PlainGround: Hashable, Sendable {
    package var rule: String
    package var document: String?
    package var isCompelled: Bool
    package var accounting: Accounting
    package var duties: Set<PlainDuty>
}

/// A duty owed, and when.
package struct PlainDuty: Hashable, Sendable {
    package var duty: String
    package var time: DutyUse.Time

    package init(duty: String, time: DutyUse.Time) {
        self.duty = duty
        self.time = time
    }
}

package import PledgeCore

/// The answer as a person reads it, hears it and acts on it.
///
/// Words only; nothing is recorded.
///
/// No citation, section number or term of the program stands before `citations`.
package struct InterviewAnswer: Hashable, Sendable {
    /// The four answers, each with a word, a shape and a color on a page.
    package enum State: String, Hashable, Sendable, CaseIterable {
        case allowed, needed, refused, required
    }

    /// What somebody can do about a no.
    package struct Way: Hashable, Sendable {
        /// What must happen, all of it.
        package var steps: [String]
        /// Who does it, and how hard it is.
        package var hint: String
        /// The interview as it would be then, for "see what then"; nothing where it cannot be played through.
        package var then: InterviewState?

        package init(steps: [String], hint: String, then: InterviewState?) {
            self.steps = steps
            self.hint = hint
            self.then = then
        }
    }

    /// A part of what was asked for.
    package struct Row: Hashable, Sendable {
        package var state: State
        package var what: String
        package var note: String

        package init(state: State, what: String, note: String) {
            self.state = state
            self.what = what
            self.note = note
        }
    }

    package struct DutyLine: Hashable, Sendable {
        package var words: String
        package var say: String?
        package var hint: String?

        package init(words: String, say: String?, hint: String?) {
            self.words = words
            self.say = say
            self.hint = hint
        }
    }

    /// Duties of one time.
    package struct DutyGroup: Hashable, Sendable {
        package enum Time: Hashable, Sendable {
            case before, with, now
            /// Nothing where a deadline is not counted in plain days.
            case after(by: Day?)
        }

        package var time: Time
        package var heading: String
        package var duties: [DutyLine]

        package init(time: Time, heading: String, duties: [DutyLine]) {
            self.time = time
            self.heading = heading
            self.duties = duties
        }
    }

    /// What the notice told people.
    package struct Line: Hashable, Sendable {
        package var heading: String
        package var text: String
        /// "Our notice of 1 Mar 2026", or the document's own title.
        package var source: String

        package init(heading: String, text: String, source: String) {
            self.heading = heading
            self.text = text
            self.source = source
        }
    }

    /// One of the three sheets an answer falls through.
    package struct Layer: Hashable, Sendable {
        package enum Kind: String, Hashable, Sendable, CaseIterable {
            case law, notice, wish
        }

        package enum Standing: String, Hashable, Sendable {
            case passes, decides, notReached
        }

        package var kind: Kind
        package var standing: Standing
        package var title: String
        package var words: String

        package init(kind: Kind, standing: Standing, title: String, words: String) {
            self.kind = kind
            self.standing = standing
            self.title = title
            self.words = words
        }
    }

    package struct Citation: Hashable, Sendable {
        package var role: String
        package var text: String

        package init(role: String, text: String) {
            self.role = role
            self.text = text
        }
    }

    /// A pair of what was asked and what was said, with the state as it was before.
    package struct Said: Hashable, Sendable {
        package var question: String
        package var reply: String
        package var before: InterviewState

        package init(question: String, reply: String, before: InterviewState) {
            self.question = question
            self.reply = reply
            self.before = before
        }
    }

    package var state: State
    package var headline: String
    /// By when, for a *must*.
    package var due: Day?
    /// The sentence to say aloud.
    ///
    /// It never confirms that somebody is a patient.
    package var say: String
    package var why: String
    /// What goes and what stays; empty when all parts are alike and there is nothing to tell.
    package var rows: [Row]
    package var ways: [Way]
    package var duties: [DutyGroup]
    package var line: Line?
    package var layers: [Layer]
    /// What still must be found out; only for *not yet*, or for the part that is open.
    package var findOut: [String]
    /// Whether one more question could settle a part that is still open.
    package var canGoOn: Bool
    /// What was taken for granted.
    package var assumptions: [String]
    /// What is only supposed, when the answer is a "what then".
    package var supposed: [String]
    package var citations: [Citation]

    package init(
        state: State, headline: String, due: Day?, say: String, why: String, rows: [Row], ways: [Way],
        duties: [DutyGroup], line: Line?, layers: [Layer], findOut: [String], canGoOn: Bool, assumptions: [String],
        supposed: [String], citations: [Citation]
    ) {
        self.state = state
        self.headline = headline
        self.due = due
        self.say = say
        self.why = why
        self.rows = rows
        self.ways = ways
        self.duties = duties
        self.line = line
        self.layers = layers
        self.findOut = findOut
        self.canGoOn = canGoOn
        self.assumptions = assumptions
        self.supposed = supposed
        self.citations = citations
    }
}

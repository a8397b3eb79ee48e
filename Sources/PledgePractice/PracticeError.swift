/// Why the practice does not do what it was asked; nothing was recorded unless it says so.
///
/// The words can be read aloud and hold nothing about a patient.
package enum PracticeError: Error, Equatable, CustomStringConvertible {
    /// What was asked is not well said: where, and what to do.
    case asked(ShapeProblem)
    /// Nobody of that name here.
    case unknownPatient
    /// The decision does not allow it, or a step before it is missing.
    case refused(Refusal)
    /// The same key came with another request.
    case keyReused
    /// A key is missing, unreadable, or can be read by others.
    case key(String)
    /// Something stored is not what it was: changed, added, deleted or rolled back.
    case tampered(String)
    /// The database does not take it: full, read only, away.
    case store(String, isRetryable: Bool)
    /// It is not known whether it was recorded; the same key tells.
    case outcomeUnknown
    /// The clock is far behind what was written last.
    case clock(String)
    /// A practice is there already, or is not there.
    case place(String)

    package var description: String {
        switch self {
        case .asked(let problem): problem.description
        case .unknownPatient: "nobody here has that identifier; look the patient up again"
        case .refused(let refusal): refusal.words
        case .keyReused: "this key was used for another request; take a new key, or send the same request again"
        case .key(let words), .tampered(let words), .clock(let words), .place(let words): words
        case .store(let words, _): words
        case .outcomeUnknown:
            "the connection was lost while it was being recorded, and it is not known whether it was; send the same "
                + "request with the same key again"
        }
    }
}

/// Why a release is not made.
package struct Refusal: Error, Hashable, Sendable {
    package enum Reason: String, Hashable, Sendable {
        case notAllowed = "not-allowed"
        case notKnown = "not-known"
        case groundNotOpen = "ground-not-open"
        case notConfirmed = "not-confirmed"
        case beyondLimit = "beyond-limit"
        case lawOnly = "law-only"
        case partMissing = "part-missing"
    }

    package var reason: Reason
    package var words: String
    /// Duties that wait for a named person, where that is the reason.
    package var duties: [String]

    package init(_ reason: Reason, _ words: String, duties: [String] = []) {
        self.reason = reason
        self.words = words
        self.duties = duties
    }
}

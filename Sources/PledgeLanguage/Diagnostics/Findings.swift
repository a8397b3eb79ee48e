import PledgeCore

/// What is to be said of a mistake; `DiagnosticMessages.swift` holds them all.
struct DiagnosticMessage: Hashable, Sendable {
    var id: String
    var severity: Diagnostic.Severity = .error
    var text: String
    var help: String?
}

/// A message at its place.
struct Finding: Hashable, Sendable {
    var message: DiagnosticMessage
    var place: Place
}

/// Findings of one stage, in the order in which they were made.
struct Findings: Sendable {
    private(set) var all: [Finding] = []
    private(set) var errorCount = 0
    /// How many were made, with those that were not kept.
    private(set) var madeCount = 0

    /// Findings kept of one load; a text with more is not a rulebook with typing mistakes.
    static let countMax = 1000

    var hasErrors: Bool { errorCount > 0 }

    /// Whether another finding would not be kept; nobody need then look for the nearest name.
    var isFull: Bool { all.count >= Findings.countMax }

    mutating func add(_ message: DiagnosticMessage, at place: Place) {
        if message.severity == .error { errorCount += 1 }
        madeCount += 1
        guard !isFull else { return }
        all.append(Finding(message: message, place: place))
    }

    mutating func add(contentsOf other: Findings) {
        errorCount += other.errorCount
        madeCount += other.madeCount
        all += other.all.prefix(max(0, Findings.countMax - all.count))
    }
}

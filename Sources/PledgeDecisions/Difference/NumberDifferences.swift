import PledgeCore

/// Rights, fees, clocks, elements and statements whose effective value is other: what a person gets, not how it is written.
struct NumberDifferences {
    private(set) var found: [DeclaredDifference] = []
    private let old: DifferenceSide
    private let new: DifferenceSide

    init(_ old: DifferenceSide, _ new: DifferenceSide) {
        self.old = old
        self.new = new
        compareRights()
        compareFees()
        compareClocks()
        compareElements()
        compareStatements()
        compareReasonOrder()
        if let before = old.rulebook.covers, let after = new.rulebook.covers, before != after {
            note(
                .name, "covers",
                "the law may be asked for \(after.first) to \(after.last) now, not \(before.first) to \(before.last)")
        }
    }

    private mutating func note(_ kind: DeclaredDifference.Kind, _ name: String, _ words: String, isLess: Bool? = nil) {
        found.append(DeclaredDifference(kind: kind, name: name, words: words, isLess: isLess))
    }

    /// The names of both, those of the old side first, each once.
    private func names(_ all: (DifferenceSide) -> [String]) -> [String] {
        var seen: Set<String> = []
        return (all(old) + all(new)).filter { seen.insert($0).inserted }
    }

    private mutating func compareReasonOrder() {
        func words(_ side: DifferenceSide) -> String {
            let criteria = side.rulebook.reasonOrder?.criteria ?? []
            return (criteria.map(\.rawValue) + ["the order of the law"]).joined(separator: ", ")
        }
        guard words(old) != words(new) else { return }
        note(.name, "reasons", "the reason relied on goes by \(words(new)) now, it went by \(words(old))")
    }

    // MARK: Rights

    /// What a person gets of a right: the kindest of the law and of each document.
    private struct Effective {
        var words: String
        var within: Span?
        var longer: Span?
        var deny: Set<String>?
        var fees: Set<String>
        var perPage: Dollars?

        init?(_ name: String, _ side: DifferenceSide) {
            let law = side.rulebook.rights.filter { $0.name == name }
            let promised = side.promises.flatMap(\.rights).filter { $0.name == name }
            let all = law + promised
            guard let first = all.first else { return nil }
            words = first.words.isEmpty ? name : first.words
            within = all.compactMap(\.answerWithin).min { $0.roughHours < $1.roughHours }
            // Where nobody speaks of it, there is no extension.
            longer = all.compactMap(\.extension).min { $0.roughHours < $1.roughHours }
            let denied = (promised.contains { $0.deny != nil } ? promised : law).compactMap(\.deny)
            deny = denied.first.map { first in
                denied.dropFirst().reduce(Set(first)) { $0.intersection($1) }
            }
            let priced = promised.filter { $0.feePerPage != nil || !$0.fees.isEmpty }
            fees = Set((priced.isEmpty ? law : priced).flatMap(\.fees))
            perPage = all.compactMap(\.feePerPage).min { $0.cents < $1.cents }
        }
    }

    private mutating func compareRights() {
        for name in names({ $0.rulebook.rights.map(\.name) + $0.promises.flatMap(\.rights).map(\.name) }) {
            switch (Effective(name, old), Effective(name, new)) {
            case (nil, let added?): note(.right, name, "a right that was not stated: \(added.words)", isLess: false)
            case (let dropped?, nil):
                note(.right, name, "a right that is stated no longer: \(dropped.words)", isLess: true)
            case (let before?, let after?): compare(name, before, after)
            case (nil, nil): break
            }
        }
    }

    private mutating func compare(_ name: String, _ before: Effective, _ after: Effective) {
        func what(_ words: String) -> String { "\(after.words): \(words)" }
        func span(_ span: Span?) -> String { span.map { $0.roughHours == 0 ? "none" : "\($0)" } ?? "not said" }
        if before.within?.roughHours != after.within?.roughHours {
            note(
                .right, name, what("the answer is due within \(span(after.within)), it was \(span(before.within))"),
                isLess: (after.within?.roughHours ?? .max) > (before.within?.roughHours ?? .max))
        }
        if (before.longer?.roughHours ?? 0) != (after.longer?.roughHours ?? 0) {
            note(
                .right, name, what("the extension is \(span(after.longer)), it was \(span(before.longer))"),
                isLess: (after.longer?.roughHours ?? 0) > (before.longer?.roughHours ?? 0))
        }
        if before.deny != after.deny {
            let added = (after.deny ?? []).subtracting(before.deny ?? []).sorted()
            let dropped = (before.deny ?? []).subtracting(after.deny ?? []).sorted()
            var parts: [String] = []
            let isList = name == "accounting"
            if !added.isEmpty {
                parts.append((isList ? "leaves off also " : "may be denied also for ") + added.joined(separator: ", "))
            }
            if !dropped.isEmpty {
                parts.append(
                    (isList ? "leaves off no longer " : "may be denied no longer for ")
                        + dropped.joined(separator: ", "))
            }
            if before.deny == nil { parts.append("says now why it may be denied") }
            if after.deny == nil { parts.append("says no longer why it may be denied") }
            note(.right, name, what(parts.joined(separator: "; ")), isLess: !added.isEmpty || after.deny == nil)
        }
        if before.perPage != after.perPage {
            func amount(_ dollars: Dollars?) -> String {
                dollars.map { $0.cents == 0 ? "free" : $0.words } ?? "as the law allows"
            }
            note(
                .fee, name, what("a page is \(amount(after.perPage)), it was \(amount(before.perPage))"),
                isLess: (after.perPage?.cents ?? .max) > (before.perPage?.cents ?? .max))
        }
        if before.fees != after.fees {
            let added = after.fees.subtracting(before.fees).sorted()
            let dropped = before.fees.subtracting(after.fees).sorted()
            var parts: [String] = []
            if !added.isEmpty { parts.append("may cost also: \(lines(added))") }
            if !dropped.isEmpty { parts.append("costs no longer: \(lines(dropped))") }
            note(.fee, name, what(parts.joined(separator: "; ")), isLess: !added.isEmpty)
        }
    }

    private func lines(_ names: [String]) -> String {
        names.map { new.rulebook.hierarchy(.object)[$0]?.words ?? $0 }.joined(separator: ", ")
    }

    // MARK: Fees and clocks

    private mutating func compareFees() {
        for id in names({ $0.rulebook.fees.map(\.id) }) {
            let before = old.rulebook.fees.first { $0.id == id }
            let after = new.rulebook.fees.first { $0.id == id }
            guard let before else {
                if let after { note(.fee, id, "a fee that was not stated: \(after.words)") }
                continue
            }
            guard let after else {
                note(.fee, id, "a fee that is stated no longer: \(before.words)")
                continue
            }
            let (was, now) = (Set(before.allowed), Set(after.allowed))
            if was != now {
                var parts: [String] = []
                let (added, dropped) = (now.subtracting(was).sorted(), was.subtracting(now).sorted())
                if !added.isEmpty { parts.append("may be charged also: \(lines(added))") }
                if !dropped.isEmpty { parts.append("may be charged no longer: \(lines(dropped))") }
                note(.fee, id, "\(after.words): \(parts.joined(separator: "; "))", isLess: !added.isEmpty)
            }
            if before.atMost != after.atMost || before.isPerPage != after.isPerPage {
                func amount(_ fee: Fee) -> String {
                    fee.atMost.map { $0.words + (fee.isPerPage ? " a page" : "") } ?? "without a bound"
                }
                note(
                    .fee, id, "\(after.words): at most \(amount(after)), it was \(amount(before))",
                    isLess: before.isPerPage == after.isPerPage
                        ? (after.atMost?.cents ?? .max) > (before.atMost?.cents ?? .max) : nil)
            }
            if (before.free == nil) != (after.free == nil) {
                note(
                    .fee, id,
                    "\(after.words): " + (after.free.map { "free now \($0)" } ?? "free no longer \(before.free ?? "")"),
                    isLess: after.free == nil)
            }
        }
    }

    private mutating func compareClocks() {
        func own(_ side: DifferenceSide) -> [Clock] { side.rulebook.clocks }
        for id in names({ own($0).map(\.id.text) }) {
            let before = own(old).first { $0.id.text == id }
            let after = own(new).first { $0.id.text == id }
            guard let before else {
                if let after {
                    note(.clock, id, "a clock that was not stated: \(after.head.title), \(after.measure.words)")
                }
                continue
            }
            guard let after else {
                note(.clock, id, "a clock that is stated no longer: \(before.head.title), \(before.measure.words)")
                continue
            }
            if before.measure.words != after.measure.words {
                note(.clock, id, "\(after.head.title): \(after.measure.words), it was \(before.measure.words)")
            }
            if (before.extension?.roughHours ?? 0) != (after.extension?.roughHours ?? 0) {
                note(
                    .clock, id,
                    "\(after.head.title): extension \(after.extension.map { "\($0)" } ?? "none"), "
                        + "it was \(before.extension.map { "\($0)" } ?? "none")")
            }
            // What is no name is prose.
            if before.from != after.from, !before.from.contains(" "), !after.from.contains(" ") {
                note(.clock, id, "\(after.head.title): counted from \(after.from), it was \(before.from)")
            }
        }
    }

    // MARK: Elements and statements

    private mutating func compareElements() {
        for id in names({ $0.rulebook.elements.map(\.head.id.text) }) {
            let before = old.rulebook.elements.first { $0.head.id.text == id }
            let after = new.rulebook.elements.first { $0.head.id.text == id }
            guard let before else {
                if let after { note(.element, id, "must be said now: \(after.head.title) (\(after.document))") }
                continue
            }
            guard let after else {
                note(.element, id, "need no longer be said: \(before.head.title) (\(before.document))")
                continue
            }
            if before.document != after.document {
                note(.element, id, "\(after.head.title): belongs in \(after.document), it was \(before.document)")
            }
            if before.requiredWhen != after.requiredWhen {
                note(.element, id, "\(after.head.title): required in other cases")
            }
            func text(_ text: String?) -> [Substring] { (text ?? "").split { $0.isWhitespace } }
            if text(before.exactText) != text(after.exactText) {
                note(.element, id, "\(after.head.title): the law prescribes other words")
            }
        }
    }

    private mutating func compareStatements() {
        for (before, after) in ChangeVerdict.matched(old.promises, new.promises) {
            if before.kind != after.kind {
                note(.document, after.id, "is of another kind: \(after.kind.rawValue), it was \(before.kind.rawValue)")
            }
            if before.reservesRight != after.reservesRight {
                note(
                    .document, after.id,
                    after.reservesRight
                        ? "reserves the right to change for information already held"
                        : "no longer reserves the right to change for information already held",
                    isLess: after.reservesRight)
            }
            if before.consentToLessen != after.consentToLessen {
                note(
                    .document, after.id,
                    after.consentToLessen
                        ? "promises not to lessen rights without consent"
                        : "no longer promises not to lessen rights without consent",
                    isLess: !after.consentToLessen)
            }
            if before.zone != after.zone {
                note(
                    .document, after.id,
                    "counts days in the zone \(after.zone ?? "UTC"), it was \(before.zone ?? "UTC")")
            }
        }
        let kept = ChangeVerdict.matched(old.promises, new.promises)
        for document in new.promises where !kept.contains(where: { $0.1 == document }) {
            note(.document, document.id, "is new: \(document.title)")
        }
        for document in old.promises where !kept.contains(where: { $0.0 == document }) {
            note(.document, document.id, "is gone: \(document.title)")
        }
    }
}

extension Dollars {
    /// `0.15 USD`.
    var words: String {
        let rest = cents % 100
        return "\(cents / 100).\(rest < 10 ? "0" : "")\(rest) USD"
    }
}

extension Clock.Measure {
    /// `within 30 days`.
    var words: String {
        switch self {
        case .within(let span): "within \(span)"
        case .back(let span): "back \(span)"
        case .keep(let span): "keep \(span)"
        case .every(let span): "every \(span)"
        }
    }
}

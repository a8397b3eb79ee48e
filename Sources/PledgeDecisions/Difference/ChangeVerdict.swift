import PledgeCore

extension ChangeVerdict {
    /// Documents that are the same one on both sides: by id, else by series, else the only one of its kind.
    static func matched(
        _ old: [PromiseDocument], _ new: [PromiseDocument]
    ) -> [(PromiseDocument, PromiseDocument)] {
        var rest = old
        func take(_ document: PromiseDocument, _ isSame: (PromiseDocument) -> Bool) -> PromiseDocument? {
            rest.firstIndex(where: isSame).map { rest.remove(at: $0) }
        }
        var pairs: [(Int, PromiseDocument)] = []
        var open: [Int] = []
        for (number, document) in new.enumerated() {
            if let same = take(document, { $0.id == document.id }) ?? take(document, { $0.series == document.series }) {
                pairs.append((number, same))
            } else {
                open.append(number)
            }
        }
        for number in open {
            let document = new[number]
            let isLike = { (other: PromiseDocument) in
                other.kind == document.kind || other.kind.isNotice && document.kind.isNotice
            }
            if let same = take(document, isLike) { pairs.append((number, same)) }
        }
        return pairs.sorted { $0.0 < $1.0 }.map { ($0.1, new[$0.0]) }
    }

    /// - Parameters:
    ///   - difference: What differs.
    ///   - old: With its documents.
    ///   - new: With its documents.
    ///   - isLessening: The evaluator's own judgment of two documents.
    init(
        _ difference: Difference, old: DifferenceSide, new: DifferenceSide,
        isLessening: (PromiseDocument, PromiseDocument) -> Bool
    ) {
        judgeMaterial(difference, old, new)
        judgeLessening(difference, old, new, isLessening)
    }

    private mutating func judgeMaterial(_ difference: Difference, _ old: DifferenceSide, _ new: DifferenceSide) {
        guard (old.promises + new.promises).contains(where: \.kind.isNotice) else {
            whyMaterial = [
                "no notice is compared: a change of the law is material for the notice that states what it changes"
            ]
            return
        }
        func add(_ words: String, _ count: Int) {
            if count > 0 { whyMaterial.append("\(words) (\(count))") }
        }
        let uses: Set<AnswerDifference.Kind> = [
            .newlyPermits, .newlyRequires, .noLongerPermits, .noLongerRequires, .restsNoLongerOn, .restsNewlyOn,
            .asksForMore, .asksForLess, .conflict,
        ]
        add("uses or disclosures change", difference.answers.count { uses.contains($0.kind) })
        add("rights of the individual change", difference.declared.count { $0.kind == .right || $0.kind == .fee })
        add("duties change", difference.answers.count { !uses.contains($0.kind) })
        add(
            "other practices that are stated change",
            difference.declared.count { ![.right, .fee, .name].contains($0.kind) })
        isMaterial = !whyMaterial.isEmpty
        if !isMaterial { whyMaterial = ["no use, disclosure, right, duty or other practice changes"] }
    }

    private mutating func judgeLessening(
        _ difference: Difference, _ old: DifferenceSide, _ new: DifferenceSide,
        _ isLessening: (PromiseDocument, PromiseDocument) -> Bool
    ) {
        let pairs = ChangeVerdict.matched(old.promises, new.promises)
        guard !pairs.isEmpty else { return }
        if old.promises == new.promises {
            lessens = false
            whyLessens = ["what is promised is the same on both sides"]
            return
        }
        for answer in difference.answers {
            switch answer.kind {
            case .newlyPermits, .newlyRequires, .restsNewlyOn, .asksForLess:
                whyLessens.append("a wider use: \(answer.words)")
            case .owesNoLonger: whyLessens.append("less is owed: \(answer.words)")
            case .noLongerPermits, .noLongerRequires, .restsNoLongerOn, .asksForMore, .owes, .accounting, .conflict,
                .refusal:
                break
            }
        }
        whyLessens += difference.declared.filter { $0.isLess == true }.map(\.words)
        lessens = !whyLessens.isEmpty
        if !whyLessens.isEmpty { return }
        whyLessens = ["no wider use, no fewer duties, and every right is kept"]
        if pairs.contains(where: { isLessening($0.0, $0.1) }) {
            whyLessens.append(
                "conditions or sentences are written otherwise, so that the evaluator, which compares them as they are "
                    + "written, keeps people under the earlier version until they accept this one")
        }
    }
}

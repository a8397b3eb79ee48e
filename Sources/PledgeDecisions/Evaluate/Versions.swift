import PledgeCore

/// Which promise documents bind an item.
///
/// - Source: the semantics, section 7, "Which version".
struct Versions {
    /// The source, with all under it, of what was made or received in an organized health care arrangement.
    static let arrangement = "arrangement"

    let promises: [PromiseDocument]
    let lessens: [[Bool]]
    let records: Records?
    /// Day of the act.
    let today: Day

    /// Whether a joint notice stands beside a member's own: then each binds for its share.
    ///
    /// - Source: the semantics, section 7.
    var isShared: Bool {
        Set(promises.map(\.kind)).isSuperset(of: [.notice, .jointNotice])
    }

    /// The numbers of the documents that bind an item.
    ///
    /// Where the period in which it is held is unknown, the first version ever. Where each kind of notice binds for its
    /// share, `kind` is the one that does.
    func binding(held: Period?, kind: PromiseDocument.Kind? = nil) -> [Int] {
        var result: Set<Int> = []
        var series: Set<String> = []
        for (number, document) in promises.enumerated() {
            guard document.kind.isNotice else {
                if effective(number) <= today, number == current(number) { result.insert(number) }
                continue
            }
            if let kind, document.kind != kind { continue }
            guard series.insert(document.series).inserted else { continue }
            result.formUnion(versions(of: document.series, held: held))
        }
        return result.sorted()
    }

    private func effective(_ number: Int) -> Day { promises[number].effective ?? Day(number: Int32.min / 2) }

    /// The version of an agreement or policy that the person is under: its own, where the series has no other.
    private func current(_ number: Int) -> Int {
        let series = promises.indices.filter {
            promises[$0].series == promises[number].series && !promises[$0].kind.isNotice && effective($0) <= today
        }
        if series.count < 2 { return number }
        return comeUnder(series.sorted { (effective($0), $0) < (effective($1), $1) }).last?.version ?? number
    }

    private func versions(of series: String, held: Period?) -> [Int] {
        let all = promises.indices.filter {
            promises[$0].series == series && promises[$0].kind.isNotice && effective($0) <= today
        }
        .sorted { (effective($0), $0) < (effective($1), $1) }
        let under = comeUnder(all)
        guard let first = under.first else { return [] }
        let day = held?.first ?? first.from
        var position = under.lastIndex { $0.from <= day } ?? 0
        while position + 1 < under.count, promises[under[position].version].reservesRight { position += 1 }
        return [under[position].version, under[under.count - 1].version]
    }

    /// The versions the person was under, each from a day.
    private func comeUnder(_ all: [Int]) -> [(version: Int, from: Day)] {
        guard let oldest = all.first else { return [] }
        let contact = records?.firstContact ?? effective(oldest)
        let start = all.last { effective($0) <= contact } ?? oldest
        var result = [(version: start, from: effective(start))]
        for next in all where effective(next) > effective(start) {
            let current = result[result.count - 1].version
            let accepted = records?.accepted.contains(promises[next].id) == true
            let mayLeave = !promises[current].consentToLessen || !lessens[current][next] || accepted
            if mayLeave { result.append((next, effective(next))) }
        }
        return result
    }
}

import Foundation
import PledgeMatching

/// One run over one list or two, its result held against the truth.
struct MatchBench {
    let name: String
    /// The F1 of others on the same data in the same run.
    let limit: Double?

    private static let secondsMax = 60.0
    private static let precisionMin = 0.998

    func run(_ lists: [KnownRecords]) {
        let start = ContinuousClock.now
        let result =
            lists.count == 2
            ? Matching.links(between: lists[0].records, and: lists[1].records)
            : Matching.duplicates(among: lists[0].records)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let quality = Quality(result, lists)
        tell("precision", quality.precision, "share", Self.precisionMin)
        tell("recall", quality.recall, "share", nil)
        tell("f1", quality.f1, "share", limit)
        tell("pairs alone f1", quality.f1OfPairs, "share", nil)
        tell("expected precision", result.expectedPrecision, "share", nil)
        tell("possible, right", quality.possibleRight, "pairs", nil)
        tell("possible, wrong", quality.possibleWrong, "pairs", nil)
        tell("compared", Double(result.compared), "pairs", nil)
        tell("time", seconds, "s", Self.secondsMax)
        tell("processor time", Double(clock()) / Double(CLOCKS_PER_SEC), "s", nil)
        tell("memory, most", Self.peakMebibytes(), "MiB", nil)
    }

    private func tell(_ what: String, _ value: Double, _ unit: String, _ limit: Double?) {
        func text(_ value: Double) -> String {
            value >= 100 ? String(Int64(value.rounded())) : String((value * 10_000).rounded() / 10_000)
        }
        let line =
            #"{"name":"\#(name): \#(what)","value":\#(text(value)),"low":\#(text(value)),"high":\#(text(value)),"#
            + #""unit":"\#(unit)","limit":\#(limit.map(text) ?? "null")}"#
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    private static func peakMebibytes() -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Double($0) }.map { $0 / 1024 } ?? 0
    }
}

/// A result beside the truth: pairs of records of one person.
struct Quality {
    private(set) var precision = 1.0
    private(set) var recall = 1.0
    /// Of the pairs alone, before they are put together to groups.
    private(set) var f1OfPairs = 0.0
    private(set) var possibleRight = 0.0
    private(set) var possibleWrong = 0.0

    var f1: Double { Self.f1(precision, recall) }

    init(_ result: MatchResult, _ lists: [KnownRecords]) {
        let people = lists.flatMap(\.people)
        let boundary = lists.count == 2 ? lists[0].people.count : nil
        func isAsked(_ left: Int, _ right: Int) -> Bool {
            guard let boundary else { return true }
            return left < boundary && right >= boundary
        }
        let all = Self.truePairs(people, isAsked)
        var (right, proposed) = (0.0, 0.0)
        for group in result.groups where group.certainty == .same {
            for (offset, one) in group.members.enumerated() {
                for other in group.members.dropFirst(offset + 1) where isAsked(one, other) {
                    proposed += 1
                    if people[one] == people[other] { right += 1 }
                }
            }
        }
        precision = proposed == 0 ? 1 : right / proposed
        recall = all == 0 ? 1 : right / all
        let alone = result.pairs.filter { $0.certainty == .same }
        let aloneRight = Double(alone.count { people[$0.left] == people[$0.right] })
        f1OfPairs = Self.f1(alone.isEmpty ? 1 : aloneRight / Double(alone.count), all == 0 ? 1 : aloneRight / all)
        for group in result.groups where group.certainty == .possible {
            for pair in group.pairs {
                if people[pair.left] == people[pair.right] { possibleRight += 1 } else { possibleWrong += 1 }
            }
        }
    }

    private static func f1(_ precision: Double, _ recall: Double) -> Double {
        precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)
    }

    private static func truePairs(_ people: [Int], _ isAsked: (Int, Int) -> Bool) -> Double {
        var count = 0.0
        for same in Dictionary(grouping: people.indices, by: { people[$0] }).values {
            for (offset, one) in same.enumerated() {
                for other in same.dropFirst(offset + 1) where isAsked(one, other) { count += 1 }
            }
        }
        return count
    }
}

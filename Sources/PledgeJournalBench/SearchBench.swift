import Foundation
import PledgeCore
import PledgeDecisions
import PledgePractice

/// Microseconds of one search by a misspelt name, among so many patients.
struct SearchBench {
    private let rules: StoredRulebook
    private let patients: Int

    private static let callers = 64
    private static let searches = 1_000
    private static let first = [
        "Mary", "John", "Jose", "Anna", "Wei", "Fatima", "Robert", "Linda", "Nguyet", "Carlos", "Siobhan", "Ivan",
        "Catherine", "Muhammad", "Guadalupe", "Peter", "Aisha", "George", "Yuki", "Elizabeth",
    ]
    private static let syllables = [
        "ba", "ker", "dan", "el", "fro", "gar", "hu", "in", "ja", "kov", "lin", "mor", "ni", "os", "per", "qui", "ros",
        "sen", "tov", "ul", "van", "wi", "xu", "yam", "zel",
    ]
    private static let common = ["Smith", "Garcia", "Nguyen", "Johnson", "Lee"]

    init(_ rules: StoredRulebook, patients: Int) {
        self.rules = rules
        self.patients = patients
    }

    func run() throws {
        let bench = try BenchPractice(rules, database: nil)
        let group = DispatchGroup()
        for caller in 0..<SearchBench.callers {
            group.enter()
            let patients = patients
            let thread = Thread {
                for number in stride(from: caller, to: patients, by: SearchBench.callers) {
                    do {
                        try SearchBench.add(number, bench.practice)
                    } catch {
                        preconditionFailure("a bench patient cannot be made: \(error)")
                    }
                }
                group.leave()
            }
            thread.start()
        }
        group.wait()
        var times: [Double] = []
        var found = 0
        for search in 0..<SearchBench.searches {
            let number = search * 97 % patients
            let typed = SearchBench.misspelt(SearchBench.name(number), search)
            times.append(
                try Figure.seconds {
                    let people = try bench.practice.search(typed, most: 10)
                    if people.contains(where: { $0.names.map(\.words) == [SearchBench.name(number)] }) { found += 1 }
                } * 1_000)
        }
        Figure(name: "search among \(patients), p50", values: [Figure.percentile(times, 0.5)], unit: "milliseconds")
            .tell()
        Figure(
            name: "search among \(patients), p99", values: [Figure.percentile(times, 0.99)], unit: "milliseconds",
            limit: 20
        ).tell()
        Figure(
            name: "misspelt names among the first ten",
            values: [Double(found) * 100 / Double(SearchBench.searches)], unit: "percent"
        ).tell()
    }

    private static func add(_ number: Int, _ practice: Practice) throws {
        var person = JSONFields(
            JSONObject([
                .init(name: "identifiers", value: .strings(["SEARCH-\(number)"])),
                .init(name: "names", value: .strings([name(number)])),
                .init(name: "by", value: .string("bench")),
            ]))
        _ = try practice.add(person: try PersonChange(&person))
    }

    /// One in eight bears a common family name, the others one of 15,625.
    private static func name(_ number: Int) -> String {
        let mixed = Int((UInt64(number) &* 0x9E37_79B9_7F4A_7C15) >> 20)
        let given = first[mixed % first.count]
        if mixed % 8 == 0 { return "\(given) \(common[mixed / 8 % common.count])" }
        let parts = [mixed / 8, mixed / 200, mixed / 5_000].map { syllables[$0 % syllables.count] }
        return "\(given) \(parts.joined().capitalized)"
    }

    /// Two letters swapped, one dropped, or one doubled.
    private static func misspelt(_ name: String, _ search: Int) -> String {
        var letters = Array(name)
        let place = 1 + search % (letters.count - 2)
        switch search % 3 {
        case 0: letters.swapAt(place, place + 1)
        case 1: letters.remove(at: place)
        default: letters.insert(letters[place], at: place)
        }
        return String(letters)
    }
}

package import PledgeCore
import PledgeLedger
package import PledgePractice
import Synchronization

/// A clock that the demo sets, so that a year passes in seconds.
package final class DemoClock: Sendable {
    private let now: Atomic<Int64>

    /// - Parameter start: In milliseconds since 1970.
    package init(_ start: Int64) { now = Atomic(start) }

    /// Moves a millisecond each time it is read, as no two entries are of one moment.
    package func read() -> Int64 { now.wrappingAdd(1, ordering: .relaxed).newValue }

    func set(_ milliseconds: Int64) {
        if milliseconds > now.load(ordering: .relaxed) { now.store(milliseconds, ordering: .relaxed) }
    }
}

/// What a year of a demo practice came to.
package struct DemoReport: Sendable, Equatable {
    package var patients = 0
    package var released = 0
    package var recorded = 0
    package var stopped = 0
    package var waiting = 0
    package var papers = 0
    package var tasksDone = 0
}

/// A year of a practice that does not exist, lived through the one door.
///
/// The same seed and the same days make the same year.
package struct DemoYear {
    /// Days that are lived.
    package static let days = 365
    static let millisecondsOfDay: Int64 = 86_400_000
    private static let opensAt: Int64 = 14 * 3_600_000
    private static let workdaySeconds = 8 * 3_600

    let practice: Practice
    let clock: DemoClock
    let first: Day
    var dice: DemoDice
    var report = DemoReport()
    var patients: [DemoPatient] = []
    /// Tasks that somebody will do, by the day.
    var chores: [Int: [Chore]] = [:]
    private var keys = 0
    /// Whether the tasks of what happens now are left undone.
    var areTasksLeft = false

    struct Chore {
        var entry: Int64
        var ordinal: Int64
        /// What the officer releases with it.
        var waits: (sharing: DemoSharing, patient: DemoPatient, care: Day)?
    }

    /// - Parameters:
    ///   - practice: A new one, on the demo's clock.
    ///   - clock: That clock, at the first day.
    ///   - last: The last day that is lived.
    ///   - seed: Of chance.
    package init(_ practice: Practice, clock: DemoClock, last: Day, seed: UInt64) {
        self.practice = practice
        self.clock = clock
        first = DemoYear.first(last)
        dice = DemoDice(seed: seed)
    }

    /// The day a year begins that ends on this one.
    package static func first(_ last: Day) -> Day { Day(number: last.number - Int32(days) + 1) }

    /// The first moment of a day, as the demo sees it, in milliseconds since 1970.
    package static func start(of day: Day) -> Int64 { Int64(day.number) * millisecondsOfDay }

    /// Lives the year.
    ///
    /// - Parameters:
    ///   - notice: Id of the notice that patients were given.
    ///   - until: Nothing is later than this, in milliseconds since 1970.
    /// - Returns: What happened.
    /// - Throws: `PracticeError` where the practice does not take it.
    package mutating func live(notice: String?, until: Int64) throws -> DemoReport {
        try settle(notice)
        let papers = Dictionary(grouping: DemoWishes.papers(from: first), by: \.after)
        let ends = Dictionary(grouping: DemoWishes.ends, by: \.after)
        let situations = DemoSituations.all
        let workdays = (0..<DemoYear.days).filter { isWorkday(Day(number: first.number + Int32($0))) }
        // Each situation as often as it comes up, spread over the days.
        var agenda: [Int: [Int]] = [:]
        for (place, situation) in situations.enumerated() {
            for _ in 0..<situation.times { agenda[dice.pick(workdays), default: []].append(place) }
        }
        for number in 0..<DemoYear.days {
            let day = Day(number: first.number + Int32(number))
            let midnight = DemoYear.start(of: day)
            guard midnight + DemoYear.opensAt < until else { break }
            clock.set(midnight + DemoYear.opensAt)
            for chore in chores[number] ?? [] { try finish(chore, on: day) }
            for paper in papers[number] ?? [] { try take(paper) }
            for end in ends[number] ?? [] { try self.end(end, on: day) }
            let today = agenda[number] ?? []
            for (place, situation) in today.enumerated() {
                let second = DemoYear.workdaySeconds * (place + 1) / (today.count + 1)
                clock.set(min(until - 1_000, midnight + DemoYear.opensAt + Int64(second) * 1_000))
                try happen(situations[situation].make, on: day, number)
            }
            areTasksLeft = true
            for late in DemoSituations.lately where DemoYear.days - 1 - late.back == number {
                try happen(late.make, on: day, number)
            }
            areTasksLeft = false
        }
        return report
    }

    private func isWorkday(_ day: Day) -> Bool { day.weekday < 5 }

    mutating func newKey() -> String {
        keys += 1
        return "demo-\(keys)"
    }
}

package import PledgeCore
import PledgeDecisions

/// What an operand is worth under a completion.
enum PlainValue: Hashable, Sendable {
    /// The field is not there: every test of it fails.
    case absent
    case yesNo(Bool)
    case number(Int64)
    case time(Moment)
    case period(Period)
    /// Identifiers and texts, compared by equality.
    case texts([String])
    /// Declared names, or options of a choice where there is no domain.
    case names([String], Domain?)
    /// A set of which nobody said what it holds: each name of the universe may be a member.
    case openNames(Unknown, [String], Domain?, neverEmpty: Bool)
    case scope([ScopePattern])
    /// A scope that nobody read.
    case unreadScope(Unknown)

    /// A name that no rulebook declares: it equals nothing and stands under nothing.
    static let other = "\u{1}other"

    init(_ value: Value, type: ValueType?) {
        switch value {
        case .yesNo(let holds): self = .yesNo(holds)
        case .number(let number): self = .number(number)
        case .time(let moment): self = .time(moment)
        case .period(let period): self = .period(period)
        case .id(let text), .text(let text): self = .texts([text])
        case .ids(let texts): self = .texts(texts)
        case .name(let name): self = .names([name], type?.domain)
        case .names(let names): self = .names(names, type?.domain)
        case .scope(let patterns): self = .scope(patterns)
        }
    }
}

extension ValueType {
    /// The domain of a name or a set of names.
    var domain: Domain? {
        switch self {
        case .name(let domain), .names(let domain): domain
        case .yesNo, .number, .time, .period, .id, .text, .scope, .ids, .choice: nil
        }
    }
}

/// Days and instants of one zone.
package struct PlainZone: Sendable {
    /// The calendar day on which an instant falls.
    package var day: @Sendable (Instant) -> Day
    /// The first instant of a day.
    package var start: @Sendable (Day) -> Instant

    package init(day: @escaping @Sendable (Instant) -> Day, start: @escaping @Sendable (Day) -> Instant) {
        self.day = day
        self.start = start
    }

    /// Coordinated universal time: every day has 86,400 seconds.
    package static let utc = PlainZone(
        day: { instant in
            let seconds = instant.seconds
            let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
            return Day(number: Int32(clamping: day))
        },
        start: { Instant(seconds: Int64($0.number) * 86_400) })
}

/// A stretch of time: the first second in it, and the first second after it.
struct Stretch: Hashable {
    var start: Int64
    var end: Int64

    func isBefore(_ other: Stretch) -> Bool { end <= other.start }
    func isWithin(_ other: Stretch) -> Bool { other.start <= start && end <= other.end }
}

extension PlainZone {
    /// A day is all its seconds; an instant is the one second it names.
    func stretch(_ value: PlainValue) -> Stretch? {
        switch value {
        case .time(.day(let day)): return stretch(first: day, last: day)
        case .time(.instant(let instant)): return Stretch(start: instant.seconds, end: instant.seconds + 1)
        case .period(let period): return stretch(first: period.first, last: period.last)
        case .absent, .yesNo, .number, .texts, .names, .openNames, .scope, .unreadScope: return nil
        }
    }

    private func stretch(first: Day, last: Day) -> Stretch {
        Stretch(start: start(first).seconds, end: start(last.after(1)).seconds)
    }

    /// Moves the calendar day and keeps the time of day.
    func moved(_ value: PlainValue, by span: Span, sign: Int) -> PlainValue {
        switch value {
        case .time(.day(let day)): return .time(.day(day.adding(span, times: sign)))
        case .time(.instant(let instant)):
            let today = day(instant)
            let ofDay = instant.seconds - start(today).seconds
            let moved = start(today.adding(span, times: sign)).seconds + ofDay
            return .time(.instant(Instant(seconds: moved + Int64(sign) * 3600 * Int64(span.hours))))
        case .period(let period):
            let first = period.first.adding(span, times: sign)
            let last = period.last.adding(span, times: sign)
            return Period(first: first, last: last).map(PlainValue.period) ?? .absent
        case .absent, .yesNo, .number, .texts, .names, .openNames, .scope, .unreadScope: return .absent
        }
    }
}

extension Day {
    func after(_ days: Int32) -> Day { Day(number: number + days) }
}

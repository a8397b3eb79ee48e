import Hummingbird
import PledgeCore
import PledgeDecisions
import PledgeLedger
import PledgePractice

/// A task with the time that is left.
struct TaskRowView {
    let words: String
    let about: String
    let aboutLink: String?
    let entryWords: String
    let entryLink: String
    /// Whose turn it is.
    let turn: String
    let due: String
    let left: String
    /// `is-late`, `is-soon` or nothing.
    let clockClass: String
    /// Of a hundred, how much of the time is used.
    let used: Int
    let entry: String
    let ordinal: String
    let canEnd: Bool
}

/// A day of the calendar strip.
struct StripDay {
    let words: String
    let classes: String
    let late: String?
    let due: String?
}

/// What is due, what waits, what was stopped.
struct TodayPage {
    let date: String
    let lead: String
    let strip: [StripDay]
    let tasks: [TaskRowView]
    let hasTasks: Bool
    let isOfficer: Bool
    let waiting: [EntryView]
    let hasWaiting: Bool
    let stopped: [EntryView]
    let hasStopped: Bool
}

extension ConsolePages {
    private static let tasksMost = 60
    private static let stripDays = 14
    private static let soonDays = 4
    private static let stoppedDays: Int32 = 7
    /// Days over which a clock's face is full.
    private static let faceDays = 30

    func today() throws -> Response {
        let open = try practice.tasks(most: ConsolePages.tasksMost)
        let officer = setting.rules.rulebook.duties.contains { $0.name == "officer-release" } ? "officer-release" : ""
        let due = open.filter { $0.duty != officer }
        let people = try practice.states(of: Set(open.map(\.person)))
        let isOfficer = visitor.permissions.contains(.officer)
        let waitingEntries =
            isOfficer ? try open.filter { $0.duty == officer }.map { try practice.openEntry($0.entry) } : []
        let recent = isOfficer ? try practice.entries([.stopped], most: 40) : []
        let since = setting.today.number - ConsolePages.stoppedDays
        let stopped = recent.filter { entry in
            ConsolePages.record(entry)?.basis != Practice.waits
                && setting.zone.day(of: Instant(milliseconds: entry.header.written)).number > since
        }
        let known = try practice.states(of: Set((waitingEntries + stopped).flatMap(\.people)))
        let late = due.count { $0.due < setting.today }
        let soon = due.count { !($0.due < setting.today) && $0.due.number < setting.today.number + 14 }
        let page = TodayPage(
            date: weekday(setting.today) + ", " + words.date(setting.today),
            lead: t(.todayLead, ["late": "\(late)", "due": "\(soon)", "waiting": "\(open.count - due.count)"]),
            strip: strip(due), tasks: due.map { row($0, people) }, hasTasks: !due.isEmpty, isOfficer: isOfficer,
            waiting: waitingEntries.compactMap { view($0, people: known) }, hasWaiting: !waitingEntries.isEmpty,
            stopped: stopped.compactMap { view($0, people: known) }, hasStopped: !stopped.isEmpty)
        return self.page("today", page, title: t(.today), at: "/today")
    }

    func markDone(_ fields: FormFields) throws -> Response {
        var json = JSONObject()
        json.append("entry", fields["entry"].flatMap { Int64($0) }.map { .integer($0) })
        json.append("ordinal", fields["ordinal"].flatMap { Int64($0) }.map { .integer($0) })
        json.append("by", .string(visitor.name))
        var members = JSONFields(json)
        let ended = try TaskEnded(&members)
        let isOpen = try practice.tasks(most: ConsolePages.tasksMost).contains {
            $0.entry == ended.entry && $0.ordinal == ended.ordinal
        }
        // Pressed twice: it is done already.
        if isOpen { _ = try practice.done(ended) }
        return .seeOther("/today")
    }

    func row(_ task: OpenTask, _ people: [Int64: PersonState]) -> TaskRowView {
        let left = Int(task.due.number) - Int(setting.today.number)
        let canSee = visitor.permissions.contains(.patients)
        let person = canSee ? people[task.person] : nil
        return TaskRowView(
            words: task.words.firstUppercased, about: person.map(name) ?? "",
            aboutLink: person.map { "/patients/\(practice.pageToken(of: $0.number))" },
            entryWords: t(.fromEntry, ["entry": "\(task.entry)"]), entryLink: "/disclosures/\(task.entry)",
            turn: turn(task.duty), due: words.date(task.due), left: leftWords(left),
            clockClass: left < 0 ? "is-late" : left <= ConsolePages.soonDays ? "is-soon" : "",
            used: max(1, min(100, 100 - left * 100 / ConsolePages.faceDays)), entry: "\(task.entry)",
            ordinal: "\(task.ordinal)", canEnd: visitor.permissions.contains(.release))
    }

    /// Whose turn a duty is, by the rules.
    private func turn(_ duty: String) -> String {
        switch setting.rules.rulebook.duties.first(where: { $0.name == duty })?.owedBy {
        case .officer: t(.turnOfficer)
        case .professional: t(.turnClinician)
        case .patient: t(.turnPatient)
        case .requester: t(.turnRequester)
        case .desk, nil: t(.turnDesk)
        }
    }

    private func leftWords(_ left: Int) -> String {
        switch left {
        case ..<(-1): t(.daysLate, ["count": "\(-left)"])
        case -1: t(.dayLate)
        case 0: t(.dueToday)
        case 1: t(.dayLeft)
        default: t(.daysLeft, ["count": "\(left)"])
        }
    }

    private func strip(_ tasks: [OpenTask]) -> [StripDay] {
        let late = tasks.count { $0.due < setting.today }
        return (0..<ConsolePages.stripDays).map { offset in
            let day = Day(number: setting.today.number + Int32(offset))
            let due = tasks.count { $0.due == day }
            let lateWords = offset == 0 && late > 0 ? t(.late, ["count": "\(late)"]) : nil
            let dueWords = due > 0 ? t(.dueCount, ["count": "\(due)"]) : nil
            var classes: [String] = []
            if offset == 0 { classes.append("today") }
            if day.weekday >= 5 { classes.append("off") }
            if lateWords == nil, dueWords == nil { classes.append("is-empty") }
            let month = words.date(day).split(separator: "\u{00A0}").dropFirst().first ?? ""
            let short =
                String(weekday(day).prefix(3)) + "\u{00A0}\(day.civil.day)" + (day.civil.day == 1 ? " \(month)" : "")
            return StripDay(
                words: offset == 0 ? "\(t(.today)), \(short)" : short, classes: classes.joined(separator: " "),
                late: lateWords, due: dueWords)
        }
    }

    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    func weekday(_ day: Day) -> String { ConsolePages.weekdays[day.weekday] }
}

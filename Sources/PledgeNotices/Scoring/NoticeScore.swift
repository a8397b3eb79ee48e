package import PledgeCore

/// How well statuses agree with what people found in the same texts.
///
/// A gap is an element that is absent or only partial. An element that a line lists as not applicable and that is absent
/// there counts for nothing.
package struct NoticeScore: Sendable {
    /// A text as people annotated it.
    package struct Annotation: Sendable {
        package var id: String
        /// Beside the annotations.
        package var file: String
        package var isNotice: Bool
        package var notApplicable: Set<String>
        package var statuses: [(id: String, status: ElementStatus.Status)]

        /// Reads one line of an annotation file.
        ///
        /// - Returns: Nothing when a member is missing or of another sort.
        package init?(_ json: JSONValue) {
            guard case .object(let object) = json, case .string(let id)? = object["id"],
                case .string(let file)? = object["file"], case .string(let sort)? = object["class"]
            else { return nil }
            self.id = id
            self.file = file
            isNotice = sort == "notice"
            notApplicable = []
            statuses = []
            if case .array(let names)? = object["not_applicable"] {
                for case .string(let name) in names { notApplicable.insert(name) }
            }
            guard case .object(let elements)? = object["elements"] else { return }
            for member in elements.members {
                guard case .object(let element) = member.value, case .string(let word)? = element["status"],
                    let status = ElementStatus.Status(rawValue: word)
                else { return nil }
                statuses.append((member.name, status))
            }
        }
    }

    /// Counts of one element.
    package struct Counts: Sendable, Hashable {
        /// Annotated as there.
        package var present = 0
        /// Annotated as gaps.
        package var gaps = 0
        /// Gaps that were reported.
        package var found = 0
        /// Reported gaps that are none.
        package var wrong = 0
        /// Statuses that agree to the letter.
        package var exact = 0

        package var total: Int { present + gaps }

        /// F1 of saying that it is there.
        package var presentF1: Double {
            let right = present - wrong
            return Self.f1(right, falsely: gaps - found, missed: wrong)
        }

        /// F1 of saying that there is a gap.
        package var gapF1: Double { Self.f1(found, falsely: wrong, missed: gaps - found) }

        private static func f1(_ right: Int, falsely: Int, missed: Int) -> Double {
            let all = 2 * right + falsely + missed
            return all == 0 ? 1 : Double(2 * right) / Double(all)
        }

        mutating func add(_ other: Counts) {
            present += other.present
            gaps += other.gaps
            found += other.found
            wrong += other.wrong
            exact += other.exact
        }
    }

    package private(set) var noticeCount = 0
    package private(set) var otherCount = 0
    /// Texts that were taken for the wrong sort, by id.
    package private(set) var mistaken: [String] = []
    private var ids: [String] = []
    private var counts: [String: Counts] = [:]

    package init() {}

    /// All elements together.
    package var pooled: Counts { counts.values.reduce(into: Counts()) { $0.add($1) } }

    package func counts(of id: String) -> Counts { counts[id] ?? Counts() }

    /// Adds a text.
    package mutating func add(_ annotation: Annotation, _ report: NoticeReport) {
        if annotation.isNotice { noticeCount += 1 } else { otherCount += 1 }
        if annotation.isNotice != report.isNotice { mistaken.append(annotation.id) }
        guard annotation.isNotice else { return }
        let said = Dictionary(report.elements.map { ($0.id, $0.status) }, uniquingKeysWith: { first, _ in first })
        for (id, wanted) in annotation.statuses {
            if !ids.contains(id) { ids.append(id) }
            if wanted == .absent, annotation.notApplicable.contains(id) { continue }
            let got = said[id] ?? .absent
            let isGap = wanted != .present
            let isReported = got != .present
            var one = Counts()
            if isGap { one.gaps = 1 } else { one.present = 1 }
            if isGap, isReported { one.found = 1 }
            if !isGap, isReported { one.wrong = 1 }
            if wanted == got { one.exact = 1 }
            counts[id, default: Counts()].add(one)
        }
    }

    /// The figures as a table for people.
    package var table: String {
        let all = pooled
        let reported = all.found + all.wrong
        var text = """
            \(noticeCount) notices, \(otherCount) other texts
            gaps found                \(Self.percent(all.found, all.gaps)) of \(all.gaps)
            reported gaps that are not \(Self.percent(all.wrong, reported)) of \(reported)
            statuses exact            \(Self.percent(all.exact, all.total)) of \(all.total)
            known for what they are   \(noticeCount + otherCount - mistaken.count) of \(noticeCount + otherCount)\
            \(mistaken.isEmpty ? "" : ", not: " + mistaken.joined(separator: ", "))

            \(Self.pad("element", 36)) there  gaps  found  wrong  exact  F1 there  F1 gap

            """
        for id in ids {
            let one = counts(of: id)
            guard one.total > 0 else { continue }
            let numbers = [one.present, one.gaps, one.found, one.wrong, one.exact].map { Self.lead(String($0), 5) }
            let shares = [one.presentF1, one.gapF1].map { Self.lead(Self.hundredths($0), 7) }
            text +=
                Self.pad(id, 36) + " " + numbers.joined(separator: "  ") + "  " + shares.joined(separator: "  ") + "\n"
        }
        return text
    }

    private static func percent(_ part: Int, _ whole: Int) -> String {
        guard whole > 0 else { return "   - %" }
        let tenths = (part * 1000 + whole / 2) / whole
        return lead("\(tenths / 10).\(tenths % 10) %", 7)
    }

    private static func hundredths(_ value: Double) -> String {
        let number = Int((value * 100).rounded())
        return number >= 100 ? "1.00" : "0." + (number < 10 ? "0" : "") + "\(number)"
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func lead(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}

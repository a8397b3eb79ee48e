import PledgeCore
import PledgeDecisions
import Yams

/// The front matter of a file, checked by itself.
struct FrontMatter: Sendable {
    /// A value and where it stands.
    struct Entry: Hashable, Sendable {
        var text: String
        var place: Place
    }

    var title = ""
    var role: FileRole
    var since: Day?
    var until: Day?
    var covers: Period?
    var coversPlace: Place?
    var state: String?
    var reviewedAll = false
    /// Labels named by `reviewed`.
    var reviewed: [Entry] = []
    var id: String?
    var organization = ""
    var phone: String?
    var contact: String?
    var effective: Day?
    var series: String?
    var reserves = false
    var consentToLessen = false
    var zone: String?
    /// Where it stands, for what is said of the whole file.
    var place: Place
}

/// A key of the front matter.
private enum FrontMatterKey: String, CaseIterable {
    case title, role, since, until, covers, state, reviewed, id, organization, phone, contact, effective, series
    case reserves
    case consentToLessen = "consent-to-lessen"
    case zone

    func belongs(in role: FileRole) -> Bool {
        switch self {
        case .title, .role: true
        case .since, .until: role == .law || role == .overlay
        case .covers: role == .law
        case .state, .reviewed: role == .overlay
        case .id, .organization, .phone, .contact, .effective, .series, .reserves, .consentToLessen, .zone:
            role.isPromise
        }
    }
}

/// Reads front matter.
struct FrontMatterReader {
    private let source: SourceText
    private let file: Int
    private let yaml: Range<Int>
    private let place: Place
    private var findings = Findings()
    private var matter: FrontMatter

    /// Front matter may have this many bytes.
    static let bytesMax = 16_384
    /// And this many marks that open a level, so that a reader of YAML cannot be made to nest without end.
    static let marksMax = 400

    /// Returns the front matter, or nothing when there is no role to read the file by.
    static func read(_ yaml: Range<Int>, source: SourceText, file: Int) -> (FrontMatter?, Findings) {
        let place = Place(file: file, offset: 0, length: 3)
        var reader = FrontMatterReader(source: source, file: file, yaml: yaml, place: place)
        let isRead = reader.readAll()
        return (isRead ? reader.matter : nil, reader.findings)
    }

    private init(source: SourceText, file: Int, yaml: Range<Int>, place: Place) {
        self.source = source
        self.file = file
        self.yaml = yaml
        self.place = place
        self.matter = FrontMatter(role: .law, place: place)
    }

    private mutating func readAll() -> Bool {
        let text = source.text(yaml)
        let marks = yaml.filter { "[{-?:&*".utf8.contains(source.bytes[$0]) }.count
        guard yaml.count <= FrontMatterReader.bytesMax, marks <= FrontMatterReader.marksMax else {
            findings.add(.frontMatterTooLarge, at: place)
            return false
        }
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            report(error)
            return false
        }
        guard let mapping = node?.mapping else {
            findings.add(.frontMatterNotKeys, at: place)
            return false
        }
        guard readRole(mapping) else { return false }
        var seen: Set<String> = []
        for (keyNode, value) in mapping {
            let key = keyNode.scalar?.string ?? ""
            let keyPlace = place(of: keyNode, length: key.utf8.count)
            guard let known = FrontMatterKey(rawValue: key) else {
                let keys = FrontMatterKey.allCases.filter { $0.belongs(in: matter.role) }.map(\.rawValue)
                findings.add(.unknownFrontMatterKey(key, nearest: NearestName.of(key, in: keys)), at: keyPlace)
                continue
            }
            if !seen.insert(key).inserted {
                findings.add(.duplicateFrontMatterKey(key), at: keyPlace)
            } else if !known.belongs(in: matter.role) {
                findings.add(.frontMatterKeyOfAnotherRole(key, role: matter.role.rawValue), at: keyPlace)
            } else {
                read(known, value, keyPlace)
            }
        }
        if !seen.contains("title") { findings.add(.frontMatterKeyMissing("title"), at: place) }
        if matter.role == .notice || matter.role == .jointNotice, !seen.contains("effective") {
            findings.add(.frontMatterKeyMissing("effective"), at: place)
        }
        if let since = matter.since, let until = matter.until, until <= since {
            findings.add(.neverInForce(since: since.description, until: until.description), at: place)
        }
        return true
    }

    /// A duplicate key and a mistake of YAML come as errors of the library, with a mark where it knows one.
    private mutating func report(_ error: any Error) {
        guard let error = error as? YamlError else {
            findings.add(.badFrontMatter("it cannot be read"), at: place)
            return
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            findings.add(.badFrontMatter(problem), at: place(line: mark.line, column: mark.column, length: 1))
        case .duplicatedKeysInMapping(let duplicates, _):
            for key in duplicates { findings.add(.duplicateFrontMatterKey(key), at: secondPlace(of: key)) }
        default: findings.add(.badFrontMatter("it cannot be read"), at: place)
        }
    }

    /// The second line that starts with a key.
    private func secondPlace(of key: String) -> Place {
        var hasSeen = false
        let first = source.lineIndex(of: yaml.lowerBound)
        for index in first..<max(first, source.lineIndex(of: yaml.upperBound)) {
            let content = source.lineContent(index)
            guard source.text(content).hasPrefix(key + ":") else { continue }
            if hasSeen { return Place(file: file, offset: content.lowerBound, length: key.utf8.count) }
            hasSeen = true
        }
        return place
    }

    private mutating func readRole(_ mapping: Node.Mapping) -> Bool {
        guard let (key, value) = mapping.first(where: { $0.key.scalar?.string == "role" }) else {
            for (keyNode, _) in mapping {
                guard let word = keyNode.scalar?.string, NearestName.isAlmost(word, "role") else { continue }
                findings.add(
                    .unknownFrontMatterKey(word, nearest: "role"), at: place(of: keyNode, length: word.utf8.count))
                return false
            }
            findings.add(.frontMatterKeyMissing("role"), at: place)
            return false
        }
        let text = value.scalar?.string ?? ""
        guard let role = FileRole(rawValue: text) else {
            let near = NearestName.of(text, in: FileRole.allCases.map(\.rawValue))
            findings.add(
                .badFrontMatterValue("role", text, expected: FileRole.listed, nearest: near),
                at: place(of: value, length: text.isEmpty ? key.scalar?.string.utf8.count ?? 1 : text.utf8.count))
            return false
        }
        matter.role = role
        return true
    }

    private mutating func read(_ key: FrontMatterKey, _ value: Node, _ keyPlace: Place) {
        if key == .reviewed {
            readReviewed(value, keyPlace)
            return
        }
        guard let scalar = value.scalar, !scalar.string.isEmpty else {
            findings.add(.badFrontMatterValue(key.rawValue, "", expected: "a text", nearest: nil), at: keyPlace)
            return
        }
        let entry = FrontMatter.Entry(text: scalar.string, place: place(of: value, length: scalar.string.utf8.count))
        switch key {
        case .title: matter.title = entry.text
        case .role, .reviewed: break
        case .since: matter.since = day(key, entry)
        case .until: matter.until = day(key, entry)
        case .effective: matter.effective = day(key, entry)
        case .covers:
            matter.covers = period(entry)
            matter.coversPlace = entry.place
        case .state:
            let isState = entry.text.utf8.count == 2 && entry.text.utf8.allSatisfy { (65...90).contains($0) }
            if isState { matter.state = entry.text } else { bad(key, entry, "two capital letters") }
        case .id: matter.id = entry.text
        case .organization: matter.organization = entry.text
        case .phone: matter.phone = entry.text
        case .contact: matter.contact = entry.text
        case .series: matter.series = entry.text
        case .reserves: matter.reserves = yesNo(key, entry)
        case .consentToLessen: matter.consentToLessen = yesNo(key, entry)
        case .zone: matter.zone = entry.text
        }
    }

    private mutating func readReviewed(_ value: Node, _ keyPlace: Place) {
        if let scalar = value.scalar, !scalar.string.isEmpty {
            if scalar.string == "all" {
                matter.reviewedAll = true
                return
            }
            var offset = place(of: value, length: 1).offset
            for part in scalar.string.split(separator: ",", omittingEmptySubsequences: false) {
                let label = String(part).trimmed
                let lead = part.prefix { $0.isWhitespace }.utf8.count
                matter.reviewed.append(
                    .init(
                        text: label, place: Place(file: file, offset: offset + lead, length: max(1, label.utf8.count))))
                offset += part.utf8.count + 1
            }
        } else if let sequence = value.sequence {
            for node in sequence {
                let label = node.scalar?.string ?? ""
                matter.reviewed.append(.init(text: label, place: place(of: node, length: label.utf8.count)))
            }
        } else {
            findings.add(
                .badFrontMatterValue("reviewed", "", expected: "`all` or a list of labels", nearest: nil), at: keyPlace)
        }
    }

    private mutating func day(_ key: FrontMatterKey, _ entry: FrontMatter.Entry) -> Day? {
        if let day = Day(entry.text) { return day }
        bad(key, entry, "a date such as `2026-11-21`")
        return nil
    }

    private mutating func period(_ entry: FrontMatter.Entry) -> Period? {
        let words = entry.text.split(whereSeparator: \.isWhitespace)
        if words.count == 3, words[1] == "to", let first = Day(words[0]), let last = Day(words[2]),
            let period = Period(first: first, last: last)
        {
            return period
        }
        bad(.covers, entry, "two dates such as `2003-04-14 to 2026-12-31`")
        return nil
    }

    private mutating func yesNo(_ key: FrontMatterKey, _ entry: FrontMatter.Entry) -> Bool {
        switch entry.text {
        case "yes", "true": return true
        case "no", "false": return false
        default:
            bad(key, entry, "`yes` or `no`")
            return false
        }
    }

    private mutating func bad(_ key: FrontMatterKey, _ entry: FrontMatter.Entry, _ expected: String) {
        findings.add(
            .badFrontMatterValue(key.rawValue, entry.text, expected: expected, nearest: nil), at: entry.place)
    }

    private func place(of node: Node, length: Int) -> Place {
        guard let mark = node.mark else { return place }
        return place(line: mark.line, column: mark.column, length: length)
    }

    /// Marks count lines and columns from 1, behind the line of hyphens.
    private func place(line: Int, column: Int, length: Int) -> Place {
        let index = min(max(0, line), source.lineCount - 1)
        let content = source.lineContent(index)
        let lead = source.text(content).unicodeScalars.prefix(max(0, column - 1))
        let offset = min(content.lowerBound + String(lead).utf8.count, content.upperBound)
        return Place(file: file, offset: offset, length: max(1, min(length, content.upperBound - offset)))
    }
}

extension FileRole {
    /// The roles for a message.
    static let listed = "one of " + allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
}

import Foundation
import PledgeCore
import PledgeDecisions
import PledgeLanguage

/// One line of a scenario file.
struct ScenarioLine {
    var file: String
    /// From 1.
    var number: Int
    var result: Result<Scenario, RequestError>

    /// The scenario files among paths and below folders, by path.
    static func files(_ paths: [String]) throws -> [String] {
        try paths.flatMap { path -> [String] in
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw CommandError.wrongUse("\(path): no such file")
            }
            guard isFolder.boolValue else { return [path] }
            let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
            return names.filter { $0.hasSuffix(".jsonl") }.sorted().map { "\(path)/\($0)" }
        }
    }

    /// The lines of a file that are not blank.
    static func all(of file: String) throws -> [ScenarioLine] {
        var reader = try LineReader(path: file, lineBytesMax: RequestReader.bytesMax)
        var lines: [ScenarioLine] = []
        var number = 0
        while let line = try reader.next(beforeWaiting: {}) {
            number += 1
            guard case .bytes(let bytes) = line else {
                throw CommandError.wrongUse("\(file):\(number): a line too long")
            }
            if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            let result = Scenario.read(line: bytes, number: number)
            lines.append(ScenarioLine(file: file, number: number, result: result))
        }
        return lines
    }
}

/// Rulebooks for scenarios, made once for each set of files.
struct ScenarioEngines {
    struct Engine: Sendable {
        let rules: Rules
        let compiled: CompiledRulebook
        let reader: RequestReader
        /// Rule files that stand beside the scenarios and are made for them.
        let fixtures: Set<String>
    }

    /// What names the files of an engine.
    private struct Key: Hashable {
        var notices: [String]
        var rulebook: [String]
        var folder: String
    }

    let rules: RulebookOptions
    let organization: OrganizationOptions
    let zones = Zones()
    private(set) var all: [Engine] = []
    private var numbers: [Key: Int] = [:]

    init(rules: RulebookOptions, organization: OrganizationOptions) {
        self.rules = rules
        self.organization = organization
    }

    func zone(of request: Request) -> TimeZoneRules { request.settings.zone.flatMap(zones.rules) ?? .utc }

    /// Position of the engine for a scenario, made where there is none yet.
    mutating func number(for scenario: Scenario, _ line: ScenarioLine) throws -> Int {
        let folder = URL(fileURLWithPath: line.file).deletingLastPathComponent().path
        let key = Key(notices: scenario.notices, rulebook: scenario.rulebook, folder: folder)
        if let number = numbers[key] { return number }
        do {
            all.append(try engine(for: scenario, folder))
        } catch let error as CommandError {
            throw CommandError(message: "\(line.file):\(line.number): \(error.message)", exitCode: error.exitCode)
        }
        numbers[key] = all.count - 1
        return all.count - 1
    }

    private func engine(for scenario: Scenario, _ folder: String) throws -> Engine {
        let own = try scenario.rulebook.flatMap { try RuleFiles.readAll(found($0, folder)) }
        let extra = try rules.rulebook.flatMap(RuleFiles.readAll) + own
        let law = try RulebookOptions.files(law: rules.law, rulebook: extra)
        let ownNotices = try scenario.notices.map { try RuleFiles.readPromise($0, besides: folder) }
        let notices = try rules.notice.map { try RuleFiles.readPromise($0, besides: folder) } + ownNotices
        let loaded = try Rules(RuleFiles.unique(law + notices))
        let settings = try organization.settings(loaded.promises, zones)
        let fixtures = (own + ownNotices).map(\.path).filter {
            URL(fileURLWithPath: $0).standardizedFileURL.path.hasPrefix(folder + "/")
        }
        return Engine(
            rules: loaded, compiled: try loaded.compiled(),
            reader: RequestReader(loaded.rulebook, defaults: settings, zones: zones.rules), fixtures: Set(fixtures))
    }

    /// The path as given, or below the scenario's folder.
    private func found(_ path: String, _ folder: String) -> String {
        let isHere = path.hasPrefix("/") || FileManager.default.fileExists(atPath: path)
        return isHere ? path : "\(folder)/\(path)"
    }
}

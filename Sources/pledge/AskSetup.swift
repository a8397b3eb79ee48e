import Glibc
import PledgeCore
import PledgeDecisions

/// What an interview of a command is made of: rules, promises, the organization, the clock.
struct AskSetup: Sendable {
    private let rules: Rules
    private let compiled: CompiledRulebook
    private let settings: Settings
    private let zone: TimeZoneRules
    private let actor: String

    init(_ rules: RulebookOptions, _ organization: OrganizationOptions, actor: String) throws {
        let rules = try rules.loaded()
        self.rules = rules
        let kinds = rules.rulebook.hierarchy(.kind)
        guard kinds.contains(actor) else {
            let nearest = NearestName.of(actor, in: kinds.terms.map(\.name)).map { "; did you mean `\($0)`?" } ?? ""
            throw CommandError.wrongUse("unknown kind `\(actor)`\(nearest)")
        }
        self.actor = actor
        compiled = try rules.compiled()
        let zones = Zones()
        settings = try organization.settings(rules.promises, zones)
        zone = settings.zone.flatMap(zones.rules) ?? .utc
    }

    /// The interview of this moment; the clock is read here, once.
    func interview() -> Interview {
        let now = Instant(seconds: Int64(time(nil)))
        let notice = rules.promises.first { $0.kind.isNotice && !$0.organization.isEmpty }
        let setting = InterviewSetting(
            organization: notice?.organization ?? InterviewWords.english(.thisPractice), phone: notice?.phone,
            actorKinds: [actor], at: now, today: zone.day(of: now), settings: settings)
        let (compiled, zone) = (compiled, zone)
        return Interview(rulebook: rules.rulebook, setting: setting, notices: rules.promises) { request in
            compiled.decide(request, zone: zone)
        }
    }
}

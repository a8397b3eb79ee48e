package import PledgeCore
package import PledgeDecisions
import PledgeLedger

/// What a question at the desk is decided by: the rules in force, the practice's settings, and what is on file.
///
/// Advice: nothing is recorded. The door decides anew when something is released.
package struct DeskBasis: Sendable {
    package let rules: RulesInForce
    package let organization: PersonState
    /// Whom it is about; nothing for nobody in particular.
    package let patient: PersonState?
    /// Who gets it, where they are on file.
    package let recipient: PersonState?
    package let at: Instant
    package let zone: TimeZoneRules
    package let settings: Settings
    /// The patient's, where there is one; otherwise the desk is asked.
    let records: Records?
    /// Papers that are on file for the patient, the organization or the recipient.
    let papers: [Document]

    /// Names that an interview uses for people nobody named.
    private static let asker = "asker"

    /// The decision of an interview's request.
    package func decide(_ request: Request) -> Decision {
        var request = named(request, recipient?.party?.id)
        request.settings = settings
        if let records { request.records = records }
        request.documents += papers
        return rules.compiled.decide(request, zone: zone)
    }

    /// The request with the one who asks named; a patient who asks has no other name.
    private func named(_ request: Request, _ name: String?) -> Request {
        var request = request
        let kinds = rules.rulebook.hierarchy(.kind)
        let isIndividual = request.recipient.kinds.contains { kinds.isUnder($0, "individual") }
        request.recipient.id = isIndividual ? nil : name ?? request.recipient.id
        if let party = recipient?.party { request.recipient.kinds = party.kinds }
        guard let name else { return request }
        for position in request.documents.indices {
            for (field, value) in request.documents[position].fields {
                switch value {
                case .id(DeskBasis.asker): request.documents[position].fields[field] = .id(name)
                case .ids([DeskBasis.asker]): request.documents[position].fields[field] = .ids([name])
                default: continue
                }
            }
        }
        return request
    }

    // MARK: To the door

    /// What the door is asked, and the papers that are taken in first.
    package struct Passage: Sendable {
        package var request: JSONObject
        /// What the patient signed or said: it counts once it is on file.
        package var papers: [JSONObject]
    }

    /// An interview's request as the door takes it.
    ///
    /// - Parameters:
    ///   - request: Of the interview.
    ///   - name: Who gets it, where they are not on file.
    /// - Returns: The request without what is the store's to say.
    package func passage(_ request: Request, to name: String?) -> Passage {
        let request = named(request, recipient?.party?.id ?? name)
        guard case .object(var object) = RequestWriter.json(request) else {
            return Passage(request: JSONObject(), papers: [])
        }
        for member in ["id", "at", "records", "settings"] { object[member] = nil }
        var papers: [JSONObject] = []
        var handed: [JSONValue] = []
        for document in request.documents {
            let json = RequestWriter.json(document)
            if patient != nil, rules.isDirective(document.type), case .object(var paper) = json {
                paper["id"] = nil
                paper["unread"] = nil
                papers.append(paper)
            } else {
                handed.append(json)
            }
        }
        object["documents"] = handed.isEmpty ? nil : .array(handed)
        return Passage(request: object, papers: papers)
    }

    /// Whether a paper that says the same is on file for the patient.
    package func isOnFile(_ paper: JSONObject) -> Bool {
        patient?.directives.contains { directive in
            var document = directive.document
            document["id"] = nil
            return Dictionary(document.members.map { ($0.name, $0.value) }) { $1 }
                == Dictionary(paper.members.map { ($0.name, $0.value) }) { $1 }
        } == true
    }

    /// What stands before something can be released.
    package enum Door: Sendable {
        /// It may go once a named person confirms these; and once the officer releases it, where the flag says so.
        case open(before: [OwedDuty], waitsForOfficer: Bool)
        case closed(Refusal)
    }

    package func door(_ decision: Decision) -> Door {
        do throws(Refusal) {
            let release = try Release(
                decision, isLawOnly: rules.promises.isEmpty, rely: [], officer: rules.officerRelease)
            let before = release.duties { $0 == .before }
            let officer = rules.officerRelease?.duty
            return .open(
                before: before.filter { $0.duty != officer },
                waitsForOfficer: before.contains { $0.duty == officer })
        } catch {
            return .closed(error)
        }
    }

    /// The duty by which the officer releases.
    package var officerDuty: String? { rules.officerRelease?.duty }
}

extension Practice {
    /// What a question at the desk is decided by.
    ///
    /// - Parameters:
    ///   - token: The patient's, as pages have it; nothing for nobody in particular.
    ///   - recipient: The token of who gets it, where they are on file.
    /// - Returns: Rules, settings, and what is on file.
    /// - Throws: `PracticeError`.
    package func desk(patient token: String?, recipient: String?) throws -> DeskBasis {
        let patient = try token.map { try person(token: $0) }
        let party = try recipient.map { try person(token: $0) }
        return try read { reader, _ in
            let organization = try reader.person(0)
            let rules = try self.rules(of: organization, reader)
            let at = Instant(milliseconds: reader.now)
            let blank = try rules.read(
                self.blank(party, rules), patient: patient, organization: organization,
                parties: PartiesRead(states: [party].compactMap { $0 }), at: at)
            return DeskBasis(
                rules: rules, organization: organization, patient: patient, recipient: party, at: at,
                zone: organization.zone(self.zones), settings: blank.settings,
                records: patient == nil ? nil : blank.records, papers: blank.documents)
        }
    }

    /// A request that says nothing, to read what is on file beside it.
    private func blank(_ party: PersonState?, _ rules: RulesInForce) -> JSONObject {
        let kind = rules.rulebook.hierarchy(.kind).terms.first?.name ?? ""
        var recipient = JSONObject()
        recipient.append("id", party?.party.map { .string($0.id) })
        recipient.append("kinds", .strings(party?.party?.kinds ?? [kind]))
        return JSONObject([
            .init(name: "act", value: .string(Act.disclose.rawValue)),
            .init(name: "actor", value: .members([("kinds", .strings([kind]))])),
            .init(name: "recipient", value: .object(recipient)),
            .init(name: "purposes", value: .string("unknown")),
            .init(name: "groups", value: .array([.members([("labels", .string("unknown"))])])),
        ])
    }

    /// A key for what is recorded, the same for the same form sent by the same person on the same day, and for no
    /// other.
    ///
    /// So a second press, the back button or a resent form record nothing twice.
    package func formKey(_ parts: [String], on day: Day) -> String {
        let text = (["form", day.description] + parts).joined(separator: "\u{1F}")
        return "console-" + Hexadecimal.encode(journal.chain.index.code(for: Array(text.utf8)).prefix(16))
    }
}

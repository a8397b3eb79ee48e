package import PledgeCore
import PledgeMatching

/// Records that may be of one patient.
package struct DuplicateProposal: Sendable {
    package struct Pair: Sendable {
        package var patients: [String]
        /// What agrees and what does not, in words; never a value.
        package var reasons: [String]
        /// How likely it is, from 0 to 1, as the records themselves suggest.
        package var likelihood: Double
    }

    /// Whether a person hardly needs to look.
    package var isSure: Bool
    /// One identifier of each.
    package var patients: [String]
    package var pairs: [Pair]

    package var json: JSONValue {
        .members([
            ("certainty", .string(isSure ? "same" : "possible")), ("patients", .strings(patients)),
            (
                "pairs",
                .array(
                    pairs.map { pair in
                        .members([
                            ("patients", .strings(pair.patients)),
                            ("likelihood", .number(String((pair.likelihood * 10_000).rounded(.down) / 10_000))),
                            ("reasons", .strings(pair.reasons)),
                        ])
                    })
            ),
        ])
    }
}

extension Practice {
    /// Records that may be of one patient; proposed, never merged.
    ///
    /// - Returns: Groups, the surest first.
    /// - Throws: `PracticeError` where a row was changed.
    package func duplicates() throws -> [DuplicateProposal] {
        let people = try read { reader, _ in
            try (1..<max(1, reader.head.people)).compactMap { number -> PersonState? in
                do {
                    let state = try reader.person(number)
                    return state.isPatient && state.mergedInto == nil ? state : nil
                } catch PracticeError.unknownPatient {
                    return nil
                }
            }
        }
        let result = Matching.duplicates(among: people.map(MatchRecord.init))
        func name(_ index: Int) -> String { people[index].identifiers.first ?? "" }
        return result.groups.map { group in
            DuplicateProposal(
                isSure: group.certainty == .same, patients: group.members.map(name),
                pairs: group.pairs.map { pair in
                    DuplicateProposal.Pair(
                        patients: [name(pair.left), name(pair.right)], reasons: pair.reasons, likelihood: pair.posterior
                    )
                })
        }
    }
}

extension MatchRecord {
    init(_ state: PersonState) {
        self.init()
        if let name = state.names.first(where: { $0.use != "old" && $0.use != "maiden" }) ?? state.names.first {
            given = name.given.joined(separator: " ")
            family = name.family ?? ""
            if given.isEmpty, family.isEmpty {
                // A name in one piece: the last word is taken for the family's; swapped names are found all the same.
                let words = name.words.split(separator: " ")
                family = words.last.map(String.init) ?? ""
                given = words.dropLast().joined(separator: " ")
            }
        }
        birth = (state.birth.flatMap { Day($0) }).map(MatchRecord.birth) ?? ""
        if let address = state.details.addresses.first(where: { $0.use != "old" && $0.use != "bad" }) {
            let line = address.lines.first ?? ""
            let digits = line.prefix { $0.isNumber }
            number = String(digits)
            street = line.dropFirst(digits.count).trimmingPrefix(" ").description
            unit = address.lines.dropFirst().joined(separator: " ")
            city = address.city ?? ""
            postcode = address.postalCode ?? ""
            self.state = address.state ?? ""
        }
        phones = state.details.telecoms.filter { $0.system == "phone" || $0.system == "sms" }.map(\.value)
    }
}

import ArgumentParser
import PledgeCore
import PledgePractice

/// `pledge match`: records that may be of one patient.
struct MatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Propose records that may be of one patient.",
        discussion: """
            By name, birth date, address and telephone, with weights learned from the records themselves. Each line is a group: \
            how sure it is (`same`, or `possible`), the patients, and what agrees and what does not. Nothing is merged: a person \
            looks, and says `pledge patient merge`.
            """)

    @OptionGroup(title: "Practice") var practice: PracticeOption

    func run() throws {
        try practice.run { practice in
            var output = Output()
            for proposal in try practice.duplicates() { try output.write { proposal.json.write(to: &$0) } }
            try output.flush()
        }
    }
}

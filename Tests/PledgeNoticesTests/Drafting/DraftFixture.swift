import PledgeCore
import PledgeDecisions
import PledgeLanguage
import PledgeLaw
import PledgeNotices

/// Drafts with the law that is built in.
enum DraftFixture {
    static let lawFiles = EmbeddedLaw.files.filter { $0.path.hasSuffix(".md") && !$0.path.hasSuffix("README.md") }
        .map { SourceFile(path: "Law/\($0.path)", text: $0.text) }

    struct Broken: Error {
        var findings: [String]
    }

    /// A notice of our own: narrow on family, research and the price of a copy.
    static let notice = """
        NOTICE OF PRIVACY PRACTICES

        THIS NOTICE DESCRIBES HOW MEDICAL INFORMATION ABOUT YOU MAY BE USED AND DISCLOSED AND HOW YOU CAN GET ACCESS TO THIS \
        INFORMATION. PLEASE REVIEW IT CAREFULLY.

        Effective date: March 2, 2026

        How we may use and share your information

        Treatment. We may use your information to treat you, and share your information with other doctors who treat you. \
        For example, we may send an x-ray to your surgeon.

        Payment. We may use your information to get paid. For example, we may send a claim to your health plan.

        Reports. We may disclose your information to public health authorities, for example to control disease.

        Family. We share your information with family members only with your written authorization.

        Research. We use your information for research only with your written authorization.

        Our partners. We may share your information with the moon.

        Your rights

        You may inspect and copy your medical record. We give you copies of your record within 15 days of your request. \
        A copy costs 25 cents per page.

        You may ask for an accounting of disclosures.

        You may ask us to contact you in a certain way or at a certain place.

        Our duties

        We are required by law to maintain the privacy of your information, to give you this notice of our legal duties and \
        privacy practices, and to abide by the terms of the notice currently in effect. We reserve the right to change this \
        notice and to make the change effective for all information that we maintain.

        Other uses and disclosures will be made only with your written authorization, which you may revoke in writing.

        If you believe your privacy rights have been violated, you may file a complaint with us or with the Secretary of \
        Health and Human Services. We will not retaliate against you for filing a complaint.
        """

    static func draft(
        _ text: String, role: String = "notice", effective: Day? = nil
    ) throws -> DraftedNotice {
        let recognizers = try NoticeFixture.recognizers.get()
        let text = NoticeFixture.text(text)
        let report = NoticeChecker(recognizers: recognizers, law: NoticeFixture.law).check(text, file: "notice.txt")
        let settings = NoticeDrafter.Settings(role: role, id: "notice", effective: effective)
        return try NoticeDrafter(recognizers).draft(text, report: report, settings: settings)
    }

    /// The draft beside the law, as the program reads it.
    static func load(_ draft: DraftedNotice) -> LoadedRulebook {
        RulebookLoader.load(lawFiles + [SourceFile(path: "notice.md", text: draft.text)])
    }

    /// Decides under the draft of a text.
    struct Decider {
        private let rules: CompiledRulebook
        private let reader: RequestReader

        init(_ text: String) throws {
            let loaded = DraftFixture.load(try DraftFixture.draft(text))
            guard let rulebook = loaded.rulebook else { throw Broken(findings: loaded.diagnostics.map(\.rendered)) }
            rules = try CompiledRulebook(rulebook, promises: loaded.promises)
            reader = RequestReader(rulebook)
        }

        func outcome(to kind: String, for purpose: String, answers: String = "{}") throws -> Outcome {
            let request = """
                {"at":"2026-11-21","act":"disclose","actor":{"id":"practice","kinds":["facility"]},"onBehalfOf":"practice",\
                "recipient":{"id":"asker","kinds":["\(kind)"]},"purposes":["\(purpose)"],\
                "groups":[{"item":"record","labels":[]}],"answers":\(answers),"records":{}}
                """
            return rules.decide(try reader.read(line: Array(request.utf8)[...], number: 1).get()).outcome
        }
    }
}

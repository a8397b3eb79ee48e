import PledgeCore
import PledgeNotices
import Testing

/// What a report says of whole texts.
struct NoticeReportTests {
    @Test(arguments: SampleNotices.others.indices)
    func `what only looks like a notice is known`(_ index: Int) throws {
        let other = SampleNotices.others[index]
        let report = try NoticeFixture.report(other.text)
        #expect(!report.isNotice, "\(other.name): \(report.likeness)")
        #expect(report.findings.first?.id == "not-a-notice")
        #expect(report.lacksRequired)
    }

    @Test func `a notice stays one with a website policy after it, by another title, in Spanish, or on one page`()
        throws
    {
        let website = SampleNotices.others[0].text
        #expect(try NoticeFixture.report(SampleNotices.in2003 + website).isNotice)
        let retitled = SampleNotices.in2003.replacing("NOTICE OF PRIVACY PRACTICES", with: "Privacy Policy")
        #expect(try NoticeFixture.report(retitled).isNotice)
        let spanish = try NoticeFixture.report(SampleNotices.inSpanish)
        #expect(spanish.isNotice && spanish.language == "es")
        let missing = try #require(spanish.findings.first { $0.id == "duty_breach_notification" })
        #expect(missing.suggestion.hasPrefix("Estamos obligados"))
    }

    @Test func `the vintage is that of the newest law whose words it has`() throws {
        #expect(try NoticeFixture.report(SampleNotices.in2003).vintage == "2003")
        #expect(try NoticeFixture.report(SampleNotices.in2013).vintage == "2013")
        #expect(try NoticeFixture.report(SampleNotices.in2026).vintage == "2026")
        let struck =
            SampleNotices.in2013 + "\nWe need an attestation before we share reproductive health information.\n"
        let report = try NoticeFixture.report(struck)
        #expect(report.vintage == "2024")
        #expect(report.findings.contains { $0.id == "reproductive-attestation" && $0.group == .stale })
    }

    @Test func `a complete notice of a provider lacks nothing that is surely required`() throws {
        let report = try NoticeFixture.report(SampleNotices.in2026)
        #expect(!report.lacksRequired, "\(report.findings.filter { $0.group == .missing }.map(\.id))")
        #expect(try NoticeFixture.report(SampleNotices.in2003).lacksRequired)
    }

    @Test func `the day chooses the law`() throws {
        let day = try #require(Day("2012-01-01"))
        let then = try NoticeFixture.report(SampleNotices.in2003, on: day)
        #expect(!then.findings.contains { $0.id == "duty_breach_notification" })
        let now = try NoticeFixture.report(SampleNotices.in2003)
        let finding = try #require(now.findings.first { $0.id == "duty_breach_notification" })
        #expect(finding.since == Day("2013-09-23") && finding.severity == .error)
    }

    @Test func `what depends on the organization says so until it is known`() throws {
        func finding(_ facts: [String: Bool]) throws -> (NoticeFinding?, ElementStatus.Status?) {
            let report = try NoticeFixture.report(SampleNotices.in2013, profile: NoticeProfile(facts: facts))
            return (
                report.findings.first { $0.id == "perm_facility_directory" },
                report.elements.first { $0.id == "perm_facility_directory" }?.status
            )
        }
        let unsaid = try finding([:])
        #expect(unsaid.1 == .absent && unsaid.0?.severity == .note && unsaid.0?.dependsOn.count == 1)
        let said = try finding(["keeps-directory": true])
        #expect(said.1 == .absent && said.0?.severity == .error && said.0?.dependsOn == [])
        let denied = try finding(["keeps-directory": false])
        #expect(denied.1 == .notApplicable && denied.0 == nil)
    }

    @Test func `the line and the words are those of the text`() throws {
        let report = try NoticeFixture.report(SampleNotices.in2013)
        let element = try #require(report.elements.first { $0.id == "effective_date" })
        #expect(element.line == 5)
        #expect(element.quote == "Effective date: March 2, 2026")
    }

    /// One sentence a remark, in other words than its patterns are named after.
    static let remarks: [(id: String, text: String)] = [
        ("consent-for-everyday-uses", "With your consent we may use your information for treatment and payment."),
        (
            "research-only-when-signed",
            "We obtain your written authorization before we use your information for research."
        ),
        (
            "family-only-when-signed",
            "We will not share your information with your family without your written authorization."
        ),
        ("family-only-when-asked", "With your permission we may talk with your family."),
        (
            "shares-only-with-contractors",
            "We share your information only with parties who signed a business associate agreement."
        ),
        ("court-order-only", "A subpoena alone is not enough for us."),
        (
            "sensitive-only-when-signed",
            "HIV and mental health records are not disclosed without your written authorization."
        ),
        ("no-marketing-at-all", "We do not use your information for marketing."),
        ("never-sells", "We never sell your information."),
        ("copies-sooner", "We respond to a request for copies of your record within 10 business days."),
        ("copies-free", "Copies of your medical record are free of charge."),
        ("copies-fixed-price", "We charge fifteen (15) cents per page."),
        ("accounting-of-everything", "You may have an accounting of all disclosures of your information."),
        (
            "changes-told-to-each",
            "When this notice changes we will notify you by mail: any change of our practices, we will mail you."
        ),
        ("exchange-opt-out", "You may opt out of the health information exchange."),
        ("refuses-every-restriction", "We may refuse any request for a restriction."),
        ("access-too-late", "We will give you copies of your record within 90 days."),
        ("accounting-of-the-wrong-ones", "Our office will only log the releases for which authorization is required."),
        ("accounting-too-short", "You may have an accounting of disclosures for the last three years."),
        ("marketing-without-signature", "We may use your information for marketing."),
        ("search-fee", "We charge a fee for the search and retrieval of your record and for copies."),
        ("since-april-2003", "The list leaves out disclosures before April 14, 2003."),
        ("sixty-days-off-site", "It takes 60 days when the record is kept off site."),
        ("form-words", "Call [INSERT PHONE NUMBER] for more."),
        ("words-for-staff", "Delete this paragraph if not applicable."),
        ("page-of-another-layout", "Complain using the information on page 4."),
    ]

    @Test(arguments: remarks.indices)
    func `a remark is made where the text gives cause`(_ index: Int) throws {
        let (id, sentence) = Self.remarks[index]
        let report = try NoticeFixture.report(SampleNotices.in2003 + "\n" + sentence + "\n")
        #expect(report.findings.contains { $0.id == id }, "\(sentence): \(report.findings.map(\.id))")
        let clean = try NoticeFixture.report(SampleNotices.in2003)
        #expect(!clean.findings.contains { $0.id == id })
    }

    @Test func `fields that were never filled in and strangers are found`() throws {
        let text =
            SampleNotices.in2003 + """
                Call {{phone}} for more.

                Alder Street Health is required by law to keep it private. Alder Street Health reserves the right to change it.
                Alder Street Health may use and disclose it. Birch County Rehabilitation is required by law to keep it private.
                """
        let report = try NoticeFixture.report(text)
        #expect(report.findings.contains { $0.id == "placeholder" && $0.quote == "{{phone}}" })
        #expect(report.findings.filter { $0.id == "other-name" }.map(\.quote) == ["Birch County Rehabilitation"])
    }

    @Test func `a form to sign may have empty lines`() throws {
        let report = try NoticeFixture.report(SampleNotices.in2003 + "Signature: ________ Date: ________\n")
        #expect(!report.findings.contains { $0.id == "placeholder" })
    }
}

import Testing

@testable import PledgeNotices

/// How lines become words, sentences, paragraphs, headings and lists.
struct CutNoticeTests {
    private func document(_ text: String) throws -> CutNotice {
        NoticeReading(NoticeFixture.text(text), try NoticeFixture.recognizers.get()).document
    }

    private func words(_ document: CutNotice, _ range: Range<Int>?) -> String {
        range.map { document.tokens[$0].map(\.word).joined(separator: " ") } ?? ""
    }

    @Test func `accents, typographic signs and contractions are folded`() throws {
        let found = try document(
            "We won\u{2019}t share your ﬁle; él dará informaci\u{F3}n. That\u{2019}s the patient\u{2019}s right.")
        let all = words(found, 0..<found.tokens.count)
        #expect(all == "we will not share your file el dara informacion that the patient right")
    }

    @Test func `a word cut by a line end is mended, a hyphen of its own parts it`() throws {
        let found = try document("We may dis-\nclose it for a cost-\nbased fee.")
        #expect(words(found, 0..<found.tokens.count) == "we may disclose it for a cost based fee")
    }

    @Test func `words glued by a scan are parted`() throws {
        #expect(words(try document("may be usedand disclosed"), 0..<5) == "may be used and disclosed")
    }

    @Test func `abbreviations and numbers do not end sentences`() throws {
        let found = try document("Call Dr. Roe at the U.S. Department, e.g. on Monday. It costs $6.50. Write us.")
        #expect(found.sentences.count == 3)
    }

    @Test func `a list knows the sentence before it, and what follows the list does not`() throws {
        let found = try document(
            """
            ## Our duties

            We are required by law to:
            - keep your information private
            - tell you of a breach

            Call us.
            """)
        #expect(
            found.paragraphs.map { words(found, $0.lead) } == [
                "", "", "we are required by law to", "we are required by law to", "",
            ])
        #expect(words(found, found.paragraphs[2].headings.first) == "our duties")
    }

    @Test func `headings are known by their looks in plain text`() throws {
        let found = try document(
            """
            YOUR RIGHTS
            Access to Your Record
            You may see it, and we will help you to read it.
            Payment. We may bill your plan for what we did.
            """)
        #expect(found.paragraphs.map(\.isHeading) == [true, true, false, false])
        #expect(words(found, found.paragraphs[3].label) == "payment")
        #expect(found.paragraphs[2].headings.map { words(found, $0) } == ["access to your record", "your rights"])
    }

    @Test func `telephone numbers and dates are single things`() throws {
        let found = try document(
            "(312) 555-0142 or 312.555.0142 or 1-877-696-6775; since 14 de abril de 2003, 4/14/2003, May 2014")
        let phones = found.tokens.filter { $0.kinds.contains(.phone) }.map(\.word)
        #expect(phones == ["3125550142", "3125550142", "8776966775"])
        #expect(found.dates.map(\.year) == [2003, 2003, 2014])
        #expect(found.dates.map(\.day) == [14, 14, nil])
    }

    @Test func `a quote has twelve words of the text at most, without marks and bullets`() throws {
        let found = try document(
            "- **You may ask** for a paper copy of this notice at any time, even if\n- twelve more words follow here")
        #expect(found.quote(from: 0, reaching: 4) == "You may ask for a paper copy of this notice at any")
    }

    @Test func `any text is read`() throws {
        for text in [
            "", "\n\n", "((((", "1-800", "[", "\u{0}\u{FEFF}", String(repeating: "a-", count: 500), "....", "{{", "- ",
        ] {
            _ = try document(text)
            _ = try NoticeFixture.report(text)
        }
    }
}

import PledgeNotices
import Testing

/// The recognizer files hold together with the law.
struct RecognizerDataTests {
    @Test func `the law has 53 elements and each has a recognizer`() throws {
        let recognizers = try NoticeFixture.recognizers.get()
        #expect(NoticeFixture.law.ids.count == 53)
        #expect(Set(recognizers.elements.map(\.id)) == Set(NoticeFixture.law.ids))
    }

    @Test func `each element says what it is about and has a sentence to add in both languages`() throws {
        for element in try NoticeFixture.recognizers.get().elements {
            #expect(!element.about.isEmpty, "\(element.id) has no `what`")
            #expect(element.sentences["es"] != nil, "\(element.id) has no `add es`")
            let day = try #require(NoticeFixture.law.newestDay)
            let hasText = NoticeFixture.law.element(element.id, on: day)?.exactText != nil
            #expect(element.sentences["en"] != nil || hasText, "\(element.id) has no `add en`")
        }
    }

    /// Whoever adds the sentence has closed the gap.
    @Test func `the sentence to add is itself recognized`() throws {
        let day = try #require(NoticeFixture.law.newestDay)
        for element in try NoticeFixture.recognizers.get().elements
        where !["contact_telephone", "effective_date"].contains(element.id) {
            let prescribed = NoticeFixture.law.element(element.id, on: day)?.exactText
            for sentence in [element.sentences["en"] ?? prescribed, element.sentences["es"]] {
                let sentence = try #require(sentence)
                let status = try NoticeFixture.status(element.id, sentence)
                #expect(status.status == .present, "\(element.id): \(sentence)")
            }
        }
    }

    @Test func `a mistake in a recognizer file says where it is`() {
        func message(_ text: String) -> String {
            do throws(RecognizerError) {
                _ = try Recognizers([(path: "a.txt", text: text)])
                return ""
            } catch { return error.description }
        }
        #expect(message("element x\npresent\n- (a|b") == "a.txt:3: a bracket is not closed")
        #expect(message("element x\npresent\n- @none") == "a.txt:3: no list `none` above")
        #expect(
            message("- word") == "a.txt:1: a pattern without `present`, `partial`, `veto`, `when` or `sign` above it")
        #expect(message("element x\npresent\n- [q] word").hasPrefix("a.txt:3: `[q]`"))
        #expect(message("element x\npresent\n- !word").hasPrefix("a.txt:3: no phrase that is simply wanted"))
        #expect(message("list a: x\nlist a: y") == "a.txt:2: a list `a` stands above")
        #expect(message("element x\npresent\n- Émail").hasPrefix("a.txt:3: `Émail`"))
        #expect(message("title x") == "a.txt:1: no `remark` above")
        #expect(message("nonsense") == "a.txt:1: `nonsense`: no such word here")
    }
}

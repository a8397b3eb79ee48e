import PledgeNotices
import Testing

struct NoticeTextTests {
    @Test func `a line keeps where it stands`() {
        let line = NoticeText.Line(text: "Your rights", number: 12, page: 2, role: .heading(1))
        let text = NoticeText(form: .pdf, lines: [line])
        #expect(text.lines.first?.number == 12 && text.lines.first?.page == 2)
        #expect(text.doubts.isEmpty)
    }
}

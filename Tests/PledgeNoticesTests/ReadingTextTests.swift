import PledgeNotices
import Testing

struct ReadingTextTests {
    private let words = "We keep your patient’s information — always."

    @Test func `an encoding is known by its marks and its bytes`() throws {
        let little: [UInt8] = [0xFF, 0xFE] + words.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big: [UInt8] = [0xFE, 0xFF] + words.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let marked: [UInt8] = [0xEF, 0xBB, 0xBF] + words.utf8
        for bytes in [Array(words.utf8), marked, little, big] {
            let text = try NoticeReader.read(bytes, name: "a.txt")
            #expect(text.texts == [words] && text.doubts.isEmpty && text.form == .text)
        }
        let unmarked = try NoticeReader.read(Array(little.dropFirst(2)), name: "a.txt")
        #expect(unmarked.texts == [words] && unmarked.doubts.count == 1)
    }

    @Test func `bytes of Windows are read as such, with a doubt`() throws {
        let text = try NoticeReader.read(Array("patient".utf8) + [0x92] + Array("s".utf8), name: "a.txt")
        #expect(text.texts == ["patient’s"])
        #expect(text.doubts == ["The file is not in UTF-8; it was read as Windows-1252."])
    }

    @Test func `mixed encodings are read each as it is, and the line is named`() throws {
        let bytes = Array("first\nit’s ".utf8) + [0x93] + Array("so".utf8) + [0x94]
        let text = try NoticeReader.read(bytes, name: "a.txt")
        #expect(text.texts == ["first", "it’s “so”"])
        #expect(text.doubts.count == 1 && text.doubts.first?.contains("line 2") == true)
    }

    @Test func `what was encoded twice is undone`() throws {
        let text = try ReadingFixture.read("the patientâ€™s prÃ¡ctica")
        #expect(text.texts == ["the patient’s práctica"] && text.doubts.count == 1)
        #expect(try ReadingFixture.read("práctica â").texts == ["práctica â"])
    }

    @Test func `lines keep their numbers, pages and roles`() throws {
        let text = try ReadingFixture.read(
            "Notice of Privacy Practices\r\n\r\nWe keep your information.\r\n • One\r\n(b) Two\r\n\u{0C}YOUR RIGHTS\r\n\r\nYou may."
        )
        #expect(
            text.line("Notice of Privacy Practices")
                == .init(
                    text: "Notice of Privacy Practices", number: 1, page: 1, role: .heading(1)))
        #expect(text.line("One")?.role == .item && text.line("One")?.number == 4)
        #expect(text.line("Two")?.role == .item)
        #expect(text.line("YOUR RIGHTS")?.page == 2 && text.line("YOUR RIGHTS")?.role == .heading(2))
        #expect(text.line("You may.")?.number == 8 && text.line("You may.")?.role == .body)
    }

    @Test func `marks that nobody sees are left out`() throws {
        let text = try ReadingFixture.read("Pri\u{AD}vacy\u{200B} \u{202E}of\u{202C}\u{A0}\u{A0}con\u{FB01}dence\u{7}")
        #expect(text.texts == ["Privacy of confidence"])
    }

    @Test func `Markdown loses its marks and what patients do not read`() throws {
        let text = try ReadingFixture.read(
            """
            ---
            pledge: 1
            ---
            # Notice

            We **keep** [it](http://x.example) <b>safe</b>, see <a@b.org>. <!-- not
            this --> Yes.

            * one
              goes on
            2. two

            ```pledge
            promise x
            ```

            | Phone | 555 |
            |---|---|

            Rights
            ------
            """, name: "notice.md")
        #expect(text.form == .markdown)
        #expect(
            text.texts == [
                "Notice", "We keep it safe, see <a@b.org>.", "Yes.", "one goes on", "two", "Phone", "555", "Rights",
            ])
        #expect(text.line("Rights")?.role == .heading(2) && text.line("Rights")?.number == 20)
        #expect(text.line("Phone")?.role == .cell && text.line("two")?.role == .item)
    }

    @Test func `lines of Markdown end as any program ends them`() throws {
        for end in ["\n", "\r\n", "\r"] {
            let text = try ReadingFixture.read(["# A", "", "b", "", "## C"].joined(separator: end), name: "a.md")
            #expect(text.lines.map(\.text) == ["A", "", "b", "", "C"] && text.lines.map(\.number) == [1, 2, 3, 4, 5])
        }
    }

    @Test func `the content tells the form before the name does`() throws {
        #expect(try ReadingFixture.read("# Notice\n\n## Rights\n", name: "a.txt").form == .markdown)
        #expect(try ReadingFixture.read("<!DOCTYPE html><p>Notice", name: "a.txt").form == .html)
        #expect(try ReadingFixture.read("We keep it <private>.", name: "a.txt").form == .text)
    }

    @Test func `other forms are named, with what to do`() {
        let others: [([UInt8], String)] = [
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "save it as .docx"), (Array("{\\rtf1 x}".utf8), "Rich Text"),
            ([0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 3], "a picture"), ([0xFF, 0xD8, 0xFF, 0xE0, 0, 16], "a picture"),
            ([0x1F, 0x8B, 8, 0], "gzip"), ([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0], "not known"),
        ]
        for (bytes, words) in others {
            do {
                _ = try NoticeReader.read(bytes, name: "old.doc")
                Issue.record("\(words): read")
            } catch {
                #expect(error.description.hasPrefix("old.doc: ") && error.description.contains(words))
            }
        }
        #expect(ReadingFixture.problem([]) == .empty)
        #expect(ReadingFixture.problem(Array(" \n ".utf8)) == .withoutText)
        let large = [UInt8](repeating: 0x61, count: NoticeReader.textBytesMax + 1)
        #expect(ReadingFixture.problem(large) == .tooLarge(bytesMax: NoticeReader.textBytesMax))
    }

    @Test func `a notice in a handbook is found, and what was read is said`() throws {
        let filler = { (words: String, count: Int) in String(repeating: words + "\n", count: count) }
        let handbook =
            "Handbook\n\nContents\nChapter 2: Notice of Privacy Practices ..... 9\n\nChapter 1: Parking\n\n"
            + filler("Park the cars of guests on the north side every day.", 900)
            + "\nChapter 2: Notice of Privacy Practices\n\n"
            + "THIS NOTICE DESCRIBES HOW MEDICAL INFORMATION ABOUT YOU MAY BE USED.\n\nYOUR RIGHTS\n\n"
            + filler("You may ask us for a copy of your health information.", 40) + "\nLunch\n\n"
            + filler("Lunch is eaten at noon or at one, as the kitchen says.", 900)
        let text = try ReadingFixture.read(handbook)
        #expect(text.texts.first == "Chapter 2: Notice of Privacy Practices")
        #expect(text.texts.contains("YOUR RIGHTS"))
        #expect(!text.texts.contains { $0.contains("Park") || $0.contains("unch") })
        #expect(
            text.doubts.count == 1 && text.doubts.first?.contains("lines 909 to 954") == true,
            "\(text.doubts) \(text.texts.last ?? "")")
    }

    @Test(.timeLimit(.minutes(1)))
    func `titles on every line do not hold the reader up`() throws {
        let text = try ReadingFixture.read(String(repeating: "Privacy Notice\n\nYour Health\n\n", count: 20_000))
        #expect(text.texts.count == 40_000)
    }

    @Test func `two languages are both read, and said`() throws {
        let english = String(repeating: "We may use your information and the law of the state.\n", count: 30)
        let spanish = String(repeating: "Usted tiene el derecho de ver la información de su salud.\n", count: 30)
        let text = try ReadingFixture.read(english + "\n" + spanish)
        #expect(text.texts.count == 60 && text.doubts.count == 1)
        #expect(
            text.doubts.first?.contains("lines 1 to 30") == true
                && text.doubts.first?.contains("lines 32 to 61") == true)
        #expect(try ReadingFixture.read(english).doubts.isEmpty)
    }
}

import PledgeNotices
import Testing

struct PreviewSpeechTests {
    @Test(arguments: [
        ("Call (309) 691-1029 & ask.", "Call 3 0 9, 6 9 1, 1 0 2 9 and ask."),
        (
            "It costs $6.50, or $0.15 a page (10% off)",
            "It costs 6 dollars and 50 cents, or 15 cents a page, 10 percent off."
        ),
        ("Since 02/16/2026; see 2026-02-16", "Since February 16, 2026; see February 16, 2026."),
        (
            "Write to privacy@lake-clinic.org — or www.hhs.gov/ocr.",
            "Write to privacy at lake hyphen clinic dot org, or www dot hhs dot gov slash ocr."
        ),
        ("under 45 CFR 164.520(b)(1), e.g. HHS", "under 45 C F R 164 point 520, b, 1, for example H H S."),
        ("you and/or his/her doctor, day/night", "you and, or his or her doctor, day or night."),
        ("PLEASE REVIEW IT CAREFULLY. ASK US ABOUT HIPAA.", "Please review it carefully. Ask us about HIPAA."),
        ("We keep 1,000 charts; 3.5 years", "We keep 1,000 charts; 3.5 years."),
        ("What we do:", "What we do."), ("Is it “safe”?", "Is it safe?"), ("the patient’s own", "the patient’s own."),
        ("Ask {privacy officer} now", "Ask privacy officer now."),
    ])
    func `signs are said`(written: String, said: String) throws {
        #expect(try PreviewFixture.speech(written) == said)
    }

    @Test func `Spanish is said in Spanish`() throws {
        let text = try PreviewFixture.speech(
            "Usted tiene el derecho de ver la información de su salud; cuesta $2.01 en la oficina el 03/01/2026")
        #expect(
            text == "Usted tiene el derecho de ver la información de su salud; cuesta 2 dólares y 1 centavo en la "
                + "oficina el 1 de marzo de 2026.")
    }

    @Test(arguments: ["contact-center", "hospital", "med-spa", "offices", "texting"])
    func `no sign is left in a starter`(name: String) throws {
        let text = NoticeSpeech.text(try PreviewFixture.starter(name))
        let allowed: Set<Character> = [".", ",", ";", ":", "?", "!", "'", "’", "-", "\n", " "]
        for character in text where !character.isLetter && !character.isNumber && !allowed.contains(character) {
            Issue.record("\(name): \(character) is left")
        }
        #expect(!text.contains(" ,") && !text.contains(",,") && !text.contains(",.") && !text.contains("\n\n\n"))
    }
}

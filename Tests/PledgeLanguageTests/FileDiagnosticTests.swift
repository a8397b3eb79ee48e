import PledgeLanguage
import Testing

/// Mistakes in front matter and in how blocks stand in a file.
@Suite struct FileDiagnosticTests {
    @Test func `an empty file, and one without front matter`() {
        expectFindings(
            "①", [Expected("①", "empty-file", "the file is empty", help: "write front matter with `title` and `role`")])
        expectFindings(
            "①# A title\n",
            [
                Expected(
                    "①", "front-matter-missing", "the file has no front matter",
                    help: "start it with `---`, `title: ...`, `role: ...`, `---`")
            ])
        expectFindings(
            "①---\ntitle: A\nrole: law\n",
            [
                Expected(
                    "①", "front-matter-not-closed", "the front matter has no end", help: "close it with a line `---`")
            ])
    }

    @Test func `misspelt, repeated and foreign keys`() {
        expectFindings(
            "---\ntitle: A\nrole: law\n①sicne: 2003-04-14\n②state: IL\n---\n",
            [
                Expected(
                    "①", "unknown-front-matter-key", "`sicne` is no key of the front matter",
                    help: "did you mean `since`?"),
                Expected(
                    "②", "front-matter-key-of-another-role", "a file of role `law` has no `state`", help: "take it out"),
            ])
        expectFindings(
            "---\ntitle: A\nrole: law\n①title: B\n---\n",
            [Expected("①", "duplicate-front-matter-key", "`title` stands in the front matter twice", help: "keep one")])
    }

    @Test func `a role that is not one, and none`() {
        expectFindings(
            "---\ntitle: A\nrole: ①notise\n---\n",
            [Expected("①", "bad-front-matter-value", "`notise` is no value of `role`", help: "did you mean `notice`?")])
        expectFindings(
            "①---\ntitle: A\n---\n",
            [
                Expected(
                    "①", "front-matter-key-missing", "the front matter has no `role`", help: "add a line `role: ...`")
            ])
        expectFindings(
            "①---\nrole: notice\n---\n",
            [
                Expected(
                    "①", "front-matter-key-missing", "the front matter has no `title`", help: "add a line `title: ...`"),
                Expected(
                    "①", "front-matter-key-missing", "the front matter has no `effective`",
                    help: "add a line `effective: ...`"),
            ])
    }

    @Test func `values of the front matter`() {
        expectFindings(
            "---\ntitle: Ä\nrole: overlay\nsince: ①2003-02-30\nstate: ②Illinois\nreviewed: hiv, ③hvi\n---\n",
            [
                Expected(
                    "①", "bad-front-matter-value", "`2003-02-30` is no value of `since`",
                    help: "write a date such as `2026-11-21`"),
                Expected(
                    "②", "bad-front-matter-value", "`Illinois` is no value of `state`",
                    help: "write two capital letters"),
                Expected("③", "unknown-name", "there is no label `hvi`", help: "did you mean `hiv`?"),
            ])
        expectFindings(
            "---\ntitle: A\nrole: law\ncovers: ①2003 to 2004\n---\n",
            [
                Expected(
                    "①", "bad-front-matter-value", "`2003 to 2004` is no value of `covers`",
                    help: "write two dates such as `2003-04-14 to 2026-12-31`")
            ])
        expectFindings(
            "---\ntitle: A\nrole: law\ncovers: ①2003-04-14 to 2004-01-01\n---\n",
            [
                Expected(
                    "①", "covers-twice", "another file already states `covers`",
                    help: "state it in one file of the rulebook")
            ])
    }

    @Test func `front matter that is not YAML or not keys`() {
        expectFindings(
            "①---\njust words\n---\n",
            [
                Expected(
                    "①", "front-matter-not-keys", "the front matter is not a list of keys",
                    help: "write one `key: value` a line")
            ])
        let loaded = RulebookLoader.load([SourceFile(path: "a.md", text: "---\ntitle: \"x\nrole: law\n---\n")])
        #expect(loaded.diagnostics.map(\.id) == ["bad-front-matter"])
        let nested = "---\n" + String(repeating: "[", count: 5000) + "\n---\n"
        #expect(
            RulebookLoader.load([SourceFile(path: "a.md", text: nested)]).diagnostics.map(\.id) == [
                "front-matter-too-large"
            ])
    }

    @Test func `a block that would not be read is an error`() {
        let matter = "---\ntitle: A\nrole: law\nsince: 2003-04-14\n---\n"
        expectFindings(
            matter + "①```plegde\nkind nurse \"a nurse\"\n```\n",
            [
                Expected(
                    "①", "misspelt-fence", "a block of `plegde` is not read as rules", help: "did you mean `pledge`?")
            ])
        expectFindings(
            matter + "① ```pledge\nkind nurse \"a nurse\"\n```\n",
            [
                Expected(
                    "①", "indented-block", "a block of rules starts in the first column",
                    help: "take the blanks before the marks out")
            ])
        expectFindings(
            matter + "①> ```pledge\n> kind nurse \"a nurse\"\n",
            [
                Expected(
                    "①", "misplaced-block", "this block of rules would not be read",
                    help: "put its marks on lines of their own, in the first column")
            ])
        expectFindings(
            matter + "①```pledge\nkind nurse \"a nurse\"\n",
            [
                Expected(
                    "①", "block-not-closed", "this block has no end",
                    help: "close it with a line of as many marks as it opened with")
            ])
    }

    @Test func `other fences and fences within fences are not read`() {
        expectFindings(
            "---\ntitle: A\nrole: law\n---\n````markdown\n```pledge\nnonsense\n```\n````\n\n```swift\nlet x = 1\n```\n",
            [])
    }

    @Test func `a declaration belongs to the role of its file`() {
        expectFindings(
            law("①promise 506"),
            [
                Expected(
                    "①", "declaration-of-another-role", "a file of role `law` has no `promise`",
                    help: "move it to a notice, an agreement or a policy")
            ])
        expectFindings(
            law("①" + Base.permit(""), matter: "title: A\nrole: overlay\nstate: IL\nsince: 2003-04-14"),
            [
                Expected(
                    "①", "declaration-of-another-role", "a file of role `overlay` has no `permit`",
                    help: "an overlay writes `require`, `entitle`, `exception` or `define`; only federal law permits")
            ])
    }

    @Test func `promises need the law`() {
        expectFindings(
            law("promise 506", matter: "title: A\nrole: notice\neffective: 2020-01-01").replacing(
                "---\ntitle", with: "①---\ntitle"),
            besides: [],
            [
                Expected(
                    "①", "law-missing", "no law is loaded, so its promises promise nothing",
                    help: "give the files of the law as well")
            ])
    }

    @Test func `two documents do not share an id`() {
        let notice = law("promise 506", matter: "title: A\nrole: notice\nid: n\neffective: 2020-01-01")
        expectFindings(
            "①" + notice, besides: [Base.file, SourceFile(path: "first.md", text: notice)],
            [
                Expected(
                    "①", "duplicate-document-id", "`n` is the id of `first.md` too",
                    help: "give one of them another `id` in the front matter")
            ])
    }
}

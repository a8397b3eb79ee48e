import PledgeCore
import PledgeLanguage
import Testing

/// What the checker lists without calling it a mistake.
@Suite struct NoteTests {
    private func notes(_ block: String) -> [String] {
        let loaded = RulebookLoader.load([Base.file, SourceFile(path: "test.md", text: law(block))])
        #expect(loaded.rulebook != nil)
        return loaded.diagnostics.filter { $0.severity == .note }.map {
            "\($0.span.file):\($0.span.line) \($0.message)"
        }
    }

    @Test func `facts whose silence opens a ground, by name too`() {
        #expect(notes(Base.permit("  when not opted-out")) == ["base.md:31 the silence of `opted-out` opens `506c9`"])
        #expect(
            notes("define may-ask \"x\"\n  when not opted-out\n" + Base.permit("  when may-ask"))
                == ["base.md:31 the silence of `opted-out` opens `506c9`"])
        #expect(
            notes("define may-not \"x\"\n  when opted-out\n" + Base.permit("  when not may-not"))
                == ["base.md:31 the silence of `opted-out` opens `506c9`"])
        #expect(notes(Base.permit("  when not emergency")) == [])
    }

    @Test func `grounds that need completions`() {
        #expect(
            notes(Base.permit("  when emergency or (of-age and not emergency)"))
                == ["test.md:10 `506c9` needs completions for `emergency`"])
        #expect(
            notes(
                Base.permit(
                    "  when wish is agrees or visits < 3 and emergency".replacing(
                        " and emergency", with: " or visits > 5")))
                == ["test.md:10 `506c9` needs completions for `visits`"])
    }

    @Test func `stops that ask at every treatment`() {
        #expect(
            notes("forbid X2 \"x\"\n  when emergency\n  reach 506\n  cite \"law\"")
                == ["test.md:12 `X2` asks `emergency` whenever the patient is treated"])
        #expect(notes("forbid X2 \"x\"\n  when emergency\n  reach 512f1i\n  cite \"law\"") == [])
    }
}

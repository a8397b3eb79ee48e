import PledgeNotices
import Testing

struct ChildProgramTests {
    private let limits = ChildProgram.Limits(seconds: 5, mebibytes: 128, outputBytes: 1 << 20)

    private func text(_ outcome: ChildProgram.Outcome) -> String { String(decoding: outcome.output, as: UTF8.self) }

    @Test func `bytes go in and come out, with the code and the errors`() throws {
        let input = [UInt8](repeating: 7, count: 300_000)
        let copy = try ChildProgram.run("cat", [], input: input, limits: limits)
        #expect(copy.output == input && copy.code == 0)
        let failed = try ChildProgram.run("sh", ["-c", "echo no >&2; exit 4"], input: [], limits: limits)
        #expect(failed.code == 4 && failed.messages == Array("no\n".utf8))
    }

    @Test func `it is ended when it takes too long or writes too much`() throws {
        let short = ChildProgram.Limits(seconds: 1, mebibytes: 128, outputBytes: 1 << 20)
        #expect(try ChildProgram.run("sleep", ["60"], input: [], limits: short).code == 137)
        #expect(throws: ChildProgram.Failure.tooMuchOutput) {
            try ChildProgram.run("yes", [], input: [], limits: limits)
        }
    }

    @Test func `it gets no more memory and time than it may have`() throws {
        let said = try ChildProgram.run("sh", ["-c", "ulimit -v; ulimit -t; ulimit -c"], input: [], limits: limits)
        #expect(text(said) == "131072\n5\n0\n")
    }

    @Test func `it gets none of our environment and none of our files`() throws {
        let names = try ChildProgram.run(
            "sh", ["-c", "env | cut -d= -f1; ls /proc/self/fd"], input: [], limits: limits)
        let words = Set(text(names).split(whereSeparator: \.isWhitespace).map(String.init))
        #expect(words.isSubset(of: ["PATH", "LC_ALL", "PWD", "OLDPWD", "SHLVL", "_", "0", "1", "2", "3"]), "\(words)")
    }

    @Test func `a program that is not installed is missing`() {
        #expect(throws: ChildProgram.Failure.missing) {
            try ChildProgram.run("no-such-program-here", [], input: [], limits: limits)
        }
        #expect(ChildProgram.find("sh") != nil)
    }
}

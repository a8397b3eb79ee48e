import PledgeCore
import Testing

@Suite struct JSONCursorTests {
    private func with<Result>(_ text: String, _ body: (inout JSONCursor) -> Result) -> Result {
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            var cursor = JSONCursor(bytes)
            return body(&cursor)
        }
    }

    private func string(_ text: String) -> String? {
        with(text) { cursor in
            cursor.string().map { String(decoding: cursor.bytes[$0], as: UTF8.self) }
        }
    }

    @Test(arguments: ["", "a", "seven77", "eight888", "nine99999", "a name that is longer than two words of memory"])
    func `a string of any length is read to its quote`(_ text: String) {
        #expect(string("\"\(text)\",\"next\"") == text)
        #expect(string("  \"\(text)\"") == text)
    }

    @Test(arguments: [
        #""with \\ escape""#, #""with \" quote""#, "\"tab\there, in a long enough text\"", "\"open", "\"é\"", "word",
    ])
    func `what only the complete scanner can tell is nothing`(_ text: String) { #expect(string(text) == nil) }

    @Test func `numbers are whole and have at most eighteen digits`() {
        #expect(with("1774664989}") { $0.integer() } == 1_774_664_989)
        #expect(with(" -12,") { $0.integer() } == -12)
        #expect(with("0") { $0.integer() } == 0)
        for text in ["", "-", "007", "1.5", "1e3", "1234567890123456789"] {
            #expect(with(text) { $0.integer() } == nil, "\(text)")
        }
    }

    @Test func `true and false are read, and nothing like them`() {
        #expect(with("true,") { $0.bool() } == true)
        #expect(with(" false") { $0.bool() } == false)
        for text in ["tru", "falsy", "TRUE", "fals", ""] { #expect(with(text) { $0.bool() } == nil, "\(text)") }
    }

    @Test func `the end is the end, but for space`() {
        #expect(with("{ } \n") { cursor in cursor.read(123) && cursor.read(125) && cursor.isAtEnd })
        #expect(with("{ } x") { cursor in cursor.read(123) && cursor.read(125) && !cursor.isAtEnd })
    }
}

@Suite struct NameTableTests {
    @Test func `each name has its number, and nothing else has one`() {
        let names = (0..<300).map { "name-\($0 * 7)" } + ["", "a", "ab", "abcdefg", "abcdefgh", "abcdefghi"]
        let table = NameTable(names)
        func number(_ text: String) -> Int? { Array(text.utf8).withUnsafeBufferPointer { table[$0] } }
        for (index, name) in names.enumerated() { #expect(number(name) == index) }
        for name in ["name-1", "b", "abcdefgi", "abcdefghj", "name-", "Name-7"] { #expect(number(name) == nil) }
    }

    @Test func `of two equal names the first counts, and an empty table has none`() {
        let table = NameTable([(name: "x", number: 5), (name: "x", number: 6)])
        #expect(Array("x".utf8).withUnsafeBufferPointer { table[$0] } == 5)
        #expect(Array("x".utf8).withUnsafeBufferPointer { NameTable([])[$0] } == nil)
    }
}

import PledgeCore
import Testing

@Suite struct JSONTests {
    private func message(_ text: String) -> String? {
        do throws(JSONError) {
            _ = try JSONScanner.value(of: text)
            return nil
        } catch {
            return "\(error.column): \(error.message)"
        }
    }

    @Test func `a value written and read again is the same, members in their order`() throws {
        let text = #"{"b":[1,-2.50,true,null,{"":"\"\\\n\t\u0001 é 😀"}],"a":{}}"#
        let value = try JSONScanner.value(of: text)
        #expect(value.text == text)
        #expect(try JSONScanner.value(of: value.indented) == value)
    }

    @Test func `space is allowed around everything and escapes are read`() throws {
        let value = try JSONScanner.value(of: " { \"a\" : [ ] ,\r\n\t\"\\u0062\" : \"\\ud83d\\ude00\\/\" } ")
        #expect(value == .members([("a", .array([])), ("b", .string("😀/"))]))
    }

    @Test func `integers are 64 bits wide and other numbers keep their text`() throws {
        #expect(try JSONScanner.value(of: "9223372036854775807") == .integer(.max))
        #expect(try JSONScanner.value(of: "-9223372036854775808") == .integer(.min))
        #expect(try JSONScanner.value(of: "9223372036854775808") == .number("9223372036854775808"))
        #expect(try JSONScanner.value(of: "1.0") == .number("1.0"))
        #expect(try JSONScanner.value(of: "1e308") == .number("1e308"))
    }

    @Test(arguments: [
        ("", "1: a JSON value is missing"),
        (" ", "2: a JSON value is missing"),
        ("{} {}", "4: something follows the JSON value"),
        (#"{"a":1,"a":2}"#, "8: a second member of the same name in one object"),
        (#"{"a":1,"\u0061":2}"#, "8: a second member of the same name in one object"),
        ("1e999", "1: a number too large to hold"),
        ("01", "1: a number does not start with 0"),
        ("-", "2: the text ends where a digit should follow"),
        ("1.", "3: the text ends where a digit should follow"),
        ("[1,]", "4: `]` stands where a value should follow"),
        (#"{"a" 1}"#, "6: `1` stands where `:` should follow"),
        ("{a:1}", "2: `a` stands where a member's name in quotes should follow"),
        ("tru", "1: a value is true, false or null, or starts with a sign"),
        ("NaN", "1: `N` stands where a value should follow"),
        ("\"a\u{1}\"", "3: a control character in a string; write it as \\u"),
        (#""\x""#, "2: an escape that JSON does not have"),
        (#""\u12g4""#, "2: an escape \\u needs four hexadecimal digits"),
        (#""\ud800""#, "2: half of a surrogate pair"),
        (#""\ud800\u0041""#, "2: half of a surrogate pair"),
        (#""\udc00""#, "2: half of a surrogate pair"),
        ("\"abc", "5: the text ends inside a string"),
        ("\"é\" x", "5: something follows the JSON value"),
        ("\u{FEFF}{}", "1: this character stands where a value should follow"),
        ("[", "2: the text ends where a value should follow"),
    ]) func `what is not JSON is refused with its column`(text: String, expected: String) {
        #expect(message(text) == expected)
    }

    @Test(
        arguments: [
            [0xFF], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC3],
            [0xE2, 0x82],
            [0x80],
        ] as [[UInt8]]) func `bytes that are not UTF-8 are refused`(bytes: [UInt8])
    {
        #expect(throws: JSONError(offset: 1, column: 2, message: "bytes that are not UTF-8")) {
            try JSONScanner.value(of: [0x22] + bytes + [0x22])
        }
    }

    @Test func `nesting is bounded on both sides of the limit`() throws {
        let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        _ = try JSONScanner.value(of: deepest)
        #expect(message("[" + deepest + "]") == "65: nested deeper than 64")
        #expect(message(String(repeating: "{\"a\":", count: 100_000)) == "321: nested deeper than 64")
    }

    @Test func `a text over sixteen mebibytes is refused`() {
        let bytes = [UInt8](repeating: 0x20, count: JSONScanner.bytesMax + 1)
        #expect(throws: JSONError.self) { try JSONScanner.value(of: bytes) }
    }

    @Test func `a duplicate is found among many members`() {
        let members = (0..<1000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        #expect(message("{\(members)}") == nil)
        #expect(message("{\(members),\"k500\":1}")?.hasSuffix("same name in one object") == true)
        #expect(message("{\(members),\"k3\":1}")?.hasSuffix("same name in one object") == true)
    }

    @Test func `a cut at any byte is refused, never a crash`() throws {
        let text = Array(#"{"a":[1,2.5e3,"é\u0041\ud83d\ude00",true,false,null],"b":{"c":-0}}"#.utf8)
        _ = try JSONScanner.value(of: text)
        for end in 0..<text.count {
            #expect(throws: JSONError.self) { try JSONScanner.value(of: text[..<end]) }
        }
    }
}

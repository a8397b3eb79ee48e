import PledgeExchange
import Testing

/// Small tables by their headings: read whole, or not at all.
@Suite struct CSVTableTests {
    private static func problem(_ text: String) -> CSVTable.Problem? {
        do throws(CSVTable.Problem) {
            _ = try CSVTable(Array(text.utf8))
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [",", ";", "\t"]) func `rows are fields by their headings`(_ sign: String) throws {
        let text = [["Time", " patient ", "note"], ["2026-11-21", "MRN-1", "\"a \(sign) \"\"b\"\"\nc\""]]
            .map { $0.joined(separator: sign) }.joined(separator: "\r\n")
        let table = try CSVTable(Array(("\u{FEFF}" + text + "\r\n").utf8))
        #expect(table.headings == ["time", "patient", "note"])
        #expect(table.rows.map(\.line) == [2])
        #expect(table.rows.first?.fields == ["time": "2026-11-21", "patient": "MRN-1", "note": "a \(sign) \"b\"\nc"])
    }

    @Test func `a table that cannot be read whole is refused, with its line and nothing of it`() {
        #expect(Self.problem("")?.line == 1)
        #expect(Self.problem("time,time\n")?.line == 1)
        #expect(Self.problem("time,patient\n1,2\nSECRET\n")?.line == 3)
        #expect(Self.problem("time,patient\n1,\"SECRET\n")?.line == 2)
        for text in ["time,patient\nSECRET\n", "time,patient\n1,\"SECRET\n", "time,patient\n1,SEC\"RET\n"] {
            #expect(Self.problem(text).map { !$0.description.contains("SEC") } == true)
        }
        #expect((try? CSVTable(Array("time\n".utf8) + [0xFF, 0x0A])) == nil)
    }
}

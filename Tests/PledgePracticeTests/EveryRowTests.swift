import Foundation
import PledgeCore
import PledgePractice
import PledgeStore
import Testing

/// Every column of every table changed, exchanged, deleted, copied, swapped and emptied, one at a time: each is noticed when
/// the practice is opened or checked, and named.
@Suite struct EveryRowTests {
    /// Rows of a table that are tampered with, beside those of `entry`, which are all.
    private static let rowsMax = 5

    private struct Table {
        var name: String
        var columns: [(name: String, isKey: Bool)]
        var rows: [[SQLValue]]

        func sameRow(_ row: [SQLValue], from first: Int) -> (sql: String, values: [SQLValue]) {
            var terms: [String] = []
            var values: [SQLValue] = []
            for (position, column) in columns.enumerated() where column.isKey {
                values.append(row[position])
                terms.append("\(column.name) = ?\(first + values.count - 1)")
            }
            return (terms.joined(separator: " AND "), values)
        }
    }

    private struct Tampering {
        var words: String
        var statements: [(sql: String, values: [SQLValue])]
    }

    @Test func `every change of any row is noticed and named`() throws {
        let fixture = try EveryRowTests.lived()
        let tables = try EveryRowTests.tables(fixture)
        #expect(tables.count == 14, "\(tables.map(\.name))")
        let tried = try tamper(fixture, tables.filter { $0.name != "tile" })
        #expect(tried > 300, "\(tried)")
    }

    @Test func `every change of a full tile is noticed and named`() throws {
        let fixture = try EveryRowTests.lived()
        for number in 0..<260 { _ = try fixture.release(try PracticeFixture.ask("tile \(number)")) }
        let tried = try tamper(fixture, try EveryRowTests.tables(fixture).filter { $0.name == "tile" })
        #expect(tried > 8, "\(tried)")
    }

    /// - Returns: How much was tried; what was not noticed is an issue.
    private func tamper(_ fixture: PracticeFixture, _ tables: [Table]) throws -> Int {
        let copy = fixture.folder + "/copy.db"
        var unnoticed: [String] = []
        var tried = 0
        for table in tables {
            #expect(!table.rows.isEmpty, "\(table.name) has no row to tamper with")
            for tampering in EveryRowTests.tamperings(table) {
                try EveryRowTests.copyDatabase(fixture, to: copy)
                guard try EveryRowTests.did(tampering, copy) else { continue }
                tried += 1
                if try EveryRowTests.finding(fixture, copy).isEmpty { unnoticed.append(tampering.words) }
            }
        }
        // Untouched, the same copy is whole.
        try EveryRowTests.copyDatabase(fixture, to: copy)
        #expect(try EveryRowTests.finding(fixture, copy) == "")
        #expect(unnoticed == [])
        return tried
    }

    @Test func `the checkpoint kept outside is believed neither changed nor gone`() throws {
        let fixture = try EveryRowTests.lived()
        let file = URL(fileURLWithPath: fixture.folder + "/outside/checkpoint")
        let kept = try Data(contentsOf: file)
        fixture.practice.close()
        func opens() -> String? {
            do {
                try fixture.opened().close()
                return nil
            } catch {
                return "\(error)"
            }
        }
        #expect(opens() == nil)
        for position in stride(from: 0, to: kept.count, by: 7) {
            var changed = kept
            changed[position] ^= 1
            try changed.write(to: file)
            #expect(opens()?.contains("outside") == true, "byte \(position)")
        }
        try kept.prefix(40).write(to: file)
        #expect(opens()?.contains("outside") == true)
        try FileManager.default.removeItem(at: file)
        #expect(opens()?.contains("is gone") == true)
        // What a person may do who has no copy of it.
        try Data().write(to: file)
        #expect(opens() == nil)
        try kept.write(to: file)
        #expect(opens() == nil)
    }

    // MARK: A practice with rows in every table

    private static func lived() throws -> PracticeFixture {
        let fixture = try PracticeFixture(rules: PracticeFixture.law.get())
        try fixture.addPatient()
        try fixture.addPatient("MRN-2", name: "José García")
        try fixture.addParty(#""party":"r1","kinds":["provider"]"#)
        let wish = try fixture.take(#"{"type":"restriction","kept-from":"aunt","agreed":"2026-01-01"}"#)
        try fixture.end(wish, #"{"ended":"2026-11-20"}"#)
        _ = try fixture.release(try PracticeFixture.ask("k1"))
        _ = try fixture.release(try PracticeFixture.ask("k2", patient: "MRN-2"))
        // The patient's own copy: duties afterwards make tasks.
        for patient in ["MRN-1", "MRN-2"] {
            _ = try fixture.release(
                try PracticeFixture.ask(
                    "copy \(patient)", patient: patient, recipient: #"{"id":"\#(patient)","kinds":["individual"]}"#,
                    purposes: #"["access"]"#))
        }
        let task = try #require(try fixture.practice.tasks(most: 2).first)
        _ = try fixture.practice.done(try EveryRowTests.ended(task))
        let staff = try AccountFixture(fixture)
        let owner = try staff.make("mary")
        try staff.accounts.view("patient", of: "MRN-1", by: try staff.visit(owner))
        try staff.accounts.signOut(try staff.visit(try staff.signIn("mary")))
        _ = try staff.signIn("mary")
        _ = try fixture.practice.rotateOrganization(master: fixture.master, reason: "yearly", by: "a")
        return fixture
    }

    private static func ended(_ task: OpenTask) throws -> TaskEnded {
        var fields = try JSONFields(
            PracticeFixture.json(#"{"entry":\#(task.entry),"ordinal":\#(task.ordinal),"by":"a"}"#))
        return try TaskEnded(&fields)
    }

    private static func tables(_ fixture: PracticeFixture) throws -> [Table] {
        try fixture.reopen()
        fixture.practice.close()
        let store = try StoreAddress(fixture.address).open()
        defer { store.close() }
        return try store.read { connection in
            let names = try connection.all(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name", []
            ) { row in try row.text(0) }
            // Tries to sign in end by themselves, and nothing rests on them but how soon the next may be.
            return try names.filter { !$0.contains("migration") && $0 != "attempt" }.map { name in
                let columns = try connection.all("SELECT name, pk FROM pragma_table_info('\(name)')", []) { row in
                    (name: try row.text(0), isKey: try row.integer(1) > 0)
                }
                let rows = try connection.all("SELECT * FROM \(name)", []) { row in
                    try columns.indices.map { try row.value($0) }
                }
                return Table(name: name, columns: columns, rows: rows)
            }
        }
    }

    private static func copyDatabase(_ fixture: PracticeFixture, to copy: String) throws {
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: copy + ending) }
        try FileManager.default.copyItem(atPath: fixture.folder + "/pledge.db", toPath: copy)
    }

    // MARK: Tampering

    private static func tamperings(_ table: Table) -> [Tampering] {
        var all = [Tampering(words: "\(table.name) emptied", statements: [("DELETE FROM \(table.name)", [])])]
        let rows = table.name == "entry" ? table.rows : Array(table.rows.prefix(rowsMax))
        for (number, row) in rows.enumerated() {
            let name = "\(table.name) row \(number)"
            let same = table.sameRow(row, from: 1)
            all.append(
                Tampering(
                    words: "\(name) deleted", statements: [("DELETE FROM \(table.name) WHERE \(same.sql)", same.values)]
                ))
            let copied = zip(table.columns, row).map { $0.isKey ? other($1) : $1 }
            let places = (1...row.count).map { "?\($0)" }.joined(separator: ", ")
            all.append(
                Tampering(
                    words: "\(name) copied", statements: [("INSERT INTO \(table.name) VALUES (\(places))", copied)]))
            for (position, column) in table.columns.enumerated() {
                let changed = other(row[position])
                all.append(set(table, row, [position: changed], "\(name) \(column.name) changed"))
                if let exchanged = table.rows.first(where: { $0[position] != row[position] })?[position] {
                    all.append(set(table, row, [position: exchanged], "\(name) \(column.name) of another row"))
                }
            }
            if number > 0 { all += swapped(table, row, rows[0], name) }
        }
        return all
    }

    private static func set(_ table: Table, _ row: [SQLValue], _ new: [Int: SQLValue], _ words: String) -> Tampering {
        let ordered = new.sorted { $0.key < $1.key }
        let terms = ordered.enumerated().map { "\(table.columns[$1.key].name) = ?\($0 + 1)" }
        let same = table.sameRow(row, from: ordered.count + 1)
        return Tampering(
            words: words,
            statements: [
                (
                    "UPDATE \(table.name) SET \(terms.joined(separator: ", ")) WHERE \(same.sql)",
                    ordered.map(\.value) + same.values
                )
            ])
    }

    /// The contents of two rows in each other's place.
    private static func swapped(
        _ table: Table, _ row: [SQLValue], _ other: [SQLValue], _ name: String
    ) -> [Tampering] {
        let contents = table.columns.indices.filter { !table.columns[$0].isKey && row[$0] != other[$0] }
        guard !contents.isEmpty else { return [] }
        let one = set(table, row, Dictionary(uniqueKeysWithValues: contents.map { ($0, other[$0]) }), "")
        let two = set(table, other, Dictionary(uniqueKeysWithValues: contents.map { ($0, row[$0]) }), "")
        return [Tampering(words: "\(name) swapped with the first", statements: one.statements + two.statements)]
    }

    private static func other(_ value: SQLValue) -> SQLValue {
        switch value {
        case .integer(let number): return .integer(number + 1_000)
        case .text(let text): return .text(text + "x")
        case .blob(var bytes):
            if bytes.isEmpty { return .blob([1]) }
            bytes[bytes.count / 2] ^= 1
            return .blob(bytes)
        default: return .integer(1)
        }
    }

    /// - Returns: Whether the database itself lets it be done.
    private static func did(_ tampering: Tampering, _ copy: String) throws -> Bool {
        let store = try StoreAddress("sqlite:\(copy)").open()
        defer { store.close() }
        do {
            try store.write { connection in
                for (sql, values) in tampering.statements { _ = try connection.run(sql, values) }
            }
            return true
        } catch let error as StoreError where [.constraint, .unique].contains(error.kind) {
            return false
        }
    }

    /// What opening the practice, or checking it, says; nothing where all is well.
    private static func finding(_ fixture: PracticeFixture, _ copy: String) throws -> String {
        do {
            let practice = try Practice.open(
                store: try StoreAddress("sqlite:\(copy)").open(), master: fixture.master,
                outside: fixture.folder + "/outside", fixture.surroundings)
            defer { practice.close() }
            return try practice.check().differences.joined(separator: "\n")
        } catch let error as PracticeError {
            return "\(error)"
        }
    }
}

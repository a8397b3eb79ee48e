import Foundation
import PledgeStore
import Testing

/// What both drivers promise, run unchanged against each.
@Suite struct DriverContractTests {
    static let values = "CREATE TABLE thing (id BIGINT PRIMARY KEY, words TEXT, bytes BLOB)"
    static let insert = "INSERT INTO thing (id, words, bytes) VALUES (?1, ?2, ?3)"

    static let samples: [(words: String?, bytes: [UInt8]?)] = [
        (nil, nil), ("", []), ("a", [0]), ("naïve ☃ 👩🏽‍⚕️ e\u{301} \u{10FFFF}", [0, 255, 0]),
        (String(repeating: "x", count: 100_000), [UInt8](repeating: 7, count: 3_000_000)), ("'; --", nil),
        ("line\r\nline\t\u{1}", Array(0...255)),
    ]

    @Test(arguments: Engine.allCases)
    func `every value comes back as it was stored`(engine: Engine) throws {
        try TestDatabase.with(engine, [Self.values]) { (store, _) throws in
            #expect(store.engine == engine)
            try store.write { connection in
                for (id, sample) in Self.samples.enumerated() {
                    let row: [SQLValue] = [.int(id), .text(orNull: sample.words), .blob(orNull: sample.bytes)]
                    let changed = try connection.run(Self.insert, row)
                    #expect(changed == 1)
                }
            }
            let rows = try store.read { connection in
                try connection.all("SELECT words, bytes, id FROM thing ORDER BY id") { row in
                    #expect(row.columnCount == 3)
                    let (words, bytes) = (try row.textOrNull(0), try row.blobOrNull(1))
                    if bytes != nil {
                        let length = try row.withBlob(1) { $0.byteCount }
                        #expect(length == bytes?.count)
                    }
                    let (value, id) = (try row.value(2), try row.integer(2))
                    #expect(value == .integer(id))
                    return (words, bytes)
                }
            }
            #expect(rows.map(\.0) == Self.samples.map(\.words))
            #expect(rows.map(\.1) == Self.samples.map(\.bytes))
            // By its bytes, not by what letters look alike.
            #expect(try store.number("SELECT count(*) FROM thing WHERE words = ?1", [.text("é")]) == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `numbers are whole, of 64 bits`(engine: Engine) throws {
        try TestDatabase.with(engine, [Self.values]) { (store, _) throws in
            let numbers: [Int64] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]
            try store.write { connection in
                let rows = numbers.map { [SQLValue.integer($0), .null, .null] }
                let changed = try connection.runEach(Self.insert, rows)
                #expect(changed == numbers.count)
            }
            let found = try store.read { connection in
                try connection.all("SELECT id FROM thing ORDER BY id") { try $0.integer(0) }
            }
            #expect(found == numbers)
            #expect(try store.number("SELECT count(*) FROM thing WHERE id >= ?1", [.integer(0)]) == 4)
            // Sums, truth values and lengths are numbers, too.
            #expect(try store.number("SELECT sum(id) FROM thing WHERE id BETWEEN ?1 AND ?2", [-1, 1]) == 0)
            #expect(try store.number("SELECT sum(id) FROM thing WHERE id > 1 AND id < ?1", [2]) == nil)
            #expect(storeError { _ = try store.number("SELECT sum(id) FROM thing WHERE id > ?1", [1]) } != nil)
            #expect(try store.number("SELECT id = ?1 FROM thing WHERE id = ?2", [.integer(.max), .integer(.max)]) == 1)
            #expect(try store.number("SELECT length(?1)", [.text("äbc")]) == 3)
            #expect(
                try store.number("SELECT sum(id) FROM thing WHERE id < -1 AND id > ?1", [.integer(.min)]) == .min + 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a text with NUL is refused`(engine: Engine) throws {
        try TestDatabase.with(engine, [Self.values]) { (store, _) throws in
            let error = storeError {
                try store.write { connection in _ = try connection.run(Self.insert, [1, .text("a\0b"), .null]) }
            }
            #expect(error?.kind == .unsupported)
            #expect(try store.number("SELECT count(*) FROM thing") == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a value of another type is refused when it is stored and when it is read`(engine: Engine) throws {
        try TestDatabase.with(engine, [Self.values]) { (store, _) throws in
            for row: [SQLValue] in [["1 patient", .null, .null], [1, .null, "a patient"]] {
                let error = storeError { try store.write { _ = try $0.run(Self.insert, row) } }
                #expect(error?.kind == .constraint || error?.kind == .unsupported)
                #expect(error?.description.contains("patient") == false)
            }
            try store.write { _ = try $0.run(Self.insert, [1, "x", .null]) }
            for place in 0..<5 {
                let error = storeError {
                    try store.read { connection in
                        try connection.rows("SELECT words, bytes FROM thing", []) { row throws(StoreError) in
                            switch place {
                            case 0: _ = try row.integer(0)
                            case 1: _ = try row.blob(0)
                            case 2: _ = try row.text(1)
                            case 3: _ = try row.blob(1)
                            default: _ = try row.integer(1)
                            }
                        }
                    }
                }
                #expect(error?.kind == .corrupt)
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `the number of values is checked`(engine: Engine) throws {
        try TestDatabase.with(engine, [Self.values]) { (store, _) throws in
            for values: [SQLValue] in [[], [1, 2], [1, "a", .null, 4]] {
                #expect(storeError { try store.write { _ = try $0.run(Self.insert, values) } }?.kind == .unsupported)
            }
            let rows: [[SQLValue]] = [[1, .null, .null], [2, .null]]
            #expect(storeError { try store.write { _ = try $0.runEach(Self.insert, rows) } }?.kind == .unsupported)
            #expect(try store.number("SELECT count(*) FROM thing") == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `null first and a value later go through one statement`(engine: Engine) throws {
        try TestDatabase.with(engine, [Self.values]) { (store, _) throws in
            try store.write { connection in
                try connection.run(Self.insert, [1, .null, .null])
                try connection.run(Self.insert, [2, "a", .null])
                try connection.run(Self.insert, [3, .null, .blob([1])])
                try connection.run(Self.insert, [4, "b", .blob([])])
                try connection.runEach(Self.insert, [[5, .null, .null], [6, "c", .null], [7, .null, .blob([])]])
            }
            let sql = "SELECT count(*) FROM thing WHERE words IS NULL AND bytes IS NULL"
            #expect(try store.number(sql) == 2)
        }
    }

    @Test(arguments: Engine.allCases)
    func `rows changed are counted`(engine: Engine) throws {
        try TestDatabase.with(engine, [Self.values]) { (store, _) throws in
            try store.write { connection in
                #expect(try connection.runEach(Self.insert, []) == 0)
                try connection.runEach(Self.insert, (0..<10).map { [.int($0), .null, .null] })
                #expect(try connection.run("UPDATE thing SET words = ?1 WHERE id < ?2", ["a", 4]) == 4)
                #expect(try connection.run("UPDATE thing SET words = ?1 WHERE id < ?2", ["a", -1]) == 0)
                #expect(try connection.run("SELECT id FROM thing") == 0)
                #expect(try connection.run("DELETE FROM thing WHERE words IS NULL") == 6)
                let upsert = """
                    INSERT INTO thing (id, words) VALUES (?1, ?2)
                    ON CONFLICT (id) DO UPDATE SET words = excluded.words
                    """
                #expect(try connection.runEach(upsert, [[1, "new"], [20, "new"]]) == 2)
                let ignore = "INSERT INTO thing (id) VALUES (?1) ON CONFLICT DO NOTHING"
                #expect(try connection.runEach(ignore, [[1], [21]]) == 1)
                let inserted = try connection.first("INSERT INTO thing (id) VALUES (?1) RETURNING id", [30]) {
                    try $0.integer(0)
                }
                #expect(inserted == 30)
            }
            #expect(try store.number("SELECT count(*) FROM thing WHERE words = 'new'") == 2)
        }
    }

    @Test(arguments: Engine.allCases)
    func `many rows are stored in one go and read one by one`(engine: Engine) throws {
        try TestDatabase.with(engine, [Self.values]) { (store, _) throws in
            let count = 20_000
            try store.write { connection in
                let rows = (0..<count).map { [SQLValue.int($0), .text("row \($0)"), .blob([1, 2, 3])] }
                let changed = try connection.runEach(Self.insert, rows)
                #expect(changed == count)
            }
            var next: Int64 = 0
            try store.read { connection in
                try connection.rows("SELECT id, words FROM thing ORDER BY id", []) {
                    row throws(StoreError) in
                    let (id, words) = (try row.integer(0), try row.text(1))
                    if id != next || words != "row \(next)" { Issue.record("row \(next) is another") }
                    next += 1
                }
            }
            #expect(next == Int64(count))
        }
    }

    @Test(arguments: Engine.allCases)
    func `large values go through the pipeline`(engine: Engine) throws {
        try TestDatabase.with(engine, [Self.values]) { (store, _) throws in
            let bytes = [UInt8](repeating: 9, count: 300_000)
            try store.write { connection in
                _ = try connection.runEach(Self.insert, (0..<40).map { [.int($0), .null, .blob(bytes)] })
            }
            #expect(try store.number("SELECT sum(length(bytes)) FROM thing") == 12_000_000)
        }
    }

    @Test(arguments: Engine.allCases)
    func `more statements than are kept prepared`(engine: Engine) throws {
        var options = StoreOptions()
        options.statementsMax = 8
        try TestDatabase.with(engine, [Self.values], options: options) { (store, _) throws in
            for round in 0..<3 {
                try store.write { connection in
                    for number in 0..<50 {
                        let id = round * 50 + number
                        try connection.run(
                            "INSERT INTO thing (id, words) VALUES (?1 + \(number) - \(number), ?2)", [.int(id), "x"])
                    }
                }
            }
            #expect(try store.number("SELECT count(*) FROM thing") == 150)
        }
    }
}

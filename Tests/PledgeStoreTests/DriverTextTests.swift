import PledgeStore
import Testing

/// Texts that the drivers read: addresses, placeholders, the words of a schema.
@Suite struct DriverTextTests {
    @Test func `placeholders are translated outside strings, names and comments`() throws {
        let table = [
            ("SELECT ?1, ?12 WHERE a=?2", "SELECT $1, $12 WHERE a=$2", 12),
            ("SELECT '?1 it''s ?2', \"a?1\"\"?2\", ?1", "SELECT '?1 it''s ?2', \"a?1\"\"?2\", $1", 1),
            ("SELECT 1 -- ?1\n, ?2 /* ?3 ' */ , ?1", "SELECT 1 -- ?1\n, $2 /* ?3 ' */ , $1", 2),
            ("SELECT a-?1/?2", "SELECT a-$1/$2", 2), ("", "", 0), ("'open ?1", "'open ?1", 0),
            ("/* open ?1", "/* open ?1", 0), ("-- open ?1", "-- open ?1", 0),
            ("SELECT 'é?1', ?1", "SELECT 'é?1', $1", 1),
        ]
        for (from, to, count) in table {
            let found = try Placeholders.postgres(from)
            #expect(found.sql == to && found.count == count)
        }
        for wrong in ["SELECT ?", "SELECT ?0", "SELECT ?a", "SELECT ?65536", "SELECT ?99999999999999999999"] {
            #expect(storeError { _ = try Placeholders.postgres(wrong) }?.kind == .unsupported)
        }
    }

    @Test func `schema words are those of the engine`() {
        let sql = "CREATE TABLE a (id BIGINT PRIMARY KEY, \"b\" TEXT NOT NULL DEFAULT 'TEXT', c BLOB, texts BIGINT); "
        #expect(
            SchemaWords.postgres(sql)
                == "CREATE TABLE a (id BIGINT PRIMARY KEY, \"b\" TEXT COLLATE \"C\" NOT NULL DEFAULT 'TEXT', c BYTEA, "
                + "texts BIGINT); ")
        #expect(
            SchemaWords.sqlite(sql)
                == "CREATE TABLE a (id INTEGER PRIMARY KEY, \"b\" TEXT NOT NULL DEFAULT 'TEXT', c BLOB, texts INTEGER)"
                + "\nSTRICT")
        #expect(
            SchemaWords.sqlite("CREATE TABLE a (id BLOB) WITHOUT ROWID")
                == "CREATE TABLE a (id BLOB) WITHOUT ROWID,\nSTRICT")
        for same in ["CREATE TABLE a (id INT) STRICT", "CREATE INDEX a ON b (TEXT_of_it)", "UPDATE a SET b = 1;"] {
            #expect(SchemaWords.sqlite(same) == same)
        }
        let cast = "CREATE INDEX a ON b (CAST(c AS TEXT))"
        #expect(SchemaWords.postgres(cast) == cast)
    }

    @Test func `addresses are read, and show no password`() throws {
        let table: [(String, String)] = [
            ("sqlite:a.db", "sqlite:a.db"), ("a.db", "sqlite:a.db"), ("/x/a=b.db", "sqlite:/x/a=b.db"),
            ("postgres://u:secret@h:5/d", "postgres://h/d"), ("postgresql://u:secret@h,i/d", "postgres://h,i/d"),
            ("host=h password=secret dbname=d", "postgres://h/d"), ("postgresql:x", "sqlite:postgresql:x"),
        ]
        for (text, shown) in table {
            let address = try StoreAddress(text)
            var all = "\(address) \(String(reflecting: address))"
            dump(address, to: &all)
            #expect(address.description == shown)
            #expect(!all.contains("secret"))
            #expect(address.engine == (shown.hasPrefix("postgres") ? .postgres : .sqlite))
        }
        for wrong in [
            "", "sqlite:", ":memory:", "sqlite::memory:", "file:a.db", "mysql://a",
            "postgres://u:secret@h:x:y/d?a=secret",
            "host=h secret", "a\0b",
        ] {
            let error = storeError { _ = try StoreAddress(wrong) }
            #expect(error?.kind == .unsupported, "\(wrong)")
            #expect(error?.description.contains("secret") == false)
        }
    }

    @Test func `the statement least lately used goes first`() {
        var cache = StatementCache<Int>(countMax: 2)
        #expect(cache.keep(1, for: "a") == [])
        #expect(cache.keep(2, for: "b") == [])
        #expect(cache.find("a") == 1)
        #expect(cache.keep(3, for: "c") == [2])
        #expect(cache.find("b") == nil && cache.find("a") == 1 && cache.count == 2)
        #expect(cache.keep(4, for: "a") == [1])
        #expect(cache.find("a") == 4)
    }

    @Test func `a value shows its kind only`() {
        let values: [SQLValue] = [.integer(4711), "4711", .blob([47, 11]), .null]
        var shown = "\(values) \(String(reflecting: values))"
        dump(values, to: &shown)
        #expect(!shown.contains("47") && !shown.contains("11"))
    }

    @Test func `codes of PostgreSQL have their kinds`() {
        let table: [(String, StoreError.Kind, Bool)] = [
            ("23505", .unique, false), ("23503", .constraint, false), ("40001", .busy, true), ("40P01", .busy, true),
            ("55P03", .busy, true), ("57014", .busy, true), ("57P01", .connectionLost, true),
            ("08006", .connectionLost, true), ("53100", .full, false), ("53300", .busy, true),
            ("25006", .readOnly, true),
            ("42501", .readOnly, false), ("3D000", .notFound, false), ("28P01", .refusedToStart, false),
            ("XX001", .corrupt, false), ("58030", .disk, false), ("22021", .unsupported, false),
            ("P0001", .constraint, false), ("25P03", .connectionLost, true), ("25P02", .other, false),
            ("XX000", .other, false),
        ]
        for (state, kind, isRetryable) in table {
            let error = StoreError.postgres(state: state)
            #expect(error.kind == kind && error.isRetryable == isRetryable, "\(state)")
            #expect(error.withUnknownOutcome().isRetryable == false)
        }
    }
}

import Foundation
import PledgeStore
import Testing

/// Migrations: forward only, once each, and never changed.
@Suite struct DriverMigrationTests {
    static let first = Migration(
        1, "people",
        [
            "CREATE TABLE person (id BIGINT PRIMARY KEY, name TEXT NOT NULL, photo BLOB)",
            "CREATE INDEX person_name ON person (name)",
        ])
    static let second = Migration(
        2, "notes",
        [
            "CREATE TABLE note (id BIGINT PRIMARY KEY, text_of_it TEXT NOT NULL DEFAULT 'TEXT BLOB')",
            .only(.sqlite, "CREATE TABLE only_here (id INTEGER PRIMARY KEY)"),
            .only(.postgres, "CREATE TABLE only_here (id BIGINT GENERATED ALWAYS AS IDENTITY)"),
        ])

    @Test(arguments: Engine.allCases)
    func `each migration runs once`(engine: Engine) throws {
        try TestDatabase.with(engine) { (store, _) throws in
            #expect(try store.migrate([]) == 0)
            #expect(try store.migrate([Self.first]) == 1)
            #expect(try store.migrate([Self.first]) == 0)
            #expect(try store.migrate([Self.first, Self.second]) == 1)
            #expect(try store.number("SELECT count(*) FROM migration") == 2)
            try store.write { connection in
                try connection.run("INSERT INTO person VALUES (?1, ?2, ?3)", [1, "b", .blob([1])])
                try connection.run("INSERT INTO person VALUES (?1, ?2, ?3)", [2, "B", .null])
                try connection.run("INSERT INTO person VALUES (?1, ?2, ?3)", [3, "a", .null])
                try connection.run("INSERT INTO note (id) VALUES (?1)", [1])
            }
            let order = try store.read { connection in
                try connection.all("SELECT name FROM person ORDER BY name") { try $0.text(0) }
            }
            #expect(order == ["B", "a", "b"])
            #expect(try store.number("SELECT count(*) FROM note WHERE text_of_it = 'TEXT BLOB'") == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a newer database is refused`(engine: Engine) throws {
        try TestDatabase.with(engine) { (store, _) throws in
            try store.migrate([Self.first, Self.second])
            let error = storeError { try store.migrate([Self.first]) }
            #expect(error?.kind == .refusedToStart)
            #expect(error?.message.contains("newer version") == true)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a changed migration is refused`(engine: Engine) throws {
        try TestDatabase.with(engine) { (store, _) throws in
            try store.migrate([Self.first])
            let changed = Migration(1, "people", Self.first.statements.dropLast())
            let error = storeError { try store.migrate([changed, Self.second]) }
            #expect(error?.kind == .refusedToStart)
            #expect(try store.number("SELECT count(*) FROM migration") == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a migration that fails leaves nothing`(engine: Engine) throws {
        try TestDatabase.with(engine) { (store, _) throws in
            let broken = Migration(2, "broken", ["CREATE TABLE half (id BIGINT PRIMARY KEY)", "CREATE TABLE half ("])
            #expect(storeError { try store.migrate([Self.first, broken]) }?.kind == .unsupported)
            #expect(try store.number("SELECT count(*) FROM migration") == 1)
            #expect(try store.migrate([Self.first, Self.second]) == 1)
            #expect(storeError { _ = try store.number("SELECT count(*) FROM half") }?.kind == .unsupported)
        }
    }

    @Test(arguments: Engine.allCases)
    func `programs that start at once run each migration once`(engine: Engine) throws {
        try TestDatabase.with(engine) { (store, address) throws in
            let errors = inThreads(4) { _ in
                let other = try StoreAddress(address).open()
                defer { other.close() }
                try other.migrate([Self.first, Self.second])
            }
            #expect(errors.isEmpty, "\(errors)")
            #expect(try store.number("SELECT count(*) FROM migration") == 2)
        }
    }

    @Test func `a file of another program is refused`() throws {
        try TestDatabase.with(.sqlite, ["CREATE TABLE other (id BIGINT PRIMARY KEY)"]) { (store, _) throws in
            #expect(storeError { try store.migrate([Self.first]) }?.kind == .refusedToStart)
        }
    }

    @Test func `the digest changes with every part of a migration`() {
        let digests = [
            Self.first, Self.second, Migration(2, "people", Self.first.statements),
            Migration(1, "peopl", Self.first.statements), Migration(1, "people", ["a", "b"]),
            Migration(1, "people", ["ab"]), Migration(1, "people", [.only(.sqlite, "ab")]),
            Migration(1, "people", [.only(.postgres, "ab")]),
        ].map(\.digest)
        #expect(Set(digests).count == digests.count)
        #expect(Migration(1, "people", Self.first.statements).digest == Self.first.digest)
    }
}

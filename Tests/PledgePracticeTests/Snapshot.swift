import Foundation
import PledgePractice
import PledgeStore
import PostgresCluster

/// A practice's database as it is at some time.
struct Snapshot {
    private enum Copy {
        case file(Data)
        case database(String)
    }

    private let copy: Copy

    init(_ fixture: PracticeFixture) throws {
        fixture.practice.close()
        switch fixture.engine {
        case .sqlite: copy = .file(try Data(contentsOf: URL(fileURLWithPath: fixture.file)))
        case .postgres:
            let name = Snapshot.name(fixture)
            try TestCluster.shared.get().query("CREATE DATABASE \(name)_copy TEMPLATE \(name)")
            copy = .database(name)
        }
        try fixture.reopen()
    }

    func putBack(_ fixture: PracticeFixture) throws {
        fixture.practice.close()
        switch copy {
        case .file(let bytes):
            for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: fixture.file + ending) }
            try bytes.write(to: URL(fileURLWithPath: fixture.file))
        case .database(let name):
            let cluster = try TestCluster.shared.get()
            try cluster.query("DROP DATABASE \(name) WITH (FORCE)")
            try cluster.query("ALTER DATABASE \(name)_copy RENAME TO \(name)")
        }
    }

    private static func name(_ fixture: PracticeFixture) -> String {
        fixture.address.split(separator: "/").last.map(String.init) ?? ""
    }
}

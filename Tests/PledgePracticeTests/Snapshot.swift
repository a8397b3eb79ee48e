import Foundation
import PledgePractice

/// The files of a practice's database at some time.
struct Snapshot {
    private let bytes: Data

    init(_ fixture: PracticeFixture) throws {
        try fixture.reopen()
        fixture.practice.close()
        bytes = try Data(contentsOf: URL(fileURLWithPath: fixture.database))
        try fixture.reopen()
    }

    func putBack(_ fixture: PracticeFixture) throws {
        fixture.practice.close()
        for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: fixture.database + ending) }
        try bytes.write(to: URL(fileURLWithPath: fixture.database))
    }
}

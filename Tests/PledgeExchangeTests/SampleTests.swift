import Foundation
import PledgeCore
import Testing

@testable import PledgeExchange

/// Every file of the shared samples is read; the numbers were counted by hand or by another program.
@Suite(.enabled(if: Shared.isThere, "no shared samples")) struct SampleTests {
    @Test func dumpAll() throws {
        for (folder, end) in [("fhir", ".gz"), ("fhir/hl7-r4-examples", ".json"), ("hl7v2", ".hl7")] {
            var all = ImportCounts()
            for file in try Shared.files(folder, end) {
                let bytes = try Shared.bytes(file)
                let records = end == ".hl7" ? readHL7(bytes) : readFHIR(bytes)
                for record in records {
                    all.add(record)
                    for p in record.problems {
                        print(file.lastPathComponent, record.kind, record.outcome, p.kind, p.weight, p.place, p.words)
                    }
                }
            }
            print(folder, all)
        }
    }
}

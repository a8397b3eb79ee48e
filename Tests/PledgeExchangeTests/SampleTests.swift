import Foundation
import PledgeCore
import Testing

@testable import PledgeExchange

/// Every file of the shared samples is read; the counts are those that `json` and `grep` give.
@Suite(.enabled(if: Shared.isThere, "no shared samples")) struct SampleTests {
    @Test func `every bundle gives its resources, and its patient is the one of the index`() throws {
        let data = try #require(Shared.data)
        let index = try String(contentsOf: data.appending(path: "fhir/INDEX.tsv"), encoding: .utf8)
        var all = ImportCounts()
        for line in index.split(separator: "\n").dropFirst() {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            let records = readFHIR(try Shared.bytes(data.appending(path: "fhir/\(cells[0])")))
            for record in records { all.add(record) }
            #expect(records.count == Int(cells[5]))
            let people = records.flatMap(\.people)
            #expect(people.count == 1)
            let person = try #require(people.first)
            #expect(person.gender?.rawValue == cells[2])
            #expect(person.birth == ImportedTime(fhir: cells[3]))
            switch person.death {
            case .at(.instant(let instant)): #expect(instant.description.prefix(10) == cells[4])
            default: #expect(cells[4].isEmpty && person.death == nil)
            }
            let family = try #require(person.names.first?.family)
            #expect(cells[1].contains(family.replacing(" ", with: "_")))
        }
        #expect(all.read == ["Patient": 80, "Encounter": 2321, "Organization": 124, "Practitioner": 124])
        #expect(
            all.notRead == [
                "Observation": 11968, "Claim": 2977, "Procedure": 1699, "Immunization": 930, "DiagnosticReport": 886,
                "MedicationRequest": 656, "Condition": 581, "CarePlan": 219, "Goal": 137, "AllergyIntolerance": 47,
                "ImagingStudy": 39,
            ])
        #expect(all.refused.isEmpty && all.problems.isEmpty)
    }

    @Test func `NDJSON is read line by line`() throws {
        let file = try #require(try Shared.files("fhir", ".ndjson.gz").first)
        for layout in [FHIRReader.Layout.automatic, .lines] {
            let all = counts(readFHIR(try Shared.bytes(file), layout))
            #expect(all.read == ["Patient": 20])
            #expect(all.notRead == ["DocumentReference": 400])
            #expect(all.problems.isEmpty)
        }
    }

    @Test func `every official example is read or told by its kind`() throws {
        var all = ImportCounts()
        var wishes: [ImportedWish] = []
        var contacts = 0
        let files = try Shared.files("fhir/hl7-r4-examples", ".json")
        for file in files {
            let records = readFHIR(try Shared.bytes(file))
            #expect(records.count == 1, "\(file.lastPathComponent)")
            for record in records { all.add(record) }
            wishes += records.flatMap(\.wishes)
            contacts += records.reduce(0) { $0 + $1.contacts.count }
        }
        #expect(
            all.read == [
                "Patient": 22, "RelatedPerson": 5, "Consent": 12, "Organization": 13, "Practitioner": 14,
                "Encounter": 10,
            ])
        #expect(all.notRead.values.reduce(0, +) == files.count - 76)
        #expect(all.refused.isEmpty && all.problems.isEmpty)
        let outs = try files.count { try String(decoding: Shared.bytes($0), as: UTF8.self).contains("\"OPTOUT\"") }
        #expect(wishes.allSatisfy { $0.status == .active && $0.of != nil && $0.provision != nil })
        #expect(wishes.map { $0.policyRule.first?.code }.count { $0 == "OPTOUT" } == outs)
        #expect(contacts == 5 + 8)
    }

    @Test func `a patient of the standard is read whole`() throws {
        let file = try #require(try Shared.files("fhir/hl7-r4-examples", "Patient-example.json").first)
        let record = try #require(readFHIR(try Shared.bytes(file)).first)
        let person = try #require(record.people.first)
        #expect(record.identity?.key == ["Patient", "example", ""])
        #expect(person.ownReferences == ["Patient/example"])
        #expect(person.identifiers.map(\.value) == ["12345"])
        #expect(person.identifiers.first?.type == "MR")
        #expect(person.identifiers.first?.assigner == "Acme Healthcare")
        #expect(person.identifiers.first?.period == ImportedPeriod(start: ImportedTime(fhir: "2001-05-06")))
        #expect(person.names.map(\.use) == [.official, .usual, .maiden])
        #expect(person.names.map(\.given) == [["Peter", "James"], ["Jim"], ["Peter", "James"]])
        #expect(person.names.last?.period?.end == .year(2002))
        #expect(person.telecoms.map(\.rank) == [1, 2, nil])
        #expect(person.telecoms.map(\.use) == [.work, .mobile, .old])
        #expect(person.death == .alive)
        #expect(person.addresses.first?.district == "Rainbow")
        let contact = try #require(record.contacts.first)
        #expect(contact.names.first?.family == "du Marché")
        #expect(contact.relationships.map(\.code) == ["N"])
        #expect(contact.period?.start == .year(2012))
        #expect(contact.place.description == "record 1, line 1, Patient.contact[0]")
    }

    @Test func `every message is read or told by its kind`() throws {
        var all = ImportCounts()
        var unreadWishes = 0
        let files = try Shared.files("hl7v2", ".hl7")
        for file in files {
            let records = readHL7(try Shared.bytes(file))
            #expect(records.count == 1, "\(file.lastPathComponent)")
            for record in records { all.add(record) }
            unreadWishes += records.reduce(0) { sum, record in
                sum + record.problems.count { record.outcome == .notRead && $0.kind == .person }
            }
        }
        #expect(files.count == 75)
        #expect(
            all.read == ["ADT^A01": 3, "ADT^A04": 2, "ADT^A08": 1, "ADT^A28": 1, "ADT^A31": 1, "ADT^A40": 1])
        #expect(all.notRead.values.reduce(0, +) == 66)
        #expect(all.notRead["ADT^A60"] == 2 && all.notRead["ORU^R01"] == 5 && all.notRead["PPR^PC1"] == 1)
        #expect(all.refused.isEmpty)
        // 10 ADT and one OMG with ARV, 6 MDM with CON.
        #expect(unreadWishes == 17)
        #expect(all.problems[.leftOut] == nil)
    }

    @Test func `an admission of the samples is read whole`() throws {
        let file = try #require(try Shared.files("hl7v2", "ADT-A01-01.hl7").first)
        let record = try #require(readHL7(try Shared.bytes(file)).first)
        #expect(
            record.identity?.key == ["ADTApp", "GHHSFacility^2.16.840.1.122848.1.30^ISO", "MSG00001"])
        let person = try #require(record.people.first)
        #expect(
            person.identifiers.map(\.value) == [
                "PATID1234", "123456789", "1234567", "PATID567", "4000776", "PSSN123121234", "DLN-123",
            ])
        #expect(person.identifiers.map(\.type) == ["MR", "SS", "MR", nil, "VN", "SS", "DL"])
        #expect(person.names.map(\.family) == ["EVERYMAN", "Josh"])
        #expect(person.names.map(\.use) == [.usual, .official])
        #expect(person.birth == .day(try #require(Day("1988-08-18"))))
        #expect(person.addresses.first?.lines == ["1000 Hospital Lane", "Ste. 123"])
        #expect(person.languages.map(\.code.code) == ["ara"])
        #expect(record.contacts.map { $0.names.first?.family } == ["Evan"])
        #expect(record.wishes.map(\.isOfVisit) == [false, true])
        #expect(record.wishes.map { $0.codes.first?.code } == ["DEM", "LOC"])
        #expect(record.wishes.map(\.action) == [.add, .none])
        #expect(record.wishes.map { $0.reasons.first?.code } == ["PAT", "PHY"])
        #expect(record.wishes[0].words == ["Access restricted to clinicians other than the consulting clinician"])
        #expect(
            record.wishes[0].period?.end
                == .instant(try #require(Instant("2022-11-18T10:30:00+02:15"))))
        #expect(record.wishes[1].place.description == "record 1, line 11, ARV(2)")
        #expect(record.visits.first?.visitClass?.code == "P")
    }

    @Test func `a merge of the samples has its two sides`() throws {
        let file = try #require(try Shared.files("hl7v2", "ADT-A40-01.hl7").first)
        let record = try #require(readHL7(try Shared.bytes(file)).first)
        let merge = try #require(record.merges.first)
        #expect(record.merges.count == 1 && record.people.count == 1)
        #expect(merge.survivor.identifiers.map(\.value) == ["12345", "5027440"])
        #expect(merge.prior.identifiers.map(\.value) == ["56789"])
        #expect(merge.prior.identifiers.map(\.assigner) == ["BCBS"])
    }
}

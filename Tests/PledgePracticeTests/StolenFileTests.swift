import Foundation
import PledgeCore
import PledgeLedger
import PledgePractice
import PledgeStore
import Testing

/// Whoever steals the files of a practice, its backup or what it exports finds nobody in them; nor do error texts name anybody.
@Suite struct StolenFileTests {
    /// What is about a patient, planted in every place that takes it.
    private enum Planted {
        static let name = "Zebulon Quackenbush"
        static let newName = "Wilhelmina Featherstone"
        static let identifier = "MRN-PLANTED-77231"
        static let key = "caller-key-for-quackenbush-1"
        static let address = "4417 Thistledown Crescent"
        static let phone = "+1-312-555-0176"
        static let diagnosis = "pheochromocytoma with metastases"
        static let relative = "aunt Hortensia Plumworthy"
        static let birth = "1931-07-19"
        static let all = [name, newName, identifier, key, address, phone, diagnosis, relative, birth]
    }

    @Test func `the look finds each planted text in each form, wherever it is cut`() {
        for text in Planted.all {
            for (form, needles) in Needles.forms(text) {
                for needle in needles {
                    let bytes = [UInt8](repeating: 7, count: 4_093) + needle + [7, 8, 9]
                    #expect(Needles(Planted.all).found(in: bytes) == [text], "\(form)")
                }
            }
        }
        // As other programs write them.
        let data = Data("xx\(Planted.name), \(Planted.phone)".utf8)
        #expect(Needles([Planted.phone]).found(in: Array(data.base64EncodedString().utf8)) == [Planted.phone])
        #expect(Needles([Planted.name]).found(in: Array("nobody".utf8)) == [])
    }

    @Test func `nothing about a patient stands in any file, in whatever form`() throws {
        let fixture = try StolenFileTests.lived()
        let needles = Needles(Planted.all)
        // Open, so that write-ahead log and shared memory are there.
        var looked = try StolenFileTests.look(fixture.folder, needles)
        #expect(["pledge.db", "pledge.db-wal", "pledge.db-shm"].allSatisfy { looked.keys.contains($0) })
        try fixture.reopen()
        let target = try StoreAddress("sqlite:\(fixture.folder)/backup.db").open()
        _ = try fixture.practice.backup(to: target)
        target.close()
        _ = try fixture.practice.export { path, bytes in
            let file = URL(fileURLWithPath: fixture.folder + "/exported/" + path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
        looked = try StolenFileTests.look(fixture.folder, needles)
        for file in ["backup.db", "exported/checkpoint", "exported/key", "outside/checkpoint"] {
            #expect(looked.keys.contains(file), "\(file)")
        }
        #expect(looked.filter { !$0.value.isEmpty } == [:])
        // The same look sees one that is put into a row, and one that is put into a file.
        try fixture.behind(
            "INSERT INTO rulebook VALUES (X'00', CAST('\(String(Planted.name.reversed()))' AS BLOB))")
        #expect(try StolenFileTests.look(fixture.folder, needles)["pledge.db"] == [Planted.name])
    }

    @Test func `a receipt names what its recipient may know, and not the patient`() throws {
        let fixture = try StolenFileTests.lived()
        let needles = Needles(Planted.all)
        var receipts = 0
        for number in 0..<(try fixture.practice.check().entries) {
            let receipt = try fixture.practice.receipt(number)
            let found = needles.found(in: receipt.json.utf8)
            // To whom it went is the receipt's business.
            #expect(found.isEmpty || found == [Planted.address] || found == [Planted.address, Planted.phone])
            if found.contains(Planted.address) { receipts += 1 }
        }
        #expect(receipts > 0)
    }

    @Test func `no error names anybody`() throws {
        let fixture = try StolenFileTests.lived()
        let needles = Needles(Planted.all)
        var told = 0
        func tell(_ body: () throws -> Void) {
            do {
                try body()
                Issue.record("no error")
            } catch {
                told += 1
                let found = needles.found(in: Array("\(error) \(String(reflecting: error))".utf8))
                #expect(found == [], "a text of an error")
            }
        }
        let practice = fixture.practice
        tell { _ = try practice.person(Planted.name) }
        tell { try fixture.addPatient(Planted.identifier, name: Planted.name) }
        tell {
            try fixture.take(#"{"type":"restriction","kept-from":7,"agreed":"2026-01-01"}"#, of: Planted.identifier)
        }
        tell { try fixture.take(#"{"type":"restriction"}"#, of: Planted.name) }
        tell { try fixture.take(#"{"type":"restriction","agreed":"\#(Planted.diagnosis)"}"#, of: Planted.identifier) }
        tell { try fixture.end(99, #"{"ended":"\#(Planted.birth)"}"#, of: Planted.identifier) }
        tell { _ = try StolenFileTests.change(#"{"birth":"\#(Planted.name)","by":"a"}"#) }
        tell { _ = try StolenFileTests.change(#"{"names":"\#(Planted.name)","by":"a"}"#) }
        tell { _ = try fixture.release(try StolenFileTests.ask("k9", patient: Planted.name)) }
        tell { _ = try fixture.release(try StolenFileTests.ask(Planted.key)) }
        tell { _ = try fixture.release(try StolenFileTests.ask("k9", more: #","send":"\#(Planted.diagnosis)""#)) }
        tell { _ = try fixture.release(try StolenFileTests.ask("k9", purposes: Planted.diagnosis)) }
        tell { _ = try fixture.release(try StolenFileTests.ask("k9", kind: Planted.name)) }
        tell { _ = try fixture.release(try StolenFileTests.ask("k9", more: #","rely":"\#(Planted.diagnosis)""#)) }
        tell { _ = try fixture.release(try StolenFileTests.ask("k9", more: #","channel":"\#(Planted.phone)""#)) }
        tell {
            _ = try practice.record(
                try StolenFileTests.ask("k9", more: #","happened":"\#(Planted.birth) x","basis":"mistaken""#))
        }
        tell {
            _ = try practice.record(
                try StolenFileTests.ask("k9", more: #","happened":"2026-11-20","basis":"\#(Planted.diagnosis)""#))
        }
        tell { _ = try practice.destroyKey(of: Planted.identifier, reason: Planted.diagnosis, by: "a") }
        tell {
            try fixture.behind("UPDATE person SET sealed = X'00' WHERE number = 2")
            _ = try fixture.practice.person(Planted.identifier)
        }
        tell { _ = try fixture.practice.search(Planted.name, most: 3) }
        for difference in try fixture.practice.check().differences {
            #expect(needles.found(in: Array(difference.utf8)) == [])
        }
        #expect(told == 20)
    }

    // MARK: A practice that lived

    private static func change(_ text: String) throws -> PersonChange {
        var fields = try JSONFields(PracticeFixture.json(text))
        return try PersonChange(&fields)
    }

    private static func ask(
        _ key: String, patient: String = Planted.identifier, purposes: String = "treatment", kind: String = "provider",
        more: String = ""
    ) throws -> Ask {
        try PracticeFixture.ask(
            key, patient: patient,
            recipient: #"{"id":"r1","kinds":["\#(kind)"],"address":"\#(Planted.address)"}"#,
            purposes: #"["\#(purposes)"]"#, more: #","confirm":{"verify":"Front Desk"}"# + more)
    }

    private static func lived() throws -> PracticeFixture {
        let fixture = try PracticeFixture()
        try fixture.addPatient("MRN-OTHER")
        try fixture.addPatient(Planted.identifier, name: Planted.name)
        let change = try StolenFileTests.change(
            #"{"names":["\#(Planted.name)","\#(Planted.newName)"],"birth":"\#(Planted.birth)","by":"Front Desk"}"#)
        _ = try fixture.practice.change(person: Planted.identifier, change)
        let wish = try fixture.take(
            #"{"type":"restriction","kept-from":"\#(Planted.relative)","agreed":"2026-01-01"}"#,
            of: Planted.identifier)
        try fixture.end(wish, #"{"ended":"2026-11-20"}"#, of: Planted.identifier)
        _ = try fixture.release(
            try ask(Planted.key, more: #","note":"\#(Planted.diagnosis), called \#(Planted.phone)""#))
        _ = try fixture.practice.record(
            try ask("k2", more: #","happened":"2026-11-20","basis":"faxed","note":"\#(Planted.diagnosis)""#))
        _ = try fixture.practice.search(Planted.name, most: 3)
        return fixture
    }

    /// What is found in each file of a folder.
    private static func look(_ folder: String, _ needles: Needles) throws -> [String: [String]] {
        var found: [String: [String]] = [:]
        let enumerator = try #require(FileManager.default.enumerator(atPath: folder))
        while let name = enumerator.nextObject() as? String {
            let path = folder + "/" + name
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            found[name] = needles.found(in: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
        }
        return found
    }
}

/// Texts in the forms in which they could leak.
struct Needles {
    private let texts: [(text: String, needles: [[UInt8]])]

    init(_ texts: [String]) {
        self.texts = texts.map { text in (text, Needles.forms(text).flatMap(\.needles)) }
    }

    /// The texts that stand in the bytes in any form.
    func found(in bytes: [UInt8]) -> [String] {
        let data = Data(bytes)
        return texts.filter { text in text.needles.contains { data.range(of: Data($0)) != nil } }.map(\.text)
    }

    /// Raw, in two bytes a letter, base64 (at each of three offsets), hexadecimal digits; forward and backward.
    static func forms(_ text: String) -> [(form: String, needles: [[UInt8]])] {
        var forms: [(String, [[UInt8]])] = []
        for (direction, text) in [("forward", text), ("backward", String(text.reversed()))] {
            let raw = Array(text.utf8)
            forms.append((direction, [raw, Array(text.uppercased().utf8), Array(text.lowercased().utf8)]))
            let little = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
            forms.append(("UTF-16 \(direction)", [little, little.reversed()]))
            forms.append(("base64 \(direction)", (0..<3).map { base64(raw, offset: $0) }))
            let hex = Hexadecimal.encode(raw)
            forms.append(("hexadecimal \(direction)", [Array(hex.utf8), Array(hex.uppercased().utf8)]))
        }
        return forms
    }

    /// The letters that do not depend on what stands before and behind.
    private static func base64(_ bytes: [UInt8], offset: Int) -> [UInt8] {
        let letters = Array(Data([UInt8](repeating: 0, count: offset) + bytes).base64EncodedString().utf8)
        return Array(letters.dropFirst(offset == 0 ? 0 : 4).dropLast(4))
    }
}

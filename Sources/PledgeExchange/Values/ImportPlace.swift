/// Where in a file a value or a problem stands; the file itself the caller knows.
package struct ImportPlace: Hashable, Sendable {
    /// The place inside a record.
    package enum Spot: Hashable, Sendable {
        /// The record as a whole.
        case whole
        /// A segment of an HL7 v2 message, or a part of it; every number counts from 1.
        case segment(name: String, occurrence: Int, field: Int?, repetition: Int?, component: Int?)
        /// A FHIR path, such as `Patient.name[0].given`.
        case path(String)
        /// A column of a table, from 1.
        case column(Int)
    }

    /// Number of the message, resource or row in the file, from 1.
    package var record: Int
    /// Line of the file where the record or the segment starts, from 1.
    package var line: Int
    package var spot: Spot

    package init(record: Int, line: Int, spot: Spot = .whole) {
        self.record = record
        self.line = line
        self.spot = spot
    }
}

extension ImportPlace: CustomStringConvertible {
    /// `record 3, line 12, PID-5[2].1`; `record 4, line 1, Patient.birthDate`; `record 7, line 8, column 3`.
    package var description: String {
        let start = "record \(record), line \(line)"
        switch spot {
        case .whole: return start
        case .path(let path): return "\(start), \(path)"
        case .column(let column): return "\(start), column \(column)"
        case .segment(let name, let occurrence, let field, let repetition, let component):
            var text = "\(start), \(name)"
            if occurrence > 1 { text += "(\(occurrence))" }
            if let field { text += "-\(field)" }
            if let repetition, repetition > 1 { text += "[\(repetition)]" }
            if let component { text += ".\(component)" }
            return text
        }
    }
}

/// What is wrong with a record or a part of it.
///
/// INVARIANT: neither words nor help quote what stands in the file: they name the place and what is wrong there.
package struct ImportProblem: Hashable, Sendable {
    /// What became of what the problem is about.
    package enum Weight: Int, Hashable, Sendable, Comparable {
        /// Nothing is lost; somebody should know.
        case note
        /// The value is left out; the rest of its record went in.
        case leftOut
        /// The record did not go in.
        case refused

        package static func < (left: Weight, right: Weight) -> Bool { left.rawValue < right.rawValue }
    }

    /// What sort of fault it is, for programs.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The bytes do not have the form of their format.
        case structure
        /// Characters cannot be told from the bytes.
        case encoding
        /// Something that must be there is not.
        case missing
        /// A value of another type than its place takes.
        case shape
        /// A code that is not of its table.
        case code
        /// Longer than a limit of ours.
        case long
        /// Nested deeper than a limit of ours.
        case deep
        /// The file ends where more should follow.
        case cut
        /// A kind of message or resource that is not read.
        case unsupported
        /// A version of the format that is not read.
        case version
        /// Something a person must look at.
        case person
    }

    package var kind: Kind
    package var weight: Weight
    package var place: ImportPlace
    /// Lower case, no final period.
    package var words: String
    /// What to do about it.
    package var help: String?

    package init(_ kind: Kind, _ weight: Weight, at place: ImportPlace, _ words: String, help: String? = nil) {
        self.kind = kind
        self.weight = weight
        self.place = place
        self.words = words
        self.help = help
    }
}

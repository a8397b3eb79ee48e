package import PledgeCore

/// A disclosure that another system logged: an audit log's export, a fax log.
package struct LoggedDisclosure: Hashable, Sendable {
    /// Columns of a CSV log, or members of a JSON line; the others are not read.
    package static let members = ["time", "patient", "recipient", "what"]

    /// Where it stands in the log, from 1.
    package var line: Int
    /// To the second, or to the day.
    package var time: Moment
    /// What the practice calls the patient.
    package var patient: String
    /// Who got it: a name, or the address it went to; nothing where the log does not say.
    package var recipient: String?
    package var what: String?

    package init(line: Int, time: Moment, patient: String, recipient: String? = nil, what: String? = nil) {
        self.line = line
        self.time = time
        self.patient = patient
        self.recipient = recipient
        self.what = what
    }

    /// Reads the fields of a line.
    ///
    /// - Parameters:
    ///   - fields: By their names.
    ///   - line: Where it stands, from 1.
    /// - Throws: `ShapeProblem` that names the line and the field, never what stands there.
    package init(_ fields: [String: String], line: Int) throws(ShapeProblem) {
        func field(_ name: String) -> String? {
            let text = fields[name].map { String($0.drop { $0.isWhitespace }) } ?? ""
            let cut = text.reversed().drop { $0.isWhitespace }.reversed()
            return cut.isEmpty ? nil : String(cut)
        }
        self.line = line
        guard let when = field("time") else {
            throw ShapeProblem(path: "line \(line), time", message: "nothing there", help: "say when it happened")
        }
        guard let time = Instant(when).map(Moment.instant) ?? Day(when).map(Moment.day) else {
            throw ShapeProblem(
                path: "line \(line), time", message: "not a day or a time",
                help: "write `2026-11-21`, or `2026-11-21T10:00:00-06:00` with its offset")
        }
        guard let patient = field("patient") else {
            throw ShapeProblem(path: "line \(line), patient", message: "nothing there", help: "say whom it is about")
        }
        self.time = time
        self.patient = patient
        recipient = field("recipient")
        what = field("what")
    }

    /// Reads a JSON line.
    package init(_ json: JSONValue, line: Int) throws(ShapeProblem) {
        guard case .object(let object) = json else {
            throw ShapeProblem(path: "line \(line)", message: "a JSON object should stand here")
        }
        var fields: [String: String] = [:]
        for name in LoggedDisclosure.members {
            switch object[name] {
            case .string(let text)?: fields[name] = text
            case nil, .null?: continue
            default: throw ShapeProblem(path: "line \(line), \(name)", message: "a text should stand here")
            }
        }
        try self.init(fields, line: line)
    }
}

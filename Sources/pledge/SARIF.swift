import Foundation
import PledgeCore

/// Findings for code hosts and editors.
///
/// - Source: OASIS, Static Analysis Results Interchange Format 2.1.0.
enum SARIF {
    static func log(of findings: [Diagnostic], version: String) -> JSONValue {
        let ids = Set(findings.map(\.id)).sorted()
        let driver: JSONValue = .members([
            ("name", .string("pledge")), ("version", .string(version)),
            ("rules", .array(ids.map { .members([("id", .string($0))]) })),
        ])
        let run: JSONValue = .members([
            ("tool", .members([("driver", driver)])), ("columnKind", .string("unicodeCodePoints")),
            ("results", .array(findings.map { result($0, ids) })),
        ])
        return .members([
            ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")), ("version", .string("2.1.0")),
            ("runs", .array([run])),
        ])
    }

    private static func result(_ finding: Diagnostic, _ ids: [String]) -> JSONValue {
        var object = JSONObject()
        object.append("ruleId", .string(finding.id))
        object.append("ruleIndex", ids.firstIndex(of: finding.id).map { .integer(Int64($0)) })
        object.append("level", .string(finding.severity.rawValue))
        let text = finding.message + (finding.help.map { "\n\($0)" } ?? "")
        object.append("message", .members([("text", .string(text))]))
        if !finding.span.file.isEmpty { object.append("locations", .array([location(finding.span)])) }
        return .object(object)
    }

    private static func location(_ span: SourceSpan) -> JSONValue {
        let uri = span.file.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? span.file
        let region: JSONValue = .members([
            ("startLine", .integer(Int64(max(1, span.line)))), ("startColumn", .integer(Int64(max(1, span.column)))),
            ("endColumn", .integer(Int64(max(1, span.column) + span.length))),
        ])
        let place: JSONValue = .members([
            ("artifactLocation", .members([("uri", .string(uri))])), ("region", region),
        ])
        return .members([("physicalLocation", place)])
    }
}

extension Diagnostic {
    /// The finding as one line of `pledge check --format json`.
    var json: JSONValue {
        var object = JSONObject()
        object.append("id", .string(id))
        object.append("severity", .string(severity.rawValue))
        object.append("file", .string(span.file))
        object.append("line", .integer(Int64(span.line)))
        object.append("column", .integer(Int64(span.column)))
        object.append("length", .integer(Int64(span.length)))
        object.append("message", .string(message))
        object.append("help", help.map { .string($0) })
        return .object(object)
    }
}

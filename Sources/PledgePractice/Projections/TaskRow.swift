import PledgeCore

/// The sealed part of a task's row.
enum TaskRow {
    static let context = "pledge-task/1"

    static func words(_ duty: String, _ words: String) -> JSONValue {
        .members([("duty", .string(duty)), ("words", .string(words))])
    }
}

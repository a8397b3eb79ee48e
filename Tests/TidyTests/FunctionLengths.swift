import Foundation

/// Lengths of the functions of a file, found by their braces.
enum FunctionLengths {
    struct Function: Hashable, Sendable {
        let name: String
        /// Line of the declaration, from 1.
        let line: Int
        /// From the declaration to the closing brace.
        let lines: Int
    }

    /// Every function, initializer and subscript with a body; a nested one counts in its parent, too.
    static func of(_ file: SwiftSource) -> [Function] {
        var found: [Function] = []
        var open: [(name: String, line: Int, depth: Int)] = []
        var pending: (name: String, line: Int, depth: Int)?
        var depth = 0
        for (number, line) in file.code.enumerated() {
            if let name = declaration(in: line) { pending = (name, number + 1, depth) }
            for character in line {
                if character == "{" {
                    if let start = pending, parenthesesAreClosed(file.code, from: start.line - 1, to: number) {
                        open.append((start.name, start.line, depth))
                        pending = nil
                    }
                    depth += 1
                } else if character == "}" {
                    // A requirement of a protocol has no body before its protocol ends.
                    if let start = pending, depth == start.depth { pending = nil }
                    depth -= 1
                    if let last = open.last, last.depth == depth {
                        open.removeLast()
                        found.append(Function(name: last.name, line: last.line, lines: number + 2 - last.line))
                    }
                }
            }
        }
        return found
    }

    private static func declaration(in line: String) -> String? {
        let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "`" || $0 == "(") }
        guard let index = words.firstIndex(where: { $0 == "func" }), index + 1 < words.count else {
            return line.contains(" init(") || line.contains(" init?(") ? initializer(in: line) : nil
        }
        return String(words[index + 1].prefix { $0 != "(" })
    }

    private static func initializer(in line: String) -> String? {
        let trimmed = line.trimmingCharacters(in: .whitespaces)
        let modifiers: Set<Substring> = [
            "package", "public", "private", "fileprivate", "internal", "convenience", "required",
        ]
        let before = trimmed.prefix(upTo: trimmed.range(of: "init")?.lowerBound ?? trimmed.startIndex)
        return before.split(separator: " ").allSatisfy(modifiers.contains) ? "init" : nil
    }

    /// Default values may hold closures: a body starts once the parameter list is closed on its own line or before.
    private static func parenthesesAreClosed(_ code: [String], from: Int, to: Int) -> Bool {
        if from == to { return true }
        let text = code[from..<to].joined()
        let depth = text.reduce(0) { $0 + ($1 == "(" ? 1 : $1 == ")" ? -1 : 0) }
        return depth == 0 || code[to].trimmingCharacters(in: .whitespaces).hasPrefix(")")
    }
}

import Foundation

// Arguments: the law's folder, the Swift file to write, then the rule files (`.md`) and recognizer files (`.txt`).
let arguments = CommandLine.arguments
let root = arguments[1] + "/"

func entries(_ ending: String) throws -> String {
    var swift = ""
    for path in arguments.dropFirst(3) where path.hasSuffix(ending) {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        // Raw literals with a fence of number signs longer than any in the text.
        var fence = "#"
        while text.contains("\"\"\"" + fence) || text.contains("\\" + fence) { fence += "#" }
        let name = path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
        swift += "        (\"\(name)\", \(fence)\"\"\"\n\(text)\n\"\"\"\(fence)),\n"
    }
    return swift
}

let swift = """
    /// The law as it stood when the program was built. Written by the build from `Law/`.
    package enum EmbeddedLaw {
        /// Each rule file: its path under `Law/` and its text.
        package static let files: [(path: String, text: String)] = [
    \(try entries(".md"))    ]

        /// Each file of recognizers: its path under `Law/` and its text.
        package static let recognizers: [(path: String, text: String)] = [
    \(try entries(".txt"))    ]
    }

    """
try swift.write(toFile: arguments[2], atomically: true, encoding: .utf8)

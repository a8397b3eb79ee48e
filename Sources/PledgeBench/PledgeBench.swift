import Foundation
import PledgeCore
import PledgeDecisions
import PledgeLanguage

/// Runs the common workload: its answers, and how fast they come.
///
/// Exit 0, or 1 when a line of the requests or the policy is in error, or 2 when used wrongly.
@main
struct PledgeBench {
    private static let usage = """
        usage: pledge-bench workload|evaluation|json --policy FILE REQUESTS.jsonl
               pledge-bench law DIRECTIVES.json RULES.md... SCENARIOS.jsonl...
        """

    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.first == "law", let directives = arguments.dropFirst().first {
            let files = arguments.dropFirst(2)
            do {
                try LawBench(
                    rules: files.filter { $0.hasSuffix(".md") }, scenarios: files.filter { $0.hasSuffix(".jsonl") },
                    directives: directives
                ).measure()
            } catch {
                leave("\(error)", code: 1)
            }
            return
        }
        guard arguments.count == 4, let command = arguments.first,
            arguments[arguments.startIndex + 1] == "--policy"
        else { leave(usage, code: 2) }
        let (policy, requests) = (arguments[arguments.startIndex + 2], arguments[arguments.startIndex + 3])
        do {
            let book = try load(policy)
            let lines = try bytes(of: requests).split(separator: UInt8(ascii: "\n"))
            switch command {
            case "workload": exit(try answer(lines, by: try CompiledRulebook(book, promises: [])) ? 0 : 1)
            case "evaluation": try WorkloadBench(book, lines).measureEvaluation()
            case "json": try WorkloadBench(book, lines).measureJSON()
            default: leave(usage, code: 2)
            }
        } catch let error as BenchError {
            leave(error.description, code: 1)
        } catch {
            leave("cannot write: \(error)", code: 1)
        }
    }

    private static func load(_ path: String) throws -> Rulebook {
        guard let text = String(validating: try bytes(of: path), as: UTF8.self) else {
            throw BenchError("\(path) is not UTF-8")
        }
        let loaded = RulebookLoader.load([SourceFile(path: path, text: text)])
        guard let book = loaded.rulebook else {
            throw BenchError(loaded.diagnostics.map(\.rendered).joined(separator: "\n"))
        }
        return book
    }

    /// Prints a line for each request; a request in error is told on standard error and the next goes on.
    private static func answer(_ lines: [ArraySlice<UInt8>], by rulebook: CompiledRulebook) throws -> Bool {
        let stream = try WorkloadStream(rulebook)
        let request = CodedRequest()
        var isFine = true
        var output: [UInt8] = []
        for (index, line) in lines.enumerated() {
            do {
                try Array(line).withUnsafeBufferPointer { try stream.answer($0, request, to: &output) }
                output.append(UInt8(ascii: "\n"))
            } catch {
                tell("line \(index + 1): \(error)")
                isFine = false
            }
            if output.count > 1 << 16 {
                try FileHandle.standardOutput.write(contentsOf: Data(output))
                output.removeAll(keepingCapacity: true)
            }
        }
        try FileHandle.standardOutput.write(contentsOf: Data(output))
        return isFine
    }

    static func request(_ line: ArraySlice<UInt8>) throws -> Request {
        try WorkloadRequest.read(try JSONScanner.value(of: line))
    }

    private static func bytes(of path: String) throws -> [UInt8] {
        do {
            return try [UInt8](Data(contentsOf: URL(filePath: path)))
        } catch {
            throw BenchError("cannot read \(path): \(error.localizedDescription)")
        }
    }

    private static func tell(_ message: String) {
        FileHandle.standardError.write(Data((message + "\n").utf8))
    }

    private static func leave(_ message: String, code: Int32) -> Never {
        tell(message)
        exit(code)
    }
}

/// Why nothing could be run.
struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

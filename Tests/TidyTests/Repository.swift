import Foundation

/// The files of this repository as they stand beside the tests.
enum Repository {
    /// The folder that holds `Package.swift`.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every Swift file of ours, by path.
    static let swift: [SwiftSource] = files(under: ["Sources", "Tests", "Plugins", "Fuzz"], extensions: ["swift"])
        .map { SwiftSource(path: $0.path, text: $0.text) }

    /// Swift of the product, without tests.
    static let product = swift.filter { $0.path.hasPrefix("Sources/") || $0.path.hasPrefix("Plugins/") }

    /// Every text file people or programs read.
    ///
    /// Fuzzing inputs are not text.
    static let texts: [TextFile] = {
        let folders = [
            "Sources", "Tests", "Plugins", "Fuzz", "Law", "Notices", "Scenarios", "Docs", "Benchmarks", "script", ".ci",
        ]
        let extensions: Set<String> = [
            "swift", "md", "jsonl", "json", "py", "txt", "css", "mustache", "html", "sh", "",
        ]
        let single = ["README.md", "CHANGELOG.md", "Package.swift", ".gitignore", ".swift-format"]
        return files(under: folders, extensions: extensions)
            + single.compactMap { name in read(root.appending(path: name)).map { TextFile(path: name, text: $0) } }
    }()

    private static func files(under folders: [String], extensions: Set<String>) -> [TextFile] {
        let ours = root.path.hasSuffix("/") ? root.path : root.path + "/"
        let skipped = ["/__pycache__/", "/Fuzz/corpus/", "/Fuzz/crashes/"]
        var found: [TextFile] = []
        for folder in folders {
            let entries = FileManager.default.enumerator(
                at: root.appending(path: folder), includingPropertiesForKeys: nil)
            for case let url as URL in entries?.allObjects ?? [] {
                guard extensions.contains(url.pathExtension), !skipped.contains(where: url.path.contains),
                    let text = read(url)
                else { continue }
                found.append(TextFile(path: String(url.path.dropFirst(ours.count)), text: text))
            }
        }
        return found.sorted { $0.path < $1.path }
    }

    private static func read(_ url: URL) -> String? {
        // A folder, or bytes that are not text: nothing to scan.
        try? String(contentsOf: url, encoding: .utf8)
    }
}

/// A file as it stands in the repository.
struct TextFile: Sendable {
    /// Path below the repository.
    let path: String
    let text: String
}

import Foundation
import PledgeLanguage
import PledgeLaw

/// Rule files on disk.
enum RuleFiles {
    /// Largest rule file that is opened.
    static let bytesMax = 50_000_000
    /// Most files below the folders given.
    static let filesMax = 10_000

    /// The law as it stood when the program was built.
    static var embedded: [SourceFile] {
        EmbeddedLaw.files.map { SourceFile(path: "Law/\($0.path)", text: $0.text) }
            .filter { $0.isRule && !$0.isReadMe }
    }

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// Whether a file is a rule file: its front matter has `pledge:` or `role:`.
    ///
    /// - Throws: `CommandError` when there is no such file.
    static func isProgram(_ path: String) throws -> Bool {
        guard FileManager.default.fileExists(atPath: path) else {
            throw CommandError.wrongUse("\(path): no such file")
        }
        guard path.hasSuffix(".md"), let file = try? read(path) else { return false }
        return file.role != nil || file.frontMatterHas("pledge:")
    }

    /// The recognizers of notices: those beside the law of a folder, else those that are built in.
    static func recognizers(law folder: String?) throws -> [(path: String, text: String)] {
        guard let folder else { return EmbeddedLaw.recognizers }
        let base = (folder.hasSuffix("/") ? folder : folder + "/") + "recognizers"
        guard isFolder(base) else { return EmbeddedLaw.recognizers }
        let names = try FileManager.default.contentsOfDirectory(atPath: base).filter { $0.hasSuffix(".txt") }.sorted()
        return try names.map { (path: "\(base)/\($0)", text: try read("\(base)/\($0)").text) }
    }

    /// Reads a file, whatever its role.
    static func read(_ path: String) throws -> SourceFile {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandError.wrongUse("\(path): no such file")
        }
        if isFolder.boolValue { throw CommandError.wrongUse("\(path): a folder, not a file") }
        let data = try bytes(path, max: bytesMax + 1)
        guard data.count <= bytesMax else { throw CommandError.wrongUse("\(path): over \(bytesMax / 1_000_000) MB") }
        guard !data.isEmpty else { throw CommandError.wrongUse("\(path): empty") }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw CommandError.wrongUse("\(path): not UTF-8")
        }
        return SourceFile(path: path, text: text)
    }

    /// Reads a file, or every rule file below a folder, in the order of their paths.
    static func readAll(_ path: String) throws -> [SourceFile] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return [try read(path)]
        }
        let names = (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? [])
            .filter { $0.hasSuffix(".md") }.sorted()
        guard names.count <= filesMax else {
            throw CommandError.wrongUse("\(path): more than \(filesMax) files")
        }
        let base = path.hasSuffix("/") ? path : path + "/"
        let files = try names.map { try read(base + $0) }.filter { $0.isRule && !$0.isReadMe }
        guard !files.isEmpty else {
            throw CommandError.wrongUse("\(path): no rule file (`.md` with a `role` in its front matter)")
        }
        return files
    }

    /// Finds a notice, agreement or policy by path, or by a name such as `hospital` in the folder `Notices`.
    ///
    /// - Parameters:
    ///   - name: A path or a bare name.
    ///   - folder: Folder of the file that names it, tried after the current one.
    /// - Returns: The file.
    /// - Throws: `CommandError` when there is none.
    static func readPromise(_ name: String, besides folder: String? = nil) throws -> SourceFile {
        var candidates = [name]
        if let folder, !name.hasPrefix("/") { candidates.append("\(folder)/\(name)") }
        if !name.contains("/"), !name.hasSuffix(".md") {
            candidates.append("Notices/\(name).md")
            if let folder { candidates += ["\(folder)/Notices/\(name).md", "\(folder)/../Notices/\(name).md"] }
        }
        for candidate in candidates {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue {
                return try read(candidate)
            }
        }
        throw CommandError.wrongUse(
            "no notice `\(name)`: neither a file of that path nor `Notices/\(name).md` below the current folder")
    }

    /// The first bytes of a file.
    static func bytes(_ path: String, max: Int) throws -> [UInt8] {
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            let data = try handle.read(upToCount: max) ?? Data()
            try handle.close()
            return Array(data)
        } catch {
            throw CommandError.wrongUse("\(path): cannot be read")
        }
    }

    /// The same files, each once.
    static func unique(_ files: [SourceFile]) -> [SourceFile] {
        var seen: Set<String> = []
        return files.filter { seen.insert(URL(fileURLWithPath: $0.path).standardizedFileURL.path).inserted }
    }
}

extension SourceFile {
    /// The role its front matter states; nothing when it has none.
    var role: Substring? {
        var lines = text.split(separator: "\n", maxSplits: 100, omittingEmptySubsequences: false).makeIterator()
        guard lines.next()?.trimmingCharacters(in: .whitespaces) == "---" else { return nil }
        while let line = lines.next(), !line.hasPrefix("---") {
            if line.hasPrefix("role:") {
                return Substring(line.dropFirst(5).trimmingCharacters(in: CharacterSet(charactersIn: " \t\r\"'")))
            }
        }
        return nil
    }

    /// Whether a line of its front matter begins so.
    func frontMatterHas(_ key: String) -> Bool {
        var lines = text.split(separator: "\n", maxSplits: 100, omittingEmptySubsequences: false).makeIterator()
        guard lines.next()?.trimmingCharacters(in: .whitespaces) == "---" else { return false }
        while let line = lines.next(), !line.hasPrefix("---") { if line.hasPrefix(key) { return true } }
        return false
    }

    var isRule: Bool { role != nil }
    var isReadMe: Bool { path.hasSuffix("README.md") }
}

import Foundation
import PackagePlugin

/// Writes the rule files of `Law/` and the recognizers of notices into the program, so that it needs no folder beside it.
@main
struct EmbedLaw: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let law = context.package.directoryURL.appending(path: "Law")
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedLaw.swift")
        let files =
            FileManager.default.enumerator(at: law, includingPropertiesForKeys: nil)?
            .compactMap { $0 as? URL }
            .filter { ["md", "txt"].contains($0.pathExtension) }
            .sorted { $0.path < $1.path } ?? []
        return [
            .buildCommand(
                displayName: "Embedding the law",
                executable: try context.tool(named: "EmbedLawTool").url,
                arguments: [law.path, output.path] + files.map(\.path),
                inputFiles: files,
                outputFiles: [output])
        ]
    }
}

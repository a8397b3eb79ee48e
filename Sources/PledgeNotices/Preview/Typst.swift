import Glibc
package import PledgeCore

/// What Typst is asked to set.
package struct TypstJob: Sendable {
    /// The notice, as `TypstTemplate` reads it.
    package let data: JSONValue
}

/// Typst, as an executable or as the Python package that `script/setup` installs.
///
/// Data goes in on standard input only, so that it is never source and nobody sees it among the processes.
package enum Typst {
    private static let limits = ChildProgram.Limits(seconds: 10, mebibytes: 2048, outputBytes: NoticePDF.bytesMax)
    /// The folder of the Python package, at the root of the checkout.
    private static let folder = ".typst"
    /// Names another executable, `typst` or the `python` of an environment that has the package.
    private static let variable = "PLEDGE_TYPST"

    private static let python = """
        import json, sys, typst
        job = json.load(sys.stdin)
        sys.stdout.buffer.write(typst.compile(
            job["template"].encode(), sys_inputs={"data": json.dumps(job["data"])}, pdf_standards=["ua-1"]))
        """

    /// Sets PDFs with what this machine has: the executable, else the package.
    package static let program: NoticePDF.Program = { job throws(ChildProgram.Failure) in
        // SAFETY: `getenv` gives a C string or nothing; it is copied before anything could change it.
        let named = getenv(variable).map { String(cString: $0) }
        guard let found = named ?? ChildProgram.find("typst") ?? package() else { throw .missing }
        return found.split(separator: "/").last?.hasPrefix("python") == true
            ? try runPackage(found, job) : try runExecutable(found, job)
    }

    private static func runPackage(
        _ python: String, _ job: TypstJob
    ) throws(ChildProgram.Failure) -> ChildProgram.Outcome {
        let template = "#let data = json(bytes(sys.inputs.data))\n" + TypstTemplate.body
        let input = JSONValue.members([("template", .string(template)), ("data", job.data)])
        return try ChildProgram.run(python, ["-I", "-c", Typst.python], input: input.utf8, limits: limits)
    }

    /// The executable reads its source from a file, and the data through it from standard input.
    private static func runExecutable(
        _ typst: String, _ job: TypstJob
    ) throws(ChildProgram.Failure) -> ChildProgram.Outcome {
        // SAFETY: a C string of the system or of the process, copied at once.
        let temporary = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
        var path = Array("\(temporary)/pledge-template-XXXXXX".utf8CString)
        let file = mkstemp(&path)
        guard file >= 0 else { throw .system(errno) }
        defer {
            close(file)
            unlink(path)
        }
        let template = Array(("#let data = json(\"/dev/stdin\")\n" + TypstTemplate.body).utf8)
        guard write(file, template, template.count) == template.count else { throw .system(errno) }
        let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return try ChildProgram.run(
            typst, ["compile", "--root", "/", "--format", "pdf", "--pdf-standard", "ua-1", name, "-"],
            input: job.data.utf8, limits: limits)
    }

    /// The Python of the package's environment, in a folder above our own program's.
    private static func package() -> String? {
        var bytes = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &bytes, bytes.count)
        guard count > 0 else { return nil }
        var folders = String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split(separator: "/").dropLast()
        while !folders.isEmpty {
            let python = "/" + folders.joined(separator: "/") + "/\(folder)/bin/python"
            if access(python, X_OK) == 0 { return python }
            folders.removeLast()
        }
        return nil
    }
}

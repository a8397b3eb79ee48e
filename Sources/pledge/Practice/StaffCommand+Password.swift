import ArgumentParser
import Glibc
import PledgePractice

/// Where a first password comes from; never an argument.
struct PasswordOption: ParsableArguments {
    @Flag(help: "Make a password, and print it.")
    var generate = false

    private static let lineBytesMax = 4_096

    /// The password that was typed; nothing where one is to be made.
    func read() throws -> Password? {
        guard !generate else { return nil }
        guard isatty(0) == 1 else {
            var lines = try LineReader(path: "-", lineBytesMax: PasswordOption.lineBytesMax)
            guard case .bytes(let bytes)? = try lines.next(beforeWaiting: {}), !bytes.isEmpty,
                let text = String(validating: bytes, as: UTF8.self)
            else {
                throw CommandError.wrongUse(
                    "standard input holds no password: its first line should, or use --generate")
            }
            return Password(text.hasSuffix("\r") ? String(text.dropLast()) : text)
        }
        let first = PasswordOption.ask("Password: ")
        guard let first, first == PasswordOption.ask("Once more: ") else {
            throw CommandError.wrongUse("these were not the same twice; nothing was changed")
        }
        return Password(first)
    }

    /// Asks at the terminal without showing what is typed.
    private static func ask(_ prompt: String) -> String? {
        // SAFETY: `getpass` gives its own buffer, ended by a zero, which is read and wiped before it is called again.
        guard let typed = getpass(prompt) else { return nil }
        defer { memset(typed, 0, strlen(typed)) }
        return String(validatingCString: typed)
    }

    /// Says what was done, with the password where it was made.
    func tell(_ password: String, _ words: String) throws {
        var output = Output()
        try output.write(line: words)
        if generate { try output.write(line: "first password, to be told in person: \(password)") }
        try output.flush()
    }
}

import Configuration
import Foundation
import Logging
import PledgeCore
import PledgePractice
import PledgeWeb

/// How the console is served: what an option says goes before the environment, and that before the file.
struct ServeSettings {
    /// The file in the practice's folder.
    static let file = "serve.json"
    /// In front of each name in the environment, as in `PLEDGE_PORT`.
    private static let prefix = "pledge"
    private static let names = ["host", "port", "certificate", "key", "names", "idle-seconds", "log"]
    private static let loopback: Set<String> = ["127.0.0.1", "::1", "localhost"]

    var server: ConsoleServer.Settings
    /// Names the site answers to, beside those of this machine.
    var hosts: Set<String>
    var logLevel: Logger.Level

    /// - Parameters:
    ///   - options: What the command line says, by the names above.
    ///   - file: JSON with the same names; nothing for none.
    ///   - isOpen: Whether one link lets anybody act as the owner.
    /// - Throws: `CommandError` that says what is wrong, and where.
    init(options: [String: String], file: String?, isOpen: Bool) throws {
        let reader = ConfigReader(providers: [
            InMemoryProvider(name: "options", values: ServeSettings.values(options)),
            EnvironmentVariablesProvider().prefixKeys(with: ConfigKey(ServeSettings.prefix)),
            InMemoryProvider(name: "file", values: ServeSettings.values(try file.map(ServeSettings.read) ?? [:])),
        ])
        func number(_ name: String, _ usual: Int, _ range: ClosedRange<Int>) throws -> Int {
            guard let text = reader.string(forKey: ConfigKey(name)) else { return usual }
            guard let number = Int(text), range.contains(number) else {
                throw CommandError.wrongUse(
                    "\(name): a number from \(range.lowerBound) to \(range.upperBound) should stand there")
            }
            return number
        }
        server = ConsoleServer.Settings(
            host: reader.string(forKey: "host") ?? DeskServer.address, port: try number("port", 8080, 0...65_535),
            certificate: reader.string(forKey: "certificate"), key: reader.string(forKey: "key"),
            idleSeconds: Int64(try number("idle-seconds", 30, 1...3_600)))
        hosts = Set(
            (reader.string(forKey: "names") ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        )
        let level = reader.string(forKey: "log") ?? Logger.Level.notice.rawValue
        guard let logLevel = Logger.Level(rawValue: level) else {
            let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandError.wrongUse("log: one of \(levels) should stand there")
        }
        self.logLevel = logLevel
        // One link lets whoever holds it act as the owner, and passwords go over TLS alone.
        guard ServeSettings.loopback.contains(server.host) || (server.isSecure && !isOpen) else {
            throw CommandError.wrongUse(
                isOpen
                    ? "host: only 127.0.0.1 with --open"
                    : "host: only 127.0.0.1 without a certificate: name one with --certificate and --key")
        }
    }

    private static func values(_ texts: [String: String]) -> [AbsoluteConfigKey: ConfigValue] {
        Dictionary(
            uniqueKeysWithValues: texts.map { name, text in
                (AbsoluteConfigKey(ConfigKey(name)), ConfigValue(.string(text), isSecret: false))
            })
    }

    /// Texts and numbers of a JSON object, all by names that are known.
    private static func read(_ path: String) throws -> [String: String] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandError.wrongUse("\(path): cannot be read")
        }
        do {
            var fields = try JSONFields(try JSONScanner.value(of: Array(data)))
            var texts: [String: String] = [:]
            for name in names {
                switch fields.value(name) {
                case .string(let text)?: texts[name] = text
                case .integer(let number)?: texts[name] = "\(number)"
                case nil: continue
                default: throw ShapeProblem(path: "$.\(name)", message: "a text or a number should stand here")
                }
            }
            try fields.end(known: names)
            return texts
        } catch {
            throw CommandError.wrongUse("\(path): \(error)")
        }
    }
}

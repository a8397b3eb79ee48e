import ArgumentParser
import Foundation
import Logging
import PledgeCore
import PledgeLedger
import PledgePractice
import PledgeWeb

/// `pledge serve`: the staff console of a practice, or *May we share this?* without one.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the staff console of a practice, or \"May we share this?\" alone.",
        discussion: """
            With --practice (or PLEDGE_PRACTICE): the console of that practice, for those who have an account (`pledge \
            staff`). Without any account it prints a link, good once, to make the owner's. With --open, for a practice to \
            try, it prints a link with a token, and whoever opens it acts as the owner: on this machine only. Host, port, \
            certificate and the like may also stand in the environment (PLEDGE_PORT) or in `serve.json` in the practice's \
            folder; an option goes before the environment, and that before the file.

            Without a practice: the questions as pages. Nothing is recorded, no cookie is set, and no page asks for a \
            patient's name.

            It runs until it is stopped; what is being answered is answered first.

            Example: pledge serve --practice demo-practice --port 0
            """)

    @OptionGroup(title: "Practice") var practice: PracticeOption
    @OptionGroup(title: "Rulebook") var rules: RulebookOptions
    @OptionGroup(title: "Organization") var organization: OrganizationOptions

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("What the organization is: a kind of the vocabulary.", valueName: "kind"))
    var actor = "facility"

    @Option(help: ArgumentHelp("Port to listen on; 0 is a free one. Without it 8080.", valueName: "number"))
    var port: Int?

    @Flag(help: "For a practice to try: whoever opens the printed link acts as the owner, without signing in.")
    var open = false

    @Option(help: ArgumentHelp("A certificate for TLS, as a PEM file.", valueName: "file"), completion: .file())
    var certificate: String?

    @Option(help: ArgumentHelp("The certificate's key, as a PEM file.", valueName: "file"), completion: .file())
    var key: String?

    @Option(help: ArgumentHelp("Settings as JSON, in place of serve.json.", valueName: "file"), completion: .file())
    var config: String?

    func validate() throws {
        if let port, !(0...65_535).contains(port) {
            throw ValidationError("--port takes a number from 0 to 65535")
        }
        if (certificate == nil) != (key == nil) { throw ValidationError("--certificate and --key go together") }
    }

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let isOfPractice =
            practice.path != nil || (environment["PLEDGE_PRACTICE"] != nil && rules.notice.isEmpty)
        if isOfPractice { try await serveConsole() } else { try await serveDesk() }
    }

    // MARK: The console

    private func serveConsole() async throws {
        let folder = try PracticeFolder(reading: practice.folderPath)
        let usual = folder.path + "/" + ServeSettings.file
        let file = config ?? (FileManager.default.fileExists(atPath: usual) ? usual : nil)
        var options: [String: String] = [:]
        options["port"] = port.map { "\($0)" }
        options["certificate"] = certificate
        options["key"] = key
        let settings = try ServeSettings(options: options, file: file, isOpen: open)
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        var logger = Logger(label: "pledge")
        logger.logLevel = settings.logLevel
        let opened = try PracticeOption.told { try folder.open() }
        defer { opened.close() }
        let (gate, path) = try PracticeOption.told { try entrance(opened, isSecure: settings.server.isSecure) }
        let site = try ConsoleSite(
            opened, gate: gate, hosts: settings.hosts, logger: logger, random: Randomness.system.bytes)
        let scheme = settings.server.isSecure ? "https" : "http"
        let host = settings.server.host
        do {
            try await ConsoleServer.run(site, settings.server, logger: logger) { port in
                tell("\(scheme)://\(host):\(port)\(path)")
            }
        } catch ConsoleServer.StartError.port(let port) {
            throw ServeCommand.taken(port)
        } catch ConsoleServer.StartError.certificate(let path) {
            throw CommandError.wrongUse("\(path): the certificate or its key cannot be read")
        }
    }

    /// Who comes in, and the path of the link that is printed.
    private func entrance(_ practice: Practice, isSecure: Bool) throws -> (gate: ConsoleGate, path: String) {
        guard open else {
            let accounts = Accounts(practice)
            let path = try accounts.firstRunToken().map { "/set-up?token=\($0)" } ?? "/"
            return (.accounts(SignInSite(accounts, isSecure: isSecure)), path)
        }
        let token = Hexadecimal.encode(Randomness.system.bytes(24))
        let owner = Visitor(
            account: "owner", name: try practice.ownerName(), role: "Owner",
            permissions: Set(Visitor.Permission.allCases))
        return (.link(token: token, owner: owner, isSecure: isSecure), "/enter?token=\(token)")
    }

    // MARK: The desk alone

    private func serveDesk() async throws {
        let setup = try AskSetup(rules, organization, actor: actor)
        let site = try DeskSite { setup.interview() }
        do {
            try await DeskServer.run(site, port: port ?? 8080) { port in
                tell("http://\(DeskServer.address):\(port)/")
            }
        } catch DeskServer.StartError.port(let port) {
            throw ServeCommand.taken(port)
        }
    }

    private static func taken(_ port: Int) -> CommandError {
        .wrongUse("port \(port) cannot be used: choose another with --port, or --port 0 for a free one")
    }
}

/// Writes the link to click.
private func tell(_ link: String) {
    var output = Output()
    // A closed standard output is no reason to stop serving.
    _ = Result {
        try output.write(line: link)
        try output.flush()
    }
}

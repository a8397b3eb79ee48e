import ArgumentParser
import PledgeWeb

/// `pledge serve`: *May we share this?* as pages.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Open \"May we share this?\" as pages on this machine.",
        discussion: """
            Listens on 127.0.0.1 only, prints the link, and runs until it is stopped. Nothing is recorded, no cookie is \
            set, and no page asks for a patient's name.

            Example: pledge serve --notice hospital --port 0
            """)

    @OptionGroup(title: "Rulebook") var rules: RulebookOptions
    @OptionGroup(title: "Organization") var organization: OrganizationOptions

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("What the organization is: a kind of the vocabulary.", valueName: "kind"))
    var actor = "facility"

    @Option(help: ArgumentHelp("Port to listen on; 0 is a free one.", valueName: "number"))
    var port = 8080

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port takes a number from 0 to 65535") }
    }

    func run() async throws {
        let setup = try AskSetup(rules, organization, actor: actor)
        let site = try DeskSite { setup.interview() }
        do {
            try await DeskServer.run(site, port: port) { port in
                var output = Output()
                // A closed standard output is no reason to stop serving.
                _ = Result {
                    try output.write(line: "http://\(DeskServer.address):\(port)/")
                    try output.flush()
                }
            }
        } catch DeskServer.StartError.port(let port) {
            throw CommandError.wrongUse(
                "port \(port) cannot be used: choose another with --port, or --port 0 for a free one")
        }
    }
}

import ArgumentParser
import PledgeCore
import PledgePractice

/// `pledge staff`: who may sign in.
struct StaffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff", abstract: "Keep the accounts of those who sign in, and their roles.",
        subcommands: [Add.self, List.self, Change.self, Disable.self, Enable.self, Reset.self, End.self, Roles.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account.",
            discussion: """
                The first password is asked for without showing it, or read from the first line of standard input; it is never \
                an argument, which every user of a machine can see. With --generate one is made and printed. Its owner chooses \
                another when signing in first, and sets up an app that makes codes.

                Example: pledge staff add --login okafor --name "Dr. Okafor" --role owner --own --by "Dr. Okafor"
                """)

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @Option(help: "The name to sign in with; it stays with the account for good.")
        var login: String
        @Option(help: "As entries name who did it.")
        var name: String
        @Option(help: "One of `pledge staff roles`: owner, front desk, clinician, or one of your own.")
        var role: String
        @Option(help: "Who does it.")
        var by: String
        @Flag(help: "Whoever types the password is its owner: no other is asked for.")
        var own = false
        @OptionGroup(title: "Password") var password: PasswordOption

        func run() throws {
            try practice.staff { accounts in
                let typed = try password.read()
                let first = try accounts.add(
                    login: login, name: name, role: role, password: typed, isOwn: own && typed != nil, by: by)
                try password.tell(first, "\(name) can sign in as \(login)")
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the accounts, one JSON object a line; times in milliseconds since 1970.")

        @OptionGroup(title: "Practice") var practice: PracticeOption

        func run() throws {
            try practice.staff { accounts in
                var output = Output()
                for account in try accounts.list() {
                    try output.write(line: String(decoding: account.json.utf8, as: UTF8.self))
                }
                try output.flush()
            }
        }
    }

    struct Change: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change an account's name or role; another role ends its sessions.")

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Account") var account: AccountOption
        @Option(help: "As entries name who did it.")
        var name: String?
        @Option(help: "One of `pledge staff roles`.")
        var role: String?

        func validate() throws {
            if name == nil && role == nil { throw ValidationError("say what changes: --name or --role") }
        }

        func run() throws {
            try practice.staff { try $0.change(login: account.login, name: name, role: role, by: account.by) }
        }
    }

    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep somebody from signing in, and end their sessions at once.")

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Account") var account: AccountOption

        func run() throws { try practice.staff { try $0.disable(login: account.login, by: account.by) } }
    }

    struct Enable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let somebody sign in again.")

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Account") var account: AccountOption

        func run() throws { try practice.staff { try $0.enable(login: account.login, by: account.by) } }
    }

    struct Reset: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give somebody a new first password, and end their sessions.",
            discussion: """
                Codes of the app stay needed, unless --app says that it is lost together with the recovery codes: then another \
                is set up at the next sign-in. Make sure first that it is the person who asks.
                """)

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Account") var account: AccountOption
        @Flag(help: "The app that makes codes is lost, too.")
        var app = false
        @OptionGroup(title: "Password") var password: PasswordOption

        func run() throws {
            try practice.staff { accounts in
                let first = try accounts.reset(
                    login: account.login, factor: app, password: try password.read(), by: account.by)
                try password.tell(first, "\(account.login) has a new first password")
            }
        }
    }

    struct End: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "end-sessions", abstract: "Sign somebody out everywhere.")

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @OptionGroup(title: "Account") var account: AccountOption

        func run() throws { try practice.staff { try $0.endSessions(of: account.login, by: account.by) } }
    }

    struct Roles: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the roles, or change them by lines of standard input.",
            discussion: """
                With --change, each line: {"role": "billing", "permissions": ["ask", "patients"], "items": ["billing-record"], \
                "elements": ["name", "claim-data"], "by": "Dr. Okafor"}. Items and elements are those of the vocabulary that \
                the role may see; left out, all of them. "opensInEmergency": true lets a record be opened beyond that with a \
                reason. "ended": true ends a role, or makes a preset what it was.
                """)

        @OptionGroup(title: "Practice") var practice: PracticeOption
        @Flag(help: "Read changes.")
        var change = false
        @OptionGroup(title: "Input") var input: InputOption

        func run() throws {
            try practice.staff { accounts in
                if change {
                    try input.answer { json in
                        var fields = try JSONFields(json)
                        return LineAnswer.entry(try accounts.change(role: try RoleChange(&fields)))
                    }
                    return
                }
                var output = Output()
                for role in try accounts.roles() {
                    try output.write(line: String(decoding: role.json.utf8, as: UTF8.self))
                }
                try output.flush()
            }
        }
    }
}

/// Which account, and who works on it.
struct AccountOption: ParsableArguments {
    @Option(help: "The name that the account signs in with.")
    var login: String
    @Option(help: "Who does it.")
    var by: String
}

extension PracticeOption {
    /// Opens the practice and works on its accounts.
    func staff(_ work: (Accounts) throws -> Void) throws {
        try run { practice in
            do {
                try work(Accounts(practice))
            } catch let refusal as SignInRefusal {
                throw CommandError.wrongUse(refusal.description)
            }
        }
    }
}

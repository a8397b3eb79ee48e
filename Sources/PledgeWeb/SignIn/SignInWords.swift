import PledgePractice

/// What the pages of signing in say: the names are ours, the text is English.
enum SignInPhrase: String, CaseIterable, Sendable {
    case signIn = "Sign in"
    case signInLead = "For the staff of {organization}."
    case signInAgain = "Sign in again"
    case keptLead =
        "You were signed out because nothing was done for a while. What you typed is kept: after signing in you send it with one press."
    case signedOut = "You are signed out."
    case login = "Name to sign in with"
    case password = "Password"
    case goOn = "Go on"
    case code = "Code"
    case codeHint = "The six digits that your app shows now."
    case codeOrRecovery = "The six digits that your app shows now, or one of your recovery codes."
    case codeTitle = "Enter your code"
    case enrolTitle = "Set up your app"
    case enrolLead = "An app on your phone makes a code each time you sign in. Any app for one-time codes will do."
    case enrolLink = "Open it in the app on this device"
    case enrolKey = "Or type this key into the app:"
    case enrolName = "as the account {login}, with codes that change with time"
    case newPassword = "Your new password"
    case newPasswordHint =
        "At least {count} characters. A few words that do not belong together are good; you may paste it from a password manager."
    case newPasswordWhy = "Somebody else chose the password you just used, so choose one of your own."
    case recoveryTitle = "Keep these recovery codes"
    case recoveryLead =
        "Each lets you in once if your phone is lost. They are shown only now: print this page or write them down, and keep them apart from your phone."
    case keptThem = "I keep them"
    case resendTitle = "You are signed in again"
    case resendLead = "What you typed is kept. It is not sent yet."
    case resend = "Send it now"
    case dropIt = "Do not send it"
    case setUpTitle = "Make the first account"
    case setUpLead = "It is the owner's: whoever answers for privacy here. More accounts are made afterwards."
    case yourName = "Your name, as the journal is to say who did something"
    case makeAccount = "Make the account"
    case setUpOver = "This link is not good any more."
    case setUpOverHelp = "An account is there already, or the server was started again: then it printed a new link."
    case proveTitle = "Show that it is you"
    case proveLead = "What comes next matters most, so your password and a new code are asked for again."
    case account = "Your account"
    case signOut = "Sign out"
    case sessions = "Where you are signed in"
    case thisBrowser = "this browser"
    case since = "Since"
    case from = "From"
    case browser = "Browser"
    case unknownBrowser = "not told"
    case endSession = "End"
    case endOthers = "End all others"
    case changePassword = "Change your password"
    case changeIt = "Change it"
    case recoveryCodes = "Recovery codes"
    case recoveryMore = "New codes make those before void."
    case makeCodes = "Make new codes"
    case proveFirst = "Show your password and a code again to change your password or make new recovery codes."
    case failedBefore =
        "Sign-ins with your name that failed since your last: {count}. If they were not yours, tell the privacy officer."
    case emergencyTitle = "Open this record in an emergency"
    case emergencyLead =
        "For half an hour, with a reason. The privacy officer is told at once, and the patient's own list says it."
    case reason = "Reason"
    case reasonHint = "A few words, such as: unconscious in the waiting room."
    case openRecord = "Open the record"
    case whatIsWrong = "Look at this again"

    /// Every phrase by its name.
    static let all = Dictionary(uniqueKeysWithValues: SignInPhrase.allCases.map { ("\($0)", $0.rawValue) })

    /// The phrase with its places filled in.
    func callAsFunction(_ values: [String: String] = [:]) -> String {
        values.reduce(rawValue) { $0.replacing("{\($1.key)}", with: $1.value) }
    }
}

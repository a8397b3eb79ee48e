import PledgePractice

/// What the pages about staff say: the names are ours, the text is English.
enum StaffPhrase: String, CaseIterable, Sendable {
    case staff = "Staff"
    case staffLead = "Who may sign in, and what they may do."
    case name = "Name"
    case login = "Signs in as"
    case role = "Role"
    case state = "State"
    case lastSignIn = "Last sign-in"
    case never = "Never"
    case stateReady = "Ready"
    case stateNew = "Has not signed in yet"
    case stateDisabled = "Disabled"
    case failed = "{count} failed since"
    case addHeading = "Add somebody"
    case addName = "Name, as the journal is to say who did something"
    case addLogin = "Name to sign in with; it stays with the account"
    case add = "Make the account"
    case firstPassword = "First password"
    case firstPasswordLead =
        "Tell it to {name} in person: it is shown only now. They choose their own when they sign in."
    case back = "All staff"
    case change = "Change name or role"
    case save = "Save"
    case roleNote = "Another role signs them out everywhere."
    case disable = "Keep from signing in"
    case enable = "Let sign in again"
    case endSessions = "Sign out everywhere"
    case newPassword = "Give a new first password"
    case newPasswordNote = "Make sure first that it is the person who asks. Codes of their app stay needed."
    case newApp = "Give a new first password, and let them set up an app anew"
    case newAppNote = "For somebody who lost the phone and the recovery codes, too."
    case whatElse = "What else"
    case roles = "Roles"
    case rolesLead = "What each may do at the console, and which information it may see."
    case mayDo = "May do"
    case sees = "Sees"
    case everything = "everything"
    case opens = "opens a record in an emergency, with a reason"
    case permissionAsk = "ask whether something may be shared"
    case permissionRelease = "record disclosures"
    case permissionPatients = "see patients"
    case permissionWishes = "take and end wishes"
    case permissionDisclosures = "see the list of disclosures"
    case permissionExport = "take data out"
    case permissionNotices = "see and publish notices"
    case permissionOrganization = "change the organization"
    case permissionStaff = "change staff and roles"
    case permissionKeys = "change keys"
    case permissionOfficer = "see the officer's pages"
    case roleHeading = "Make a role, or change one"
    case roleName = "Name of the role"
    case roleNameHint = "The name of one there is changes it."
    case rolePermissions = "What it may do"
    case roleItems = "Which kinds of record it may see"
    case roleElements = "What of them it may see"
    case roleNothingTicked = "Nothing ticked means everything."
    case whatIsWrong = "Look at this again"

    static let all = Dictionary(uniqueKeysWithValues: StaffPhrase.allCases.map { ("\($0)", $0.rawValue) })

    func callAsFunction(_ values: [String: String] = [:]) -> String {
        values.reduce(rawValue) { $0.replacing("{\($1.key)}", with: $1.value) }
    }
}

extension Visitor.Permission {
    /// In words, as what somebody may do.
    var words: String {
        switch self {
        case .ask: StaffPhrase.permissionAsk()
        case .release: StaffPhrase.permissionRelease()
        case .patients: StaffPhrase.permissionPatients()
        case .wishes: StaffPhrase.permissionWishes()
        case .disclosures: StaffPhrase.permissionDisclosures()
        case .export: StaffPhrase.permissionExport()
        case .notices: StaffPhrase.permissionNotices()
        case .organization: StaffPhrase.permissionOrganization()
        case .staff: StaffPhrase.permissionStaff()
        case .keys: StaffPhrase.permissionKeys()
        case .officer: StaffPhrase.permissionOfficer()
        }
    }
}

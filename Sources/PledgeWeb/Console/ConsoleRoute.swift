package import HTTPTypes
package import PledgePractice

/// Every page and every action of the console: its address, and what one must be allowed to do.
package enum ConsoleRoute: CaseIterable, Sendable {
    case root, today, taskDone
    case desk, deskPatient, search, searchAgain, start, ask, release, stop, receipt, receiptFile
    case patients, patientsFound, patient, picture, wishForm, wishAdd, wishEnd, accounting
    case disclosures, disclosuresFile, recordForm, recordAdd, entry, officerRelease
    case notices, organization, organizationCheck, reports, styleguide

    package var method: HTTPRequest.Method {
        switch self {
        case .taskDone, .deskPatient, .search, .release, .stop, .patientsFound, .wishAdd, .wishEnd, .accounting,
            .recordAdd, .officerRelease:
            .post
        default: .get
        }
    }

    /// With `:id` where a token or a number stands.
    package var path: String {
        switch self {
        case .root: "/"
        case .today: "/today"
        case .taskDone: "/tasks/done"
        case .desk: "/desk"
        case .deskPatient: "/desk/patient"
        case .search, .searchAgain: "/search"
        case .start: "/start"
        case .ask: "/ask"
        case .release: "/release"
        case .stop: "/stop"
        case .receipt: "/receipts/:id"
        case .receiptFile: "/receipts/:id/receipt.json"
        case .patients, .patientsFound: "/patients"
        case .patient: "/patients/:id"
        case .picture: "/patients/:id/picture.svg"
        case .wishForm, .wishAdd: "/patients/:id/wishes"
        case .wishEnd: "/patients/:id/wishes/end"
        case .accounting: "/patients/:id/accounting"
        case .recordForm, .recordAdd: "/patients/:id/record"
        case .disclosures: "/disclosures"
        case .disclosuresFile: "/disclosures/disclosures.csv"
        case .entry: "/disclosures/:id"
        case .officerRelease: "/disclosures/:id/release"
        case .notices: "/notices"
        case .organization: "/organization"
        case .organizationCheck: "/organization/check"
        case .reports: "/reports"
        case .styleguide: "/styleguide"
        }
    }

    /// What one must be allowed to do.
    package var permission: Visitor.Permission {
        switch self {
        case .root, .today, .desk, .search, .searchAgain, .start, .ask, .stop, .styleguide: .ask
        case .taskDone, .release, .receipt, .receiptFile, .recordForm, .recordAdd: .release
        case .deskPatient, .patients, .patientsFound, .patient, .picture: .patients
        case .wishForm, .wishAdd, .wishEnd: .wishes
        case .accounting, .disclosuresFile: .export
        case .disclosures, .entry: .disclosures
        case .officerRelease, .reports: .officer
        case .notices: .notices
        case .organization, .organizationCheck: .organization
        }
    }
}

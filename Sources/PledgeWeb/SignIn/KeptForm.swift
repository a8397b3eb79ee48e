import Hummingbird

/// Where somebody goes on after signing in: an address of ours, and a form that was being filled in.
///
/// Both come from the browser and may be anything: an address that is not one of ours is the first page, and a form goes only where
/// the console takes one.
struct GoingOn: Sendable, Equatable {
    /// A path with its query.
    var path: String
    var form: KeptForm?

    static let first = "/today"
    private static let bytesMax = 2_000
    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_-.~?=&%+:,;@".utf8)

    /// - Parameters:
    ///   - path: As it came.
    ///   - form: As it came.
    init(path: String?, form: KeptForm? = nil) {
        self.path = GoingOn.isOurs(path) ? path ?? GoingOn.first : GoingOn.first
        self.form = form
    }

    /// What the fields of a form of ours carry.
    init(_ fields: FormFields) {
        let form = fields["kept-action"].flatMap { KeptForm(action: $0, body: fields["kept"] ?? "") }
        self.init(path: fields["to"], form: form)
    }

    /// Whether it is a path of this site: no other host can be meant by it.
    static func isOurs(_ path: String?) -> Bool {
        guard let path, path.hasPrefix("/"), path.utf8.count <= bytesMax, path.utf8.allSatisfy(plain.contains) else {
            return false
        }
        // `//host` and `/\host` are other hosts to a browser.
        return !path.hasPrefix("//")
    }

    /// The fields that carry it on.
    var fields: [HiddenField] {
        [HiddenField(name: "to", value: path)]
            + (form.map {
                [HiddenField(name: "kept-action", value: $0.action), HiddenField(name: "kept", value: $0.body)]
            }
                ?? [])
    }

    /// A link to a page that asks for something first.
    func link(_ page: String) -> String { page + "?to=" + FormFields.encoded(path) }
}

/// A form that came when nobody was signed in any more: kept in the page that asks to sign in, and sent again by its owner.
struct KeptForm: Sendable, Equatable {
    /// Where it goes: a path that takes forms.
    let action: String
    /// As it came: `application/x-www-form-urlencoded`.
    let body: String

    /// - Returns: Nothing where the console takes no form there.
    init?(action: String, body: String) {
        guard GoingOn.isOurs(action), KeptForm.takesForms(action) else { return nil }
        self.action = action
        self.body = body
    }

    /// Its fields, without the token of the session that is over.
    var fields: [HiddenField] {
        FormFields(body).pairs.filter { $0.name != FormTokens.field }.map {
            HiddenField(name: $0.name, value: $0.value)
        }
    }

    private static func takesForms(_ action: String) -> Bool {
        let parts = action.split(separator: "/", omittingEmptySubsequences: false)
        return ConsoleRoute.allCases.contains { route in
            guard route.method == .post else { return false }
            let pattern = route.path.split(separator: "/", omittingEmptySubsequences: false)
            return pattern.count == parts.count && zip(pattern, parts).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
        }
    }
}

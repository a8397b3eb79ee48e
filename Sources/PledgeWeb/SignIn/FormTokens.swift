import PledgePractice

/// The token in every form of somebody who is signed in: no other site can know it.
///
/// - Source: OWASP ASVS 5.0, 3.5.1. It is put in where a page is finished, so that no template can forget it.
enum FormTokens {
    static let field = "form-token"

    /// The page with the token in each form that is posted.
    ///
    /// - Parameters:
    ///   - page: HTML of our templates, in which what people typed is escaped, so that no `<form` is theirs.
    ///   - token: Letters and digits.
    /// - Returns: The page.
    static func inserted(in page: String, _ token: String) -> String {
        var result = ""
        result.reserveCapacity(page.utf8.count + 1_000)
        var rest = page[...]
        while let start = rest.firstRange(of: "<form"), let end = rest[start.upperBound...].firstIndex(of: ">") {
            let tag = rest[start.lowerBound...end]
            result += rest[..<start.lowerBound]
            result += tag
            if tag.contains("method=\"post\"") {
                result += "<input type=\"hidden\" name=\"\(field)\" value=\"\(token)\">"
            }
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}

package import PledgeCore
import PledgeLedger

/// A list of disclosures as a page of its own: no script, nothing from elsewhere, good on paper.
package enum AccountingPage {
    /// What lets anybody check the page without us.
    package struct Proofs: Sendable {
        /// The journal's public key.
        package var key: String
        /// Receipts by entry.
        package var receipts: [Int64: Receipt]

        package init(key: String, receipts: [Int64: Receipt]) {
            self.key = key
            self.receipts = receipts
        }
    }

    /// The page.
    ///
    /// - Parameters:
    ///   - list: The list that was given.
    ///   - proofs: Receipts to be put in, each under its row; nothing for a page without them.
    /// - Returns: HTML 5.
    package static func html(_ list: AccountingList, proofs: Proofs? = nil) -> String {
        let title = "List of disclosures about \(list.patient)"
        var page = HTMLText(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta name=\"referrer\" content=\"no-referrer\">"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                + "style-src 'unsafe-inline'\"><title>")
        page.add(title)
        page.html += "</title><style>\(style)</style></head><body><main><p class=\"org\">"
        page.add(list.organization)
        page.html += "</p><h1>"
        page.add(title)
        page.html += "</h1>"
        for line in AccountingText.opening(list) { page.element("p", line) }
        if list.rows.isEmpty && list.studies.isEmpty {
            page.element("p", "There is nothing to list for this time.")
        }
        if !list.rows.isEmpty { table(list, proofs, into: &page) }
        for study in list.studies { self.study(study, into: &page) }
        if let proofs { check(list, proofs, into: &page) }
        page.html += "</main></body></html>\n"
        return page.html
    }

    private static func table(_ list: AccountingList, _ proofs: Proofs?, into page: inout HTMLText) {
        page.html += "<table><caption>"
        page.add("\(list.rows.count) \(list.rows.count == 1 ? "line" : "lines"), the earliest first")
        page.html += "</caption><thead><tr>"
        for heading in ["When", "To whom", "What", "Why", "Journal"] {
            page.html += "<th scope=\"col\">\(heading)</th>"
        }
        page.html += "</tr></thead><tbody>"
        for row in list.rows {
            page.html += "<tr><th scope=\"row\">"
            page.add(AccountingText.days(row))
            page.html += "</th><td>"
            page.add(row.recipient)
            if let address = row.address { page.small(address) }
            if let associate = row.associate { page.small(AccountingText.told(by: associate)) }
            page.html += "</td>"
            page.element("td", row.what)
            page.html += "<td>"
            page.add(row.why)
            if row.isMistake { page.html += " <strong>&#9888; " }
            page.small(row.ground)
            if row.isMistake { page.html += "</strong>" }
            if !row.citation.isEmpty { page.small(row.citation) }
            page.html += "</td><td>"
            page.add(AccountingText.entries(row))
            for entry in row.entries { proofs?.receipts[entry].map { receipt($0, into: &page) } }
            page.html += "</td></tr>"
        }
        page.html += "</tbody></table>"
    }

    private static func receipt(_ receipt: Receipt, into page: inout HTMLText) {
        page.html += "<details><summary>Receipt of entry \(receipt.header.index)</summary><pre>"
        page.add(receipt.json.text)
        page.html += "</pre></details>"
    }

    private static func study(_ study: StudySummary, into page: inout HTMLText) {
        page.html += "<section><h2>"
        page.add(study.name)
        page.html += "</h2><dl>"
        for line in AccountingText.study(study).dropFirst() {
            page.element("dt", line.name)
            page.element("dd", line.words)
        }
        page.html += "</dl></section>"
    }

    private static func check(_ list: AccountingList, _ proofs: Proofs, into page: inout HTMLText) {
        page.html += "<section class=\"check\"><h2>Check this page yourself</h2><p>"
        page.add(
            "Each receipt shows that its entry stood in our journal. Save a receipt as a file and check it, without "
                + "asking us, against our public key, which you should compare with one you got elsewhere:")
        page.html += "</p><pre>"
        page.add("pledge ledger verify --receipt receipt.json --key '\(proofs.key)'")
        page.html += "</pre></section>"
    }

    private static let style = """
        :root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:24px}main{max-width:72rem;\
        margin:auto}h1{font-size:36px;line-height:1.2;margin:8px 0 24px}h2{font-size:24px}.org{font-size:19px;margin:0}\
        table{border-collapse:collapse;width:100%}caption{text-align:left;padding:8px 0}th,td{text-align:left;\
        vertical-align:top;padding:8px 12px 8px 0;border-bottom:1px solid;overflow-wrap:anywhere}small{display:block;\
        font-size:14px}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:14px}dt{font-weight:bold}\
        @media print{body{margin:0;font-size:11pt}tr{break-inside:avoid}thead{display:table-header-group}}
        """
}

/// HTML in the making: whatever is added as text stays text.
struct HTMLText {
    var html: String

    init(_ html: String) { self.html = html }

    mutating func add(_ text: String) { html += HTMLText.escaped(text) }

    mutating func element(_ name: String, _ text: String) {
        html += "<\(name)>"
        add(text)
        html += "</\(name)>"
    }

    mutating func small(_ text: String) { element("small", text) }

    /// Text for an element or a quoted attribute; control characters, which XML forbids, become spaces.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in AccountingText.printable(text).unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

/// What a text says of one element.
package struct ElementStatus: Sendable, Hashable {
    package enum Status: String, Sendable, Hashable, CaseIterable {
        case present, partial, absent
        /// Said by the caller not to be owed, and not said by the text.
        case notApplicable = "not_applicable"
    }

    package var id: String
    package var status: Status
    /// At most twelve words of the text; empty where there are none.
    package var quote = ""
    /// The line of the quote.
    package var line: Int?
    /// Where the pattern that decided stands, for those who write patterns.
    package var origin = ""

    package init(id: String, status: Status, quote: String = "", line: Int? = nil, origin: String = "") {
        self.id = id
        self.status = status
        self.quote = quote
        self.line = line
        self.origin = origin
    }
}

extension NoticeReading {
    /// Decides one element: present when a pattern for it holds, else partial when one for that holds, else absent.
    package func status(of element: Recognizers.Element) -> ElementStatus {
        for (status, patterns) in [(ElementStatus.Status.present, element.present), (.partial, element.partial)] {
            for pattern in patterns {
                guard let place = first(pattern, unless: element.vetoes) else { continue }
                return ElementStatus(
                    id: element.id, status: status,
                    quote: document.quote(from: place.lowerBound, reaching: place.upperBound - 1),
                    line: document.lineNumber(of: place.lowerBound), origin: pattern.origin)
            }
        }
        return ElementStatus(id: element.id, status: .absent)
    }
}

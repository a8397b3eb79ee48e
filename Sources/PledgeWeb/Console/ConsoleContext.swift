package import Hummingbird
import NIOCore
package import PledgePractice

/// What the server keeps of a request while it answers it.
package struct ConsoleContext: RequestContext {
    /// Longest form body that is read, in bytes.
    static let bodyMax = 32_768

    package var coreContext: CoreRequestContextStorage
    /// Who is at the console: set by the gate, before any page is made.
    package var visitor: Visitor?
    /// The session, where accounts sign in.
    var visit: Visit?
    /// The network that the request comes from.
    let source: String
    /// Of W3C Trace Context: which request of which caller this is.
    var trace = TraceParent.none

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        self.source = ConsoleContext.network(source.channel.remoteAddress?.ipAddress ?? "unknown")
    }

    /// An address, or of IPv6 the half that one house has, so that nobody comes from many places at once.
    static func network(_ address: String) -> String {
        guard address.contains(":") else { return address }
        let halves = address.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        let (first, last) = (halves[0].split(separator: ":"), (halves.count > 1 ? halves[1] : "").split(separator: ":"))
        let gap = [Substring](repeating: "0", count: max(0, 8 - first.count - last.count))
        return (first + gap + last).prefix(4).joined(separator: ":") + "::/64"
    }

    package var maxUploadSize: Int { ConsoleContext.bodyMax }
}

/// What a page is made from: who asks, and what came with it.
struct ConsoleRequest: Sendable {
    let visitor: Visitor
    /// The session, where accounts sign in.
    let visit: Visit?
    let query: FormFields
    let form: FormFields
    /// The token or the number in the address.
    let id: String

    func may(_ permission: Visitor.Permission) -> Bool { visitor.permissions.contains(permission) }
}

/// The identity of a request across systems.
///
/// - Source: W3C Trace Context, `traceparent`, version 00.
struct TraceParent: Sendable, Equatable {
    /// 32 and 16 hexadecimal digits.
    let trace: String
    let parent: String

    static let none = TraceParent(trace: "", parent: "")

    private init(trace: String, parent: String) {
        self.trace = trace
        self.parent = parent
    }

    /// - Returns: Nothing where the header is not of this form.
    init?(_ header: String) {
        let parts = header.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, parts[0] == "00", TraceParent.isHex(parts[1], 32), TraceParent.isHex(parts[2], 16),
            TraceParent.isHex(parts[3], 2), parts[1].contains(where: { $0 != "0" }),
            parts[2].contains(where: { $0 != "0" })
        else { return nil }
        self.init(trace: parts[1], parent: parts[2])
    }

    /// One of our own, where the caller has none.
    init(random: [UInt8]) {
        let text = random.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
        self.init(trace: String(text.prefix(32)), parent: "")
    }

    private static func isHex(_ text: String, _ count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}

/// The head of a message (MSH), as an acknowledgment needs it.
package struct HL7Header: Hashable, Sendable {
    package var delimiters: HL7Delimiters
    /// MSH-3 to MSH-6 as they stand, escapes and components included: an answer sends them back.
    package var sendingApplication: String
    package var sendingFacility: String
    package var receivingApplication: String
    package var receivingFacility: String
    /// MSH-9.1, such as `ADT`.
    package var type: String
    /// MSH-9.2, such as `A01`.
    package var trigger: String
    /// MSH-10 as it stands.
    package var controlID: String
    /// MSH-11.1: P production, T training, D debugging.
    package var processingID: String
    /// MSH-12.1, such as `2.5.1`.
    package var version: String

    /// `ADT^A01`, for people; a part that HL7 cannot have is not repeated.
    var kind: String {
        func known(_ text: String) -> String {
            (2...3).contains(text.utf8.count) && text.utf8.allSatisfy { $0 &- 65 < 26 || $0 &- 48 < 10 } ? text : "?"
        }
        return trigger.isEmpty ? known(type) : "\(known(type))^\(known(trigger))"
    }
}

extension HL7Header {
    /// Reads MSH from a message whose delimiters are known.
    init(_ fields: HL7Fields) {
        func whole(_ number: Int) -> String { String(decoding: fields[number].bytes, as: UTF8.self) }
        func part(_ number: Int, _ component: Int) -> String {
            String(decoding: fields[number].first?.bytes(component) ?? [], as: UTF8.self)
        }
        delimiters = fields.delimiters
        sendingApplication = whole(3)
        sendingFacility = whole(4)
        receivingApplication = whole(5)
        receivingFacility = whole(6)
        type = part(9, 1)
        trigger = part(9, 2)
        controlID = whole(10)
        processingID = part(11, 1)
        version = part(12, 1)
    }
}

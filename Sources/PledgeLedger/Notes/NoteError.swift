/// Why a note, a key, a checkpoint or a receipt is refused.
package struct NoteError: Error, Hashable, Sendable {
    /// The kind of fault; more may come.
    package struct Code: Hashable, Sendable {
        let name: String

        /// Bytes or a text of another form.
        package static let malformed = Code(name: "malformed")
        /// More bytes, lines or signatures than we read.
        package static let tooLarge = Code(name: "too-large")
        /// A key of a kind that we cannot verify with.
        package static let unsupportedKey = Code(name: "unsupported-key")
        /// Two keys of one name and id.
        package static let ambiguousKey = Code(name: "ambiguous-key")
        /// A signature of a known key that is not of this text.
        package static let badSignature = Code(name: "bad-signature")
        /// No signature of a key that was asked for.
        package static let unsigned = Code(name: "unsigned")
        /// Fewer witnesses than were asked for.
        package static let fewWitnesses = Code(name: "few-witnesses")
        /// A checkpoint of another log.
        package static let wrongOrigin = Code(name: "wrong-origin")
        /// A receipt that leads to another root.
        package static let notIncluded = Code(name: "not-included")
    }

    package let code: Code
    /// Lower case, no final period; foreign words in backticks.
    package let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension NoteError: CustomStringConvertible {
    /// The message.
    package var description: String { message }
}

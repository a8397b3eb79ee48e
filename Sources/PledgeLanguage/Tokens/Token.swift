/// One word, text, number or sign of a block, with the blanks and comments before it.
///
/// INVARIANT: the tokens of a block touch; written one after another they are the block.
struct Token: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case name
        /// Digits only. It may be an id such as `508`.
        case number
        /// Digits, a dot, digits.
        case decimal
        case date
        case text
        case sign(Sign)
        /// Bytes that belong to no word of the language.
        case unknown
        /// The end of the block; its blanks are the last of it.
        case end
    }

    enum Sign: String, Hashable, Sendable {
        case comma = ","
        case colon = ":"
        case dot = "."
        case leftParenthesis = "("
        case rightParenthesis = ")"
        case leftBrace = "{"
        case rightBrace = "}"
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case plus = "+"
        case minus = "-"
        case equals = "="
    }

    var kind: Kind
    /// Blanks, line breaks and comments before it.
    var leading: Range<Int>
    /// Its own bytes.
    var range: Range<Int>
    /// Column from 0 where it is the first word of its line, tabs counted to the next multiple of eight.
    var lineIndentation: Int?
    /// What was meant, where look-alike letters were reported; else nothing.
    var recovered: String?
}

/// What is wrong in a recognizer file, and where.
package struct RecognizerError: Error, Hashable, Sendable, CustomStringConvertible {
    package var file = ""
    /// From 1; 0 while the place is not known yet.
    package var line = 0
    package var message: String

    init(_ message: String) { self.message = message }

    package var description: String { "\(file):\(line): \(message)" }
}

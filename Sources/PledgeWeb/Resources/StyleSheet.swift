/// The one style sheet, served at `/pledge.css`.
///
/// It is part of the program, so the program works wherever it is moved.
enum StyleSheet {
    /// CSS; every text color reaches 7:1 on every ground it is used on, light and dark.
    static let text = [base, frame, parts, pages, desk, console, media].joined(separator: "\n\n")
}

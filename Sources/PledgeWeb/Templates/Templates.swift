import Mustache

/// The page templates, parsed once.
enum Templates {
    /// Every template by its name; partials begin with `_`.
    static let sources: [String: String] = [
        "layout": layout, "home": home, "search": search, "start": start, "question": question, "answer": answer,
        "error": error, "styleguide": styleguide, "_symbols": symbols, "_layers": layers, "_tiles": tiles,
        "_asked": asked, "_said": said, "_choice": choice, "_head": answerHead, "_summary": errorSummary,
        "_ways": ways, "_rows": rows, "_duties": duties, "_quote": quote, "_search": searchForm,
        "_find": findOut, "_citations": citations,
    ]

    /// - Throws: A parser error of Mustache; a test renders every page, so it cannot reach a user.
    static func library() throws -> MustacheLibrary {
        var library = MustacheLibrary()
        for (name, source) in sources { try library.register(source, named: name) }
        return library
    }
}

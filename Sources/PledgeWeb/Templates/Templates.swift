import Mustache

/// The page templates, parsed once.
enum Templates {
    /// Every template by its name; partials begin with `_`.
    static let sources: [String: String] = [
        "layout": layout, "home": home, "search": search, "start": start, "question": question, "answer": answer,
        "error": error, "styleguide": styleguide, "_symbols": symbols, "_layers": layers, "_tiles": tiles,
        "_asked": asked, "_said": said, "_choice": choice, "_head": answerHead, "_summary": errorSummary,
        "_ways": ways, "_rows": rows, "_duties": duties, "_quote": quote, "_search": searchForm,
        "_find": findOut, "_citations": citations, "_passage": passage, "_passage-hidden": passageHidden,
        "_passage-fields": passageFields, "today": today, "_tasks": tasks, "_entry-row": entryRow,
        "desk-home": deskHome, "_choices": patientChoices, "patients": patients, "patient": patient,
        "accounting": accounting, "wish-form": wishForm, "disclosures": disclosures, "_entry-facts": entryFacts,
        "_wholeness": wholeness, "receipt": receipt, "entry": entry, "record-form": recordForm,
        "_promises": promiseRows, "organization": organization, "notices": notices, "reports": reports,
    ]

    /// - Throws: A parser error of Mustache; a test renders every page, so it cannot reach a user.
    static func library() throws -> MustacheLibrary {
        var library = MustacheLibrary()
        for (name, source) in sources.merging(signInSources, uniquingKeysWith: { $1 }).merging(
            staffSources, uniquingKeysWith: { $1 })
        {
            try library.register(source, named: name)
        }
        return library
    }
}

/// Reads the lines of a recognizer file; `Docs/notices.md` describes them.
struct RecognizerFileReader {
    private enum Target {
        case nothing
        case present(String), partial(String), veto(String)
        case remark, unless, sign, draft, draftVeto
        case passage(String)
    }

    private let path: String
    private var element: String?
    private var target = Target.nothing
    /// Whether `when` and `unless` belong to a `draft`.
    private var isInDraft = false
    private var lineNumber = 0

    init(path: String) { self.path = path }

    mutating func read(_ raw: Substring, into recognizers: inout Recognizers) throws(RecognizerError) {
        lineNumber += 1
        // Bytes, for these files are long: only spaces and the ends of lines are blank in them.
        let isBlank = { (byte: UInt8) in byte <= UInt8(ascii: " ") }
        var bytes = raw.utf8.drop(while: isBlank)
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        guard let first = bytes.first, first != UInt8(ascii: "#") else { return }
        let line = Substring(bytes)
        if line.hasPrefix("- ") {
            let pattern = try recognizers.pattern(line.dropFirst(2), origin: "\(path):\(lineNumber)")
            return try add(pattern, to: &recognizers)
        }
        let keyword = line.prefix { $0 != " " && $0 != ":" }
        let rest = line.dropFirst(keyword.count).drop { $0 == " " || $0 == ":" }
        try readKeyword(String(keyword), rest, into: &recognizers)
    }

    private func add(_ pattern: Pattern, to recognizers: inout Recognizers) throws(RecognizerError) {
        switch target {
        case .present(let id): recognizers.changeElement(id) { $0.present.append(pattern) }
        case .partial(let id): recognizers.changeElement(id) { $0.partial.append(pattern) }
        case .veto(let id): recognizers.changeElement(id) { $0.vetoes.append(pattern) }
        case .remark: try recognizers.changeRemark { $0.patterns.append(pattern) }
        case .unless: try recognizers.changeRemark { $0.unless.append(pattern) }
        case .sign: try recognizers.changeSign { $0.patterns.append(pattern) }
        case .draft: try recognizers.changeDraft { $0.patterns.append(pattern) }
        case .draftVeto: try recognizers.changeDraft { $0.vetoes.append(pattern) }
        case .passage(let name): recognizers.addPassage(name, pattern)
        case .nothing:
            throw RecognizerError("a pattern without `present`, `partial`, `veto`, `when` or `sign` above it")
        }
    }

    private mutating func readKeyword(
        _ keyword: String, _ rest: Substring, into recognizers: inout Recognizers
    ) throws(RecognizerError) {
        switch keyword {
        case "list":
            guard let colon = rest.firstIndex(of: ":") else { throw RecognizerError("`list name: words`") }
            try recognizers.addList(String(rest[..<colon]), rest[rest.index(after: colon)...])
        case "element":
            element = String(rest)
            target = .nothing
            try recognizers.addElement(String(rest))
        case "present": target = .present(try current())
        case "partial": target = .partial(try current())
        case "veto": target = .veto(try current())
        case "add":
            let id = try current()
            let language = String(rest.prefix { $0 != ":" })
            let sentence = rest.dropFirst(language.count + 1).drop { $0 == " " }
            guard ["en", "es"].contains(language), !sentence.isEmpty else {
                throw RecognizerError("`add en: a sentence` or `add es: a sentence`")
            }
            recognizers.changeElement(id) { $0.sentences[language] = String(sentence) }
        case "what":
            let id = try current()
            recognizers.changeElement(id) { $0.about = String(rest) }
        case "optional":
            let id = try current()
            recognizers.changeElement(id) { $0.isOptional = true }
        case "remark": try readRemark(rest, into: &recognizers)
        case "title": try recognizers.changeRemark { $0.title = String(rest) }
        case "law": try recognizers.changeRemark { $0.law = String(rest) }
        case "cite": try recognizers.changeRemark { $0.citation = String(rest) }
        case "vintage": try recognizers.changeRemark { $0.vintage = Int(rest) }
        case "when": target = isInDraft ? .draft : .remark
        case "unless": target = isInDraft ? .draftVeto : .unless
        case "sign": try readSign(rest, into: &recognizers)
        case "elements":
            let names = rest.split { $0 == " " || $0 == "," }.map(String.init)
            try recognizers.changeSign { $0.elements += names }
        default: try readDraftKeyword(keyword, rest, into: &recognizers)
        }
    }

    /// What says how a notice is drafted.
    private mutating func readDraftKeyword(
        _ keyword: String, _ rest: Substring, into recognizers: inout Recognizers
    ) throws(RecognizerError) {
        let words = rest.split { $0 == " " || $0 == "," }.map(String.init)
        switch keyword {
        case "passage": target = .passage(String(rest))
        case "draft":
            guard let id = words.first else { throw RecognizerError("`draft name`, with `anywhere`") }
            isInDraft = true
            target = .nothing
            recognizers.addDraft(Recognizers.Draft(id: id, isAnywhere: words.contains("anywhere")))
        case "write": try recognizers.changeDraft { $0.promises.append(String(rest)) }
        case "right": try recognizers.changeDraft { $0.right = String(rest) }
        case "clause": try recognizers.changeDraft { $0.clauses.append(String(rest)) }
        case "of":
            let isPartlyEnough = words.last == "partly"
            try recognizers.changeDraft {
                $0.elements += isPartlyEnough ? words.dropLast() : words
                $0.isPartlyEnough = isPartlyEnough
            }
        case "over": try recognizers.changeDraft { $0.replaced += words }
        case "places": try recognizers.changeDraft { $0.remarks += words }
        case "ask", "conflict":
            try recognizers.changeDraft {
                $0.reason = String(rest)
                $0.isConflict = keyword == "conflict"
            }
        default: throw RecognizerError("`\(keyword)`: no such word here")
        }
    }

    private func current() throws(RecognizerError) -> String {
        guard let element else { throw RecognizerError("no `element` above") }
        return element
    }

    private mutating func readRemark(_ rest: Substring, into recognizers: inout Recognizers) throws(RecognizerError) {
        let words = rest.split(separator: " ").map(String.init)
        guard words.count == 2, let group = Recognizers.Remark.Group(rawValue: words[1]) else {
            throw RecognizerError("`remark name group`")
        }
        element = nil
        target = .nothing
        isInDraft = false
        recognizers.addRemark(Recognizers.Remark(id: words[0], group: group))
    }

    /// `sign name weight`, then `most n` or `least n` in the same line.
    private mutating func readSign(_ rest: Substring, into recognizers: inout Recognizers) throws(RecognizerError) {
        let words = rest.split(separator: " ").map(String.init)
        guard words.count >= 2, words.count % 2 == 0, let weight = Int(words[1]) else {
            throw RecognizerError("`sign name weight`, with `most n` or `least n`")
        }
        var sign = Recognizers.Sign(name: words[0], weight: weight, most: 1)
        for index in stride(from: 2, to: words.count, by: 2) {
            guard let number = Int(words[index + 1]) else { throw RecognizerError("`\(words[index + 1])`: no number") }
            switch words[index] {
            case "most": sign.most = number
            case "least": sign.least = number
            default: throw RecognizerError("`\(words[index])`: `most` or `least`")
            }
        }
        element = nil
        target = .sign
        recognizers.addSign(sign)
    }
}

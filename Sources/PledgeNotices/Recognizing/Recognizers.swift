/// What notices are read with: patterns for each element, findings and signs of what a text is, compiled together.
package struct Recognizers: Sendable {
    /// How one element is recognized, and a sentence that would say it.
    package struct Element: Sendable {
        package var id: String
        var present: [Pattern] = []
        var partial: [Pattern] = []
        /// Sentences that one of these is true of count for nothing.
        var vetoes: [Pattern] = []
        /// What it is about, in words that follow "It says nothing of".
        package var about = ""
        /// Whether the law leaves it to the practice; then its absence is no news.
        package var isOptional = false
        /// A sentence to add, by language code.
        package var sentences: [String: String] = [:]
    }

    /// What is worth telling about a text beside its elements.
    package struct Remark: Sendable {
        /// What kind of news it is; the order is that of reports.
        package enum Group: String, Sendable, CaseIterable {
            /// The law would allow it, the notice stops it.
            case stops
            /// The notice gives more than the law asks for.
            case promises
            /// The notice gives less than the law allows to give, or contradicts itself.
            case conflict
            /// It was the law once, or never.
            case stale
            /// Left in from a form or from another's notice.
            case leftover
        }

        package var id: String
        package var group: Group
        package var title = ""
        package var law = ""
        package var citation = ""
        /// The year from which a text with it must be, at the earliest.
        var vintage: Int?
        var patterns: [Pattern] = []
        /// When one of these stands anywhere, nothing is told.
        var unless: [Pattern] = []
    }

    /// Something that speaks for or against a text being a notice.
    struct Sign: Sendable {
        var name: String
        var weight: Int
        /// How often it counts at most.
        var most: Int
        var patterns: [Pattern] = []
        /// Or: how many of these elements must be there, at least in part.
        var elements: [String] = []
        var least = 1
    }

    /// What is written for a paragraph that says something.
    package struct Draft: Sendable {
        package var id: String
        /// Whether it holds where uses do not: under rights, or in a sentence that says no.
        var isAnywhere = false
        /// Promises, each a line of the language.
        package var promises: [String] = []
        /// The right that it belongs to, and clauses of it; `{number}` and `{cents}` stand for what the text names.
        package var right: String?
        package var clauses: [String] = []
        /// The elements whose patterns count as its own.
        var elements: [String] = []
        /// Whether what says an element only in part says this.
        var isPartlyEnough = false
        /// Drafts that are not written where this one is.
        var replaced: [String] = []
        /// Remarks that need no person once this is written.
        var remarks: [String] = []
        /// Why a person must look at it.
        var reason = ""
        /// Whether what it says goes against the law.
        var isConflict = false
        var patterns: [Pattern] = []
        var vetoes: [Pattern] = []
    }

    package private(set) var elements: [Element] = []
    package private(set) var drafts: [Draft] = []
    /// Patterns of passages by what they are: `denied`, `sharing`.
    private(set) var passages: [String: [Pattern]] = [:]
    package private(set) var remarks: [Remark] = []
    private(set) var signs: [Sign] = []
    package private(set) var vocabulary = NoticeVocabulary()
    package private(set) var automaton = PhraseAutomaton()
    private var positions: [String: Int] = [:]
    private var lists: [String: [[PhraseReader.Element]]] = [:]
    private var phraseNumbers: [Substring: Int] = [:]

    /// How many different phrases they look for.
    package var phraseCount: Int { phraseNumbers.count }

    package func element(_ id: String) -> Element? { positions[id].map { elements[$0] } }

    /// - Parameter files: Recognizer files in the order of their names; lists of one are known in those after it.
    /// - Throws: `RecognizerError` at the first mistake.
    package init(_ files: [(path: String, text: String)]) throws(RecognizerError) {
        for file in files {
            var reader = RecognizerFileReader(path: file.path)
            var number = 0
            for line in file.text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
                number += 1
                do {
                    try reader.read(Substring(line), into: &self)
                } catch {
                    var placed = error
                    placed.file = file.path
                    placed.line = number
                    throw placed
                }
            }
        }
    }

    mutating func addElement(_ id: String) throws(RecognizerError) {
        if positions[id] == nil {
            positions[id] = elements.count
            elements.append(Element(id: id))
        }
    }

    mutating func changeElement(_ id: String, _ change: (inout Element) -> Void) {
        if let position = positions[id] { change(&elements[position]) }
    }

    mutating func addRemark(_ remark: Remark) { remarks.append(remark) }
    mutating func changeRemark(_ change: (inout Remark) -> Void) throws(RecognizerError) {
        guard !remarks.isEmpty else { throw RecognizerError("no `remark` above") }
        change(&remarks[remarks.count - 1])
    }

    mutating func addDraft(_ draft: Draft) { drafts.append(draft) }
    mutating func changeDraft(_ change: (inout Draft) -> Void) throws(RecognizerError) {
        guard !drafts.isEmpty else { throw RecognizerError("no `draft` above") }
        change(&drafts[drafts.count - 1])
    }
    mutating func addPassage(_ name: String, _ pattern: Pattern) { passages[name, default: []].append(pattern) }

    mutating func addSign(_ sign: Sign) { signs.append(sign) }
    mutating func changeSign(_ change: (inout Sign) -> Void) throws(RecognizerError) {
        guard !signs.isEmpty else { throw RecognizerError("no `sign` above") }
        change(&signs[signs.count - 1])
    }

    mutating func addList(_ name: String, _ text: Substring) throws(RecognizerError) {
        guard lists[name] == nil else { throw RecognizerError("a list `\(name)` stands above") }
        var all: [[PhraseReader.Element]] = []
        for part in text.split(separator: ",") { all += try PhraseReader.read(part, lists: lists, &vocabulary) }
        lists[name] = PhraseReader.joined(all)
    }

    mutating func pattern(_ line: Substring, origin: String) throws(RecognizerError) -> Pattern {
        let draft = try PatternDraft(line)
        var terms: [Pattern.Term] = []
        for part in draft.parts {
            terms.append(Pattern.Term(phrase: try phrase(part.phrase), place: part.place, isWanted: part.isWanted))
        }
        let anchor = terms.remove(at: draft.anchor).phrase
        return Pattern(scope: draft.scope, anchor: anchor, terms: terms, origin: origin)
    }

    private mutating func phrase(_ text: Substring) throws(RecognizerError) -> Int {
        let words = text
        if let known = phraseNumbers[words] { return known }
        let number = phraseNumbers.count
        for alternative in try PhraseReader.read(words, lists: lists, &vocabulary) {
            automaton.add(try Phrase(alternative), number: number)
        }
        phraseNumbers[words] = number
        return number
    }
}

/// A notice as plain text to read aloud, by a person or by a program.
///
/// No signs: numbers, sums, days, telephone numbers and addresses are written as they are said, abbreviations in full,
/// capitals in the case of a sentence.
package enum NoticeSpeech {
    /// The text, with a blank line between paragraphs.
    package static func text(_ document: NoticeDocument) -> String {
        let speaker = Speaker(SpokenWords.of(document.language))
        var parts: [String] = []
        if !document.organization.isEmpty { parts.append(speaker.sentence(document.organization)) }
        for block in document.blocks {
            switch block {
            case .heading(_, let runs), .paragraph(let runs): parts.append(speaker.sentence(words(runs)))
            case .list(let items, _): parts.append(items.map { speaker.sentence(words($0)) }.joined(separator: "\n"))
            }
        }
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    /// A blank is read as what belongs there.
    private static func words(_ runs: [NoticeDocument.Run]) -> String {
        runs.map { $0.isBlank ? String($0.text.dropFirst().dropLast()) : $0.text }.joined()
    }
}

/// Says one paragraph.
struct Speaker {
    private let words: SpokenWords

    init(_ words: SpokenWords) { self.words = words }

    /// A paragraph with a period at its end, so that a voice makes its pause.
    ///
    /// - Complexity: O(characters).
    func sentence(_ text: String) -> String {
        let tokens = telephonesJoined(text.split(whereSeparator: \.isWhitespace))
        var line = CleanText.line(tidied(lowered(tokens).map(say).joined(separator: " ")))
        guard let last = line.last else { return "" }
        if last == "," || last == ";" || last == ":" { line.removeLast() }
        return line.last.map { ".?!".contains($0) } == true ? line : line + "."
    }

    /// `(309) 691-1029` is one number.
    private func telephonesJoined(_ text: [Substring]) -> [Substring] {
        var result: [Substring] = []
        for word in text {
            let area = result.last.map { $0.filter(\.isNumber) } ?? ""
            let isArea = area.count == 3 && result.last.map { $0.hasPrefix("(") && $0.hasSuffix(")") } == true
            if isArea, word.first?.isNumber == true, word.prefix(9).contains("-") {
                result[result.count - 1] = "\(area)-\(word)"[...]
            } else {
                result.append(word)
            }
        }
        return result
    }

    /// Capitals in a row are a loud sentence, not abbreviations.
    private func lowered(_ text: [Substring]) -> [String] {
        var result: [String] = []
        var index = 0
        while index < text.count {
            var end = index
            while end < text.count, isLoud(text[end]) { end += 1 }
            guard text[index..<end].count(where: { $0.count(where: \.isLetter) >= 2 }) >= 3 else {
                result += text[index..<max(end, index + 1)].map(String.init)
                index = max(end, index + 1)
                continue
            }
            var isStart = true
            for word in text[index..<end] {
                let core = String(word.filter(\.isLetter))
                let isKept = words.names.contains(core)
                result.append(isKept ? String(word) : isStart ? capitalized(word) : word.lowercased())
                isStart = word.last.map { ".?!:".contains($0) } == true
            }
            index = end
        }
        return result
    }

    private func isLoud(_ word: Substring) -> Bool { !word.contains(where: \.isLowercase) && !word.contains("@") }

    private func capitalized(_ word: Substring) -> String {
        let lower = word.lowercased()
        guard let at = lower.firstIndex(where: \.isLetter) else { return lower }
        return lower[..<at] + lower[at].uppercased() + lower[lower.index(after: at)...]
    }

    /// One word with the signs around it.
    private func say(_ word: String) -> String {
        if let said = words.abbreviations[word.lowercased()] { return said }
        let opening = word.prefix { !$0.isLetter && !$0.isNumber && $0 != "$" && $0 != "§" && $0 != "&" && $0 != "+" }
        let closing = word.reversed().prefix { !$0.isLetter && !$0.isNumber && !"%&*+$§".contains($0) }.count
        guard opening.count + closing < word.count else { return pause(word) }
        let core = String(word.dropFirst(opening.count).dropLast(closing))
        let end = String(word.suffix(closing))
        return pause(String(opening)) + (core.isEmpty ? "" : inside(core, end)) + pause(end)
    }

    private func inside(_ core: String, _ end: String) -> String {
        if end.hasPrefix("."), let said = words.abbreviations[core.lowercased() + "."] { return said }
        if let said = words.abbreviations[core.lowercased()] { return said }
        let speech = SpokenNumbers(words)
        if let said = speech.said(core) { return said }
        if core.contains("@") || core.hasPrefix("http") || core.hasPrefix("www.") { return address(core) }
        if core.contains("/") { return core.split(separator: "/").map(String.init).joined(separator: " \(words.or) ") }
        if core.hasSuffix("*") { return String(core.dropLast()) }
        return core.map { words.signs[$0].map { " \($0) " } ?? String($0) }.joined()
    }

    /// An address letter group by letter group: "privacy at clinic dot org".
    private func address(_ text: String) -> String {
        let bare = text.split(separator: "://", maxSplits: 1).last.map(String.init) ?? text
        return bare.map { words.address[$0].map { " \($0) " } ?? String($0) }.joined()
    }

    /// Signs around words are pauses or nothing.
    private func pause(_ signs: String) -> String {
        signs.map { sign -> String in
            switch sign {
            case ".", ",", ";", ":", "?", "!": String(sign)
            case "—", "–", "(", ")", "[", "]": ", "
            default: words.signs[sign].map { " \($0) " } ?? ""
            }
        }.joined()
    }

    /// Of two pauses the longer one, no blank before it, and one behind it.
    private func tidied(_ text: String) -> String {
        var result = ""
        for character in text {
            guard ",;:.?!".contains(character) else {
                result.append(character)
                continue
            }
            while result.last == " " || character != "," && result.last == "," { result.removeLast() }
            if character == ",", result.last.map({ ",;:.?!".contains($0) }) ?? true { continue }
            result.append(character)
        }
        return result
    }
}

import PledgeCore
import PledgeDecisions

// Notices, agreements, policies.
extension Checker {
    mutating func checkPromises(_ file: ParsedFile) {
        guard let matter = file.frontMatter, let kind = PromiseDocument.Kind(rawValue: matter.role.rawValue) else {
            return
        }
        self.matter = matter
        let id = matter.id ?? Checker.fileName(file.source.path)
        var document = PromiseDocument(
            id: id, kind: kind, title: matter.title, organization: matter.organization, phone: matter.phone,
            contact: matter.contact, effective: matter.effective, series: matter.series,
            reservesRight: matter.reserves, consentToLessen: matter.consentToLessen, zone: matter.zone)
        var heading = ""
        var paragraph = Paragraph(heading: "", text: "", line: 1)
        var block = 0
        for piece in file.pieces {
            switch piece.kind {
            case .heading(let words):
                heading = words
                let line = file.source.lineIndex(of: piece.range.lowerBound) + 1
                paragraph = Paragraph(heading: heading, text: "", line: line)
            case .paragraph(let words):
                let line = file.source.lineIndex(of: piece.range.lowerBound) + 1
                paragraph = Paragraph(heading: heading, text: words, line: line)
            case .pledge:
                for node in file.blocks[block].declarations { add(node, to: &document, paragraph, file.index) }
                block += 1
            case .frontMatter, .other: break
            }
        }
        promises.append(document)
    }

    private mutating func add(
        _ node: DeclarationNode, to document: inout PromiseDocument, _ paragraph: Paragraph, _ file: Int
    ) {
        guard node.kind.belongs(in: matter.role) else {
            findings.add(.declarationOfAnotherRole(node.kind.rawValue, role: matter.role.rawValue), at: node.place)
            return
        }
        var condition = Condition.constant(true)
        if let written = node.header.condition { condition = self.condition(written, ConditionScope()) }
        switch node.kind {
        case .promise:
            let limits = limits(node, document: nil)
            let duties = duties(node, document: nil)
            for rule in grounds(node.header.names) {
                document.promises.append(
                    Promise(
                        rule: rule, condition: condition, limits: limits, duties: duties, paragraph: paragraph,
                        span: span(node.place)))
            }
        case .exclude:
            for rule in grounds(node.header.names) {
                document.exclusions.append(
                    Exclusion(
                        rule: rule, words: node.header.words?.text ?? "", condition: condition, paragraph: paragraph,
                        span: span(node.place)))
            }
        case .stop:
            require([.reach], in: node)
            if let by = node.first(.by) {
                findings.add(.misplacedClause("by", of: "stop of a document", allowed: []), at: by.place)
            }
            let stop = stop(node, author: .document, table: .document(file))
            document.stops.append(stop)
            document.stopParagraphs[stop.id] = paragraph
        case .right:
            if let right = right(node) { document.rights.append(right) }
        default: break
        }
    }

    /// Answers name a document by its id: no two may share one.
    mutating func checkDocumentIDs() {
        var seen: [String: Int] = [:]
        let indexes = files.filter { $0.frontMatter?.role.isPromise == true }.map(\.index)
        for (document, index) in zip(promises, indexes) {
            if let first = seen[document.id] {
                findings.add(
                    .duplicateDocumentID(document.id, first: files[first].source.path),
                    at: Place(file: index, offset: 0, length: 3))
            } else {
                seen[document.id] = index
            }
        }
    }

    /// The file's name without folders and `.md`.
    private static func fileName(_ path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? path
        return last.hasSuffix(".md") ? String(last.dropLast(3)) : last
    }
}

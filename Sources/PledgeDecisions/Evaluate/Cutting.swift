import PledgeCore

/// One piece of a group, before it is decided.
struct Piece {
    var extent: PartDecision.Extent
    var values: [(RequestField, Known)]
}

/// Cuts groups at notice dates, ends of restrictions, bounds of scopes and limits.
///
/// - Source: the semantics, section 2.
struct Cutting {
    /// More pieces than this are not made: a period then counts as unknown, and so nothing is released on it.
    static let piecesMax = 20_000

    let values: RequestValues
    let promises: [PromiseDocument]
    /// Grounds that acts, kinds and purposes leave.
    let candidates: [Int]
    let routines: [CompiledRoutine]

    private var program: Program { values.program }

    func pieces() -> [Piece] {
        let request = values.request
        guard !request.groups.isEmpty else { return [objectPiece()] }
        return request.groups.enumerated().flatMap { number, group in pieces(of: group, number) }
    }

    private func objectPiece() -> Piece {
        let all = program.symbols.table(.data).all
        let none = PartlyKnownNames(known: NameBits(), of: all)
        var fields: [(RequestField, Known)] = [
            (.labels, .names(PartlyKnownNames(known: NameBits(), of: program.symbols.table(.label).all))),
            (.elements, .names(none)), (.part2, .no), (.place, place(nil)),
        ]
        for field in [RequestField.item, .service, .source, .given, .held, .paidInFull, .madeByUs] {
            fields.append((field, .absent))
        }
        return Piece(extent: .init(group: nil), values: fields)
    }

    private func place(_ place: String?) -> Known {
        (place ?? values.request.settings.state).map { .id($0) } ?? .unknown
    }

    private func pieces(of group: Group, _ number: Int) -> [Piece] {
        // For items we made, one period serves as both.
        let givens = cut(group.given ?? (group.madeByUs == true ? group.held : nil), at: days(.given))
        let helds = cut(group.held ?? (group.madeByUs == true ? group.given : nil), at: days(.held))
        let elements = classes(of: group.elements)
        let labelSets = labels(of: group)
        guard givens.count * helds.count * elements.count * labelSets.count <= Cutting.piecesMax else {
            return [
                Piece(
                    extent: .init(group: number),
                    values: fields(group, labelSets[0], elements: nil, given: nil, held: nil))
            ]
        }
        var result: [Piece] = []
        for labels in labelSets {
            for held in helds {
                for given in givens {
                    for piece in elements {
                        let extent = PartDecision.Extent(
                            group: number, elements: piece.names, isRest: piece.isRest, given: given, held: held,
                            isLabeledIfAny: labels.isLabeledIfAny)
                        result.append(
                            Piece(
                                extent: extent, values: fields(group, labels, elements: piece, given: given, held: held)
                            ))
                    }
                }
            }
        }
        return result
    }

    private struct LabelSet {
        var labels: PartlyKnownNames
        var part2: Known
        var isLabeledIfAny: Bool
    }

    private func labels(of group: Group) -> [LabelSet] {
        let table = program.symbols.table(.label)
        let part2Labels = table.closure(Array(values.book.part2Labels))
        guard let names = group.labels else {
            let ordinary = PartlyKnownNames(known: NameBits(), of: table.all)
            return [
                LabelSet(labels: ordinary, part2: Known(group.part2 ?? false), isLabeledIfAny: false),
                LabelSet(
                    labels: PartlyKnownNames(), part2: group.part2.map { Known($0) } ?? .unknown, isLabeledIfAny: true),
            ]
        }
        let bits = table.bits(names)
        let part2 = group.part2.map { Known($0) } ?? (bits.intersects(part2Labels) ? .unknown : .no)
        return [LabelSet(labels: PartlyKnownNames(known: bits, of: table.all), part2: part2, isLabeledIfAny: false)]
    }

    private func fields(
        _ group: Group, _ labels: LabelSet, elements: ElementClass?, given: Period?, held: Period?
    ) -> [(RequestField, Known)] {
        let symbols = program.symbols
        func name(_ name: String?, _ domain: Domain) -> Known {
            let table = symbols.table(domain)
            return name.map { .names(PartlyKnownNames(known: table.bits([$0]), of: table.all)) } ?? .unknown
        }
        func period(_ period: Period?) -> Known { period.map { .period(values.range($0)) } ?? .unknown }
        let data = symbols.table(.data)
        return [
            (.item, name(group.item, .item)), (.labels, .names(labels.labels)), (.part2, labels.part2),
            (.elements, .names(PartlyKnownNames(known: elements?.bits ?? everything, of: data.all))),
            (.service, name(group.service, .service)), (.source, name(group.source, .source)),
            (.place, place(group.place)), (.paidInFull, group.paidInFull.map { Known($0) } ?? .unknown),
            (.madeByUs, group.madeByUs.map { Known($0) } ?? .unknown), (.given, period(given)), (.held, period(held)),
        ]
    }

    // MARK: Elements

    private struct ElementClass {
        var bits: NameBits
        /// Nothing: all of the group.
        var names: [String]?
        var isRest: Bool
    }

    /// Every element, and the place kept for what no list names.
    private var everything: NameBits {
        let data = program.symbols.table(.data)
        return data.all.union(NameBits([data.names.count]))
    }

    private func classes(of elements: Group.Elements) -> [ElementClass] {
        let data = program.symbols.table(.data)
        var lists = Array(candidates.reduce(into: Set<NameBits>()) { $0.formUnion(program.grounds[$1].elementLists) })
            .sorted { $0.positions.lexicographicallyPrecedes($1.positions) }
        lists += routines.map(\.elements)
        for (type, documents) in values.documents.enumerated() {
            for document in documents {
                for (field, value) in zip(values.book.documents[type].fields, document.fields) {
                    if case .scope(let patterns) = value { lists += patterns.compactMap(\.elements) }
                    if field.type == .names(.data), case .names(let names) = value {
                        lists.append(data.closure(names.yes))
                    }
                }
            }
        }
        switch elements {
        case .some(let names):
            let bits = data.bits(names)
            return split(bits.positions, lists).map {
                ElementClass(bits: $0, names: $0.positions.map { data.names[$0] }.sorted(), isRest: false)
            }
        case .all:
            if lists.isEmpty || data.names.isEmpty {
                return [ElementClass(bits: everything, names: nil, isRest: false)]
            }
            let named = lists.reduce(NameBits()) { $0.union($1) }
            var result = split(named.positions, lists).map {
                ElementClass(bits: $0, names: $0.positions.map { data.names[$0] }.sorted(), isRest: false)
            }
            result.append(ElementClass(bits: everything.subtracting(named), names: nil, isRest: true))
            return result
        }
    }

    /// Elements that stand in the same lists stay together.
    private func split(_ positions: [Int], _ lists: [NameBits]) -> [NameBits] {
        var order: [[Bool]] = []
        var classes: [[Bool]: NameBits] = [:]
        for position in positions {
            let signature = lists.map { $0.contains(position) }
            if classes[signature] == nil { order.append(signature) }
            classes[signature, default: NameBits()].insert(position)
        }
        return order.compactMap { classes[$0] }
    }

    // MARK: Days

    private func days(_ axis: DocumentField.Cut) -> Set<Int32> {
        var days: Set<Int32> = []
        func add(_ range: Range<Int64>) {
            days.insert(values.zone.day(of: Instant(seconds: range.lowerBound)).number)
            days.insert(values.zone.day(of: Instant(seconds: range.upperBound)).number)
        }
        if axis == .held { days.formUnion(promises.compactMap { $0.effective?.number }) }
        for (type, documents) in values.documents.enumerated() {
            let fields = values.book.documents[type].fields
            for document in documents {
                for (field, value) in zip(fields, document.fields) {
                    switch value {
                    case .scope(let patterns) where axis == .given: patterns.compactMap(\.given).forEach(add)
                    case .time(let range), .period(let range):
                        if field.cuts == axis { add(range) }
                    default: break
                    }
                }
            }
        }
        return days
    }

    private func cut(_ period: Period?, at days: Set<Int32>) -> [Period?] {
        guard let period else { return [nil] }
        var result: [Period?] = []
        var first = period.first
        for day in days.sorted() where day > period.first.number && day <= period.last.number {
            result.append(Period(first: first, last: Day(number: day - 1)))
            first = Day(number: day)
        }
        result.append(Period(first: first, last: period.last))
        return result
    }
}

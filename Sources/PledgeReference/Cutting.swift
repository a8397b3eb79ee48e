import PledgeCore
import PledgeDecisions

/// A piece of a group, or the object of an act.
struct Piece {
    var extent: PartDecision.Extent
    /// The group with the piece's own periods; nothing for an object.
    var group: Group?
    /// Data elements of the piece; `PlainPart.rest` among them where nobody names all of it.
    var elements: [String]
}

extension PlainRequest {
    /// The pieces of the request, each to be decided alone (semantics, section 2).
    func pieces(candidates: [Int]) -> [Piece] {
        guard !request.groups.isEmpty else {
            return [Piece(extent: PartDecision.Extent(group: nil), group: nil, elements: [])]
        }
        let lists = elementLists(candidates: candidates)
        return request.groups.indices.flatMap { position in
            kinds(of: request.groups[position]).flatMap { group in
                dated(group, position).flatMap { classes(of: $0, by: lists) }
            }
        }
    }

    /// The ordinary items of a group and the labeled ones, if nobody read the labels.
    private func kinds(of group: Group) -> [Group] {
        guard group.labels == nil else { return [group] }
        var ordinary = group
        ordinary.labels = []
        return [ordinary, group]
    }

    /// Cuts a group at the days where an answer may change.
    private func dated(_ group: Group, _ position: Int) -> [Piece] {
        let isLabeledIfAny = group.labels == nil
        // Of items we made, one period serves as both.
        let isOnePeriod = group.madeByUs == true && (group.given == nil || group.held == nil)
        let given = isOnePeriod ? group.given ?? group.held : group.given
        let held = isOnePeriod ? given : group.held
        func piece(_ given: Period?, _ held: Period?) -> Piece {
            var part = group
            part.given = given
            part.held = held
            let extent = PartDecision.Extent(
                group: position, given: given, held: held, isLabeledIfAny: isLabeledIfAny)
            return Piece(extent: extent, group: part, elements: [])
        }
        if isOnePeriod {
            return cut(given, at: givenCuts.union(heldCuts)).map { piece($0, $0) }
        }
        return cut(given, at: givenCuts).flatMap { given in cut(held, at: heldCuts).map { piece(given, $0) } }
    }

    /// Splits a period so that each of the days begins a piece.
    private func cut(_ period: Period?, at days: Set<Day>) -> [Period?] {
        guard let period else { return [nil] }
        var pieces: [Period?] = []
        var first = period.first
        for day in days.sorted() where day > first && day <= period.last {
            pieces.append(Period(first: first, last: day.after(-1)))
            first = day
        }
        pieces.append(Period(first: first, last: period.last))
        return pieces
    }

    /// Bounds of every scope in hand and of every field that cuts `given`.
    var givenCuts: Set<Day> {
        var days = fieldCuts(.given)
        for value in documents.flatMap({ $0.fields.values }) {
            guard case .scope(let patterns) = value else { continue }
            for period in patterns.compactMap(\.period) { days.formUnion([period.first, period.last.after(1)]) }
        }
        return days
    }

    /// First days of the notices, and bounds of every field that cuts `held`.
    var heldCuts: Set<Day> {
        fieldCuts(.held).union(book.promises.compactMap { $0.kind.isNotice ? $0.effective : nil })
    }

    private func fieldCuts(_ cuts: DocumentField.Cut) -> Set<Day> {
        var days: Set<Day> = []
        for document in documents {
            for field in book.documents[document.type]?.fields ?? [] where field.cuts == cuts {
                switch document.fields[field.name] {
                case .period(let period): days.formUnion([period.first, period.last.after(1)])
                case .time(.day(let day)): days.formUnion([day, day.after(1)])
                case .time(.instant(let instant)): days.formUnion([zone.day(instant), zone.day(instant).after(1)])
                case .yesNo, .number, .id, .ids, .text, .name, .names, .scope, nil: break
                }
            }
        }
        return days
    }

    /// Every list of elements that may bound what goes out.
    private func elementLists(candidates: [Int]) -> [[String]] {
        var limits = candidates.flatMap { book.rulebook.grounds[$0].limits }
        limits += book.rulebook.exceptions.filter { isInForce($0.head) }.flatMap(\.limits)
        limits += book.promises.flatMap { $0.promises.flatMap(\.limits) }
        var lists = limits.compactMap { limit -> [String]? in
            if case .atMost(let list) = limit { return list }
            return nil
        }
        lists += request.settings.routines.map(\.elements)
        for value in documents.flatMap({ $0.fields.values }) {
            if case .scope(let patterns) = value { lists += patterns.compactMap(\.elements) }
        }
        return lists
    }

    /// Cuts a piece into classes of elements that no list tells apart.
    private func classes(of piece: Piece, by lists: [[String]]) -> [Piece] {
        let hierarchy = book.rulebook.hierarchy(.data)
        let names: [String]
        var isAll = false
        switch piece.group?.elements {
        case .some(.some(let elements)): names = elements
        case .some(.all), nil:
            isAll = true
            names = hierarchy.terms.map(\.name) + [PlainPart.rest]
        }
        func signature(_ name: String) -> [Bool] {
            lists.map { list in list.contains { hierarchy.isUnder(name, $0) } }
        }
        var order: [[Bool]] = []
        var members: [[Bool]: [String]] = [:]
        for name in names {
            let key = signature(name)
            if members[key] == nil { order.append(key) }
            members[key, default: []].append(name)
        }
        return order.map { key in
            var part = piece
            part.elements = members[key] ?? []
            let isRest = part.elements.contains(PlainPart.rest)
            part.extent.isRest = isAll && isRest && order.count > 1
            if order.count > 1 && !isRest { part.extent.elements = part.elements.sorted() }
            return part
        }
    }
}

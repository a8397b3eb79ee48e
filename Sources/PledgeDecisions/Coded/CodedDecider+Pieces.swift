// SAFETY of this file: plans live as long as the table that keeps them; the copy of the first ruling is freed here.

extension CodedDecider {
    /// Most pieces that are decided one by one.
    private static let piecesMax = 64

    /// Whether the part would be cut at a list of elements.
    @inline(__always)
    func isCut(_ request: CodedRequest, _ hot: UnsafeMutablePointer<HotPlan>) -> Bool {
        let patterns = request.content.pointee.patterns
        if hot.pointee.elementLists.count == 0 && patterns.count == 0 { return false }
        let elements = request.content.pointee.elements
        if elements.isEmpty { return false }
        func cuts(_ list: NameBits) -> Bool { elements.intersects(list) && !elements.isSubset(of: list) }
        for index in hot.pointee.elementLists.indices where cuts(hot.pointee.sets[index]) { return true }
        for index in patterns.indices {
            if let elements = patterns[index].elements, cuts(elements) { return true }
        }
        return false
    }

    /// Decides each piece of a part that lists of elements cut; tells the ruling where all of them are ruled alike, as the
    /// pieces are one part again.
    @inline(never)
    func rulePieces(_ request: CodedRequest, _ hot: UnsafeMutablePointer<HotPlan>) -> Outcome? {
        let whole = request.content.pointee.elements
        defer { request.content.pointee.elements = whole }
        var first: KeptRuling?
        defer { first?.free() }
        for piece in pieces(request, hot) ?? [] {
            request.content.pointee.elements = piece
            guard rule(request, hot, isNext: first != nil) != nil else { return untold() }
            guard let other = first else {
                first = found.copy
                continue
            }
            guard found.isSame(as: other) else { return untold() }
        }
        return first == nil ? untold() : found.ruling.outcome
    }

    /// The pieces; nothing where they are too many.
    private func pieces(_ request: CodedRequest, _ hot: UnsafeMutablePointer<HotPlan>) -> [NameBits]? {
        var pieces = [request.content.pointee.elements]
        func cut(_ list: NameBits) {
            for index in pieces.indices where pieces[index].intersects(list) && !pieces[index].isSubset(of: list) {
                pieces.append(pieces[index].subtracting(list))
                pieces[index] = pieces[index].intersection(list)
            }
        }
        for index in hot.pointee.elementLists.indices {
            cut(hot.pointee.sets[index])
            if pieces.count > CodedDecider.piecesMax { return nil }
        }
        let patterns = request.content.pointee.patterns
        for index in patterns.indices {
            if let elements = patterns[index].elements { cut(elements) }
            if pieces.count > CodedDecider.piecesMax { return nil }
        }
        return pieces
    }
}

extension KeptRuling {
    /// Whether it tells the same.
    fileprivate func isSame(as other: KeptRuling) -> Bool {
        isTold == other.isTold && ruling.isSame(as: other.ruling) && stops.isSame(as: other.stops)
            && grounds.isSame(as: other.grounds)
    }
}

extension Ruling {
    fileprivate func isSame(as other: Ruling) -> Bool {
        outcome == other.outcome && needsRelease == other.needsRelease && open.isSame(as: other.open)
            && undecided.isSame(as: other.undecided) && stops.isSame(as: other.stops) && duties.isSame(as: other.duties)
            && lifted.isSame(as: other.lifted) && sentences.isSame(as: other.sentences)
    }
}

extension Rows where Element: Equatable {
    fileprivate func isSame(as other: Rows) -> Bool {
        count == other.count && indices.allSatisfy { self[$0] == other[$0] }
    }
}

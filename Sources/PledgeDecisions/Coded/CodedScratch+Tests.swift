// SAFETY of this file: positions are those of the plan's own tables, and of the request that it reads.

/// What each test says of a request, and of one of its documents.
extension CodedScratch {
    @inline(__always)
    private func isIn(_ value: CodedValue, _ names: NameBits) -> Truth {
        switch value {
        case .name(let position): Truth(names.contains(Int(position)))
        case .unknown: names.isEmpty ? .no : .unknown
        default: .no
        }
    }

    @inline(__always)
    func truth(
        _ test: HotTest, _ request: CodedRequest, _ first: Int32, _ hot: UnsafeMutablePointer<HotPlan>
    ) -> Truth {
        switch test.form {
        case .other: return other(test, request, first, hot)
        case .labelsIn: return Truth(request.content.pointee.labels.intersects(hot.pointee.sets[Int(test.other)]))
        case .labelsOnly: return Truth(request.content.pointee.labels.isSubset(of: hot.pointee.sets[Int(test.other)]))
        case .factIn: return isIn(request.fact(Int(test.field)) ?? .unknown, hot.pointee.sets[Int(test.other)])
        case .recordIn: return isIn(request.fact(Int(test.field)) ?? .absent, hot.pointee.sets[Int(test.other)])
        case .nameIn: return isIn(request.fields[Int(test.field)], hot.pointee.sets[Int(test.other)])
        case .elementsOnly:
            return Truth(request.content.pointee.elements.isSubset(of: hot.pointee.sets[Int(test.other)]))
        case .fieldIs: return equals(request.fields[Int(test.field)], .id(test.other), request)
        case .documentIs:
            return equals(request.content.pointee.values[Int(first + test.field)], .id(test.other), request)
        case .documentPresent: return isPresent(request.content.pointee.values[Int(first + test.field)])
        case .documentIn:
            return isIn(
                request.content.pointee.values[Int(first + test.field)], hot.pointee.sets[Int(test.other)], request)
        case .coversPart: return coversPart(request.content.pointee.values[Int(first + test.field)], request)
        case .holds: return holds(request.fields[Int(test.field)])
        case .documentHolds: return holds(request.content.pointee.values[Int(first + test.field)])
        case .documentEquals:
            return equals(
                request.content.pointee.values[Int(first + test.field)], request.fields[Int(test.other)], request)
        case .coversPurposes:
            return covers(
                request.content.pointee.values[Int(first + test.field)], request.content.pointee.purposes, request)
        case .coversLabels:
            return covers(
                request.content.pointee.values[Int(first + test.field)], request.content.pointee.labels, request)
        case .coversRecipient:
            return covers(
                request.content.pointee.values[Int(first + test.field)], request.content.pointee.recipient, request)
        case .overlapsPurposes:
            let content = request.content
            return overlaps(
                request.content.pointee.values[Int(first + test.field)], content.pointee.purposes,
                content.pointee.closedPurposes, request)
        case .overlapsLabels:
            let content = request.content
            return overlaps(
                request.content.pointee.values[Int(first + test.field)], content.pointee.labels,
                content.pointee.closedLabels, request)
        case .overlapsRecipient:
            let content = request.content
            return overlaps(
                request.content.pointee.values[Int(first + test.field)], content.pointee.recipient,
                content.pointee.closedRecipient, request)
        case .isAfterAct, .isBeforeAct, .isOnOrAfterAct, .isOnOrBeforeAct:
            return order(request.content.pointee.values[Int(first + test.field)], test.form, request.content.pointee.at)
        }
    }

    @inline(__always)
    private func isPresent(_ value: CodedValue) -> Truth {
        switch value {
        case .unknown: .unknown
        case .absent: .no
        default: .yes
        }
    }

    @inline(__always)
    private func isIn(_ value: CodedValue, _ names: NameBits, _ request: CodedRequest) -> Truth {
        guard case .names(let index) = value else { return isIn(value, names) }
        return Truth(request.content.pointee.sets[Int(index)].intersects(names))
    }

    private func coversPart(_ value: CodedValue, _ request: CodedRequest) -> Truth {
        guard case .scope(let first, let count) = value else { return value == .unknown ? .unknown : .no }
        var result = Truth.no
        for index in Int(first)..<Int(first + count) where result != .yes {
            result = result | request.content.pointee.patterns[index].coversPart(of: request)
        }
        return result
    }

    @inline(never)
    private func other(
        _ test: HotTest, _ request: CodedRequest, _ first: Int32, _ hot: UnsafeMutablePointer<HotPlan>
    ) -> Truth {
        let plan = hot.plan
        return plan.truth.truth(plan.otherTests[Int(test.other)], request, first)
    }

    @inline(__always)
    private func holds(_ value: CodedValue) -> Truth {
        switch value {
        case .yes: .yes
        case .unknown: .unknown
        default: .no
        }
    }

    @inline(__always)
    private func equals(_ left: CodedValue, _ right: CodedValue, _ request: CodedRequest) -> Truth {
        switch (left, right) {
        case (.id(let one), .id(let other)): return Truth(one == other)
        case (.absent, _), (_, .absent): return .no
        case (.unknown, _), (_, .unknown): return .unknown
        case (.ids(let first, let count), .id(let one)):
            for index in Int(first)..<Int(first + count) where request.content.pointee.lists[index] == one {
                return .yes
            }
            return .no
        default: return .no
        }
    }

    @inline(__always)
    private func covers(_ value: CodedValue, _ names: NameBits, _ request: CodedRequest) -> Truth {
        switch value {
        case .names(let index): Truth(names.isSubset(of: request.content.pointee.closedSets[Int(index)]))
        case .unknown: .unknown
        default: .no
        }
    }

    @inline(__always)
    private func overlaps(_ value: CodedValue, _ names: NameBits, _ closed: NameBits, _ request: CodedRequest) -> Truth
    {
        switch value {
        case .names(let index):
            Truth(
                names.intersects(request.content.pointee.closedSets[Int(index)])
                    || closed.intersects(request.content.pointee.sets[Int(index)]))
        case .unknown: .unknown
        default: .no
        }
    }

    @inline(__always)
    private func order(_ value: CodedValue, _ form: HotTest.Form, _ at: Int64) -> Truth {
        guard case .time(let from, let to) = value else { return value == .unknown ? .unknown : .no }
        switch form {
        case .isAfterAct: return Truth(at + 1 <= from)
        case .isBeforeAct: return Truth(to <= at)
        case .isOnOrAfterAct: return Truth(to > at)
        default: return Truth(at + 1 > from)
        }
    }
}

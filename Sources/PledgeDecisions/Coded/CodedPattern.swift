/// One pattern of a scope, in plain memory.
struct CodedPattern: BitwiseCopyable {
    var items: NameBits?
    var services: NameBits?
    var sources: NameBits?
    /// Seconds since 1970, from the first to the one past the last; where the first is past the last, any.
    private var from: Int64
    private var to: Int64
    var elements: NameBits?
    /// Labels a part may bear, with what stands under them.
    var allowed: NameBits
    /// For each label the pattern insists on, it and what stands under it: a range among the request's sets.
    var only: FlatRange

    init(_ pattern: CompiledPattern, only: FlatRange) {
        items = pattern.items
        services = pattern.services
        sources = pattern.sources
        (from, to) = pattern.given.map { ($0.lowerBound, $0.upperBound) } ?? (1, 0)
        elements = pattern.elements
        allowed = pattern.allowed
        self.only = only
    }

    var given: Range<Int64>? { from > to ? nil : from..<to }

    /// Whether the pattern covers the part.
    ///
    /// - Source: the semantics, section 9.
    func coversPart(of request: CodedRequest) -> Truth {
        let content = request.content
        let labels = content.pointee.labels
        if !labels.isSubset(of: allowed) { return .no }
        for index in only.indices where !labels.intersects(content.pointee.sets[index]) { return .no }
        var result = among(items, request.fields[RequestField.item.position])
        result = result & among(services, request.fields[RequestField.service.position])
        result = result & among(sources, request.fields[RequestField.source.position])
        if result == .no { return .no }
        if let given {
            switch request.fields[RequestField.given.position] {
            case .time(let from, let to): result = result & Truth(given.lowerBound <= from && to <= given.upperBound)
            case .unknown: result = result & .unknown
            default: return .no
            }
        }
        if let elements {
            let own = content.pointee.elements
            result = result & Truth(own.isSubset(of: elements) && !own.isEmpty)
        }
        return result
    }

    @inline(__always)
    private func among(_ names: NameBits?, _ value: CodedValue) -> Truth {
        guard let names else { return .yes }
        switch value {
        case .name(let position): return Truth(names.contains(Int(position)))
        case .unknown: return .unknown
        default: return .no
        }
    }
}

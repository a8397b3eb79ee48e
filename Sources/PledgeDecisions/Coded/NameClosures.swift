// SAFETY of this file: positions are checked against the count of names.

/// What stands under each name of a domain, as plain memory.
///
/// INVARIANT: freed by `free`, once, by its owner.
struct NameClosures {
    private let under: UnsafeMutablePointer<NameBits>
    private let ones: UnsafeMutablePointer<NameBits>
    private let count: Int

    init(_ table: Symbols.Table) {
        count = table.under.count
        under = .allocate(capacity: max(1, count))
        under.initialize(from: table.under, count: count)
        ones = .allocate(capacity: max(1, count))
        for position in 0..<count { (ones + position).initialize(to: NameBits(one: position)) }
    }

    func free() {
        under.deallocate()
        ones.deallocate()
    }

    /// The names and everything under them.
    func closure(_ names: NameBits) -> NameBits {
        var result = names
        names.forEach { if $0 < count { result = result.union(under[$0]) } }
        return result
    }

    @inline(__always)
    func one(_ position: Int) -> (names: NameBits, closed: NameBits) {
        precondition(position >= 0 && position < count, "a name that is not there")
        return (ones[position], under[position])
    }

    @inline(__always)
    func set(_ positions: UnsafeBufferPointer<Int64>) -> (names: NameBits, closed: NameBits) {
        var (names, closed) = (NameBits(), NameBits())
        for position in positions {
            let one = one(Int(position))
            names = names.union(one.names)
            closed = closed.union(one.closed)
        }
        return (names, closed)
    }
}

/// Names by their positions, for those who read requests as numbers.
extension CodedDecider {
    package func setPurpose(_ position: Int, of request: CodedRequest) {
        let (names, closed) = under.purposes.one(position)
        request.content.pointee.purposes = names
        request.content.pointee.closedPurposes = closed
        request.content.pointee.only.purpose = position
    }

    package func setRecipient(_ position: Int, of request: CodedRequest) {
        let (names, closed) = under.kinds.one(position)
        request.content.pointee.recipient = names
        request.content.pointee.closedRecipient = closed
        request.content.pointee.only.recipient = position
    }

    package func setLabels(_ positions: UnsafeBufferPointer<Int64>, of request: CodedRequest) {
        let (names, closed) = under.labels.set(positions)
        request.content.pointee.labels = names
        request.content.pointee.closedLabels = closed
    }

    /// Adds a set of kinds, purposes or labels, and returns the value that names it.
    package func add(_ positions: UnsafeBufferPointer<Int64>, _ domain: Domain, to request: CodedRequest) -> CodedValue
    {
        let table = domain == .kind ? under.kinds : domain == .purpose ? under.purposes : under.labels
        let (names, closed) = table.set(positions)
        return request.add(names, closed: closed)
    }
}

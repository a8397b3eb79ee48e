// SAFETY of this file: rows own their memory, every index is checked against the count, and elements need no destruction.

/// A list of plain values that keeps its memory: nothing is allocated once it has grown, and no reference is counted.
///
/// INVARIANT: freed by `free`, once, by its owner; a copy shares the memory and must not grow.
struct Rows<Element: BitwiseCopyable> {
    private var base: UnsafeMutablePointer<Element>
    private var capacity: Int
    private(set) var count = 0

    /// An empty list; with a capacity of 0 it has no memory before its first row.
    init(capacity: Int = 8) {
        self.capacity = capacity
        base = capacity > 0 ? .allocate(capacity: capacity) : Rows.none
    }

    /// The address of lists without memory; nothing is read or written there.
    private static var none: UnsafeMutablePointer<Element> {
        UnsafeMutablePointer(bitPattern: MemoryLayout<Element>.alignment).unsafelyUnwrapped
    }

    func free() { if capacity > 0 { base.deallocate() } }

    var indices: Range<Int> { 0..<count }

    @inline(__always)
    subscript(index: Int) -> Element {
        get {
            precondition(index >= 0 && index < count, "a row that is not there")
            return base[index]
        }
        nonmutating set {
            precondition(index >= 0 && index < count, "a row that is not there")
            base[index] = newValue
        }
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow() }
        base[count] = element
        count += 1
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: max(4, capacity * 2))
        larger.update(from: base, count: count)
        free()
        base = larger
        capacity = max(4, capacity * 2)
    }

    @inline(__always)
    mutating func removeAll() { count = 0 }

    /// Sorts the rows from the given one on; equal ones keep their order.
    ///
    /// For few rows.
    func sort(from first: Int = 0, by precedes: (Element, Element) -> Bool) {
        guard count - first > 1 else { return }
        for index in (first + 1)..<count {
            let element = base[index]
            var place = index
            while place > first, precedes(element, base[place - 1]) {
                base[place] = base[place - 1]
                place -= 1
            }
            base[place] = element
        }
    }

    /// The same rows, in memory of their own that is no larger than they are.
    var copy: Rows {
        var copy = Rows(capacity: count)
        for index in 0..<count { copy.append(base[index]) }
        return copy
    }

    var array: [Element] { indices.map { base[$0] } }
}

/// The names of a rulebook as numbers, with what stands under what.
struct Symbols: Sendable {
    /// One domain.
    struct Table: Sendable {
        var names: [String] = []
        var index: [String: Int] = [:]
        /// For each name, all that stand under it, itself included.
        var under: [NameBits] = []
        var all = NameBits()

        /// The names and everything under them; unknown names are left out.
        func closure(_ names: [String]) -> NameBits {
            names.reduce(NameBits()) { bits, name in index[name].map { bits.union(under[$0]) } ?? bits }
        }

        func closure(_ bits: NameBits) -> NameBits {
            // A position past the names stands for "another one", under which nothing stands.
            var result = NameBits()
            bits.forEach { result = result.union($0 < under.count ? under[$0] : NameBits(one: $0)) }
            return result
        }

        func bits(_ names: [String]) -> NameBits { NameBits(names.compactMap { index[$0] }) }
    }

    /// By position of the domain.
    private var tables: [Table] = []
    /// Labels that "the whole record" never includes.
    private(set) var mustBeNamed = NameBits()

    init(_ book: Rulebook) throws(CompileError) {
        for domain in Domain.allCases {
            let hierarchy = book.hierarchy(domain)
            // One place is kept for "an element that no list names".
            guard hierarchy.terms.count < NameBits.capacity else {
                throw CompileError("more than \(NameBits.capacity - 1) names of the domain `\(domain.rawValue)`")
            }
            tables.append(Symbols.table(hierarchy.terms.map(\.name)) { hierarchy.isUnder($0, $1) })
        }
        let labels = table(.label)
        let named = book.hierarchy(.label).terms.filter(\.mustBeNamed).map(\.name)
        mustBeNamed = labels.closure(named)
    }

    func table(_ domain: Domain) -> Table { tables[domain.position] }

    /// The names that values of a type are made of.
    func table(of type: ValueType) -> Table {
        switch type {
        case .name(let domain), .names(let domain): table(domain)
        case .choice(let options): Symbols.flat(options)
        case .yesNo, .number, .time, .period, .id, .ids, .text, .scope: Symbols.flat([])
        }
    }

    /// A flat table, for the options of a choice.
    static func flat(_ names: [String]) -> Table {
        var table = Table()
        table.names = names
        for (position, name) in names.enumerated() { table.index[name] = position }
        // A name that stands twice stands under itself.
        if table.index.count < names.count { return Symbols.table(names) { $0 == $1 } }
        table.all = NameBits(0..<names.count)
        table.under = names.indices.map { NameBits(one: $0) }
        return table
    }

    /// The acts.
    static let acts = flat(Act.allCases.map(\.rawValue))

    private static func table(_ names: [String], isUnder: (String, String) -> Bool) -> Table {
        var table = Table()
        table.names = names
        for (position, name) in names.enumerated() { table.index[name] = position }
        table.all = NameBits(0..<names.count)
        table.under = names.map { ancestor in
            NameBits(names.indices.filter { isUnder(names[$0], ancestor) })
        }
        return table
    }
}

/// Why a rulebook cannot be compiled: our bound, or our own mistake.
package struct CompileError: Error, Hashable, Sendable, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
}

extension Domain {
    /// Position among the domains, from 0, in the order of declaration.
    fileprivate var position: Int {
        switch self {
        case .kind: 0
        case .purpose: 1
        case .channel: 2
        case .item: 3
        case .label: 4
        case .data: 5
        case .service: 6
        case .source: 7
        case .object: 8
        }
    }
}

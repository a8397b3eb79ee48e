/// The statements that a connection keeps prepared, by their text; the one least lately used goes first.
package struct StatementCache<Statement> {
    private var entries: [String: (statement: Statement, usedAt: UInt64)] = [:]
    private var uses: UInt64 = 0
    private let countMax: Int

    package init(countMax: Int) {
        self.countMax = max(1, countMax)
    }

    package var count: Int { entries.count }

    /// The statement of this text, when it is kept.
    ///
    /// - Complexity: O(length of the text).
    package mutating func find(_ sql: String) -> Statement? {
        guard let index = entries.index(forKey: sql) else { return nil }
        uses += 1
        entries.values[index].usedAt = uses
        return entries.values[index].statement
    }

    /// Keeps a statement.
    ///
    /// - Complexity: O(count) when the cache is full.
    /// - Returns: The statements that have to go for it: the one under the same text, or the one least lately used.
    package mutating func keep(_ statement: Statement, for sql: String) -> [Statement] {
        uses += 1
        var gone = [entries.updateValue((statement, uses), forKey: sql)?.statement].compactMap(\.self)
        if entries.count > countMax, let oldest = entries.min(by: { $0.value.usedAt < $1.value.usedAt }) {
            entries[oldest.key] = nil
            gone.append(oldest.value.statement)
        }
        return gone
    }

    package mutating func removeAll() { entries = [:] }
}

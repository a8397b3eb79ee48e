/// A connection inside one transaction; handed to a closure, used by one thread, and not kept.
///
/// SQL is written once for both engines: values stand as `?1`, `?2` and so on, columns are `BIGINT`, `TEXT` and `BLOB`,
/// and an upsert is `ON CONFLICT`. A statement that failed ends its transaction on either engine: each later one throws
/// the same error again, and nothing is committed, even when the error was caught.
package protocol StoreConnection: AnyObject {
    var engine: Engine { get }

    /// Runs a statement that changes rows.
    ///
    /// - Parameters:
    ///   - sql: One statement. It is kept prepared: let it be one of few texts.
    ///   - values: As many as the statement numbers.
    /// - Returns: How many rows it inserted, updated or deleted.
    /// - Throws: `StoreError`.
    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws(StoreError) -> Int

    /// Runs one statement for each row of values, without waiting in between.
    ///
    /// - Parameters:
    ///   - sql: One statement.
    ///   - rows: The values of each run, of one type in each place, or null.
    /// - Returns: How many rows were inserted, updated or deleted in all.
    /// - Throws: `StoreError` of the first run that failed.
    @discardableResult
    func runEach(_ sql: String, _ rows: [[SQLValue]]) throws(StoreError) -> Int

    /// Reads the rows that a statement gives, one after another, holding one at a time.
    ///
    /// - Parameters:
    ///   - sql: One statement, `RETURNING` included.
    ///   - values: As many as the statement numbers.
    ///   - each: Called for each row. It may not use the connection. What it throws ends the reading, and not the
    ///     transaction.
    /// - Throws: `StoreError`.
    func rows(
        _ sql: String, _ values: [SQLValue], _ each: (borrowing SQLRow) throws(StoreError) -> Void
    ) throws(StoreError)

    /// Runs a statement that defines something: a table, an index, a trigger.
    ///
    /// Words of one engine are put into those of the other (`SchemaWords`); the statement is not kept prepared.
    ///
    /// - Parameter sql: One statement without values.
    /// - Throws: `StoreError`.
    func define(_ sql: String) throws(StoreError)

    /// Waits until no other transaction holds this name, and holds it until this one ends.
    ///
    /// On SQLite there is nothing to wait for: a transaction that writes is alone. Take several names in one order
    /// everywhere, or two transactions can wait for each other (one of them then fails as busy).
    ///
    /// - Parameter name: What is held, for example a patient's id. It leaves the process only as a bound value.
    /// - Throws: `StoreError`.
    func lock(_ name: String) throws(StoreError)
}

extension StoreConnection {
    /// Runs a statement without values.
    ///
    /// - Parameter sql: One statement.
    /// - Returns: How many rows it inserted, updated or deleted.
    /// - Throws: `StoreError`.
    @discardableResult
    package func run(_ sql: String) throws(StoreError) -> Int { try run(sql, []) }

    /// What is made of each row, in order.
    ///
    /// - Parameters:
    ///   - sql: One statement; give it a `LIMIT` where the table can be long.
    ///   - values: As many as the statement numbers.
    ///   - make: Makes one element of a row. It may not use the connection.
    /// - Returns: One element for each row.
    /// - Throws: `StoreError`, and what the closure throws.
    package func all<Element>(
        _ sql: String, _ values: [SQLValue] = [], _ make: (borrowing SQLRow) throws -> Element
    ) throws -> [Element] {
        var elements: [Element] = []
        try eachRow(sql, values) { elements.append(try make($0)) }
        return elements
    }

    /// What is made of the first row, or nothing when there is none.
    ///
    /// - Parameters:
    ///   - sql: One statement that gives few rows: the others are read, too.
    ///   - values: As many as the statement numbers.
    ///   - make: Makes the element of the row. It may not use the connection.
    /// - Returns: The element of the first row.
    /// - Throws: `StoreError`, and what the closure throws.
    package func first<Element>(
        _ sql: String, _ values: [SQLValue] = [], _ make: (borrowing SQLRow) throws -> Element
    ) throws -> Element? {
        var element: Element?
        try eachRow(sql, values) { if element == nil { element = try make($0) } }
        return element
    }

    /// The number in the first place of the first row; nothing when there is no row, or null in it.
    ///
    /// - Parameters:
    ///   - sql: One statement.
    ///   - values: As many as the statement numbers.
    /// - Returns: The number.
    /// - Throws: `StoreError`.
    package func integer(_ sql: String, _ values: [SQLValue] = []) throws(StoreError) -> Int64? {
        var (found, isFirst) = (Int64?.none, true)
        try rows(sql, values) { row throws(StoreError) in
            if isFirst { found = try row.integerOrNull(0) }
            isFirst = false
        }
        return found
    }

    /// Reads rows with a closure that throws anything.
    private func eachRow(
        _ sql: String, _ values: [SQLValue], _ each: (borrowing SQLRow) throws -> Void
    ) throws {
        var thrown: (any Error)?
        do {
            try rows(sql, values) { row throws(StoreError) in
                do {
                    try each(row)
                } catch {
                    thrown = error
                    // Ends the reading; what is thrown on is the closure's own error.
                    throw error as? StoreError ?? StoreError(.other, "a row was refused")
                }
            }
        } catch {
            throw thrown ?? error
        }
    }
}

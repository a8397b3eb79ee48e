extension StoreConnection {
    /// The first column of the first row, as bytes; nothing where there is no row.
    package func blob(_ sql: String, _ values: [SQLValue] = []) throws -> [UInt8]? {
        try first(sql, values) { (row: borrowing SQLRow) throws(StoreError) in try row.blob(0) }
    }

    /// The first column of each row, as bytes.
    package func blobs(_ sql: String, _ values: [SQLValue] = []) throws -> [[UInt8]] {
        try all(sql, values) { (row: borrowing SQLRow) throws(StoreError) in try row.blob(0) }
    }
}

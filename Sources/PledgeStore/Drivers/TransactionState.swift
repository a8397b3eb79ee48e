/// Where a connection stands in its transaction, alike on both engines.
///
/// `idle` -> `open`; `open` -> `reading`, `failed`, `idle`; `reading` -> `open`, `failed`; `failed` -> `idle`.
struct TransactionState {
    private enum Phase {
        case idle
        case open
        case reading
        case failed(StoreError)
    }

    private var phase = Phase.idle

    /// The error that ended the transaction, when one did.
    var failure: StoreError? {
        if case .failed(let error) = phase { error } else { nil }
    }

    mutating func begin() { phase = .open }

    mutating func end() { phase = .idle }

    /// Lets a statement through, or throws why not.
    func check() throws(StoreError) {
        switch phase {
        case .open: return
        case .idle, .reading: throw .outOfTurn
        case .failed(let error): throw error
        }
    }

    mutating func beginReading() { phase = .reading }

    mutating func endReading() {
        if case .reading = phase { phase = .open }
    }

    /// Notes a statement that failed; gives the error back, to be thrown.
    mutating func failed(_ error: StoreError) -> StoreError {
        switch phase {
        case .open, .reading: phase = .failed(error)
        case .idle, .failed: break
        }
        return error
    }
}

// SAFETY of this file: the tape is read through its own bounds.

import PledgeDecisions

/// Requests of the workload whose names are numbers, one after the other: what a parser of names would hand over.
///
/// Shape of a request: its length; instant; purpose; recipient; number of labels and the labels; number of facts and the
/// facts that hold; then each document as its type, and each field in the order of its declaration: a yes-no as 0 or 1, an
/// instant as seconds, an identifier as 0 for the recipient's and 1 for any other, names as their number and the names.
struct WorkloadTape {
    private var words: [Int64] = []
    /// Requests.
    private(set) var count = 0

    mutating func append(_ request: [Int64]) {
        words.append(Int64(request.count))
        words += request
        count += 1
    }

    /// Calls the body with each request.
    func forEach(_ body: (UnsafeBufferPointer<Int64>) -> Void) {
        words.withUnsafeBufferPointer { words in
            var start = 0
            for _ in 0..<count {
                let end = start + 1 + Int(words[start])
                body(UnsafeBufferPointer(rebasing: words[(start + 1)..<end]))
                start = end
            }
        }
    }
}

import Dispatch
import Synchronization

/// Work on lists, shared among all cores.
enum AllCores {
    private static let stretch = 32

    /// Makes one thing of each, in order.
    ///
    /// - Parameters:
    ///   - elements: Of which something is made.
    ///   - make: Called from several threads.
    /// - Returns: What was made, in the order of the elements.
    /// - Throws: The first failure in that order.
    static func map<Element: Sendable, Made: Sendable, Failure: Error>(
        _ elements: [Element], _ make: @Sendable (Element) throws(Failure) -> Made
    ) throws(Failure) -> [Made] {
        let count = (elements.count + stretch - 1) / stretch
        let made = Mutex<[Int: Result<[Made], Failure>]>([:])
        DispatchQueue.concurrentPerform(iterations: count) { index in
            var own: [Made] = []
            var failure: Failure?
            for element in elements[(index * stretch)..<min(elements.count, (index + 1) * stretch)] {
                do throws(Failure) {
                    own.append(try make(element))
                } catch {
                    failure = error
                    break
                }
            }
            let result: Result<[Made], Failure> = failure.map { .failure($0) } ?? .success(own)
            made.withLock { $0[index] = result }
        }
        var all: [Made] = []
        all.reserveCapacity(elements.count)
        let results = made.withLock { $0 }
        for index in 0..<count {
            guard let result = results[index] else { preconditionFailure("each stretch is made") }
            all += try result.get()
        }
        return all
    }
}

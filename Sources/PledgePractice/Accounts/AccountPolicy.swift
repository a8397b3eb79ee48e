/// How staff sign in: numbers that a configuration may change, with safe ones to begin with.
///
/// - Source: NIST SP 800-63B-4; OWASP ASVS 5.0, 6 and 7. Times are in milliseconds.
package struct AccountPolicy: Sendable, Equatable {
    private static let second: Int64 = 1_000
    private static let minute: Int64 = 60 * second
    private static let hour: Int64 = 60 * minute

    /// What a guess costs: memory in KiB, passes, lanes.
    package struct Hashing: Sendable, Equatable {
        package var memoryKiB: UInt32
        package var passes: UInt32
        package var lanes: UInt32

        package init(memoryKiB: UInt32 = 19_456, passes: UInt32 = 2, lanes: UInt32 = 1) {
            self.memoryKiB = memoryKiB
            self.passes = passes
            self.lanes = lanes
        }
    }

    package var hashing = Hashing()
    /// Passwords that are hashed at once; each takes the memory above.
    package var hashingsAtOnce = 2
    /// Sign-ins that may wait for their turn; more are told to try again.
    package var hashingsWaiting = 32

    /// Code points of a password; every account has a second factor.
    package var passwordLengthMin = 8
    package var passwordLengthMax = 256

    /// A session ends when nobody used it for so long.
    package var idle = 15 * minute
    /// A session ends so long after it began, whatever happened.
    package var absolute = 12 * hour
    package var sessionsMax = 8
    /// Password and code count as shown just now for so long.
    package var stepUp = 10 * minute
    /// Between the password and the code.
    package var ticket = 5 * minute
    /// For how long a record stays open after it was opened in an emergency.
    package var emergency = 30 * minute

    /// Tries of one name from one place without any wait.
    package var freeTries: Int64 = 5
    package var waitFirst = second
    package var waitMax = 15 * minute
    /// After so long without a try they are forgotten.
    package var triesForgotten = 24 * hour
    /// Tries of one name from places that it was never used at: so many at once, then one in each time.
    package var triesOfName: Int64 = 20
    package var triesOfNameEach = 2 * minute
    /// The same for all names together.
    package var triesOfAll: Int64 = 60
    package var triesOfAllEach = second
    /// A browser or an address counts as known so long after the last sign-in from it.
    package var known = 60 * 24 * hour

    package init() {}
}

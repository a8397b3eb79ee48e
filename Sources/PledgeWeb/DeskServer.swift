import Hummingbird
import Logging
import NIOCore

/// Serves the pages to this machine alone.
package enum DeskServer {
    /// The only address that is listened on.
    package static let address = "127.0.0.1"

    /// Why the server did not start.
    package enum StartError: Error {
        /// The port is taken, or may not be used.
        case port(Int)
    }

    /// Listens until the process is told to stop.
    ///
    /// - Parameters:
    ///   - site: The pages.
    ///   - port: 0 for a free one.
    ///   - isReady: Told the port once it listens.
    /// - Throws: `StartError` when the port cannot be had.
    package static func run(
        _ site: DeskSite, port: Int, isReady: @escaping @Sendable (Int) -> Void
    ) async throws {
        // A log line could hold an address; errors of the server itself hold none.
        var logger = Logger(label: "pledge")
        logger.logLevel = .critical
        let application = Application(
            router: site.router(), configuration: .init(address: .hostname(address, port: port), serverName: nil),
            onServerRunning: { channel in isReady(channel.localAddress?.port ?? port) }, logger: logger)
        do {
            try await application.runService()
        } catch is IOError {
            throw StartError.port(port)
        }
    }
}

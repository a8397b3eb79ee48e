import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
import NIOSSL

/// Serves the console until the process is told to stop; what is being answered is answered first.
package enum ConsoleServer {
    /// Where and how it listens.
    package struct Settings: Sendable {
        package var host: String
        /// 0 for a free one.
        package var port: Int
        /// PEM files; nothing without TLS.
        package var certificate: String?
        package var key: String?
        /// A connection that says nothing for so many seconds is closed.
        package var idleSeconds: Int64

        package init(host: String, port: Int, certificate: String? = nil, key: String? = nil, idleSeconds: Int64 = 30) {
            self.host = host
            self.port = port
            self.certificate = certificate
            self.key = key
            self.idleSeconds = idleSeconds
        }

        package var isSecure: Bool { certificate != nil }
    }

    /// Why the server did not start.
    package enum StartError: Error {
        /// The port is taken, or may not be used.
        case port(Int)
        /// The certificate or its key cannot be read.
        case certificate(String)
    }

    private static let headerBytesMax = 16_384
    private static let headersMax = 100

    /// Listens until the process is told to stop.
    ///
    /// - Parameters:
    ///   - site: The pages.
    ///   - settings: Where and how.
    ///   - logger: Told what the server does.
    ///   - isReady: Told the port once it listens.
    /// - Throws: `StartError`.
    package static func run(
        _ site: ConsoleSite, _ settings: Settings, logger: Logger, isReady: @escaping @Sendable (Int) -> Void
    ) async throws {
        let http = HTTP1Channel.Configuration(
            idleTimeout: .seconds(settings.idleSeconds),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: headerBytesMax, maxHeaderListSize: headerBytesMax, maxHeaderFieldCount: headersMax))
        var server = HTTPServerBuilder.http1(configuration: http)
        if let certificate = settings.certificate {
            server = try .tls(server, tlsConfiguration: tls(certificate, settings.key ?? certificate))
        }
        let application = Application(
            router: site.router(), server: server,
            configuration: .init(address: .hostname(settings.host, port: settings.port), serverName: nil),
            onServerRunning: { channel in isReady(channel.localAddress?.port ?? settings.port) }, logger: logger)
        do {
            try await application.runService()
        } catch is IOError {
            throw StartError.port(settings.port)
        }
    }

    private static func tls(_ certificate: String, _ key: String) throws -> TLSConfiguration {
        do {
            var tls = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
            tls.minimumTLSVersion = .tlsv12
            return tls
        } catch {
            throw StartError.certificate(certificate)
        }
    }
}

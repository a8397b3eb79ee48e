import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// Counts of what was answered, and how long it took; nothing about anybody.
///
/// - Source: Prometheus text exposition format 0.0.4.
final class ConsoleMetrics: Sendable {
    /// Upper ends of the times, in seconds.
    private static let ends = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

    private struct Key: Hashable {
        var method: String
        var route: String
        var status: Int
    }

    private struct Counts {
        var requests: [Key: Int] = [:]
        var buckets = [Int](repeating: 0, count: ConsoleMetrics.ends.count)
        var seconds = 0.0
        var total = 0
    }

    private let counts = Mutex(Counts())

    func count(method: String, route: String, status: Int, seconds: Double) {
        counts.withLock { counts in
            counts.requests[Key(method: method, route: route, status: status), default: 0] += 1
            for (place, end) in ConsoleMetrics.ends.enumerated() where seconds <= end { counts.buckets[place] += 1 }
            counts.seconds += seconds
            counts.total += 1
        }
    }

    /// All of it as text.
    var text: String {
        let counts = counts.withLock { $0 }
        var lines = ["# HELP pledge_requests_total Requests answered.", "# TYPE pledge_requests_total counter"]
        let requests = counts.requests.sorted {
            ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
        }
        for (key, count) in requests {
            let labels = "method=\"\(key.method)\",route=\"\(key.route)\",status=\"\(key.status)\""
            lines.append("pledge_requests_total{\(labels)} \(count)")
        }
        lines += ["# HELP pledge_request_seconds Time to answer.", "# TYPE pledge_request_seconds histogram"]
        for (end, count) in zip(ConsoleMetrics.ends, counts.buckets) {
            lines.append("pledge_request_seconds_bucket{le=\"\(end)\"} \(count)")
        }
        lines.append("pledge_request_seconds_bucket{le=\"+Inf\"} \(counts.total)")
        lines.append("pledge_request_seconds_sum \(counts.seconds)")
        lines.append("pledge_request_seconds_count \(counts.total)")
        return lines.joined(separator: "\n") + "\n"
    }
}

/// Counts and logs each request by its route, never by its address, and takes over the caller's trace.
struct Watching: RouterMiddleware {
    let metrics: ConsoleMetrics
    let logger: Logger
    let random: @Sendable (Int) -> [UInt8]

    func handle(
        _ request: Request, context: ConsoleContext, next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let header = HTTPField.Name("traceparent").flatMap { request.headers[$0] }
        context.trace = header.flatMap(TraceParent.init) ?? TraceParent(random: random(16))
        let start = NIODeadline.now()
        let response = try await next(request, context)
        let time = NIODeadline.now() - start
        // Of a path that is none of ours nothing is told: it may hold anything.
        let route = context.endpointPath ?? "none"
        metrics.count(
            method: request.method.rawValue, route: route, status: response.status.code,
            seconds: Double(time.nanoseconds) / 1_000_000_000)
        logger.info(
            "request",
            metadata: [
                "method": "\(request.method.rawValue)", "route": "\(route)", "status": "\(response.status.code)",
                "ms": "\(time.nanoseconds / 1_000_000)", "trace": "\(context.trace.trace)",
            ])
        return response
    }
}

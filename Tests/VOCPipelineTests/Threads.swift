import Dispatch

/// Runs `body` on `count` threads at once and waits for all of them.
func concurrently(_ count: Int, _ body: @Sendable () -> Void) {
    DispatchQueue.concurrentPerform(iterations: count) { _ in body() }
}

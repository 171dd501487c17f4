internal import Glibc
internal import VOCCore

/// Lets tasks through in the order of their numbers: what must happen in input order happens so on
/// any number of threads.
// Sound: all state is touched under the mutex only.
@safe final class Turnstile: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var next = 0
    private var isOpenForAll = false

    init() {
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(changed, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(changed)
        unsafe pthread_mutex_destroy(mutex)
        unsafe changed.deallocate()
        unsafe mutex.deallocate()
    }

    /// Waits for turn `number`, runs `body`, and lets the next one in. Returns nil without running
    /// it after `abandon`.
    func pass<T>(_ number: Int, _ body: () throws(VOCError) -> T) throws(VOCError) -> T? {
        unsafe pthread_mutex_lock(mutex)
        while next != number, !isOpenForAll { unsafe pthread_cond_wait(changed, mutex) }
        let isAbandoned = isOpenForAll
        unsafe pthread_mutex_unlock(mutex)
        guard !isAbandoned else { return nil }
        // The turn is ours alone until `next` moves on, so the body runs without the mutex.
        do throws(VOCError) {
            let result = try body()
            advance()
            return result
        } catch {
            abandon()
            throw error
        }
    }

    private func advance() {
        unsafe pthread_mutex_lock(mutex)
        next += 1
        unsafe pthread_cond_broadcast(changed)
        unsafe pthread_mutex_unlock(mutex)
    }

    /// Lets everybody go, after a failure.
    func abandon() {
        unsafe pthread_mutex_lock(mutex)
        isOpenForAll = true
        unsafe pthread_cond_broadcast(changed)
        unsafe pthread_mutex_unlock(mutex)
    }
}

/// A lock around a value.
// Sound: the value is reached through `with` only.
@safe final class Locked<Value: ~Copyable>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var value: Value

    init(_ value: consuming Value) {
        self.value = value
        unsafe pthread_mutex_init(mutex, nil)
    }

    deinit {
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
    }

    func with<T>(_ body: (inout Value) throws(VOCError) -> T) throws(VOCError) -> T {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}

internal import Dispatch

/// Independent pieces of work on several threads.
package enum Parallel {
    /// The results of `work` for 0 to `count` − 1, in order; the same for any number of threads.
    package static func map<T: Sendable>(
        _ count: Int, jobs: Int, _ work: @Sendable (Int) -> T
    ) -> [T] {
        guard jobs > 1, count > 1 else { return (0..<count).map(work) }
        let results = Results<T>(count)
        let threads = min(jobs, count)
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
            var index = thread
            while index < count {
                results.set(index, work(index))
                index += threads
            }
        }
        return results.all
    }

    /// The results of two pieces of work that are unlike.
    package static func both<One: Sendable, Other: Sendable>(
        jobs: Int, _ one: @Sendable () -> One, and other: @Sendable () -> Other
    ) -> (One, Other) {
        guard jobs > 1 else { return (one(), other()) }
        let first = Results<One>(1)
        let second = Results<Other>(1)
        DispatchQueue.concurrentPerform(iterations: 2) { index in
            if index == 0 { first.set(0, one()) } else { second.set(0, other()) }
        }
        return (first.all[0], second.all[0])
    }
}

/// A place for each result.
// Sound: each place is written once, by one thread, and read after all have ended.
@safe private final class Results<T: Sendable>: @unchecked Sendable {
    private let start: UnsafeMutablePointer<T?>
    private let count: Int

    init(_ count: Int) {
        self.count = count
        unsafe start = .allocate(capacity: max(1, count))
        unsafe start.initialize(repeating: nil, count: count)
    }

    deinit {
        unsafe start.deinitialize(count: count)
        unsafe start.deallocate()
    }

    func set(_ index: Int, _ value: T) { unsafe start[index] = value }

    var all: [T] { (0..<count).compactMap { unsafe start[$0] } }
}

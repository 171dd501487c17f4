internal import Dispatch

/// Independent pieces of work on several threads.
enum Parallel {
    /// The results of `work` for 0 to `count` − 1, in order; the same for any number of threads.
    static func map<T: Sendable>(_ count: Int, jobs: Int, _ work: @Sendable (Int) -> T) -> [T] {
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

    /// What `read` makes of each text, in order. `readers` makes what one thread reads a stretch of
    /// texts with: readers are costly to make and cannot be shared.
    static func read<Readers, T: Sendable>(
        _ texts: [String], jobs: Int, with readers: @Sendable @autoclosure () -> Readers,
        _ read: @Sendable (Readers, String) -> T
    ) -> [T] {
        let size = 256
        let stretches = map((texts.count + size - 1) / size, jobs: jobs) { stretch in
            let readers = readers()
            return texts[stretch * size..<min(texts.count, (stretch + 1) * size)].map {
                read(readers, $0)
            }
        }
        return Array(stretches.joined())
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

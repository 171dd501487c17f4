internal import Glibc
internal import VOCCore

/// What one run of something took.
struct Figures {
    /// User and system time together, in nanoseconds.
    var cpu: Int
    var wall: Int
    /// The most memory the process had, in bytes.
    var peak = 0
    var items = 0
    /// The bytes that were worked on.
    var bytes = 0

    /// How a stage's process tells its figures.
    var line: String { "\(cpu) \(wall) \(items) \(bytes)" }

    init(cpu: Int, wall: Int, peak: Int = 0, items: Int = 0, bytes: Int = 0) {
        self.cpu = cpu
        self.wall = wall
        self.peak = peak
        self.items = items
        self.bytes = bytes
    }

    init?(line: String, peak: Int) {
        let parts = line.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        guard parts.count == 4 else { return nil }
        self.init(cpu: parts[0], wall: parts[1], peak: peak, items: parts[2], bytes: parts[3])
    }

    static func of(items: Int, bytes: Int, _ work: () -> Void) -> Figures {
        let clock = Stopwatch()
        work()
        return clock.figures(items: items, bytes: bytes)
    }

    /// Each figure's median by itself.
    static func median(of runs: [Figures]) -> Figures {
        func middle(_ values: [Int]) -> Int { values.sorted()[values.count / 2] }
        return Figures(
            cpu: middle(runs.map(\.cpu)), wall: middle(runs.map(\.wall)),
            peak: middle(runs.map(\.peak)),
            items: runs[0].items, bytes: runs[0].bytes)
    }
}

/// Time since it was made, of this process.
struct Stopwatch {
    private let cpu = Stopwatch.now(CLOCK_PROCESS_CPUTIME_ID)
    private let wall = Stopwatch.now(CLOCK_MONOTONIC)

    func figures(items: Int = 0, bytes: Int = 0) -> Figures {
        Figures(
            cpu: Stopwatch.now(CLOCK_PROCESS_CPUTIME_ID) - cpu,
            wall: Stopwatch.now(CLOCK_MONOTONIC) - wall,
            items: items, bytes: bytes)
    }

    static func now(_ clock: Int32) -> Int {
        var time = timespec()
        _ = unsafe clock_gettime(clock, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}

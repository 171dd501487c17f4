internal import FoundationEssentials
internal import Glibc
internal import VOCCore

/// Runs a program to its end and tells what it took.
///
/// Linux counts the memory of the process that starts a program to that program's peak: this
/// process must stay small, so all work with data is done in children.
enum Child {
    /// `output` is a file for its standard output; nil throws it away.
    static func run(
        _ program: String, _ arguments: [String], environment extra: [String: String] = [:],
        output: String? = nil
    ) throws(VOCError) -> Figures {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(
            &actions, 1, output ?? "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        let environment = ProcessInfo.processInfo.environment.merging(extra) { $1 }
        var words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        var settings = unsafe environment.map { unsafe strdup("\($0)=\($1)") } + [nil]
        defer {
            for index in unsafe words.indices { unsafe free(words[index]) }
            for index in unsafe settings.indices { unsafe free(settings[index]) }
        }
        var child: pid_t = 0
        let started = Stopwatch.now(CLOCK_MONOTONIC)
        let failure = unsafe posix_spawnp(&child, program, &actions, nil, &words, &settings)
        guard failure == 0 else {
            throw VOCError(
                .fileMissing, "cannot start \(program)", underlying: TextFile.reason(failure))
        }
        var status: Int32 = 0
        var usage = rusage()
        while unsafe wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
        let wall = Stopwatch.now(CLOCK_MONOTONIC) - started
        guard status == 0 else {
            let words = ([program] + arguments).joined(separator: " ")
            throw VOCError(.fileUnreadable, "\(words) failed with status \(status >> 8)")
        }
        return Figures(
            cpu: nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime), wall: wall,
            peak: usage.ru_maxrss << 10)
    }

    private static func nanoseconds(_ time: timeval) -> Int {
        time.tv_sec * 1_000_000_000 + time.tv_usec * 1000
    }
}

internal import VOCCore

extension Parallel {
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

internal import VOCCore

/// Names for keys, read from a part of the dump or from a file beside it.
final class LookupTable: Sendable {
    private let values: [[UInt8]: [UInt8]]

    /// More entries than this are not held; later keys stay as they are.
    static let limit = 1_000_000

    init(_ values: [[UInt8]: [UInt8]]) { self.values = values }

    var count: Int { values.count }

    func value(of key: [UInt8]) -> [UInt8]? { values[key] }

    /// Reads the table of `rule` for `input`; nil if there is no such file or it cannot be read
    /// twice.
    static func read(_ rule: LookupRule, for input: DumpInput) throws(VOCError) -> LookupTable? {
        guard let place = place(rule.file, beside: input) else { return nil }
        var variant = SourceVariant()
        variant.records = rule.records.isEmpty ? [] : [rule.records]
        variant.mapping.sources[.id] = rule.key
        variant.mapping.sources[.author] = rule.value
        var table = DumpInput(
            path: place.path,
            profile: SourceProfile(id: "table", name: "", channel: "", variants: [variant]),
            sourceName: "table")
        table.member = place.member
        if rule.file.isEmpty { table.encoding = input.encoding }
        table.limits = input.limits
        let reader = try DumpReader(table)
        defer { reader.close() }
        let chunk = DumpChunk()
        let batch = FeedbackBatch()
        var values: [[UInt8]: [UInt8]] = [:]
        while values.count < limit, try reader.takeChunk(chunk) {
            batch.removeAll()
            try reader.decode(chunk, into: batch)
            for row in batch.rows where !row.author.isEmpty {
                let key = unsafe Array(batch.bytes(row.id))
                if values[key] == nil { values[key] = unsafe Array(batch.bytes(row.author)) }
            }
        }
        return LookupTable(values)
    }

    /// The file called `name` in the dump's folder or one of the two above it, in its archive if it
    /// is in one; the dump itself where there is no name.
    private static func place(_ name: String, beside input: DumpInput)
        -> (path: String, member: ArchiveMember?)?
    {
        guard input.path != "-" else { return nil }
        if name.isEmpty {
            // A trial reading of a member has its label for a path.
            let isThere = input.member != nil || TextFile.exists(input.path)
            return isThere ? (input.path, input.member) : nil
        }
        var folder = LookupTable.folder(of: input.path)
        for _ in 0..<3 {
            if let member = input.member {
                if let place = member.archive.place(of: folder + name) {
                    return (folder + name, ArchiveMember(archive: member.archive, place: place))
                }
                guard !folder.hasSuffix("!") else { return nil }
                folder = LookupTable.folder(of: String(folder.dropLast()))
            } else {
                if TextFile.exists(folder + name) { return (folder + name, nil) }
                folder += "../"
            }
        }
        return nil
    }

    /// The path up to its last `/`, or to the `!` after an archive.
    private static func folder(of path: String) -> String {
        path.lastIndex { $0 == "/" || $0 == "!" }.map { String(path[...$0]) } ?? ""
    }
}

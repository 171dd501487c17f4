internal import CJSON
internal import VOCCore

extension DumpSurvey {
    /// How many bytes stand before the JSON in a script that assigns it to a name, as the archives
    /// of X do: `window.YTD.tweets.part0 = [`; 0 if this is no such script.
    static func script(_ head: [UInt8]) -> Int {
        guard let equals = head.prefix(200).firstIndex(of: 0x3D), equals > 0 else { return 0 }
        let name = head[..<equals]
        let isName = name.allSatisfy {
            ($0 | 32) &- 0x61 < 26 || $0 &- 48 < 10
                || [0x2E, 0x5F, 0x24, 0x20, 0x0A, 0x0D].contains($0)
        }
        guard isName, let start = head[(equals + 1)...].firstIndex(where: { $0 > 0x20 }),
            head[start] == 0x5B || head[start] == 0x7B
        else { return 0 }
        return start
    }

    static func sniff(
        _ head: [UInt8], isWhole: Bool, path: String
    ) throws(VOCError) -> DumpFormat {
        guard let start = head.firstIndex(where: { $0 > 0x20 }) else { return .csv }
        let first = head[start]
        let second = start + 1 < head.count ? head[start + 1] : 0
        if first == 0x3C, second == 0x3F || second == 0x21 || (second | 32) &- 0x61 < 26 {
            return .xml
        }
        if first == 0x5B || first == 0x7B { return json(head[start...], isWhole: isWhole) }
        if let mail = MailShape.format(of: head[start...]) { return mail }
        let controls = head.prefix(4096).count { $0 < 0x20 && ![9, 10, 12, 13].contains($0) }
        guard controls * 20 <= min(head.count, 4096) else {
            throw VOCError(
                .inputUnknownFormat, "this is no text that is read here", at: Origin(file: path),
                hint: "CSV, JSON, NDJSON, XML and mail are read, plain or compressed")
        }
        return .csv
    }

    /// NDJSON if the first line is whole by itself, or if the second begins like the first.
    private static func json(_ head: ArraySlice<UInt8>, isWhole: Bool) -> DumpFormat {
        let isArray = head.first == 0x5B
        guard let end = head.firstIndex(of: 0x0A) else {
            return isArray || !isWhole ? .json : .ndjson
        }
        let line = Array(head[..<end])
        var offset = 0
        let isComplete = unsafe cjson_check(line, line.count, &offset) == 0
        let rest = head[(end + 1)...].drop { $0 <= 0x20 }
        if isArray { return isComplete && rest.first == 0x5B ? .ndjson : .json }
        if isComplete || line.count > 1 && line[1] == 0x27 { return .ndjson }
        let content = line.dropFirst().contains { $0 > 0x20 }
        return content && (rest.first == 0x7B || rest.isEmpty) ? .ndjson : .json
    }
}

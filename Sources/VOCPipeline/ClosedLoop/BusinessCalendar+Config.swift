internal import VOCCore

/// The `calendar:` of a pipeline, and the files that it took days off from.
struct CalendarSetting: Sendable {
    var calendar: BusinessCalendar
    var files: [String] = []

    /// Reads `{ timeZone: Europe/London, hours: Mon-Fri 09:00-17:30, holidays: days.txt }`; paths
    /// start at `folder`.
    init(_ node: ConfigNode, folder: String) throws(VOCError) {
        let map = try node.map("a calendar", keys: ["timeZone", "hours", "holidays"])
        var zone = Zone.utc
        if let node = map["timeZone"] {
            let name = try node.string("a time zone such as Europe/London")
            guard let found = Zone(name) else {
                throw VOCError(
                    .configUnknownValue, "no time zone is called '\(name)'", at: node.origin,
                    hint: "use a name such as Europe/London, America/New_York, UTC or +02:00")
            }
            zone = found
        }
        var hours = BusinessCalendar.plain.hours
        if let node = map["hours"] {
            hours = Array(repeating: [], count: 7)
            for item in node.oneOrMore() { try WorkingHours.add(item, to: &hours) }
            guard hours.contains(where: { !$0.isEmpty }) else {
                throw node.wrongType("working hours such as Mon-Fri 09:00-17:30")
            }
        }
        var holidays = Holidays()
        for item in map["holidays"]?.oneOrMore() ?? [] {
            let text = try item.string("a day such as 2026-12-25, or a file of days")
            if holidays.add(text) { continue }
            // A mistyped day must not be looked for as a file.
            guard text.utf8.contains(where: { $0 | 32 >= 0x61 && $0 | 32 <= 0x7A }) else {
                throw item.wrongType(
                    "a day such as 2026-12-25, 12-25 for every year, 2026-12-24..2026-12-26, or a file"
                )
            }
            let path = text.hasPrefix("/") ? text : PipelineFile.Input.simplified(folder + text)
            guard TextFile.exists(path) else {
                throw VOCError(
                    .fileMissing, "there is no such file: \(path)", at: item.origin,
                    hint: "a file with a day such as 2026-12-25 on each line")
            }
            try holidays.add(file: path)
            files.append(path)
        }
        calendar = BusinessCalendar(zone: zone, hours: hours, holidays: holidays)
    }
}

extension Holidays {
    /// Adds the days of a text file: one a line, what follows a space or comma is its name, `#`
    /// begins a remark.
    mutating func add(file path: String) throws(VOCError) {
        let text = try TextFile.read(path)
        // By line feeds of bytes: a line that ends with a carriage return as well is one character.
        for (number, line) in text.utf8.split(separator: 10, omittingEmptySubsequences: false)
            .enumerated()
        {
            let whole = String(decoding: line, as: UTF8.self)
            let start = whole.prefix { $0 == " " || $0 == "\t" }.utf8.count
            let rest = whole.dropFirst(start)
            let word = rest.prefix { !$0.isWhitespace && $0 != "," && $0 != ";" }
            if rest.hasPrefix("#") || rest.allSatisfy(\.isWhitespace) { continue }
            guard add(word) else {
                throw VOCError(
                    .configWrongType,
                    "expected a day such as 2026-12-25 at the start of this line",
                    at: Origin(file: path, line: number + 1, column: start + 1),
                    hint: "12-25 is that day of every year; # begins a remark")
            }
        }
    }
}

/// Reads `Mon-Fri 09:00-12:30 13:00-17:30`.
private enum WorkingHours {
    private static let names = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    static func add(_ node: ConfigNode, to hours: inout [BusinessCalendar.Hours]) throws(VOCError) {
        let what = "working hours such as Mon-Fri 09:00-17:30"
        let words = try node.string(what).split(separator: " ")
        guard words.count >= 2, let days = days(words[0]) else { throw node.wrongType(what) }
        for word in words.dropFirst() {
            let ends = word.split(separator: "-", omittingEmptySubsequences: false).map(minute)
            guard ends.count == 2, let start = ends[0], let end = ends[1] else {
                throw node.wrongType(what)
            }
            guard start < end else {
                throw VOCError(
                    .configWrongType, "these hours end before they begin: \(word)", at: node.origin,
                    hint: "end the day at 24:00 and give the rest to the next one")
            }
            for day in days {
                if hours[day].contains(where: { $0.overlaps(start..<end) }) {
                    throw VOCError(
                        .configWrongType, "these hours overlap others of the same day: \(word)",
                        at: node.origin)
                }
                hours[day].append(start..<end)
                hours[day].sort { $0.lowerBound < $1.lowerBound }
            }
        }
    }

    /// `Mon`, `Mon-Fri`, `Mon,Wed,Fri`, `daily`, from 0 for Monday.
    private static func days(_ text: Substring) -> [Int]? {
        if text.lowercased() == "daily" { return Array(0..<7) }
        var result: [Int] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
                .map { day($0.lowercased()) }
            guard let first = ends[0], ends.count <= 2, let last = ends[ends.count - 1] else {
                return nil
            }
            // A stretch may run over the end of the week: Sun-Thu.
            for offset in 0...(last - first + 7) % 7 { result.append((first + offset) % 7) }
        }
        return result
    }

    private static func day(_ name: String) -> Int? {
        guard name.count >= 3 else { return nil }
        return names.firstIndex { $0.hasPrefix(name) }
    }

    /// Minutes from midnight of `9:00`, `09:00` or `24:00`.
    private static func minute(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { $0 &- 48 < 10 } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60,
            hour < 24 || (hour == 24 && minute == 0)
        else { return nil }
        return hour * 60 + minute
    }
}

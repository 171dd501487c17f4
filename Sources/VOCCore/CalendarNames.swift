internal import CICU

/// The names of months and days of the week in languages that exports are written in, from Unicode's
/// locale data.
///
/// Names are in lower case. One that means different months in two languages (`listopad`) means
/// none here.
package struct CalendarNames: Sendable {
    /// From 1, by name.
    package let months: [String: Int]
    package let weekdays: Set<String>

    /// English has a place of its own where dates are read.
    package static let languages = [
        "de", "es", "fr", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "tr", "ro", "ru",
        "uk",
    ]

    /// Made when a date first has a name that is not English.
    package static let shared = CalendarNames(CalendarNames.languages)

    init(_ languages: [String]) {
        var months: [String: Int] = [:]
        var weekdays: Set<String> = []
        for language in languages {
            for kind in 0..<4 {
                for (index, name) in CalendarNames.list(language, isWeekdays: false, kind)
                    .enumerated()
                {
                    let month = index + 1
                    months[name] = months[name] == nil || months[name] == month ? month : 0
                }
                weekdays.formUnion(CalendarNames.list(language, isWeekdays: true, kind))
            }
        }
        self.months = months.filter { $0.value > 0 }
        self.weekdays = weekdays
    }

    private static func list(_ language: String, isWeekdays: Bool, _ kind: Int) -> [String] {
        var buffer = [CChar](repeating: 0, count: 1024)
        let count = unsafe cicu_calendar_names(
            language, isWeekdays ? 1 : 0, Int32(kind), &buffer, 1024)
        guard count > 0, count <= 1024 else { return [] }
        let text = String(
            decoding: buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.split(separator: "\n").map { name in
            // A point that shortens a name is skipped where dates are read.
            String(name.lowercased().filter { $0 != "." })
        }
    }
}

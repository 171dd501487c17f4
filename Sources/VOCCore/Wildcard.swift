/// Patterns in which one element stands for any others, as files and fields are named by.
package enum Wildcard {
    /// Whether `pattern` fits all of `text`; `many` in it stands for any number of elements, `one` for
    /// exactly one.
    ///
    /// Greedy with one point of return: for each `many` linear in `text`.
    package static func matches<Element: Equatable>(
        _ text: [Element], _ pattern: [Element], many: Element, one: Element? = nil
    ) -> Bool {
        var i = 0
        var j = 0
        var star = -1
        var mark = 0
        while i < text.count {
            // Before the literal: a text may hold the sign itself.
            if j < pattern.count, pattern[j] == many {
                star = j
                mark = i
                j += 1
            } else if j < pattern.count, pattern[j] == one || pattern[j] == text[i] {
                i += 1
                j += 1
            } else if star >= 0 {
                j = star + 1
                mark += 1
                i = mark
            } else {
                return false
            }
        }
        while j < pattern.count, pattern[j] == many { j += 1 }
        return j == pattern.count
    }
}

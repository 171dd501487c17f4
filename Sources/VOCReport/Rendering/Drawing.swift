internal import VOCCore

/// The plain geometry of charts: numbers as SVG writes them, scales, ticks, lines with gaps.
enum Drawing {
    /// One decimal, without `.0`.
    static func n(_ value: Double) -> String {
        let text = Decimals.fixed(value, places: 1)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// A round number not below `value`, that divides into `parts` steps that are round themselves.
    static func ceiling(_ value: Double, parts: Int = 4) -> Double {
        guard value > 0 else { return Double(parts) }
        let raw = value / Double(parts)
        var power = 1.0
        while power * 10 <= raw { power *= 10 }
        while power > raw { power /= 10 }
        let step =
            [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map { $0 * power }.first { $0 >= raw - 1e-9 }
            ?? raw
        return step * Double(parts)
    }

    /// Neighbouring points that have a value: where a series has gaps, its line has them too.
    static func runs(_ values: [Double?]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start: Int?
        for index in values.indices {
            if values[index] != nil {
                if start == nil { start = index }
            } else if let first = start {
                result.append(first..<index)
                start = nil
            }
        }
        if let first = start { result.append(first..<values.count) }
        return result
    }

    /// `M0,1L2,3`.
    static func path(_ points: [(x: Double, y: Double)]) -> String {
        points.enumerated().map { "\($0 == 0 ? "M" : "L")\(n($1.x)),\(n($1.y))" }.joined()
    }

    /// Text with a given anchor.
    static func text(
        _ words: String, x: Double, y: Double, anchor: String = "start", class name: String = "axis"
    ) -> HTML {
        "<text x=\"\(n(x))\" y=\"\(n(y))\" text-anchor=\"\(anchor)\" class=\"\(name)\">\(words)</text>"
    }

    static func rule(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, class name: String
    ) -> HTML {
        "<line x1=\"\(n(x1))\" y1=\"\(n(y1))\" x2=\"\(n(x2))\" y2=\"\(n(y2))\" class=\"\(name)\"/>"
    }

    static func box(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, class name: String
    ) -> HTML {
        "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(max(0, width)))\" height=\"\(n(max(0, height)))\" class=\"\(name)\"/>"
    }

    static func circle(_ x: Double, _ y: Double, _ radius: Double, class name: String) -> HTML {
        "<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(radius))\" class=\"\(name)\"/>"
    }

    static func line(_ points: [(x: Double, y: Double)], class name: String) -> HTML {
        "<path d=\"\(path(points))\" class=\"\(name)\"/>"
    }

    /// About how wide `words` are at `size` pixels; system fonts differ, so this is on the safe
    /// side.
    static func width(_ words: String, size: Double) -> Double { Double(words.count) * size * 0.58 }

    /// At most `limit` characters.
    static func short(_ words: String, _ limit: Int) -> String {
        words.count <= limit ? words : words.prefix(limit - 1) + "…"
    }

    /// A table under a chart for those who cannot or do not want to see it.
    static func fallback(_ header: [String], _ rows: [[String]], of title: String) -> HTML {
        let head = header.map { title -> HTML in "<th scope=\"col\">\(title)</th>" }
        let body = rows.map { row -> HTML in
            let cells = row.enumerated().map { index, text -> HTML in
                index == 0 ? "<th scope=\"row\">\(text)</th>" : "<td class=\"number\">\(text)</td>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return """
            <details class="figures"><summary>The numbers</summary><div class="scroll" role="region" aria-label="The numbers of: \(title)" tabindex="0"><table><thead><tr>\(head.joined())</tr></thead><tbody>\(body.joined())</tbody></table></div></details>
            """
    }
}

/// A small line without axes.
struct Sparkline {
    let values: [Double?]
    let width: Double
    let height: Double

    init(_ values: [Double?], width: Double, height: Double) {
        self.values = values
        self.width = width
        self.height = height
    }

    var svg: HTML {
        let known = values.compactMap(\.self)
        guard known.count > 1, let low = known.min(), let high = known.max() else { return "" }
        let pad = 3.0
        let span = high - low
        func y(_ value: Double) -> Double {
            span == 0 ? height / 2 : pad + (high - value) / span * (height - 2 * pad)
        }
        let step = (width - 2 * pad) / Double(max(1, values.count - 1))
        func x(_ index: Int) -> Double { pad + Double(index) * step }
        var marks = HTML()
        for run in Drawing.runs(values) {
            if run.count == 1 {
                marks += Drawing.circle(
                    x(run.lowerBound), y(values[run.lowerBound]!), 1, class: "end")
            } else {
                marks += Drawing.line(run.map { (x($0), y(values[$0]!)) }, class: "line")
            }
        }
        if let last = values.lastIndex(where: { $0 != nil }) {
            marks += Drawing.circle(x(last), y(values[last]!), 2.4, class: "end")
        }
        return
            "<svg class=\"sparkline\" viewBox=\"0 0 \(Drawing.n(width)) \(Drawing.n(height))\" width=\"\(Drawing.n(width))\" height=\"\(Drawing.n(height))\" aria-hidden=\"true\" focusable=\"false\">\(marks)</svg>"
    }
}

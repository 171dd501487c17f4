internal import VOCCore

/// Two panels on one time axis: net sentiment with its interval above, volume by label below.
struct TrendDrawing {
    private let chart: TrendChart
    private let width = 960.0
    private let left = 46.0
    private let right = 14.0
    private let netHeight = 170.0
    private let volumeHeight = 150.0
    private let gap = 34.0
    private let rowHeight = 17.0
    private let rows: [Placed]

    /// A mark with the row of its label, so that labels do not run into each other.
    private struct Placed {
        var mark: ChartMark
        var row: Int
        /// The label ends at `x` instead of starting there.
        var isLate: Bool
        var x: Double
        var words: String
    }

    init(_ chart: TrendChart) {
        self.chart = chart
        var ends: [Double] = []
        var placed: [Placed] = []
        let band = (width - left - right) / Double(max(1, chart.points.count))
        for mark in chart.marks {
            let start = left + (Double(mark.first) + mark.fraction) * band
            let words = (mark.kind == .action ? "⚑ " : "") + Drawing.short(mark.label, 34)
            let length = 10 + Drawing.width(words, size: 12)
            let isLate = start + length > width
            let edge = mark.kind == .episode ? left + Double(mark.last + 1) * band : start
            let first = isLate ? min(start, edge - length) : start
            let row = ends.firstIndex { $0 < first } ?? ends.count
            // An episode keeps its row for as long as its cap is drawn.
            let end = isLate ? width : max(start + length, edge)
            if row == ends.count { ends.append(end) } else { ends[row] = end }
            placed.append(
                Placed(
                    mark: mark, row: row, isLate: isLate, x: isLate ? edge - 5 : start + 5,
                    words: words))
        }
        rows = placed
    }

    private var top: Double { Double((rows.map(\.row).max() ?? -1) + 1) * rowHeight + 26 }
    private var netBottom: Double { top + netHeight }
    private var volumeTop: Double { netBottom + gap }
    private var volumeBottom: Double { volumeTop + volumeHeight }
    private var height: Double { volumeBottom + 24 }
    private var band: Double { (width - left - right) / Double(max(1, chart.points.count)) }

    private func x(_ place: Double) -> Double { left + place * band }

    var figure: HTML {
        let items = chart.points.reduce(0) { $0 + $1.items }
        let nets = chart.points.compactMap { $0.net?.value }
        let range =
            nets.isEmpty
            ? "Net sentiment: too few items."
            : "Net sentiment between \(Wording.number(nets.min()!, places: 0)) and \(Wording.number(nets.max()!, places: 0))."
        let marks = chart.marks.map { mark in
            "\(mark.kind == .episode ? "Episode" : "Action"): \(mark.label), \(chart.points[mark.first].label)"
                + (mark.last > mark.first ? " to \(chart.points[mark.last].label)" : "")
        }
        return """
            <figure class="chart" id="chart-\(chart.id)"><figcaption><h3>\(chart.title)</h3>\(legend)</figcaption>
            <div class="scroll" role="region" aria-label="\(chart.title)" tabindex="0"><svg viewBox="0 0 \(Drawing.n(width)) \(Drawing.n(height))" role="img" aria-labelledby="\(chart.id)-title \(chart.id)-desc"><title id="\(chart.id)-title">\(chart.title)</title><desc id="\(chart.id)-desc">\(Wording.count(items)) items. \(range) \(marks.joined(separator: "; "))</desc>
            \(shades)\(netPanel)\(volumePanel)\(timeAxis)\(labels)</svg></div>\(numbers)</figure>

            """
    }

    private var legend: HTML {
        """
        <p class="legend" aria-hidden="true"><span><i class="key pos"></i>positive</span><span><i class="key neu"></i>neutral or mixed</span><span><i class="key neg"></i>negative</span><span><i class="key non"></i>nothing recognised</span></p>
        """
    }

    private var shades: HTML {
        rows.map { placed -> HTML in
            let (mark, row) = (placed.mark, placed.row)
            let start = x(Double(mark.first) + mark.fraction)
            let tone = mark.slot.map { "c\($0)" } ?? "plain"
            let y = Double(row) * rowHeight + 4
            if mark.kind == .episode {
                let end = x(Double(mark.last) + 1)
                return Drawing.box(start, y, end - start, netBottom - y, class: "shade \(tone)")
                    + Drawing.box(
                        start, volumeTop, end - start, volumeHeight, class: "shade \(tone)")
                    + Drawing.rule(start, y, end, y, class: "cap \(tone)")
            }
            return Drawing.rule(start, y + 2, start, volumeBottom, class: "action")
        }.joined()
    }

    private var labels: HTML {
        rows.map { placed -> HTML in
            Drawing.text(
                placed.words, x: placed.x, y: Double(placed.row) * rowHeight + 17,
                anchor: placed.isLate ? "end" : "start",
                class: placed.mark.kind == .episode ? "label" : "label act")
        }.joined()
    }

    private var netPanel: HTML {
        let known = chart.points.compactMap(\.net)
        guard !known.isEmpty else {
            return Drawing.text(
                "too few items for net sentiment", x: left + 6, y: top + netHeight / 2,
                class: "axis")
        }
        let lows = known.map { $0.interval?.low ?? $0.value }
        let highs = known.map { $0.interval?.high ?? $0.value }
        let low = max(-100, ((lows.min()! - 2) / 20).rounded(.down) * 20)
        let high = min(100, max(low + 20, ((highs.max()! + 2) / 20).rounded(.up) * 20))
        func y(_ value: Double) -> Double {
            top + 6 + (high - value) / (high - low) * (netHeight - 12)
        }
        var html = HTML()
        let step = high - low > 120 ? 40.0 : 20
        for tick in stride(from: low, through: high, by: step) {
            html += Drawing.rule(
                left, y(tick), width - right, y(tick), class: tick == 0 ? "zero" : "grid")
            html += Drawing.text(
                Wording.number(tick, places: 0), x: left - 8, y: y(tick) + 4, anchor: "end")
        }
        html += Drawing.text("Net sentiment", x: left, y: top - 6, class: "axis name")
        let middle = { (index: Int) in x(Double(index) + 0.5) }
        for run in Drawing.runs(chart.points.map { $0.net?.value }) {
            let estimates = run.map { (middle($0), chart.points[$0].net!) }
            let upper = estimates.map { ($0.0, y($0.1.interval?.high ?? $0.1.value)) }
            let lower = estimates.reversed().map { ($0.0, y($0.1.interval?.low ?? $0.1.value)) }
            if estimates.count > 1 {
                html += "<path d=\"\(Drawing.path(upper + lower))Z\" class=\"fan\"/>"
                html += Drawing.line(estimates.map { ($0.0, y($0.1.value)) }, class: "net")
            }
            for (place, estimate) in estimates {
                html +=
                    "<circle cx=\"\(Drawing.n(place))\" cy=\"\(Drawing.n(y(estimate.value)))\" r=\"3.2\" class=\"spot\"><title>\(Wording.value(estimate)) (\(Wording.interval(estimate))), n = \(Wording.count(estimate.n))</title></circle>"
            }
        }
        return html
    }

    private var volumePanel: HTML {
        let most = Drawing.ceiling(Double(chart.points.map(\.items).max() ?? 0), parts: 2)
        let perItem = (volumeHeight - 8) / max(1, most)
        var html = HTML()
        for part in 0...2 {
            let value = most * Double(part) / 2
            let y = volumeBottom - value * perItem
            html += Drawing.rule(left, y, width - right, y, class: part == 0 ? "zero" : "grid")
            html += Drawing.text(Wording.count(Int(value)), x: left - 8, y: y + 4, anchor: "end")
        }
        html += Drawing.text("Items", x: left, y: volumeTop - 4, class: "axis name")
        let bar = min(44, band * 0.66)
        for (index, point) in chart.points.enumerated() {
            var y = volumeBottom
            var parts = HTML()
            for (count, name) in [
                (point.negative, "neg"), (point.neutral, "neu"), (point.positive, "pos"),
                (point.none, "non"),
            ] where count > 0 {
                let size = Double(count) * perItem
                y -= size
                // A hair of paper between the parts, so that colour is not the only border.
                parts += Drawing.box(
                    x(Double(index) + 0.5) - bar / 2, y, bar, max(0.5, size - 1), class: name)
            }
            html +=
                "<g><title>\(point.label): \(point.items) items, \(point.positive) positive, \(point.neutral) neutral or mixed, \(point.negative) negative, \(point.none) nothing recognised</title>\(parts)</g>"
        }
        return html
    }

    private var timeAxis: HTML {
        let every = max(1, (chart.points.count + 13) / 14)
        return chart.points.enumerated().filter {
            ($0.offset - chart.points.count + 1) % every == 0
        }
        .map {
            Drawing.text(
                $1.label, x: x(Double($0) + 0.5), y: volumeBottom + 18, anchor: "middle")
        }.joined()
    }

    private var numbers: HTML {
        Drawing.fallback(
            [
                "From", "Items", "Positive", "Neutral or mixed", "Negative", "None",
                "Net sentiment", "95 %",
            ],
            chart.points.map { point in
                [
                    point.label, Wording.count(point.items), Wording.count(point.positive),
                    Wording.count(point.neutral), Wording.count(point.negative),
                    Wording.count(point.none), point.net.map(Wording.value) ?? "too few",
                    point.net.map(Wording.interval) ?? "",
                ]
            }, of: chart.title)
    }
}

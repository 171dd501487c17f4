internal import VOCCore

/// One theme's weekly share: line in the theme's colour, interval behind it, usual level dashed,
/// flagged weeks shaded.
struct MultipleDrawing {
    private let series: ThemeSeries
    private let width = 420.0
    private let height = 190.0
    private let left = 40.0
    private let right = 10.0
    private let top = 12.0
    private let bottom = 28.0

    private let number: Int

    /// `number` keeps ids on the page apart.
    init(_ series: ThemeSeries, number: Int) {
        self.series = series
        self.number = number
    }

    private var band: Double { (width - left - right) / Double(max(1, series.points.count)) }
    private func x(_ place: Double) -> Double { left + place * band }

    var figure: HTML {
        let name = "series-\(number)"
        return """
            <figure class="multiple"><figcaption><h3>\(HTMLRenderer.dot(series.slot))<bdi>\(series.name)</bdi></h3><p>\(Wording.capitalised(series.caption))</p></figcaption>
            <svg viewBox="0 0 \(Drawing.n(width)) \(Drawing.n(height))" role="img" aria-labelledby="\(name)-title \(name)-desc"><title id="\(name)-title">\(series.name): share of feedback by week</title><desc id="\(name)-desc">\(series.caption)</desc>\(drawing)</svg>\(numbers)</figure>

            """
    }

    private var drawing: HTML {
        let tone = series.slot.map { "c\($0)" } ?? "plain"
        let highest = series.points.compactMap { $0.share?.interval?.high }.max() ?? 1
        let most = Drawing.ceiling(highest, parts: 2)
        func y(_ value: Double) -> Double {
            height - bottom - value / most * (height - top - bottom)
        }
        var html = HTML()
        for mark in series.marks where mark.kind == .episode {
            html += Drawing.box(
                x(Double(mark.first)), top, Double(mark.last - mark.first + 1) * band,
                height - top - bottom, class: "shade \(tone)")
        }
        for part in 0...2 {
            let value = most * Double(part) / 2
            html += Drawing.rule(
                left, y(value), width - right, y(value), class: part == 0 ? "zero" : "grid")
            html += Drawing.text(
                "\(Wording.number(value, places: value < 10 && value != value.rounded() ? 1 : 0))\u{A0}%",
                x: left - 6,
                y: y(value) + 4, anchor: "end")
        }
        html += Drawing.rule(
            left, y(series.baseline), width - right, y(series.baseline), class: "usual")
        for run in Drawing.runs(series.points.map { $0.share?.value }) {
            let points = run.map { (x(Double($0) + 0.5), series.points[$0].share!) }
            let upper = points.map { ($0.0, y($0.1.interval?.high ?? $0.1.value)) }
            let lower = points.reversed().map { ($0.0, y($0.1.interval?.low ?? $0.1.value)) }
            if points.count > 1 {
                html += "<path d=\"\(Drawing.path(upper + lower))Z\" class=\"fan \(tone)\"/>"
                html += Drawing.line(points.map { ($0.0, y($0.1.value)) }, class: "net \(tone)")
            }
            for (place, share) in points {
                html +=
                    "<circle cx=\"\(Drawing.n(place))\" cy=\"\(Drawing.n(y(share.value)))\" r=\"2.8\" class=\"spot \(tone)\"><title>\(Wording.value(share)) (\(Wording.interval(share))), n = \(Wording.count(share.n))</title></circle>"
            }
        }
        for mark in series.marks where mark.kind == .action {
            let place = x(Double(mark.first) + mark.fraction)
            let isLate = place > width * 0.6
            html += Drawing.rule(place, top, place, height - bottom, class: "action")
            html += Drawing.text(
                "⚑ " + Drawing.short(mark.label, 24), x: isLate ? place - 4 : place + 4,
                y: top + 10,
                anchor: isLate ? "end" : "start", class: "label act")
        }
        let every = max(1, (series.points.count + 4) / 5)
        for (index, point) in series.points.enumerated()
        where (index - series.points.count + 1) % every == 0 {
            html += Drawing.text(
                point.label, x: x(Double(index) + 0.5), y: height - 8, anchor: "middle")
        }
        return html
    }

    private var numbers: HTML {
        Drawing.fallback(
            ["Week of", "Share", "95 %", "Items in all"],
            series.points.map { point in
                [
                    point.label, point.share.map(Wording.value) ?? "too few",
                    point.share.map(Wording.interval) ?? "",
                    point.share.map { Wording.count($0.n) } ?? "",
                ]
            }, of: series.name)
    }
}

internal import VOCCore

/// The journey as a picture: stages from left to right, touchpoints below each other, a disc where
/// customers spoke.
struct JourneyDrawing {
    private let map: JourneyMap
    private let left = 150.0
    private let column: Double
    private let row = 78.0
    private let top = 84.0
    private let touchpoints: [Int]

    init(_ map: JourneyMap) {
        self.map = map
        column = max(104, min(150, 800 / Double(max(1, map.stages.count))))
        // Touchpoints nobody spoke of stay out of the picture; the table below keeps them.
        touchpoints = map.touchpoints.indices.filter { index in
            map.touchpoints[index].items > 0 || map.spots[index].contains { $0 != nil }
        }
    }

    private var width: Double { left + column * Double(map.stages.count) + 10 }
    private var height: Double { top + row * Double(touchpoints.count) + 8 }

    /// The class of a net sentiment: five steps from `d0` (very negative) to `d4`.
    private static func tone(_ value: Value) -> String {
        guard case .estimate(let estimate) = value else { return "dx" }
        return switch estimate.value {
        case ..<(-40): "d0"
        case ..<(-10): "d1"
        case ...10: "d2"
        case ...40: "d3"
        default: "d4"
        }
    }

    private static func words(_ value: Value) -> String {
        switch value {
        case .estimate(let estimate): Wording.value(estimate)
        case .tooFew: "too few"
        default: "–"
        }
    }

    var figure: HTML {
        """
        <figure class="chart journey"><figcaption><p class="legend" aria-hidden="true"><span><i class="key d0"></i>under −40</span><span><i class="key d1"></i>−40 to −10</span><span><i class="key d2"></i>−10 to 10</span><span><i class="key d3"></i>10 to 40</span><span><i class="key d4"></i>over 40</span><span><i class="key dx"></i>too few</span></p></figcaption>
        <div class="scroll" role="region" aria-label="Picture of the customer journey" tabindex="0"><svg viewBox="0 0 \(Drawing.n(width)) \(Drawing.n(height))" width="\(Drawing.n(width))" role="img" aria-labelledby="journey-picture journey-words"><title id="journey-picture">Customer journey: stages and touchpoints</title><desc id="journey-words">\(description)</desc>\(drawing)</svg></div>\(numbers)</figure>

        """
    }

    private var description: String {
        map.stages.filter { $0.items > 0 }.map {
            "\($0.name): \(Wording.count($0.items)) items, net sentiment \(JourneyDrawing.words($0.net))"
        }.joined(separator: "; ")
    }

    private var drawing: HTML {
        var html = HTML()
        let largest = Double(map.spots.joined().compactMap { $0?.mentions }.max() ?? 1)
        for (index, stage) in map.stages.enumerated() {
            let x = left + (Double(index) + 0.5) * column
            let low = x - column / 2 + 2
            let width = column - 4
            // A chevron for each stage: the journey has a direction.
            let points = [
                (low, 6.0), (low + width - 8, 6), (low + width, 36), (low + width - 8, 66),
                (low, 66),
                (low + 8, 36),
            ]
            html +=
                "<path d=\"\(Drawing.path(points))Z\" class=\"\(JourneyDrawing.tone(stage.net))\"/>"
            html += Drawing.text(
                Drawing.short(stage.name, 15), x: x + 2, y: 32, anchor: "middle",
                class: "stage on \(JourneyDrawing.tone(stage.net))")
            html += Drawing.text(
                "\(Wording.count(stage.items)) · \(JourneyDrawing.words(stage.net))", x: x + 2,
                y: 50, anchor: "middle",
                class: "axis on \(JourneyDrawing.tone(stage.net))")
        }
        for (line, index) in touchpoints.enumerated() {
            let y = top + (Double(line) + 0.5) * row
            let stop = map.touchpoints[index]
            html += Drawing.rule(0, y + row / 2, width, y + row / 2, class: "grid")
            html += Drawing.text(Drawing.short(stop.name, 20), x: 0, y: y - 2, class: "stage")
            html += Drawing.text(
                "\(Wording.count(stop.items)) · \(JourneyDrawing.words(stop.net))", x: 0, y: y + 16)
            for (place, spot) in map.spots[index].enumerated() {
                let x = left + (Double(place) + 0.5) * column
                guard let spot else {
                    html += Drawing.circle(x, y, 1.6, class: "empty")
                    continue
                }
                let radius = max(7, 32 * (Double(spot.mentions) / largest).squareRoot())
                let tone = JourneyDrawing.tone(spot.net)
                let words = JourneyDrawing.words(spot.net)
                html +=
                    "<g><title>\(map.stages[place].name), \(stop.name): \(spot.mentions) mentions, net sentiment \(words); mostly \(spot.theme)</title>"
                html += Drawing.circle(x, y, radius, class: tone)
                if spot.net != .tooFew(spot.mentions), radius >= 15 {
                    html += Drawing.text(
                        words, x: x, y: y + 4.5, anchor: "middle", class: "stage on \(tone)")
                } else {
                    html += Drawing.text(words, x: x + radius + 4, y: y + 4)
                }
                html += "</g>"
            }
        }
        return html
    }

    private var numbers: HTML {
        var rows: [[String]] = map.stages.map {
            [$0.name, "all", Wording.count($0.items), JourneyDrawing.words($0.net), ""]
        }
        for (stop, spots) in zip(map.touchpoints, map.spots) {
            rows.append([
                "all", stop.name, Wording.count(stop.items), JourneyDrawing.words(stop.net), "",
            ])
            for (stage, spot) in zip(map.stages, spots) {
                guard let spot else { continue }
                rows.append([
                    stage.name, stop.name, Wording.count(spot.mentions),
                    JourneyDrawing.words(spot.net), spot.theme,
                ])
            }
        }
        return Drawing.fallback(
            ["Stage", "Touchpoint", "Items or mentions", "Net sentiment", "Mostly"], rows,
            of: "customer journey")
    }
}

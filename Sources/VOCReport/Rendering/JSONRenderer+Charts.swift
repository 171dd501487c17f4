internal import VOCCore

extension JSONRenderer {
    static func write(_ chart: TrendChart, _ json: inout JSONWriter) {
        json.key("id")
        json.string(chart.id)
        json.key("title")
        json.string(chart.title)
        json.key("points")
        json.beginArray()
        for point in chart.points {
            json.beginObject()
            json.key("start")
            json.string(point.start.description)
            json.key("items")
            json.integer(point.items)
            json.key("positive")
            json.integer(point.positive)
            json.key("neutral")
            json.integer(point.neutral)
            json.key("negative")
            json.integer(point.negative)
            json.key("none")
            json.integer(point.none)
            json.key("netSentiment")
            estimate(point.net, &json)
            json.endObject()
        }
        json.endArray()
        json.key("marks")
        marks(chart.marks, &json)
    }

    static func write(_ series: ThemeSeries, _ json: inout JSONWriter) {
        json.beginObject()
        json.key("theme")
        json.string(series.theme)
        json.key("name")
        json.string(series.name)
        json.key("baseline")
        json.number(series.baseline)
        json.key("caption")
        json.string(series.caption)
        json.key("points")
        json.beginArray()
        for point in series.points {
            json.beginObject()
            json.key("start")
            json.string(point.start.description)
            json.key("share")
            estimate(point.share, &json)
            json.endObject()
        }
        json.endArray()
        json.key("marks")
        marks(series.marks, &json)
        json.endObject()
    }

    private static func marks(_ marks: [ChartMark], _ json: inout JSONWriter) {
        json.beginArray()
        for mark in marks {
            json.beginObject()
            json.key("kind")
            json.string(mark.kind.rawValue)
            json.key("first")
            json.integer(mark.first)
            json.key("last")
            json.integer(mark.last)
            json.key("label")
            json.string(mark.label)
            json.endObject()
        }
        json.endArray()
    }

    static func write(_ map: JourneyMap, _ json: inout JSONWriter) {
        func stops(_ stops: [JourneyMap.Stop], _ json: inout JSONWriter) {
            json.beginArray()
            for stop in stops {
                json.beginObject()
                json.key("name")
                json.string(stop.name)
                json.key("items")
                json.integer(stop.items)
                json.key("netSentiment")
                write(stop.net, &json)
                json.endObject()
            }
            json.endArray()
        }
        json.key("stages")
        stops(map.stages, &json)
        json.key("touchpoints")
        stops(map.touchpoints, &json)
        json.key("spots")
        json.beginArray()
        for row in map.spots {
            json.beginArray()
            for spot in row {
                guard let spot else {
                    json.null()
                    continue
                }
                json.beginObject()
                json.key("mentions")
                json.integer(spot.mentions)
                json.key("netSentiment")
                write(spot.net, &json)
                json.key("theme")
                json.string(spot.theme)
                json.endObject()
            }
            json.endArray()
        }
        json.endArray()
    }
}

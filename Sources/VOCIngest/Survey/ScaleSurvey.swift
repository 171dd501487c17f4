internal import VOCCore

/// What the ratings at the beginning of a dump tell about their scale.
struct ScaleSurvey {
    /// The smallest usual scale that holds all the numbers seen; nil if there are none, or none
    /// fits.
    private(set) var scale: RatingScale?
    /// How many values are numbers.
    private(set) var numbers = 0
    private(set) var notes: [SurveyNote] = []

    private static let usual: [(low: Int32, high: Int32)] = [
        (1, 5), (1, 7), (0, 10), (0, 100), (-100, 100),
    ]

    init(_ rule: RatingRule, field: String, values: [[UInt8]]) {
        let found = values.compactMap { value in
            unsafe value.withUnsafeBufferPointer {
                unsafe Thousandths.read($0) ?? WrittenRating.milli($0)
            }
        }
        numbers = found.count
        guard let low = found.min(), let high = found.max() else { return }
        // One slip in fifty does not make another scale; seven steps are rare, so many must speak
        // for them.
        let fitting = ScaleSurvey.usual.first { usual in
            let outside = found.count { $0 < usual.low * 1000 || $0 > usual.high * 1000 }
            return outside * 50 <= found.count && (usual.high != 7 || found.count >= 50)
        }
        // Thumbs: a scale of two values.
        let isThumbs = low >= 0 && high <= 1000 && found.allSatisfy { $0 % 1000 == 0 }
        if isThumbs {
            scale = RatingScale(lowMilli: 0, highMilli: 1000)
        } else {
            scale = fitting.map { RatingScale(lowMilli: $0.low * 1000, highMilli: $0.high * 1000) }
        }
        warn(rule, field, found, low, high)
    }

    private mutating func warn(
        _ rule: RatingRule, _ field: String, _ found: [Int32], _ low: Int32, _ high: Int32
    ) {
        func words(_ scale: RatingScale) -> String {
            "\(scale.lowMilli / 1000)..\(scale.highMilli / 1000)"
        }
        if let stated = rule.scale {
            let outside = found.count { $0 < stated.lowMilli || $0 > stated.highMilli }
            if outside > 0, outside * 20 >= found.count {
                notes.append(
                    SurveyNote(
                        "\(outside) of the first \(found.count) ratings in '\(field)' are outside the scale \(words(stated)): is it another scale, or two mixed?",
                        isWarning: true))
            } else if let scale, found.count >= 20, scale.highMilli * 2 <= stated.highMilli {
                notes.append(
                    SurveyNote(
                        "the first \(found.count) ratings in '\(field)' all lie in \(words(scale)), though the scale is \(words(stated))",
                        isWarning: true))
            }
            return
        }
        // Most on the small scale and a few far outside: two scales in one column.
        let small = found.count { (0...5000).contains($0) }
        if found.count >= 10, small < found.count, small * 10 >= found.count * 9, high > 10_000 {
            notes.append(
                SurveyNote(
                    "ratings in '\(field)' look like two scales in one: most up to 5, some over 10",
                    isWarning: true))
        }
    }
}

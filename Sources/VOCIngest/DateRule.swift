package import VOCCore

/// Which of two numbers is the day where a date could be read both ways.
package enum DateOrder: String, Sendable, CaseIterable {
    case dayFirst, monthFirst

    package var words: String { self == .dayFirst ? "the day first" : "the month first" }
}

/// How the dates of one export are read where they do not say it themselves.
package struct DateRule: Sendable, Equatable {
    /// Nil until it is known: dates that can be read two ways are then refused.
    package var order: DateOrder?
    /// The zone of dates that name none; nil for UTC.
    package var zone: Zone?

    package init(order: DateOrder? = nil, zone: Zone? = nil) {
        self.order = order
        self.zone = zone
    }

    /// Reads `{ order: dayFirst, zone: Europe/Berlin }`.
    package init(node: ConfigNode) throws(VOCError) {
        let map = try node.map("dates", keys: ["order", "zone"])
        order = try map["order"]?.choice([
            "dayFirst": DateOrder.dayFirst, "monthFirst": .monthFirst,
        ])
        zone = try map["zone"].map(DateRule.zone)
    }

    /// The zone that a configuration names.
    package static func zone(_ node: ConfigNode) throws(VOCError) -> Zone {
        let name = try node.string("a time zone such as Europe/Berlin or +02:00")
        guard let found = Zone(name) else {
            throw VOCError(
                .configUnknownValue, "no time zone is called '\(name)'", at: node.origin,
                hint: "use a name such as Europe/Berlin, America/New_York, UTC or +02:00")
        }
        return found
    }

    package func overlaid(with other: DateRule) -> DateRule {
        DateRule(order: other.order ?? order, zone: other.zone ?? zone)
    }
}

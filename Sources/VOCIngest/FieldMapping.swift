package import VOCCore

/// The name of a field in an export: a CSV header, or a path such as `user.name`, `tags[0]`, `@Id`,
/// `content[type=text]`.
package struct FieldPath: Sendable, Hashable {
    package let text: String

    package init(_ text: String) { self.text = text }
}

/// What a number in a date field counts.
package enum TimeUnit: Sendable, Equatable {
    case seconds, milliseconds, microseconds
}

/// Where the value of one target comes from.
package struct FieldSource: Sendable {
    /// The parts are joined; of each part's alternatives the first that is given counts.
    package var parts: [[FieldPath]]
    /// Strip tags and decode entities.
    package var isHTML = false
    package var unit: TimeUnit?
    /// Take this parameter of a web address instead of the whole value.
    package var query: String?

    package init(parts: [[FieldPath]]) { self.parts = parts }

    /// Reads `Review Id`, `[a, b]` (joined), `{any: [a, b]}` (the first given) or the long form
    /// with options.
    package init(node: ConfigNode) throws(VOCError) {
        guard case .map = node.value else {
            self.init(parts: try FieldSource.parts(of: node))
            return
        }
        let map = try node.map(keys: ["any", "all", "field", "html", "unit", "query"])
        let given = ["any", "all", "field"].filter { map[$0] != nil }
        guard given.count == 1 else {
            throw VOCError(
                .configMissingKey, "one of 'field', 'any' and 'all' must stand here",
                at: node.origin)
        }
        if let any = map["any"] {
            self.init(parts: [try any.strings().map { FieldPath($0) }])
        } else {
            let source = map["all"] ?? map["field"]
            self.init(parts: try FieldSource.parts(of: source ?? node))
        }
        isHTML = try map["html"]?.bool() ?? false
        query = try map["query"]?.string()
        unit = try map["unit"]?.choice([
            "seconds": TimeUnit.seconds, "milliseconds": .milliseconds,
            "microseconds": .microseconds,
        ])
    }

    private static func parts(of node: ConfigNode) throws(VOCError) -> [[FieldPath]] {
        var parts: [[FieldPath]] = []
        for item in node.oneOrMore() {
            if case .map = item.value {
                let any = try item.map(keys: ["any"]).required("any")
                parts.append(try any.strings().map { FieldPath($0) })
            } else {
                parts.append([FieldPath(try item.string("the name of a field"))])
            }
        }
        return parts
    }
}

/// Which field feeds what.
package struct FieldMapping: Sendable {
    package enum Target: String, Sendable, CaseIterable {
        case id, title, text, receivedAt, rating, author, language, channel, source, thread

        /// What stands between the parts of this target.
        var separator: UInt8 {
            switch self {
            case .id: UInt8(ascii: "/")
            case .text: 0x0A
            default: UInt8(ascii: " ")
            }
        }
    }

    package var sources: [Target: FieldSource] = [:]
    /// Further fields that travel with the feedback, by name.
    package var attributes: [(name: String, source: FieldSource)] = []

    package init() {}

    /// Reads a `fields:` map, with `attributes:` (names, or a map of names to fields) beside it.
    package init(fields: ConfigNode?, attributes node: ConfigNode? = nil) throws(VOCError) {
        if let fields {
            let map = try fields.map(keys: Target.allCases.map(\.rawValue))
            for target in Target.allCases {
                if let node = map[target.rawValue] {
                    sources[target] = try FieldSource(node: node)
                }
            }
        }
        guard let node else { return }
        if case .map(let pairs) = node.value {
            for (key, value) in pairs {
                attributes.append((try key.string(), try FieldSource(node: value)))
            }
        } else {
            for name in try node.strings() {
                attributes.append((name, FieldSource(parts: [[FieldPath(name)]])))
            }
        }
    }

    /// This mapping with `other`'s entries in place of its own where both have one.
    package func overlaid(with other: FieldMapping) -> FieldMapping {
        var result = self
        for (target, source) in other.sources { result.sources[target] = source }
        for attribute in other.attributes {
            // An attribute that is only named means the profile's field of that name, if it has
            // one.
            let isOnlyNamed = attribute.source.parts == [[FieldPath(attribute.name)]]
            if isOnlyNamed, result.attributes.contains(where: { $0.name == attribute.name }) {
                continue
            }
            result.attributes.removeAll { $0.name == attribute.name }
            result.attributes.append(attribute)
        }
        return result
    }

    /// All paths named, each once, in a fixed order.
    package var paths: [FieldPath] {
        var result: [FieldPath] = []
        for target in Target.allCases {
            for part in sources[target]?.parts ?? [] {
                for path in part where !result.contains(path) { result.append(path) }
            }
        }
        return result
    }
}

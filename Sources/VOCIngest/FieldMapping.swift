package import VOCCore

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
            if attribute.source.isOnly(attribute.name),
                result.attributes.contains(where: { $0.name == attribute.name })
            {
                continue
            }
            result.attributes.removeAll { $0.name == attribute.name }
            result.attributes.append(attribute)
        }
        return result
    }
}

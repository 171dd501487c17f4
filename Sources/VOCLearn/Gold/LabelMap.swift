package import VOCCore

/// What somebody else's labels are called here: a YAML file of `their label: ours` lines; `ours` may be
/// a list, and nothing for a label that does not count.
package struct LabelMap: Sendable {
    private var names: [String: [String]]

    /// A label that means this is the answer where no other label of the map is.
    package static let otherwise = "otherwise"

    /// Every label means itself.
    package init() { names = [:] }

    package init(file path: String) throws(VOCError) {
        names = [:]
        for (key, value) in try ConfigNode(file: path).pairs("a map of their labels to ours") {
            names[try key.string()] = try value.isNull ? [] : value.strings()
        }
    }

    package var isEmpty: Bool { names.isEmpty }
    /// Their labels, sorted.
    package var labels: [String] { names.keys.sorted() }

    /// Our names for `label`: itself if the map does not have it, none if it does not count.
    package func ours(for label: String) -> [String] { names[label] ?? [label] }

    /// The first of the labels that mean the same as `label`: names that changed over the years are
    /// one class.
    package func canonical(_ label: String) -> String {
        guard let own = names[label] else { return label }
        return names.filter { $0.value == own }.keys.min() ?? label
    }
}

/// New names of what items are counted under, as packs give them from version to version: counts of
/// earlier nights, label files and routes find their theme under the name it has today.
///
/// A name that was given up is never used for anything else, so that names alone tell what is meant.
package struct Crosswalk: Sendable, Equatable {
    /// One line of `renamed:` in a `pack.yml`.
    package struct Step: Sendable, Hashable {
        /// Topics: `delivery/late`, `intent:churn-risk`, `flag:legal`. All below `from` goes with it.
        package let from: String
        package let to: String
        /// The version of the pack that has the new name first.
        package let since: String
        /// Such as `themes/cx`.
        package let pack: String

        package init(from: String, to: String, since: String, pack: String) {
            self.from = from
            self.to = to
            self.since = since
            self.pack = pack
        }
    }

    package private(set) var steps: [Step] = []

    package init() {}

    package init(_ steps: [Step]) { self.steps = steps }

    package var isEmpty: Bool { steps.isEmpty }

    package mutating func add(_ more: [Step]) {
        steps += more.filter { step in !steps.contains { $0.from == step.from } }
    }

    /// The name that `topic` has today: itself if it was never renamed.
    package func current(_ topic: String) -> String {
        path(of: topic).last?.name ?? topic
    }

    /// The steps that `topic` takes to today's name, and its name after each.
    private func path(of topic: String) -> [(step: Step, name: String)] {
        var path: [(step: Step, name: String)] = []
        var name = topic
        // Each step can be taken once; more would be a circle, which loading a pack refuses.
        for _ in steps {
            guard let step = step(of: name) else { break }
            name = step.to + name.dropFirst(step.from.count)
            path.append((step, name))
        }
        return path
    }

    /// The step that renames `topic`: that of the longest name above it, if there are several.
    private func step(of topic: String) -> Step? {
        steps.filter { topic.isBelowOrIs($0.from) }.max { $0.from.utf8.count < $1.from.utf8.count }
    }

    /// What somebody should know who still uses the name `old`.
    package func advice(on old: String) -> String {
        guard let last = path(of: old).last else { return "'\(old)' has its name still" }
        return
            "'\(old)' is called '\(last.name)' now, since \(last.step.since) of \(last.step.pack)"
    }
}

extension String {
    fileprivate func isBelowOrIs(_ other: String) -> Bool {
        self == other || hasPrefix("\(other)/")
    }
}

extension Summary {
    /// Counts all that stands under a name that was given up under today's; says which names those
    /// were.
    ///
    /// Counts of the themes above stay where they are. Where two themes became one, an item that had
    /// both counts twice.
    package mutating func rename(by crosswalk: Crosswalk) -> [String: String] {
        guard !crosswalk.isEmpty else { return [:] }
        var known: [String: String] = [:]
        var renamed: [String: String] = [:]
        func current(_ topic: String) -> String {
            if let name = known[topic] { return name }
            let isPortion = topic.hasPrefix(Portion.prefix)
            let own = isPortion ? String(topic.dropFirst(Portion.prefix.count)) : topic
            let name = crosswalk.current(own)
            if name != own { renamed[own] = name }
            known[topic] = isPortion ? Portion.topic(name) : name
            return known[topic]!
        }
        cells.renameTopics(current)
        for (key, list) in quotes {
            let name = current(key.topic)
            guard name != key.topic else { continue }
            quotes[key] = nil
            for quote in list { offer(quote, to: QuoteKey(topic: name, week: key.week)) }
        }
        answers.renameThemes(current)
        customers.renameTopics(current)
        return renamed
    }
}

/// Why a mean moved, exactly: the customers changed (mix), or what they said did (rate).
///
/// With the groups' shares w of all answers and their means r, before and now:
/// S₁ − S₀ = Σ (w₁ − w₀)(r₀ − S₀) + Σ w₁(r₁ − r₀). The groups must divide all answers.
package struct MixRate: Sendable, Equatable {
    /// A group's answers and the sum of their values, before and now.
    package struct Group: Sendable, Equatable {
        package var nBefore: Double
        package var sumBefore: Double
        package var nNow: Double
        package var sumNow: Double

        package init(nBefore: Double, sumBefore: Double, nNow: Double, sumNow: Double) {
            self.nBefore = nBefore
            self.sumBefore = sumBefore
            self.nNow = nNow
            self.sumNow = sumNow
        }
    }

    /// By group, in the order given.
    package var mix: [Double]
    package var rate: [Double]
    package var before: Double
    package var now: Double

    package var delta: Double { now - before }

    /// Nil if there are no answers before, or none now.
    package init?(_ groups: [Group]) {
        let nBefore = groups.reduce(0) { $0 + $1.nBefore }
        let nNow = groups.reduce(0) { $0 + $1.nNow }
        guard nBefore > 0, nNow > 0 else { return nil }
        let before = groups.reduce(0) { $0 + $1.sumBefore } / nBefore
        let now = groups.reduce(0) { $0 + $1.sumNow } / nNow
        mix = []
        rate = []
        for group in groups {
            let weight = (group.nBefore / nBefore, group.nNow / nNow)
            // A group that was not there has no rate of its own to have moved from: it counts as
            // if it had been at its present one, so that all of its effect is mix.
            let rateNow = group.nNow > 0 ? group.sumNow / group.nNow : 0
            let rateBefore = group.nBefore > 0 ? group.sumBefore / group.nBefore : rateNow
            mix.append((weight.1 - weight.0) * (rateBefore - before))
            rate.append(group.nNow > 0 ? weight.1 * (rateNow - rateBefore) : 0)
        }
        self.before = before
        self.now = now
    }
}

internal import Glibc

/// How much more often something is in one set of documents than in another: log-odds with an
/// informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, Political Analysis 16:372–403,
/// equations 16, 19 and 22), natural logarithms, counts of documents.
///
/// The prior is the share in both sets together, worth a fifth as many documents as there are: with
/// much less the variance of what is in one set only grows so much that a term of which there was
/// nothing before needs more documents than one of which there was a little.
package struct LogOdds: Sendable, Hashable {
    /// ln of the ratio of the odds; above 0 where the first set has more.
    package let value: Double
    /// The variance of `value`.
    package let variance: Double

    /// `value` in standard errors.
    package var z: Double { value / variance.squareRoot() }

    package static let priorShare = 0.2

    /// `count` of `n` documents of the first set have it, `other` of `otherN` of the second. Both
    /// sets must hold a document, and one of them the term.
    package init(count: Int, of n: Int, other: Int, of otherN: Int) {
        let all = Double(n + otherN)
        self.init(
            count: count, of: n, other: other, of: otherN,
            priorDocuments: LogOdds.priorShare * all,
            prior: LogOdds.priorShare * Double(count + other))
    }

    /// With a prior of `prior` of `priorDocuments` documents (α_w and α₀ of the paper).
    package init(
        count: Int, of n: Int, other: Int, of otherN: Int, priorDocuments: Double, prior: Double
    ) {
        let mine = Double(count) + prior
        let theirs = Double(other) + prior
        value =
            log(mine / (Double(n) + priorDocuments - mine))
            - log(theirs / (Double(otherN) + priorDocuments - theirs))
        variance = 1 / mine + 1 / theirs
    }
}

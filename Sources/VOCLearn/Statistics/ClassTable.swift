/// How often each true class got each answer. Classes and answers are indices; there may be answers
/// that are no class, such as "missing".
package struct ClassTable: Sendable, Equatable {
    package let classes: Int
    package let answers: Int
    /// Row after row: a class's counts by answer.
    package private(set) var counts: [Int]

    package init(classes: Int, answers: Int) {
        self.classes = classes
        self.answers = max(classes, answers)
        counts = [Int](repeating: 0, count: classes * self.answers)
    }

    package mutating func add(_ truth: Int, _ answer: Int, times: Int = 1) {
        counts[truth * answers + answer] += times
    }

    package func count(_ truth: Int, _ answer: Int) -> Int { counts[truth * answers + answer] }

    /// Items of a class.
    package func support(_ item: Int) -> Int {
        (0..<answers).reduce(0) { $0 + count(item, $1) }
    }

    package var total: Int { counts.reduce(0, +) }

    /// Items that got the answer.
    package func answered(_ answer: Int) -> Int {
        (0..<classes).reduce(0) { $0 + count($1, answer) }
    }

    package func figures(_ item: Int) -> ClassFigures {
        ClassFigures(
            right: count(item, item), answered: answered(item), support: support(item))
    }

    /// The mean F1 of the classes that have items; 0 if none has.
    package var macroF1: Double {
        let present = (0..<classes).filter { support($0) > 0 }
        guard !present.isEmpty else { return 0 }
        return present.reduce(0) { $0 + figures($1).f1 } / Double(present.count)
    }

    /// The share of right answers; 0 if there are no items.
    package var accuracy: Double {
        let all = total
        guard all > 0 else { return 0 }
        return Double((0..<classes).reduce(0) { $0 + count($1, $1) }) / Double(all)
    }
}

/// Precision, recall and F1 of one class.
package struct ClassFigures: Sendable, Equatable {
    /// Items of the class that got it.
    package var right: Int
    /// Items that got it.
    package var answered: Int
    /// Items of the class.
    package var support: Int

    package init(right: Int = 0, answered: Int = 0, support: Int = 0) {
        self.right = right
        self.answered = answered
        self.support = support
    }

    /// Nil if nothing got the answer.
    package var precision: Double? { answered == 0 ? nil : Double(right) / Double(answered) }
    /// Nil if there is no such item.
    package var recall: Double? { support == 0 ? nil : Double(right) / Double(support) }
    /// The harmonic mean of both; 0 if nothing is right.
    package var f1: Double {
        right == 0 ? 0 : Double(2 * right) / Double(answered + support)
    }
}

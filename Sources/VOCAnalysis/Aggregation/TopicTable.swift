internal import VOCCore

/// The topics of a plan by number: 0 is "all items", then themes, intents, states, stages,
/// touch points and queues.
struct TopicTable {
    let names: [String]
    /// A fixed number for each name, to break ties between its quotes.
    let seeds: [UInt64]
    private let intentBase: Int
    private let stateBase: Int
    private let stageBase: Int
    private let pointBase: Int
    private let queueBase: Int

    init(_ analyzer: Analyzer, queues: [String]) {
        var names = [""] + analyzer.themes.map(\.id)
        intentBase = names.count
        names += analyzer.intents.map { "intent:\($0)" }
        stateBase = names.count
        names += analyzer.states.map(\.id)
        stageBase = names.count
        names += analyzer.stages.map { "stage:\($0.id)" }
        pointBase = names.count
        names += analyzer.touchpoints.map { "touchpoint:\($0.id)" }
        queueBase = names.count
        names += queues.map { "queue:\($0)" }
        self.names = names
        seeds = names.map { Digest(of: $0).low }
    }

    func theme(_ index: Int) -> Int { index + 1 }
    func intent(_ index: Int) -> Int { intentBase + index }
    func state(_ index: Int) -> Int { stateBase + index }
    func stage(_ index: Int) -> Int { stageBase + index }
    func touchpoint(_ index: Int) -> Int { pointBase + index }
    func queue(_ index: Int) -> Int { queueBase + index }
}

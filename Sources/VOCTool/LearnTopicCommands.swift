internal import ArgumentParser
internal import VOCCore
internal import VOCLearn
internal import VOCPipeline

/// What learning themes and learning intents take alike.
struct TopicOptions: ParsableArguments {
    @OptionGroup var gold: GoldOptions
    @Option(help: "The pack whose rules are the start.") var base: String?
    @Option(help: "A YAML file of 'their label: ours' lines.") var labels: String?
    @Option(help: "A YAML file of 'label: themes of the base whose rules are its start' lines.")
    var seeds: String?
    @Flag(help: "Every text has at least one label.") var atLeastOne = false
    @Flag(help: "Every text has exactly one label.") var exclusive = false
    @Flag(help: "The feeling of a text may count: for kinds of complaints. Intents always do so.")
    var feelings = false
    @Option(help: "The label of texts that have none.") var other: String?
    @Option(help: "The most phrases a label.") var terms = 600
    @Option(help: "Numbers of texts for a learning curve, such as 20,50,200.") var curve = ""
    @Option(help: "The lexicon that texts are read with.") var lexicon = "en/general"

    func validate() throws {
        try Terminal.validate(jobs: gold.jobs)
        guard !(atLeastOne && exclusive) else {
            throw ValidationError("--exclusive says all that --at-least-one says")
        }
        guard (1...5000).contains(terms) else { throw ValidationError("--terms must be 1 to 5000") }
        guard curve.split(separator: ",").allSatisfy({ Int($0) ?? 0 >= 10 }) else {
            throw ValidationError("--curve is numbers of 10 or more, such as 20,50,200")
        }
    }

    func run(_ kind: TopicKind) throws {
        var plan = TopicLearning.Plan(
            kind: kind, base: base,
            decision: exclusive ? .exclusive : atLeastOne ? .atLeastOne : .any)
        plan.seeds = try seeds.map { try LabelMap(file: $0) } ?? LabelMap()
        if feelings { plan.feels = true }
        plan.terms = terms
        plan.lexicon = lexicon
        plan.jobs = gold.jobs
        plan.curve = curve.split(separator: ",").compactMap { Int($0) }
        let files = try gold.files()
        let learned = try TopicLearning(
            files, labels: labels.map { try LabelMap(file: $0) } ?? LabelMap(), other: other, plan,
            in: Home(explicit: gold.lexiconOptions.lexicons).lexiconFolders,
            note: { Terminal.say($0) }
        ).learn()
        try write(learned, kind, files, gold)
    }
}

/// `voc learn themes`
struct LearnThemes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "themes",
        abstract: "Fit weights of words and phrases for each theme.",
        discussion: """
            Starts from the rules of --base: a theme whose id is a label holds where its rules hold, until the texts say otherwise.
            How far to go is found by leaving out each fifth of the texts in turn. The card is printed and written as README.md.

            Example: voc learn themes --gold meals.jsonl --base hospitality --at-least-one -o lexicons/themes/meals
            """)

    @OptionGroup var options: TopicOptions

    func run() throws { try options.run(.themes) }
}

/// `voc learn polarity`
struct LearnPolarity: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "polarity",
        abstract: "Fit weights for how customers feel about each theme of a text.",
        discussion: """
            Gold has aspects: [{"category", "polarity"}] with positive, negative, neutral or conflict. Starts from what the lexicon says of a theme.
            The pack holds for all themes it is used with: name it behind others.

            Example: voc learn polarity --gold meals.jsonl --base hospitality -o lexicons/themes/meals-polarity
            """)

    @OptionGroup var gold: GoldOptions
    @Option(help: "The pack whose themes are judged.") var base: String
    @Option(help: "A YAML file of 'their category: our themes' lines.") var labels: String?
    @Option(help: "The most phrases a polarity.") var terms = 600
    @Option(help: "The lexicon that texts are read with.") var lexicon = "en/general"

    func validate() throws {
        try Terminal.validate(jobs: gold.jobs)
        guard (1...5000).contains(terms) else { throw ValidationError("--terms must be 1 to 5000") }
    }

    func run() throws {
        var plan = TopicLearning.Plan(kind: .themes, base: base, decision: .exclusive)
        plan.terms = terms
        plan.lexicon = lexicon
        plan.jobs = gold.jobs
        let files = try gold.files()
        let learned = try TopicLearning(
            polarities: files, labels: labels.map { try LabelMap(file: $0) } ?? LabelMap(), plan,
            base: base, in: Home(explicit: gold.lexiconOptions.lexicons).lexiconFolders,
            note: { Terminal.say($0) }
        ).learn()
        try write(learned, .themes, files, gold)
    }
}

/// Writes what was learned, and prints its card.
private func write(
    _ learned: LearnedTopics, _ kind: TopicKind, _ files: [GoldFile], _ gold: GoldOptions
) throws {
    let id = gold.packID(parts: 1)
    try learned.write(
        to: gold.out, id: id, licence: gold.licence,
        source: files.map(\.name).joined(separator: ", "))
    for line in learned.card(id: id, licence: gold.licence) { try Terminal.print(line) }
    Terminal.say("wrote \(gold.out); use it with --\(kind.rawValue) \(gold.path)")
}

/// `voc learn intents`
struct LearnIntents: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "intents",
        abstract: "Fit weights of words and phrases for each intent, or for severities.",
        discussion: """
            As voc learn themes. Labels called severity:1 to severity:4 learn how severe a complaint is.

            Example: voc learn intents --gold tickets.jsonl --base default --exclusive -o lexicons/intents/tickets
            """)

    @OptionGroup var options: TopicOptions

    func run() throws { try options.run(.intents) }
}

package import VOCCore

/// The length of the stretches that a report compares.
package enum Period: String, Sendable, CaseIterable {
    case day, week, month
}

/// The file formats a report comes in.
package enum ReportFormat: String, Sendable, CaseIterable {
    case html, md, csv, json
}

/// What a theme pack says about a theme.
package struct ThemeNote: Sendable, Hashable {
    /// The topic path, such as `delivery/late`.
    package var id: String
    package var name: String
    package var description: String
    /// The id of a journey stage, or empty.
    package var stage: String
    /// The id of a touchpoint, or empty.
    package var touchpoint: String
    package var owner: String

    package init(
        id: String, name: String, description: String = "", stage: String = "",
        touchpoint: String = "", owner: String = ""
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.stage = stage
        self.touchpoint = touchpoint
        self.owner = owner
    }
}

/// An id with the name that people use: a stage or a touchpoint, in the order of the journey.
package struct Named: Sendable, Hashable {
    package var id: String
    package var name: String

    package init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}

/// A route's queue and what was promised for it.
package struct QueueNote: Sendable, Hashable {
    package var name: String
    package var queue: String
    package var priority: String
    /// As written in the pipeline, such as `4 business hours`; empty if nothing was promised.
    package var acknowledgeWithin: String
    package var resolveWithin: String

    package init(
        name: String, queue: String, priority: String = "", acknowledgeWithin: String = "",
        resolveWithin: String = ""
    ) {
        self.name = name
        self.queue = queue
        self.priority = priority
        self.acknowledgeWithin = acknowledgeWithin
        self.resolveWithin = resolveWithin
    }
}

/// What all customers are made up of, by one attribute.
package struct Population: Sendable {
    package var attribute: String
    /// Shares of any sum, in the order given.
    package var shares: [(value: String, share: Double)]

    package init(attribute: String, shares: [(value: String, share: Double)]) {
        self.attribute = attribute
        self.shares = shares
    }
}

/// How CES v2 is computed; the three are never mixed.
package enum CES2Formula: String, Sendable, CaseIterable {
    /// The share of answers 5 to 7.
    case easy
    /// The share of answers 6 and 7 minus that of 1 to 3.
    case net
    /// The mean answer.
    case mean
}

/// How many customers the customers file has, and what they are worth together.
package struct CustomerBase: Sendable, Hashable {
    package var count: Int
    package var value: Double

    package init(count: Int, value: Double) {
        self.count = count
        self.value = value
    }
}

/// Something that was done about a theme.
package struct ActionNote: Sendable, Hashable {
    package var date: CivilDay
    /// The theme it was meant for; empty for all.
    package var theme: String
    package var what: String

    package init(date: CivilDay, theme: String, what: String) {
        self.date = date
        self.theme = theme
        self.what = what
    }
}

/// A rejected record: its place and reason, never what the customer wrote.
package struct RejectNote: Sendable, Hashable {
    package var origin: String
    package var code: String
    package var message: String

    package init(origin: String, code: String, message: String) {
        self.origin = origin
        self.code = code
        self.message = message
    }
}

/// All that shapes a report besides the counts. Equal summaries and requests give equal bytes.
package struct ReportRequest: Sendable {
    package var title: String
    /// The day the report stands on; later days are left out. Nil means the newest day in the
    /// summary.
    package var asOf: CivilDay?
    package var period: Period
    /// Under this many items or answers a figure is "too few".
    package var minimum: Int
    package var formats: [ReportFormat]
    package var themes: [ThemeNote]
    package var stages: [Named]
    package var touchpoints: [Named]
    package var queues: [QueueNote]
    package var actions: [ActionNote]
    /// Nil without a customers file.
    package var customerBase: CustomerBase?
    package var ces2Formula = CES2Formula.easy
    /// Nil if figures are not to be weighted.
    package var population: Population?
    /// Writes `cells.csv`, each count by day, source, channel, segment and topic.
    package var writesCells = false
    /// The sources the pipeline expects; one without items is called silent.
    package var sources: [String]
    /// Name and version of the program.
    package var engine: String
    /// Ids and versions of the lexicons and theme packs in use.
    package var lexicons: [Lexicon]
    package var rejectsShown: [RejectNote]
    /// What became of cases, by route; empty where there are no routes.
    package var loop: [LoopNote] = []
    /// What no route took; nil where there are no routes.
    package var missed: MissedNote?
    /// The names under which scores are printed, as they are known in the house.
    package var npsName: String
    package var csatName: String
    package var ces1Name: String
    package var ces2Name: String

    /// The report of the run before this one; nil where none is stored.
    package var earlier: EarlierReport?
    /// Set where earlier nights were counted again with the rules of today for this report.
    package var restated: Restated?
    /// Whose midnights part the days.
    package var zone = "UTC"
    /// Earlier nights in the report that were counted with another configuration.
    package var nightsOfOtherRules = 0
    /// Threads that may be used; the report is the same for any number.
    package var jobs = 1

    /// Topics under which earlier nights were counted, and their names of today.
    package var renamed: [Renamed] = []

    /// A topic that has another name now.
    package struct Renamed: Sendable, Hashable {
        package var from: String
        package var to: String

        package init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }

    /// What earlier nights came to before they were counted again.
    package struct Restated: Sendable {
        package var old: Summary
        package var nights: Int

        package init(old: Summary, nights: Int) {
            self.old = old
            self.nights = nights
        }
    }

    /// A lexicon or theme pack by id and version.
    package struct Lexicon: Sendable, Hashable {
        package var id: String
        package var version: String

        package init(id: String, version: String) {
            self.id = id
            self.version = version
        }
    }

    package init(
        title: String, asOf: CivilDay? = nil, period: Period = .week, minimum: Int = 20,
        formats: [ReportFormat] = ReportFormat.allCases, themes: [ThemeNote] = [],
        stages: [Named] = [], touchpoints: [Named] = [], queues: [QueueNote] = [],
        actions: [ActionNote] = [], sources: [String] = [], engine: String = "voc",
        lexicons: [Lexicon] = [], rejectsShown: [RejectNote] = [], npsName: String = "NPS",
        csatName: String = "CSAT", ces1Name: String = "Effort (CES v1)",
        ces2Name: String = "Ease (CES v2)"
    ) {
        self.title = title
        self.asOf = asOf
        self.period = period
        self.minimum = minimum
        self.formats = formats
        self.themes = themes
        self.stages = stages
        self.touchpoints = touchpoints
        self.queues = queues
        self.actions = actions
        self.sources = sources
        self.engine = engine
        self.lexicons = lexicons
        self.rejectsShown = rejectsShown
        self.npsName = npsName
        self.csatName = csatName
        self.ces1Name = ces1Name
        self.ces2Name = ces2Name
    }
}

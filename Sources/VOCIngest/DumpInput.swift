package import VOCCore

/// How much one record may hold, and how much is read at once.
package struct DumpLimits: Sendable, Equatable {
    package var fieldBytes = 16 << 20
    package var recordBytes = 64 << 20
    /// About how many bytes make a chunk; results do not depend on it.
    package var chunkBytes = 1 << 20

    package init() {}
}

/// One file to read, and all that was said about it.
package struct DumpInput: Sendable {
    /// The path, or `-` for standard input; `archive.zip!member` for a member of an archive.
    package var path: String
    /// The member of an archive that is read; nil for a file of its own.
    package var member: ArchiveMember?
    /// The source's profile; nil means: pick the best of `candidates` by structure.
    package var profile: SourceProfile?
    package var candidates: [SourceProfile] = []
    /// Fields named by the user, laid over the profile's.
    package var mapping = FieldMapping()
    package var rating = RatingRule()
    package var dates = DateRule()
    /// The zone of dates that name none, where neither `dates` nor the dump nor its profile says one;
    /// nil for UTC.
    package var usualZone: Zone?
    /// What to set aside in texts, and which messages are no feedback; nil means as the profile says.
    package var setsAside: AsideKinds?
    package var leavesOut: LeftOutKinds?
    /// Our own addresses and domains: what they send is no feedback.
    package var agents: [String] = []
    /// How quotes and signatures are marked; without it nothing is set aside.
    package var markers: ReplyMarkers?
    /// What feedback without a source of its own is said to come from.
    package var sourceName: String
    /// What channel feedback without its own came by; empty means the profile's.
    package var channel = ""
    package var inputIndex: UInt16 = 0
    package var fileIndex: UInt32 = 0
    /// The plan's attributes, in the order of the batch's slices.
    package var attributeNames: [String] = []
    package var format: DumpFormat?
    package var encoding: TextEncoding?
    package var delimiter: UInt8?
    /// The quote of CSV; `UInt8(0)` for none.
    package var quote: UInt8?
    /// Records stand by themselves, without the document they were in: what a list of them was
    /// called does not matter.
    package var isBare = false
    /// The element that is one record of XML; empty for what the profile or the structure says.
    package var element = ""
    /// Whether CSV begins with a header; without one, columns are called 1, 2, 3.
    package var hasHeader = true
    /// The part of an NDJSON file to read: the lines that start in it. Lines and records are then
    /// not numbered.
    package var range: Range<Int>?
    /// Replace the entities that an XML document declares in itself, within bounds, instead of
    /// rejecting the document. Nothing outside the document is read in either case.
    package var allowsEntities = false
    package var limits = DumpLimits()
    /// Accept items with a date that is not understood, as undated, and count them: for a first
    /// look at an unknown dump. A pipeline rejects them, since a trend needs dates.
    package var toleratesDates = false

    /// The file on disk.
    package var file: String { member?.file ?? path }

    package init(path: String, profile: SourceProfile? = nil, sourceName: String = "") {
        self.path = path
        self.profile = profile
        self.sourceName = sourceName
    }
}

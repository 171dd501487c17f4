internal import CJSON
internal import CXML
internal import VOCCore

/// A value of a record as UTF-8 text, laid out as the C readers give it.
// Sound: it lives no longer than the call that reads the record.
@safe struct RawValue {
    var start: UnsafePointer<UInt8>?
    /// Its bytes, and above them what it is. In one word, as it is handed from call to call: two
    /// halves written one by one and read together would keep the processor waiting.
    private var word: UInt64

    /// The absent value.
    init() {
        unsafe start = nil
        word = 0
    }

    init(start: UnsafePointer<UInt8>?, count: UInt32, kind: UInt32) {
        unsafe self.start = start
        word = UInt64(kind) << 32 | UInt64(count)
    }

    var count: UInt32 {
        get { UInt32(truncatingIfNeeded: word) }
        set { word = UInt64(kind) << 32 | UInt64(newValue) }
    }

    /// 0 absent, 1 text, 2 number, 3 boolean.
    var kind: UInt32 {
        get { UInt32(truncatingIfNeeded: word >> 32) }
        set { word = UInt64(newValue) << 32 | UInt64(count) }
    }

    var bytes: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: start, count: Int(count))
    }
    var isGiven: Bool { count > 0 }
}

/// A mapping made ready for the readers: each part of each target is a slot, filled record by
/// record.
final class RowRecipe: Sendable {
    struct Field: Sendable {
        let target: FieldMapping.Target?
        let slots: Range<Int>
        let unit: TimeUnit?
        /// Its place in `shapes`, or -1 for a field that is taken as it is: a field stays free of
        /// references, for it is copied all the time.
        let shape: Int
        let separator: UInt8
    }

    /// How to come by a field's value, small enough to be looked at for every record.
    struct Route: Sendable {
        /// The slot that is the value as it stands, as for nearly all fields; `Route.none` or
        /// `Route.composed` else.
        let slot: Int
        /// The field's place in `fields`, or behind them in `attributes`.
        let place: Int

        static let none = -1
        static let composed = -2

        init(_ field: Field, at place: Int) {
            self.place = place
            let isPlain = field.shape < 0 && field.slots.count == 1
            slot =
                field.slots.isEmpty
                ? Route.none : isPlain ? field.slots.lowerBound : Route.composed
        }
    }

    struct Wish: Sendable {
        let path: FieldPath
        let slot: Int
        let rank: UInt32
        /// The whole object or list is wanted, as it is written.
        var isRaw = false
    }

    struct Condition: Sendable {
        let slot: Int
        /// Nil for any value, as long as there is one.
        let values: [[UInt8]]?
    }

    let fields: [Field]
    let attributes: [Field]
    let shapes: [FieldShape]
    let skip: [Condition]
    let only: [Condition]
    let footer: [[UInt8]]
    let wishes: [Wish]
    let slotCount: Int
    let rating: RatingRule
    let dates: DateRule
    let readsPython: Bool
    let channel: [UInt8]
    let source: [UInt8]
    let input: UInt16
    let file: UInt32
    let path: String
    let limits: DumpLimits
    let toleratesDates: Bool
    let setsAside: AsideKinds
    let leavesOut: LeftOutKinds
    let markers: ReplyMarkers?
    /// Our own addresses (with an @) and domains, folded.
    let agents: [[UInt8]]

    init(
        _ variant: SourceVariant, input: DumpInput, channel: String,
        tables: [String: LookupTable] = [:]
    ) {
        var layout = Layout(variant, tables: tables)
        fields = FieldMapping.Target.allCases.map { layout.field($0, variant.mapping.sources[$0]) }
        attributes = input.attributeNames.map { name in
            let source = variant.mapping.attributes.first { $0.name == name }?.source
            return layout.field(nil, source ?? FieldSource(parts: [[FieldPath(name)]]))
        }
        skip = layout.conditions(variant.skip)
        only = layout.conditions(variant.only)
        shapes = layout.shapes
        wishes = layout.wishes
        slotCount = layout.slotCount
        footer = variant.footer.map { Array($0.utf8) }
        rating = variant.rating
        dates = variant.dates
        readsPython = variant.isPython
        self.channel = Array(channel.utf8)
        source = Array(input.sourceName.utf8)
        self.input = input.inputIndex
        file = input.fileIndex
        path = input.path
        limits = input.limits
        toleratesDates = input.toleratesDates
        markers = input.markers
        setsAside = input.markers == nil ? [] : input.setsAside ?? variant.setsAside
        leavesOut = input.markers == nil ? [] : input.leavesOut ?? variant.leavesOut
        agents = (variant.agents + input.agents).map {
            FoldedText.fold($0.hasPrefix("@") ? String($0.dropFirst()) : $0)
        }
    }

    /// Whether a slot feeds something without which a record says nothing.
    func isEssential(_ slot: Int) -> Bool {
        fields.contains { field in
            guard let target = field.target, field.slots.contains(slot) else { return false }
            return [.id, .text, .title, .rating].contains(target)
        }
    }

    /// Whether a slot feeds the target of this name.
    func isSlot(_ slot: Int, of name: String?) -> Bool {
        guard let name, let target = FieldMapping.Target(rawValue: name) else { return false }
        return field(target).slots.contains(slot)
    }

    /// Whether a row of another width than the header's is one of the lines that some exports end
    /// with.
    func isFooter(_ firstCell: UnsafeBufferPointer<UInt8>) -> Bool {
        footer.contains { unsafe firstCell.starts(with: $0) }
    }

    func field(_ target: FieldMapping.Target) -> Field { fields[place(target)] }

    func route(_ target: FieldMapping.Target) -> Route {
        Route(field(target), at: place(target))
    }

    private func place(_ target: FieldMapping.Target) -> Int {
        FieldMapping.Target.allCases.firstIndex(of: target) ?? 0
    }
}

extension RowRecipe {
    /// Gives each wanted value its slot.
    private struct Layout {
        let blank: [[UInt8]]
        let escapesBytes: Bool
        let tables: [String: LookupTable]
        var wishes: [Wish] = []
        var shapes: [FieldShape] = []
        var slotCount = 0

        init(_ variant: SourceVariant, tables: [String: LookupTable]) {
            blank = variant.blank.map { Array($0.utf8) }
            escapesBytes = variant.escapesBytes
            self.tables = tables
        }

        mutating func field(_ target: FieldMapping.Target?, _ source: FieldSource?) -> Field {
            let first = slotCount
            guard let source else {
                return Field(
                    target: target, slots: first..<first, unit: nil, shape: -1, separator: 0x20)
            }
            let isShaped = !blank.isEmpty || escapesBytes || source.isShaped
            var shape = FieldShape(source, blank: blank, tables: tables)
            shape.escapesBytes = escapesBytes
            for part in source.parts {
                let start = slotCount
                for (rank, path) in part.alternatives.enumerated() {
                    // What is blank gives way to the next alternative, so each needs its own slot.
                    if rank > 0, isShaped { slotCount += 1 }
                    wishes.append(
                        Wish(
                            path: path, slot: slotCount, rank: isShaped ? 0 : UInt32(rank),
                            isRaw: part.pieces != nil))
                }
                slotCount += 1
                shape.parts.append(
                    FieldShape.Part(
                        slots: start..<slotCount, pieces: part.pieces,
                        split: part.split.map { FieldShape.Split($0) }))
            }
            let slots = first..<slotCount
            for (index, part) in source.parts.enumerated() {
                guard let match = part.split?.match else { continue }
                wishes.append(Wish(path: match.field, slot: slotCount, rank: 0))
                shape.parts[index].split?.matchSlot = slotCount
                slotCount += 1
            }
            shape.settle()
            if isShaped { shapes.append(shape) }
            return Field(
                target: target, slots: slots, unit: source.unit,
                shape: isShaped ? shapes.count - 1 : -1,
                separator: target?.separator ?? 0x20)
        }

        mutating func conditions(_ list: [FieldCondition]) -> [Condition] {
            list.map { condition in
                wishes.append(Wish(path: condition.path, slot: slotCount, rank: 0))
                slotCount += 1
                return Condition(
                    slot: slotCount - 1, values: condition.values?.map { Array($0.utf8) })
            }
        }
    }
}

/// Where a record stands.
struct RecordPlace {
    var record = 0
    var line = 0
    var column = 0
    var byteOffset = 0
}

internal import CJSON
internal import CXML
internal import VOCCore

/// A value of a record as UTF-8 text, laid out as the C readers give it.
// Sound: it lives no longer than the call that reads the record.
@safe struct RawValue {
    var start: UnsafePointer<UInt8>?
    var count: UInt32
    /// 0 absent, 1 text, 2 number, 3 boolean.
    var kind: UInt32

    /// The absent value.
    init() {
        unsafe start = nil
        count = 0
        kind = 0
    }

    init(start: UnsafePointer<UInt8>?, count: UInt32, kind: UInt32) {
        unsafe self.start = start
        self.count = count
        self.kind = kind
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
        let isHTML: Bool
        let unit: TimeUnit?
        /// Its place in `queries`, or -1: a field stays free of references, for it is copied all
        /// the time.
        let query: Int
        let separator: UInt8
    }

    struct Wish: Sendable {
        let path: FieldPath
        let slot: Int
        let rank: UInt32
    }

    let fields: [Field]
    let attributes: [Field]
    let skip: [(slot: Int, values: [[UInt8]])]
    let only: [(slot: Int, values: [[UInt8]])]
    /// The parameters of web addresses that fields take.
    let queries: [[UInt8]]
    let wishes: [Wish]
    let slotCount: Int
    let rating: RatingRule
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

    init(_ variant: SourceVariant, input: DumpInput, channel: String) {
        var wishes: [Wish] = []
        var queries: [[UInt8]] = []
        var slotCount = 0
        /// Whether a slot feeds something without which a record says nothing.
        func isEssential(_ slot: Int) -> Bool {
            fields.contains { field in
                guard let target = field.target, field.slots.contains(slot) else { return false }
                return [.id, .text, .title, .rating].contains(target)
            }
        }

        func field(_ target: FieldMapping.Target?, _ source: FieldSource?) -> Field {
            let first = slotCount
            for part in source?.parts ?? [] {
                for (rank, path) in part.enumerated() {
                    wishes.append(Wish(path: path, slot: slotCount, rank: UInt32(rank)))
                }
                slotCount += 1
            }
            if let query = source?.query { queries.append(Array(query.utf8)) }
            return Field(
                target: target, slots: first..<slotCount, isHTML: source?.isHTML ?? false,
                unit: source?.unit, query: source?.query == nil ? -1 : queries.count - 1,
                separator: target?.separator ?? UInt8(ascii: " "))
        }
        fields = FieldMapping.Target.allCases.map { field($0, variant.mapping.sources[$0]) }
        attributes = input.attributeNames.map { name in
            let source = variant.mapping.attributes.first { $0.name == name }?.source
            return field(nil, source ?? FieldSource(parts: [[FieldPath(name)]]))
        }
        func conditions(_ list: [FieldCondition]) -> [(slot: Int, values: [[UInt8]])] {
            list.map { condition in
                wishes.append(Wish(path: condition.path, slot: slotCount, rank: 0))
                slotCount += 1
                return (slotCount - 1, condition.values.map { Array($0.utf8) })
            }
        }
        skip = conditions(variant.skip)
        only = conditions(variant.only)
        self.wishes = wishes
        self.queries = queries
        self.slotCount = slotCount
        rating = variant.rating
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

    func field(_ target: FieldMapping.Target) -> Field {
        fields[FieldMapping.Target.allCases.firstIndex(of: target) ?? 0]
    }
}

/// Where a record stands.
struct RecordPlace {
    var record = 0
    var line = 0
    var column = 0
    var byteOffset = 0
}

/// A 128-bit hash that stays the same for ever, for ids of records that have none.
///
/// Two lanes of 64 bits, each word multiplied, rotated and mixed with the constants of MurmurHash3
/// (Appleby, public domain). Not for adversaries.
struct StableHash {
    private var a: UInt64 = 0x9E37_79B9_7F4A_7C15
    private var b: UInt64 = 0xC2B2_AE3D_27D4_EB4F

    /// Adds one field; where it ends matters, so that ("ab", "c") is not ("a", "bc").
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        var at = 0
        while at + 8 <= bytes.count {
            var word: UInt64 = 0
            for index in 0..<8 { word |= unsafe UInt64(bytes[at + index]) << UInt64(8 * index) }
            mix(word)
            at += 8
        }
        var word: UInt64 = 0
        var shift: UInt64 = 0
        while at < bytes.count {
            word |= unsafe UInt64(bytes[at]) << shift
            shift += 8
            at += 1
        }
        mix(word)
        mix(UInt64(bytes.count))
    }

    mutating func add(_ number: Int64) { mix(UInt64(bitPattern: number)) }

    private mutating func mix(_ word: UInt64) {
        var one = word &* 0x87C3_7B91_1142_53D5
        one = (one << 31 | one >> 33) &* 0x4CF5_AD43_2745_937F
        a = ((a ^ one) << 27 | (a ^ one) >> 37) &* 5 &+ 0x52DC_E729 &+ b
        var two = word &* 0x4CF5_AD43_2745_937F
        two = (two << 33 | two >> 31) &* 0x87C3_7B91_1142_53D5
        b = ((b ^ two) << 31 | (b ^ two) >> 33) &* 5 &+ 0x3849_5AB5 &+ a
    }

    private static func final(_ value: UInt64) -> UInt64 {
        var k = value
        k = (k ^ k >> 33) &* 0xFF51_AFD7_ED55_8CCD
        k = (k ^ k >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return k ^ k >> 33
    }

    /// Both lanes, as 32 hex digits written to `target`.
    func write(to target: UnsafeMutableBufferPointer<UInt8>) {
        let lanes = [StableHash.final(a &+ b), StableHash.final(b ^ a >> 1)]
        for (lane, value) in lanes.enumerated() {
            for index in 0..<16 {
                let digit = UInt8(truncatingIfNeeded: value >> UInt64(60 - 4 * index) & 15)
                unsafe target[lane * 16 + index] = digit < 10 ? 48 + digit : 87 + digit
            }
        }
    }
}

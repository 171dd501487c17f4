internal import VOCCore

/// Texts in one block of memory, made into strings when asked for.
struct TextTable: Sendable {
    private let bytes: FrozenLists<UInt8>

    init(_ texts: [String]) { bytes = FrozenLists(texts.map { Array($0.utf8) }) }

    var count: Int { bytes.count }

    subscript(index: Int) -> String { unsafe String(decoding: utf8(index), as: UTF8.self) }

    /// Valid as long as the table lives.
    func utf8(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let range = bytes.range(index)
        return unsafe UnsafeBufferPointer(
            start: bytes.elements.base + range.lowerBound, count: range.count)
    }

    func write(to blob: inout CompiledBlobWriter) { blob.lists(bytes) }
    init(from blob: inout CompiledBlobReader) throws(VOCError) { bytes = try blob.lists() }
}

/// Where lexicon entries and rules stand, what they say and to what they belong: all that a trace
/// tells of them. Strings are made only for what is asked.
struct NamedPlaces: Sendable {
    private struct Place: Sendable, BitwiseCopyable {
        var owner: UInt32
        var file: UInt32
        var line: UInt32
        var column: UInt32
    }

    /// Packs of entries, categories of rules.
    private let owners: [String]
    private let files: [String]
    private let places: FrozenArray<Place>
    private let texts: TextTable

    init(_ items: some Sequence<(owner: String, text: String, origin: Origin)>) {
        var owners: [String] = []
        var files: [String] = []
        var ownerIndex: [String: UInt32] = [:]
        var fileIndex: [String: UInt32] = [:]
        func number(_ name: String, _ names: inout [String], _ index: inout [String: UInt32])
            -> UInt32
        {
            if let known = index[name] { return known }
            let number = UInt32(names.count)
            index[name] = number
            names.append(name)
            return number
        }
        var places: [Place] = []
        var texts: [String] = []
        for item in items {
            places.append(
                Place(
                    owner: number(item.owner, &owners, &ownerIndex),
                    file: number(item.origin.file, &files, &fileIndex),
                    line: UInt32(clamping: item.origin.line),
                    column: UInt32(clamping: item.origin.column)))
            texts.append(item.text)
        }
        self.owners = owners
        self.files = files
        self.places = FrozenArray(places)
        self.texts = TextTable(texts)
    }

    var count: Int { places.count }

    subscript(index: Int) -> (owner: String, text: String, origin: Origin) {
        let place = places[index]
        return (
            owners[Int(place.owner)], texts[index],
            Origin(
                file: files[Int(place.file)], line: Int(place.line), column: Int(place.column))
        )
    }

    /// The text of an entry or rule; valid as long as the table lives.
    func textBytes(_ index: Int) -> UnsafeBufferPointer<UInt8> { unsafe texts.utf8(index) }

    func write(to blob: inout CompiledBlobWriter) {
        blob.texts(owners)
        blob.texts(files)
        blob.table(places)
        texts.write(to: &blob)
    }

    init(from blob: inout CompiledBlobReader) throws(VOCError) {
        owners = try blob.texts()
        files = try blob.texts()
        places = try blob.table()
        texts = try TextTable(from: &blob)
    }
}

internal import CJSON
internal import CXML
internal import VOCCore

/// A stretch of a dump on its way from the reader to a batch; owned by one task at a time and used
/// again and again.
// Sound: the pipeline hands a chunk over whole, as it does a batch.
@safe package final class DumpChunk: @unchecked Sendable {
    /// A record that is cut out but not yet read.
    struct Record {
        var place: RecordPlace
        var offset: Int
        var count: Int
        /// Its fields in `fields`, or its values in `elements` if they were read while cutting.
        var firstField = 0
        var fieldCount = 0
    }

    let buffer = ByteBuffer()
    /// Text of fields that do not stand in `buffer` as they are.
    let arena = ByteBuffer()
    var records: [Record] = []
    var fields: [CSVCutter.Field] = []
    /// What was read while cutting XML.
    let elements = ElementValues()
    /// Rejects found while cutting, in order, each before the record whose index it carries.
    var rejects: [(beforeRecord: Int, reject: Reject)] = []
    var lineCount = 0
    /// Sequences without meaning in the encoding, found while this chunk was read.
    var replaced = 0
    /// Where the chunk starts.
    var start = RecordPlace()
    /// Rows of the last batch whose ids were computed from their content.
    package internal(set) var computedIDRows: [Int] = []
    /// Position of this chunk in the file, from 0.
    package internal(set) var sequence = 0

    /// Where the lines of `buffer` end, for formats that are cut at them.
    let lineEnds = LineEnds()
    private var jsonReader: JSONExtractor?
    private var mailReader: MailReader?

    package init() {}

    func reset() {
        buffer.count = 0
        arena.count = 0
        records.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
        elements.clear()
        rejects.removeAll(keepingCapacity: true)
        lineCount = 0
        replaced = 0
        computedIDRows.removeAll(keepingCapacity: true)
    }

    func extractor(for recipe: RowRecipe) -> JSONExtractor {
        if let jsonReader, jsonReader.recipe === recipe { return jsonReader }
        let made = JSONExtractor(recipe)
        jsonReader = made
        return made
    }

    func mailReader(for recipe: RowRecipe) -> MailReader {
        if let mailReader, mailReader.recipe === recipe { return mailReader }
        let made = MailReader(recipe)
        mailReader = made
        return made
    }
}

/// The line feeds of a chunk, found while it is cut and used again where it is read.
// Sound: it belongs to one chunk.
@safe final class LineEnds {
    let handle: OpaquePointer

    init() { unsafe handle = cjson_lines_open() }
    deinit { unsafe cjson_lines_close(handle) }
}

/// The values of the records of a chunk of XML, one for each slot of each, in the blocks that the
/// parser wrote them to.
// Sound: it belongs to one chunk; what it holds is read only until the next records are handed over.
@safe final class ElementValues {
    /// Nil if there is no memory.
    let handle: OpaquePointer?

    init() { unsafe handle = cxml_found_open() }
    deinit { unsafe cxml_found_close(handle) }

    func clear() { if unsafe handle != nil { unsafe cxml_found_clear(handle) } }
}

/// simdjson set up for one recipe.
// Sound: it belongs to one chunk.
@safe final class JSONExtractor {
    let recipe: RowRecipe
    let handle: OpaquePointer

    init(_ recipe: RowRecipe) {
        self.recipe = recipe
        unsafe handle = cjson_open(recipe.slotCount)
        for wish in recipe.wishes {
            let name = wish.path.text
            if wish.isRaw {
                unsafe cjson_want_raw(handle, name, name.utf8.count, wish.slot, wish.rank)
            } else {
                unsafe cjson_want(handle, name, name.utf8.count, wish.slot, wish.rank)
            }
        }
        if recipe.readsPython { unsafe cjson_allow_python(handle) }
    }

    deinit { unsafe cjson_close(handle) }
}

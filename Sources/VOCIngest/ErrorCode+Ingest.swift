package import VOCCore

extension ErrorCode {
    /// The codes that reading dumps can report.
    package static let ingest: [ErrorCode] = [
        .csvEmpty, .inputDamaged, .inputArchive, .inputTooDense, .inputTooManyMembers, .inputNested,
        .inputEncrypted, .inputUnsafeMember, .inputWindow, .inputSkippedMember,
        .inputUnknownFormat, .encodingUnsupported, .textReplaced, .textMisread,
        .profileUnknown, .csvUnclosedQuote, .csvStrayQuote, .csvRaggedRow, .csvNoKnownColumn,
        .jsonMalformed, .jsonPythonLiteral, .jsonCutShort, .jsonTooDeep, .jsonNotAnObject,
        .jsonRepeatedKey, .jsonLoneSurrogate,
        .xmlMalformed, .xmlUnboundPrefix, .xmlBadEncoding, .xmlDeclaresEntities, .recordTooLarge,
        .recordEmpty, .recordNotFeedback,
        .fieldBadDate, .fieldBadRating, .mailTooDeep,
        .mailTooManyParts, .recordFromAgent, .recordAutoReply, .recordBounce,
    ]

    /// Rejects that are no faults: records that are there, but are no feedback.
    package static let notFeedback: [ErrorCode] = [
        .recordNotFeedback, .recordFromAgent, .recordAutoReply, .recordBounce,
    ]

    package static let csvEmpty = ErrorCode(
        "csv.empty", meaning: "A CSV file has no content, not even a header.",
        example: "a file of 0 bytes",
        mend: "Export again; an export without items still has its header.", exit: .gateFailed)
    package static let profileUnknown = ErrorCode(
        "profile.unknown", meaning: "No source profile has this name.",
        example: "source: trustpliot",
        mend: "Use one of the names in the hint, or map the fields in the pipeline.",
        exit: .badConfiguration)
    package static let csvUnclosedQuote = ErrorCode(
        "csv.unclosed-quote",
        meaning:
            "A quoted field never ends. The record is rejected and reading goes on with the next line.",
        example: #"7,"parcel came late,2"#,
        mend: "Close the quote; a quote inside a quoted field is doubled.", exit: .gateFailed)
    package static let csvStrayQuote = ErrorCode(
        "csv.stray-quote",
        meaning:
            "A quote stands where none may: inside an unquoted field, or followed by text after a quoted one.",
        example: #"7,the "best" shop,5"#,
        mend: #"Quote the field and double the quote: "the ""best"" shop"; or set `quote: none`."#,
        exit: .gateFailed)
    package static let csvRaggedRow = ErrorCode(
        "csv.ragged-row", meaning: "A row has more or fewer fields than the header.",
        example: "a row 1,2 under the header id,text,stars",
        mend: "Look for a missing delimiter, or text with a delimiter that is not quoted.",
        exit: .gateFailed)
    package static let csvNoKnownColumn = ErrorCode(
        "csv.no-known-column", meaning: "No column of the header feeds text, rating or id.",
        example: "the header foo,bar,baz",
        mend: "Name the columns under `fields:`, or pick the right `source:`.",
        exit: .badConfiguration)
    package static let jsonMalformed = ErrorCode(
        "json.malformed", meaning: "A record or document is not JSON by RFC 8259.",
        example: #"{"id":1,}"#,
        mend: "Mend it at the place given.", exit: .gateFailed)
    package static let jsonRepeatedKey = ErrorCode(
        "json.repeated-key",
        meaning:
            "A key stands twice in one object; the last one counts. Told only of keys whose values are read.",
        example: #"{"id":1,"text":"late","text":"fine"}"#,
        mend: "Nothing was lost but the first value; look at what wrote the export.",
        exit: .fine)
    package static let jsonLoneSurrogate = ErrorCode(
        "json.lone-surrogate",
        meaning:
            "An escape names half of a character, as where an emoji was cut through; it is read as U+FFFD.",
        example: #"{"text":"thanks \ud83d"}"#,
        mend: "Nothing to mend here; look at what cuts texts before they are exported.",
        exit: .fine)
    package static let jsonPythonLiteral = ErrorCode(
        "json.python-literal",
        meaning: "The record is a Python dictionary (single quotes, True, None), not JSON.",
        example: "{'stars': 5}",
        mend: "Use the strict file, or convert with Python: json.dumps(ast.literal_eval(line)).",
        exit: .gateFailed)
    package static let jsonCutShort = ErrorCode(
        "json.cut-short", meaning: "The JSON ends in the middle.", example: #"{"id":1,"te"#,
        mend: "Fetch the file again.", exit: .gateFailed)
    package static let jsonTooDeep = ErrorCode(
        "json.too-deep", meaning: "More than 1,000 brackets stand inside each other.",
        example: "[[[[…",
        mend: "No export nests like this; look at what made the file.", exit: .gateFailed)
    package static let jsonNotAnObject = ErrorCode(
        "json.not-an-object",
        meaning: "A record is a bare number, text or list, so it has no fields.",
        example: "[1, 2, 3]", mend: "Set `records:` to the path of the list of objects.",
        exit: .gateFailed)
    package static let xmlMalformed = ErrorCode(
        "xml.malformed",
        meaning:
            "The XML is not well formed. The record at this place is lost; reading goes on with the next one.",
        example: "<a><b></a>", mend: "Mend it at the place given.", exit: .gateFailed)
    package static let xmlUnboundPrefix = ErrorCode(
        "xml.unbound-prefix",
        meaning:
            "A namespace prefix is not declared, or declared wrongly. It is told once for a document; names are taken as written and no record is lost.",
        example: "<im:rating>5</im:rating> without xmlns:im", mend: "Declare it at the root.",
        exit: .gateFailed)
    package static let xmlBadEncoding = ErrorCode(
        "xml.encoding",
        meaning:
            "An XML document is not in the encoding it declares, or has bytes that are invalid in it. It is told once for a document; such bytes are read as U+FFFD and no record is lost.",
        example: #"<?xml version="1.0" encoding="UTF-16"?> in a file of single bytes"#,
        mend: "Export again in UTF-8, or mend the declaration.", exit: .gateFailed)
    package static let xmlDeclaresEntities = ErrorCode(
        "xml.entities",
        meaning:
            "The document declares entities of its own, which can read other files or swell without end.",
        example: #"<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>"#,
        mend: "Remove the DOCTYPE; no feedback export needs one.", exit: .gateFailed)
    package static let recordTooLarge = ErrorCode(
        "record.too-large",
        meaning: "A record or one of its fields is over the limit (64 MB, 16 MB).",
        example: "a line of 100 MB",
        mend:
            "Look for a missing line end or an attachment in the text; raise `limits:` if it is genuine.",
        exit: .gateFailed)
    package static let recordEmpty = ErrorCode(
        "record.empty", meaning: "A record gives neither text nor rating nor id.", example: "{}",
        mend: "Check the field mapping; rows without content can be left out of the export.",
        exit: .gateFailed)
    package static let recordNotFeedback = ErrorCode(
        "record.not-feedback",
        meaning:
            "The source profile says by `skip:` or `only:` that records like this are no feedback, such as tag wikis. They are accounted for, not scored.",
        example: "PostTypeId 4 in a Stack Exchange dump",
        mend: "Nothing to mend; change the profile to keep them.", exit: .gateFailed)
    package static let fieldBadDate = ErrorCode(
        "field.bad-date", meaning: "A date has a shape that is not known, or there is no such day.",
        example: "2026-02-30", mend: "Use ISO 8601, or name the `unit:` of a number.",
        exit: .gateFailed)
    package static let fieldBadRating = ErrorCode(
        "field.bad-rating",
        meaning: "A rating is not a number on the scale, nor one of the profile's words.",
        example: "11 on the scale 1..5",
        mend: "Check `rating: scale:`, or add the word under `words:`.", exit: .gateFailed)
    package static let mailTooDeep = ErrorCode(
        "mail.too-deep", meaning: "More than 32 MIME parts stand inside each other.",
        example: "a multipart in a multipart in a multipart …",
        mend: "No mail program writes this; look at what made the message.", exit: .gateFailed)
    package static let mailTooManyParts = ErrorCode(
        "mail.too-many-parts", meaning: "A message has more than 10,000 MIME parts.",
        example: "a digest of a whole archive in one message",
        mend: "Split the digest into its messages.", exit: .gateFailed)
    package static let recordFromAgent = ErrorCode(
        "record.from-agent",
        meaning:
            "The sender is one of the `agents:`: our own words are no feedback. Accounted for, not scored.",
        example: "a reply of help@shop.example, with agents: [shop.example]",
        mend: "Nothing to mend; change `agents:` if this is a customer.", exit: .gateFailed)
    package static let recordAutoReply = ErrorCode(
        "record.auto-reply",
        meaning:
            "An automatic reply or a receipt, such as an out-of-office note. Accounted for, not scored.",
        example: "Subject: Automatic reply: your parcel",
        mend: "Nothing to mend; leave autoReplies out of `leaveOut:` to keep them.",
        exit: .gateFailed)
    package static let recordBounce = ErrorCode(
        "record.bounce",
        meaning: "A report that a mail could not be delivered. Accounted for, not scored.",
        example: "Subject: Undelivered Mail Returned to Sender",
        mend: "Nothing to mend; leave bounces out of `leaveOut:` to keep them.", exit: .gateFailed)
}

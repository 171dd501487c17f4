package import VOCCore

/// What can be wrong with a file or a member of an archive as a whole, and with its text.
extension ErrorCode {
    package static let inputDamaged = ErrorCode(
        "input.damaged",
        meaning:
            "A compressed file or a member of an archive is cut short, altered, or shares bytes with another. Nothing of it is counted.",
        example: "a .gz whose download stopped half-way",
        mend: "Fetch the file again; `gzip -t` or `unzip -t` shows the same fault.",
        exit: .ioFailed)
    package static let inputArchive = ErrorCode(
        "input.archive",
        meaning:
            "An archive comes from standard input, where it cannot be read twice, or it is an office document.",
        example: "voc score - < export.zip",
        mend: "Give the archive as a file; save a spreadsheet as CSV.", exit: .inputMissing)
    package static let inputTooDense = ErrorCode(
        "input.too-dense",
        meaning: "A compressed file grows more than 200 times: no text does, bombs do.",
        example: "a gzip file of ten gigabytes of zeros",
        mend: "If the file is genuine, decompress it first and give the plain file.",
        exit: .inputMissing)
    package static let inputTooManyMembers = ErrorCode(
        "input.too-many-members",
        meaning: "An archive has more than 10,000 members; those after them are not read.",
        example: "a zip of a file system",
        mend: "Unpack it and give the files that hold feedback.", exit: .inputMissing)
    package static let inputNested = ErrorCode(
        "input.nested",
        meaning:
            "An archive stands in an archive, or a file is compressed more than twice. Compressed files in an archive or in a compressed file are read, archives in them are not.",
        example: "a zip in a zip", mend: "Unpack the inner one and give it as a file of its own.",
        exit: .inputMissing)
    package static let inputEncrypted = ErrorCode(
        "input.encrypted", meaning: "A member of an archive is encrypted.",
        example: "zip -e export.zip reviews.csv",
        mend: "Unpack the archive with its password and give the files inside.",
        exit: .inputMissing)
    package static let inputUnsafeMember = ErrorCode(
        "input.unsafe-member",
        meaning:
            "A member of an archive is a link or a device, or its name leads out of the archive. No export has such.",
        example: "a member called ../../etc/passwd",
        mend: "Look at who made the archive; give the genuine files by themselves.",
        exit: .inputMissing)
    package static let inputWindow = ErrorCode(
        "input.window",
        meaning:
            "A zstd file was made with a window of more than 128 MB, and its text is longer than that: reading it would take as much memory.",
        example: "zstd --long=31 on a dump of some gigabytes",
        mend: "`zstd -dc --long=31 FILE | voc score -` reads it in zstd's own memory.",
        exit: .inputMissing)
    package static let inputSkippedMember = ErrorCode(
        "input.skipped-member",
        meaning:
            "A member of an archive is no feedback in a form that is read, such as a picture. It is counted and named, not read.",
        example: "the images beside the messages of a social network",
        mend: "Nothing, unless it holds feedback: then export it as CSV, JSON or XML.", exit: .fine)
    package static let inputUnknownFormat = ErrorCode(
        "input.unknown-format",
        meaning: "The file's beginning fits none of CSV, JSON, NDJSON, XML and mail.",
        example: "voc score photo.png", mend: "Export as one of these, or name it with `format:`.",
        exit: .inputMissing)
    package static let encodingUnsupported = ErrorCode(
        "encoding.unsupported",
        meaning: "The file is in, or is said to be in, an encoding that is not read.",
        example: #"<?xml version="1.0" encoding="x-our-own"?>"#,
        mend: "Convert it with `iconv -t UTF-8`; all encodings that ICU knows by name are read.",
        exit: .inputMissing)
    package static let textReplaced = ErrorCode(
        "text.replaced",
        meaning:
            "Bytes that mean nothing in the text's encoding were replaced by U+FFFD, one for each sequence as the Unicode standard says.",
        example: "a UTF-8 file with a letter cut in half",
        mend: "If there are many, the encoding may be another: name it with `encoding:`.",
        exit: .fine)
    package static let textMisread = ErrorCode(
        "text.misread",
        meaning:
            "A field held UTF-8 that somebody had read as Windows-1252 or Latin-1, and was turned back.",
        example: "CafÃ© for Café",
        mend: "Nothing; the export's maker mixes up encodings.", exit: .fine)
}

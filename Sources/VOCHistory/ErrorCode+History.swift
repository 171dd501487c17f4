package import VOCCore

extension ErrorCode {
    /// The codes that the history can report.
    package static let history: [ErrorCode] = [
        .historyMissing, .historyLocked, .historyForeign, .historyNewer, .historyCorrupt,
        .historyFull, .historyUnwritable, .historyFailed,
    ]

    package static let historyMissing = ErrorCode(
        "history.missing", meaning: "There is no history at the path given.",
        example: "voc report --history nothing-here.db",
        mend: "Check the path; `voc run --history FILE` creates it on the first night.",
        exit: .inputMissing)
    package static let historyLocked = ErrorCode(
        "history.locked",
        meaning: "Another run is using this history; two runs never write into one at a time.",
        example: "two `voc run nightly.yml` started together",
        mend:
            "Wait for the other run to end. The lock ends with its process, so there is none to clean up.",
        exit: .ioFailed)
    package static let historyForeign = ErrorCode(
        "history.foreign",
        meaning:
            "The file is not a history of voc, or holds something that voc did not put there. It was not changed.",
        example: "voc run nightly.yml --history accounts.db",
        mend: "Give the path of a history, or of a file that does not exist yet.",
        exit: .badConfiguration)
    package static let historyNewer = ErrorCode(
        "history.newer", meaning: "The history was written by a newer voc than this one.",
        example: "an older voc on a second machine", mend: "Use the newer voc.",
        exit: .badConfiguration)
    package static let historyCorrupt = ErrorCode(
        "history.corrupt",
        meaning: "The history is damaged: cut short, overwritten, or changed by a failing disk.",
        example: "a history copied while a run was writing it",
        mend:
            "Put back a backup, or move the file away and run the nights again: dumps and configuration rebuild it.",
        exit: .ioFailed)
    package static let historyFull = ErrorCode(
        "history.full",
        meaning: "The disk is full. Nothing of this run was recorded; earlier runs are untouched.",
        example: "voc run on a full disk", mend: "Free some space and start the same run again.",
        exit: .ioFailed)
    package static let historyUnwritable = ErrorCode(
        "history.unwritable", meaning: "The system refuses to create, lock or write the history.",
        example: "voc run nightly.yml --history /proc/voc.db",
        mend:
            "Check the permissions of the file and its folder; the cause line has the system's words.",
        exit: .ioFailed)
    package static let historyFailed = ErrorCode(
        "history.failed",
        meaning: "SQLite reported an error of another kind. Nothing of this run was recorded.",
        example: "a disk that reports read errors",
        mend: "See the cause line, then start the same run again.", exit: .ioFailed)
}

import Testing
import VOCCore

@testable import VOCReport

@Suite struct `The look of a report` {
    /// Writes the synthetic report where a browser can open it: `VOC_REPORT_OUT=/tmp/report swift
    /// test`.
    @Test func `can be seen in a folder`() throws {
        guard let folder = environment("VOC_REPORT_OUT") else { return }
        try TextFile.makeFolder(folder)
        let report = ReportBuilder.build(Synthetic.summary(), Synthetic.request)
        for (name, bytes) in Renderers.files(report) {
            try TextFile.write(bytes, to: "\(folder)/\(name)")
        }
        for (number, text) in `The renderers`.hostile.enumerated() {
            let page = HTMLRenderer.page(`The renderers`.poisoned(text)).markup
            try TextFile.write(Array(page.utf8), to: "\(folder)/hostile-\(number).html")
        }
    }
}

internal import ArgumentParser
internal import VOCCore
internal import VOCPipeline

/// `voc schema`
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "The JSON Schema of the pipeline file or of an output.",
        discussion: "Example: voc schema item")

    @Argument(help: "Such as pipeline, item or lint; the names if left out.")
    var name: String?

    func run() throws {
        guard let name else {
            for known in Schema.names { try Terminal.print(known) }
            return
        }
        try Terminal.write(try Schema.text(name))
    }
}

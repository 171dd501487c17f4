import VOCAnalysis
import VOCCore
let args = CommandLine.arguments
let folders = LexiconFolders(["lexicons"])
do {
  let clock = ContinuousClock()
  var a: Analyzer?
  let t = try clock.measure { a = try Analyzer(AnalysisSpec(), in: folders) }
  let analyzer = a!
  var err = "load \(t) \(analyzer.counts)\n"
  err.withUTF8 { _ = unsafe $0 }
  print(err)
  let reader = TextReader(analyzer)
  if args[1] == "why" {
    for text in args.dropFirst(2) {
    let (r, steps) = reader.explain(text)
    print(text, r.label, r.milliPoints as Any, r.language, r.isComplaint, r.severity as Any, r.effortMilli as Any, r.intents.map { analyzer.intents[$0] })
    for s in steps { print("   ", s.rule, s.origin, s.milli, s.factors.map { "\($0.cause)×\($0.milli)" }, s.weight, s.effect) }
    for t in r.themes { print("   theme", analyzer.themes[t.theme].id, t.label, t.milliPoints as Any, t.ranges) }
    }
  } else {
    let text = try TextFile.read(args[2])
    var out: [UInt8] = []
    var r = Reading()
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
      var body = parts[1].replacing("\u{1}", with: "\n")
      var d = ""
      body.withUTF8 { b in d.withUTF8 { unsafe reader.read(b, declaredLanguage: $0, into: &r) } }
      out += Array("{\"id\":\"\(parts[0])\",\"sentiment\":{\"label\":\"\(r.label.name)\",\"score\":\(r.milliPoints.map { Decimals.thousandths($0) } ?? "null")}}\n".utf8)
    }
    try TextFile.write(out, to: args[3])
  }
} catch { print(error) }

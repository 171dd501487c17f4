// swift-tools-version: 6.2

import PackageDescription

/// One set of settings for every Swift target: strict concurrency comes with language mode 6, the rest is stated here.
let settings: [SwiftSetting] = [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// A library module and the modules it may import; an import that is not listed here fails the build.
func module(_ name: String, uses: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: uses, swiftSettings: settings)
}

/// The tests of one module, on the shared test support.
func tests(of name: String, uses: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.byName(name: name), "TestSupport"] + uses,
        swiftSettings: settings)
}

let package = Package(
    name: "voc",
    products: [
        .executable(name: "voc", targets: ["VOCTool"]),
        .library(name: "VOC", targets: ["VOCPipeline"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    ],
    targets: [
        // The headers of these two stand outside the compiler's own search path, hence system libraries.
        .systemLibrary(
            name: "LibXML2", path: "Sources/CXML/LibXML2", pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(
            name: "GLib", path: "Sources/CMail/GLib", pkgConfig: "glib-2.0",
            providers: [.apt(["libgmime-3.0-dev"])]),
        .target(name: "CHash"),
        .target(
            name: "CICU", linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icui18n")]),
        .target(name: "CXML", dependencies: ["LibXML2"], exclude: ["LibXML2"]),
        .target(name: "CJSON", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CLanguage", linkerSettings: [.linkedLibrary("cld2")]),
        .target(
            // GMime's own pkg-config file holds flags that SwiftPM warns about; System links to its headers.
            name: "CMail", dependencies: ["GLib"], exclude: ["GLib", "System"],
            cSettings: [.headerSearchPath("System")],
            linkerSettings: [
                .linkedLibrary("gmime-3.0"), .linkedLibrary("gobject-2.0"), .linkedLibrary("icuuc"),
            ]),
        .target(name: "CTables", exclude: ["generate"]),
        .target(
            name: "CArchive", linkerSettings: [.linkedLibrary("archive"), .linkedLibrary("z")]),

        module("VOCCore", uses: ["CHash", "CICU", .product(name: "Yams", package: "Yams")]),
        module("VOCIngest", uses: ["VOCCore", "CXML", "CJSON", "CArchive", "CTables", "CMail"]),
        module("VOCAnalysis", uses: ["VOCCore", "CHash", "CLanguage"]),
        module("VOCReport", uses: ["VOCCore"]),
        module("VOCLearn", uses: ["VOCCore", "VOCIngest", "VOCAnalysis", "VOCReport"]),
        module("VOCHistory", uses: ["VOCCore", .product(name: "GRDB", package: "GRDB.swift")]),
        module(
            "VOCPipeline",
            uses: ["VOCCore", "VOCIngest", "VOCAnalysis", "VOCLearn", "VOCReport", "VOCHistory"]),
        .executableTarget(
            name: "VOCTool",
            dependencies: [
                "VOCCore", "VOCPipeline", "VOCAnalysis", "VOCLearn", "VOCReport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),

        .target(
            name: "TestSupport", dependencies: ["VOCCore"], path: "Tests/TestSupport",
            swiftSettings: settings),
        tests(of: "VOCCore"),
        tests(of: "VOCIngest", uses: ["VOCCore", "CJSON", "CMail", "FuzzTargets"]),
        tests(of: "VOCAnalysis", uses: ["VOCCore"]),
        tests(of: "VOCLearn", uses: ["VOCCore", "VOCAnalysis"]),
        tests(of: "VOCReport", uses: ["VOCCore"]),
        tests(of: "VOCHistory", uses: ["VOCCore"]),
        tests(of: "VOCPipeline", uses: ["VOCCore", "VOCAnalysis", "VOCIngest", "VOCReport"]),
        .testTarget(
            name: "VOCToolTests", dependencies: ["VOCTool", "VOCCore", "TestSupport"],
            swiftSettings: settings),
        // What fuzzing runs; its seeds are run by the tests, too.
        .target(
            name: "FuzzTargets", dependencies: ["VOCCore", "VOCIngest"], path: "Tests/Fuzz/Targets",
            swiftSettings: settings),
        // Not a product: see Decisions/BenchmarksInPackage.
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "VOCCore", "VOCIngest", "VOCAnalysis", "VOCPipeline",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/Benchmarks", exclude: ["Bare"], swiftSettings: settings),
    ],
    cxxLanguageStandard: .cxx17
)

// libFuzzer is linked in by `--sanitize fuzzer` only: without it this target cannot be built. Tests/Fuzz/fuzz does both.
if Context.environment["VOC_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "Fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Driver",
            swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]))
}

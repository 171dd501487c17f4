import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

/// Texts with a mark before each line: `|` own words, `q` quote, `s` signature, `d` disclaimer.
@Suite struct `Replies` {
    /// Reads the text without its marks; returns it with the marks that were found.
    static func marks(
        _ marked: String, sender: String = "",
        kinds: AsideKinds = [.quotes, .signatures, .disclaimers]
    ) throws -> String {
        let lines = marked.split(separator: "\n", omittingEmptySubsequences: false)
        let text = lines.map { $0.dropFirst(2) }.joined(separator: "\n")
        let reader = ReplyReader(try Reading.markers.get(), kinds)
        var bytes = text
        var author = sender
        author.withUTF8 { unsafe reader.setSender($0) }
        _ = bytes.withUTF8 { unsafe reader.read($0) }
        return zip(lines, reader.lines).map { line, found in
            guard !found.isBlank else { return String(line) }
            let mark =
                switch found.kind {
                case nil: "|"
                case .quote: "q"
                case .signature: "s"
                case .disclaimer: "d"
                }
            return "\(mark) \(line.dropFirst(2))"
        }.joined(separator: "\n")
    }

    @Test(arguments: [
        "| My kettle leaks.\n\nq On Tue, 3 Mar 2026 at 10:30, Help Desk <help@shop.example> wrote:\nq > Dear Ann\nq > we are sorry",
        "| Der Kocher tropft.\n\nq Am Di., 3. März 2026 um 10:30 Uhr schrieb Hilfe <help@shop.example>:\nq > Liebe Ann",
        "| La bouilloire fuit.\n\nq Le mar. 3 mars 2026 à 10:30, Aide <help@shop.example> a écrit :\nq > Chère Ann",
        "| La tetera pierde agua.\n\nq El mar, 3 mar 2026 a las 10:30, Ayuda (<help@shop.example>) escribió:\nq > Estimada Ann",
        "| Il bollitore perde.\n\nq Il giorno mar 3 mar 2026 alle ore 10:30 Aiuto <help@shop.example> ha scritto:\nq > Cara Ann",
        "| A chaleira vaza.\n\nq Em ter., 3 de mar. de 2026 às 10:30, Ajuda <help@shop.example> escreveu:\nq > Cara Ann",
        "| De ketel lekt.\n\nq Op di 3 mrt 2026 om 10:30 schreef Hulp <help@shop.example>:\nq > Beste Ann",
        "| Czajnik cieknie.\n\nq W dniu wt., 3 mar 2026 o 10:30 Pomoc <help@shop.example> napisał(a):\nq > Szanowna Pani",
        "| Kokaren läcker.\n\nq Den tis 3 mars 2026 kl 10:30 skrev Hjälp <help@shop.example>:\nq > Hej Ann",
        // Not marked by >: all the rest.
        "| Still leaking.\n\nq On 3 Mar 2026, at 10:30, Help <help@shop.example> wrote:\n\nq Dear Ann\n\nq we are sorry",
        // Over several lines, and the answer below.
        "q On Tue, 3 Mar 2026 at 10:30, The Help Desk of the Shop\nq <help@shop.example>\nq wrote:\nq > Does it leak?\n\n| Yes, it does.",
        "q > Does it leak?\n| Yes.\nq > Since when?\n| Since it came.",
        "| Voll kaputt.\n\nq -----Ursprüngliche Nachricht-----\nq Von: Hilfe [mailto:help@shop.example]\nq Gesendet: Dienstag, 3. März 2026 10:30\nq An: Ann\nq Betreff: Kocher\n\nq Liebe Ann",
        "| See below.\n\nq ________________________________\nq From: Help <help@shop.example>\nq Sent: Tuesday, March 3, 2026 10:30 AM\nq To: Ann\nq Subject: kettle\n\nq Dear Ann",
        "| Voir plus bas.\n\nq De : Aide\nq Envoyé : mardi 3 mars 2026 10:30\nq À : Ann\nq Objet : bouilloire\n\nq Chère Ann",
        "| For your eyes.\n\nq ---------- Forwarded message ---------\nq From: Bo <bo@mail.example>\nq Date: Tue, 3 Mar 2026\nq Subject: kettle\n\nq It leaks.",
        "| It leaks.\n\nq ##- Please type your reply above this line -##\n\nq Your ticket was answered.",
    ])
    func `are told from what they answer`(_ text: String) throws {
        #expect(try Self.marks(text) == text)
    }

    @Test(arguments: [
        "| On Monday your agent wrote:\n| We cannot help you.\n| What a shop.",
        "| From: the first day I was unhappy\n| with the kettle.",
        "| I ordered two things:\n| - a kettle\n| - a lamp\n\n| On opening the box I found neither of these:\n| only paper.",
        "| Thanks for nothing\n| you ruined my week and I want my money back today.",
        "| It broke -- twice -- in a week.\n\n| Sent from my office, it never arrived at my home.",
        "| Best\n| kettle I ever had, and I have had a lot of kettles.",
    ])
    func `that only look like mail are left whole`(_ text: String) throws {
        #expect(try Self.marks(text) == text)
    }

    @Test(arguments: [
        ("| It leaks.\n\ns -- \ns Ann Lee\ns Anything Ltd.", ""),
        ("| It leaks.\n\ns Sent from my iPhone", ""),
        ("| Es tropft.\n\ns Von meinem iPhone gesendet", ""),
        ("| It leaks.\n\ns Kind regards,\ns Ann", ""),
        (
            "| Es tropft.\n\ns Mit freundlichen Grüßen\n\ns Ann Lee\ns Musterweg 3\ns 12345 Musterstadt",
            ""
        ),
        ("| Ça fuit.\n\ns Cordialement,\ns Ann Lee", ""),
        ("| It leaks.\n\ns Thank you,\ns Ann", "Ann Lee <ann@mail.example>"),
        ("| It leaks. Please help.\n\ns Ann Lee\ns via mobile", "Ann Lee"),
        ("| It leaks.\n\ns -Ann Lee", ""),
        ("| It leaks.\n\ns Ann\ns ann@mail.example\ns +44 20 7946 0000", "ann@mail.example"),
        ("| It leaks.\n\n| Thanks!", ""),
        (
            "| It leaks.\n\ns Thanks,\ns Ann\n\ns Sent from my phone\n\nq On 3 Mar 2026 10:30, Help <help@shop.example> wrote:\nq > Hi",
            ""
        ),
        (
            "| It leaks.\n\ns Regards\ns Ann\n\nd This email and any attachments are confidential. If you are not the\nd intended recipient, delete it.",
            ""
        ),
        ("d CAUTION: This email originated from outside of the organisation.\n\n| It leaks.", ""),
        (
            "| It leaks.\n\nd _______________________________________________\nd kettle-users mailing list\nd kettle-users@lists.example",
            ""
        ),
    ])
    func `end where signatures and disclaimers begin`(_ text: String, _ sender: String) throws {
        #expect(try Self.marks(text, sender: sender) == text)
    }

    @Test func `set aside only what is asked for`() throws {
        let text =
            "| It leaks.\n\ns -- \ns Ann\n\nq On 3 Mar 2026 10:30, Help <help@shop.example> wrote:\nq > Hi"
        func expected(_ marks: (s: String, q: String)) -> String {
            text.split(separator: "\n", omittingEmptySubsequences: false).map {
                $0.hasPrefix("s ")
                    ? marks.s + $0.dropFirst()
                    : $0.hasPrefix("q ") ? marks.q + $0.dropFirst() : String($0)
            }.joined(separator: "\n")
        }
        #expect(try Self.marks(text, kinds: .quotes) == expected(("|", "q")))
        #expect(try Self.marks(text, kinds: .signatures) == expected(("s", "|")))
    }

    @Test func `of many quote marks or header lines take no long time`() throws {
        for piece in [
            ">", "> \n", "From: a\n", "wrote:\n", "-- \n", "On 1 Jan 2026 10:00:\n", "\n", "a:\n",
        ] {
            let text = String(repeating: piece, count: 40_000 / piece.utf8.count)
            let reader = ReplyReader(
                try Reading.markers.get(), [.quotes, .signatures, .disclaimers])
            var bytes = text
            let began = ContinuousClock.now
            _ = bytes.withUTF8 { unsafe reader.read($0) }
            #expect(ContinuousClock.now - began < .seconds(10), "\(piece)")
        }
    }
}

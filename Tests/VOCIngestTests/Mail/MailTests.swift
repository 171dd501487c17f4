import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

@Suite struct `Mailboxes` {
    static let mbox = """
        From 1@xxx Tue Mar 03 09:30:14 +0000 2026
        X-GM-THRID: 77
        X-Gmail-Labels: =?UTF-8?Q?Posteingang,Wichtig_=E2=80=9EA=E2=80=9C?=
        Message-ID: <a@mail.example>
        From: =?UTF-8?B?SsO2cmc=?= <joerg@mail.example>
        Subject: =?ISO-8859-1?Q?R=FCckgabe?=
        Date: Tue, 3 Mar 2026 10:30:14 +0100
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        The kettle leaks =E2=80=93 again.
        >From the start it did.
        >>From here on too.

        From the start of 2026 I waited.

        From 2@xxx Wed Mar 04 10:00:00 2026
        Message-ID: <b@mail.example>
        In-Reply-To: <a@mail.example>
        References: <root@mail.example> <a@mail.example>
        From: help@shop.example
        Subject: Re: kettle
        Date: Wed, 4 Mar 2026 10:00:00 GMT

        Sorry to hear that.

        From 3@xxx Thu Mar 05 11:00:00 2026
        From: Ann Lee <ann@mail.example>
        Subject: late

        It came late.

        On Wed, 4 Mar 2026 at 10:00, Help <help@shop.example> wrote:
        > Sorry to hear that.

        """

    @Test func `are cut at their From lines and nowhere else`() throws {
        let reading = try Reading.of(Self.mbox)
        #expect(reading.format == .mbox)
        #expect(reading.profile == "mail/1" || reading.profile.hasPrefix("mail/"))
        #expect(reading.items.map(\.title) == ["Rückgabe", "Re: kettle", "late"])
        #expect(
            reading.items.first?.text
                == "The kettle leaks – again.\nFrom the start it did.\nFrom the start of 2026 I waited."
        )
        // What two marks stood before is a quoted line.
        #expect(reading.items.first?.setAside == ["quote:>From here on too."])
        #expect(
            reading.items.map(\.author) == [
                "Jörg <joerg@mail.example>", "help@shop.example", "Ann Lee <ann@mail.example>",
            ])
        #expect(reading.items.map(\.id).prefix(2) == ["a@mail.example", "b@mail.example"])
        #expect(reading.items.map(\.thread).prefix(2) == ["77", "root@mail.example"])
        #expect(
            reading.items.map(\.date) == [
                "2026-03-03T09:30:14Z", "2026-03-04T10:00:00Z", "2026-03-05T11:00:00Z",
            ])
        #expect(reading.items[2].text == "It came late.")
        #expect(
            reading.items[2].setAside == [
                "quote:On Wed, 4 Mar 2026 at 10:00, Help <help@shop.example> wrote:\n> Sorry to hear that."
            ])
        #expect(reading.read == 3 && reading.rejects.isEmpty)
        #expect(reading.lines == Self.mbox.utf8.count { $0 == 10 })
    }

    @Test func `do not depend on the pieces or the line ends they are read in`() throws {
        func content(_ reading: Reading) -> [Reading.Item] {
            reading.items.map {
                var item = $0
                item.place = ""
                item.whole = ""
                return item
            }
        }
        let whole = try Reading.of(Self.mbox)
        for size in [1, 2, 7, 64, 300, 500] {
            let pieces = try Reading.of(Self.mbox, chunkBytes: size)
            #expect(pieces.items == whole.items, "\(size)")
            #expect(pieces.lines == whole.lines, "\(size)")
        }
        let crlf = Self.mbox.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\r\n")
        let other = try Reading.of(crlf, chunkBytes: 100)
        #expect(content(other).map(\.text) == content(whole).map(\.text))
        #expect(content(other).map(\.id) == content(whole).map(\.id))
        #expect(other.items.map(\.place).first == "1 1:1@0")
    }

    @Test func `leave out what agents wrote, automatic replies and bounces, and account for them`()
        throws
    {
        let mail =
            Self.mbox + """

                From 4@xxx Fri Mar 06 11:00:00 2026
                From: Bo <bo@mail.example>
                Subject: Automatic reply: your order
                Date: Fri, 6 Mar 2026 11:00:00 GMT

                I am away.

                From MAILER-DAEMON Fri Mar 06 12:00:00 2026
                From: Mail Delivery System <MAILER-DAEMON@mail.example>
                Subject: Your message
                Date: Fri, 6 Mar 2026 12:00:00 GMT

                It was not delivered.

                """
        let reading = try Reading.of(mail) { $0.agents = ["shop.example"] }
        #expect(reading.items.map(\.title) == ["Rückgabe", "late"])
        #expect(reading.rejects.map(\.code) == [.recordFromAgent, .recordAutoReply, .recordBounce])
        #expect(reading.read == reading.items.count + reading.rejects.count)
        let kept = try Reading.of(mail) { $0.leavesOut = [] }
        #expect(kept.items.count == 5)
    }

    @Test func `set nothing aside where the pipeline says so`() throws {
        let reading = try Reading.of(Self.mbox) { $0.setsAside = [] }
        #expect(reading.items[2].text.hasSuffix("> Sorry to hear that."))
        #expect(reading.items[2].setAside.isEmpty)
    }

    @Test func `that name only what they answer join its thread`() throws {
        func mail(_ id: String, _ more: String = "") -> String {
            "From a@b.example Sun Nov 22 10:00:00 2026\nMessage-ID: <\(id)>\nFrom: a@b.example\nDate: Sun, 22 Nov 2026 10:00:00 +0000\n\(more)\nSome words.\n\n"
        }
        let box =
            mail("root") + mail("one", "In-Reply-To: <root>\n")
            + mail("two", "In-Reply-To: <one>\n") + mail("lost", "In-Reply-To: <gone>\n")
            + mail("three", "References: <one> <two>\nIn-Reply-To: <two>\n")
        for size in [1 << 20, 40] {
            let reading = try Reading.of(box, chunkBytes: size)
            #expect(reading.items.map(\.thread) == ["root", "root", "root", "gone", "root"])
        }
    }

    @Test func `reject a message over the limit and go on with the next`() throws {
        let long = String(repeating: "word \n", count: 400)
        let mail = Self.mbox.split(separator: "From 2@xxx")
        let dump =
            "\(mail[0])From 9@xxx Wed Mar 04 09:00:00 2026\nFrom: x@y.example\nSubject: big\n\n\(long)\nFrom 2@xxx\(mail[1])"
        for size in [1 << 20, 64, 1] {
            let reading = try Reading.of(dump, chunkBytes: size) { $0.limits.recordBytes = 1500 }
            #expect(reading.items.map(\.title) == ["Rückgabe", "Re: kettle", "late"], "\(size)")
            #expect(
                reading.rejectPlaces == ["record.too-large 17:1@\(mail[0].utf8.count)"], "\(size)")
            #expect(reading.read == 4)
            #expect(reading.lines == dump.utf8.count { $0 == 10 }, "\(size)")
        }
    }
}

@Suite struct `One message` {
    static func message(_ header: String, _ body: String) -> String {
        "From: Ann Lee <ann@mail.example>\nSubject: kettle\nDate: Tue, 3 Mar 2026 10:30:14 +0100\nMIME-Version: 1.0\n\(header)\n\n\(body)"
    }

    @Test func `gives the plain text of alternatives, and counts attached files`() throws {
        let mail = Self.message(
            "Content-Type: multipart/mixed; boundary=out",
            """
            --out
            Content-Type: multipart/alternative; boundary=in

            --in
            Content-Type: text/plain

            plain words
            --in
            Content-Type: text/html

            <p>markup words</p>
            --in--
            --out
            Content-Type: text/plain; name=notes.txt
            Content-Disposition: attachment; filename=notes.txt

            notes in a file
            --out
            Content-Type: image/png
            Content-Transfer-Encoding: base64

            iVBORw0KGgo=
            --out--
            """)
        let reading = try Reading.of(mail) { $0.attributeNames = ["attachments"] }
        #expect(reading.format == .eml)
        #expect(reading.items.map(\.text) == ["plain words"])
        #expect(reading.items.first?.attributes == ["2"])
    }

    @Test func `gives the markup's text where the plain one says nothing`() throws {
        let mail = Self.message(
            "Content-Type: multipart/alternative; boundary=in",
            """
            --in
            Content-Type: text/plain

             \u{20}
            --in
            Content-Type: text/html; charset=utf-8

            <html><head><style>p{color:red}</style><title>no</title></head><body>
            <div style="display:none">hidden</div><p>It&nbsp;broke &amp; I am <b>sad</b>.<br>Really.</p>
            <div class="gmail_attr">On some day, Help wrote:</div><blockquote>Dear Ann</blockquote>
            <div class="gmail_signature">Ann<br>555</div></body></html>
            --in--
            """)
        let item = try #require(try Reading.of(mail).items.first)
        #expect(item.text == "It broke & I am sad.\nReally.")
        #expect(item.setAside.map { $0.prefix { $0 != ":" } } == ["quote", "signature"])
    }

    @Test(
        arguments: [
            ("utf-8", [0xC3, 0xA9], "é"), ("iso-8859-1", [0xE9], "é"), ("iso-8859-1", [0x80], "€"),
            // Declared falsely.
            ("iso-8859-1", [0xC3, 0xA9], "é"), ("us-ascii", [0xC3, 0xA9], "é"),
            ("utf-8", [0xE9, 0x74, 0xE9], "été"),
            ("koi8-r", [0xC4, 0xC1], "да"), ("no-such-charset", [0xE9], "é"),
            ("gb2312", [0xC4, 0xE3, 0xBA, 0xC3], "你好"), ("shift_jis", [0x82, 0xA0], "あ"),
        ] as [(String, [UInt8], String)])
    func `is read in its encoding, or in the one it really has`(
        _ charset: String, _ bytes: [UInt8], _ text: String
    ) throws {
        let head = Self.message(
            "Content-Type: text/plain; charset=\(charset)\nContent-Transfer-Encoding: 8bit", "")
        let reading = try Reading.of(Array(head.utf8) + bytes)
        #expect(reading.items.map(\.text) == [text])
    }

    @Test(arguments: ["utf-7", "UTF7", "unicode-1-1-utf-7", "csUnicode11UTF7"])
    func `in UTF-7 stays as it is written`(_ charset: String) throws {
        let mail = Self.message("Content-Type: text/plain; charset=\(charset)", "+ADw-script+AD4-")
        #expect(try Reading.of(mail).items.map(\.text) == ["+ADw-script+AD4-"])
        let subject =
            "From: a@b.example\nDate: Tue, 3 Mar 2026 10:30:14 +0100\nSubject: =?utf-7?Q?+ADw-b+AD4-?=\n\nx"
        #expect(try Reading.of(subject).items.map(\.title) == ["=?utf-7?Q?+ADw-b+AD4-?="])
    }

    @Test func `that nests too deep is rejected with its place, however deep`() throws {
        for depth in [33, 200, 100_000] {
            var mail = "From: a@b.example\nSubject: deep\nDate: Tue, 3 Mar 2026 10:30:14 +0100\n"
            for level in 0..<depth {
                mail += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n"
            }
            let reading = try Reading.of(mail)
            #expect(reading.rejects.map(\.code) == [.mailTooDeep], "\(depth)")
            #expect(reading.rejects.first.map { $0.origin.line > 30 } == true)
        }
        var fine = "From: a@b.example\nSubject: deep\nDate: Tue, 3 Mar 2026 10:30:14 +0100\n"
        for level in 0..<20 {
            fine += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n"
        }
        #expect(try Reading.of(fine + "\nwords\n").items.map(\.text) == ["words"])
    }

    @Test func `with a hundred thousand parts is rejected soon`() throws {
        let part = "--b\nContent-Type: text/plain\n\nx\n"
        let mail = Self.message(
            "Content-Type: multipart/mixed; boundary=b", String(repeating: part, count: 100_000))
        #expect(try Reading.of(mail).rejects.map(\.code) == [.mailTooManyParts])
    }

    @Test func `without a date is undated, with a wrong one a reject`() throws {
        let none = "From: a@b.example\nSubject: x\n\nwords"
        #expect(try Reading.of(none).items.map(\.date) == [""])
        let wrong = "From: a@b.example\nSubject: x\nDate: some day soon\n\nwords"
        #expect(try Reading.of(wrong).rejects.map(\.code) == [.fieldBadDate])
        let hops = "Received: from a by b; Tue, 3 Mar 2026 10:30:14 +0100\n" + wrong
        #expect(try Reading.of(hops).items.map(\.date) == ["2026-03-03T09:30:14Z"])
    }

    @Test func `reads the same whatever fields stand in between that nobody asks for`() throws {
        let plain = """
            From: Ann <a@b.example>
            Subject: =?utf-8?q?Zu_sp=C3=A4t?=
             and cold
            Date: Tue, 3 Mar 2026 10:30:14 +0100
            Message-ID: <m@b.example>
            content-type: text/plain;
            \tcharset=utf-8

            It is late.

            X-Note: this is no field
            """
        let expected = try Reading.of(plain).items
        #expect(expected.map(\.title) == ["Zu spät and cold"])
        #expect(expected.map(\.id) == ["m@b.example"])
        let odd = [
            "X-Spam: no", "Received: from c\n\tby d;\n Mon, 2 Mar 2026 08:00:00 +0000", "X:",
        ]
        let lines = plain.split(separator: "\n", omittingEmptySubsequences: false)
        // In front of each line of the header that begins a field, and behind the last.
        for place in [0, 1, 3, 4, 5, 7] {
            for more in odd + [odd.joined(separator: "\n")] {
                var changed = lines
                changed.insert(Substring(more), at: place)
                let found = try Reading.of(changed.joined(separator: "\n")).items
                #expect(found.map(\.title) == expected.map(\.title), "\(place) \(more)")
                #expect(found.map(\.text) == expected.map(\.text), "\(place) \(more)")
                #expect(found.map(\.date) == expected.map(\.date), "\(place) \(more)")
                #expect(found.map(\.id) == expected.map(\.id), "\(place) \(more)")
            }
        }
    }
}

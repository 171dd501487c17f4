// What the libraries under voc's readers take alone: one pass over a file, doing nothing with what they find.
//
//   bare csv|ndjson|xml|mail|bodies FILE      prints "items bytes cpu-nanoseconds"
//
// `mail` parses messages and leaves their bodies in the file; `bodies` decodes them, too, as every reader of mail must.
#include <csv.h>
#include <gmime/gmime.h>
#include <libxml/parser.h>
#include <simdjson.h>
#include <time.h>

#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

static long items, bytes;

static void csv_field(void *, size_t count, void *) { bytes += long(count); }
static void csv_row(int, void *) { items++; }

// libcsv takes the file in pieces, as it is meant to.
static void read_csv(FILE *file) {
    csv_parser parser;
    csv_init(&parser, CSV_APPEND_NULL);
    static char piece[1 << 20];
    while (size_t got = fread(piece, 1, sizeof piece, file)) csv_parse(&parser, piece, got, csv_field, csv_row, nullptr);
    csv_fini(&parser, csv_field, csv_row, nullptr);
    csv_free(&parser);
}

// The fields that voc's generic profile reads, line by line.
static void read_ndjson(FILE *file) {
    std::vector<char> block;
    simdjson::ondemand::parser parser;
    size_t kept = 0;
    for (;;) {
        block.resize(kept + (1 << 20) + simdjson::SIMDJSON_PADDING);
        size_t got = fread(block.data() + kept, 1, 1 << 20, file);
        size_t count = kept + got, start = 0;
        if (got == 0 && count == 0) break;
        while (start < count) {
            auto found = static_cast<char *>(memchr(block.data() + start, '\n', count - start));
            if (!found && got > 0) break;
            size_t end = found ? size_t(found - block.data()) : count;
            if (end > start) {
                simdjson::ondemand::document document;
                auto view = simdjson::padded_string_view(block.data() + start, end - start, block.size() - start);
                if (!parser.iterate(view).get(document)) {
                    items++;
                    for (auto field : document.get_object()) {
                        std::string_view key, value;
                        if (field.unescaped_key().get(key)) break;
                        if (key == "id" || key == "receivedAt" || key == "source" || key == "author" || key == "text") {
                            if (!field.value().get_string().get(value)) bytes += long(value.size());
                        } else if (key == "rating") {
                            double rating;
                            if (!field.value().get_double().get(rating)) bytes++;
                        }
                    }
                }
            }
            start = end + 1;
        }
        if (got == 0) break;
        kept = start < count ? count - start : 0;
        memmove(block.data(), block.data() + start, kept);
    }
}

static void xml_start(void *, const xmlChar *name, const xmlChar *, const xmlChar *, int, const xmlChar **, int, int, const xmlChar **) {
    items += strcmp(reinterpret_cast<const char *>(name), "item") == 0;
}
static void xml_text(void *, const xmlChar *, int count) { bytes += count; }

static void read_xml(FILE *file) {
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = xml_start;
    handler.characters = xml_text;
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, nullptr, nullptr, 0, nullptr);
    static char piece[1 << 20];
    while (size_t got = fread(piece, 1, sizeof piece, file)) xmlParseChunk(parser, piece, int(got), 0);
    xmlParseChunk(parser, nullptr, 0, 1);
    xmlFreeParserCtxt(parser);
}

static void decode_body(GMimeObject *, GMimeObject *object, void *nowhere) {
    GMimeDataWrapper *content = GMIME_IS_PART(object) ? g_mime_part_get_content(reinterpret_cast<GMimePart *>(object)) : nullptr;
    if (content) bytes += long(g_mime_data_wrapper_write_to_stream(content, static_cast<GMimeStream *>(nowhere)));
}

static void read_mail(FILE *file, bool with_bodies) {
    g_mime_init();
    GMimeStream *nowhere = g_mime_stream_null_new();
    GMimeStream *stream = g_mime_stream_file_new(file);
    g_mime_stream_file_set_owner(reinterpret_cast<GMimeStreamFile *>(stream), FALSE);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    g_mime_parser_set_format(parser, GMIME_FORMAT_MBOX);
    while (!g_mime_parser_eos(parser)) {
        GMimeMessage *message = g_mime_parser_construct_message(parser, nullptr);
        if (!message) break;
        items++;
        if (with_bodies) g_mime_message_foreach(message, decode_body, nowhere);
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
    g_object_unref(nowhere);
}

static long long spent() {
    timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int count, char **words) {
    if (count != 3) return 64;
    std::string format = words[1];
    FILE *file = fopen(words[2], "rb");
    if (!file) return 66;
    const long long start = spent();
    if (format == "csv") read_csv(file);
    else if (format == "ndjson") read_ndjson(file);
    else if (format == "xml") read_xml(file);
    else if (format == "mail" || format == "bodies") read_mail(file, format == "bodies");
    else return 64;
    printf("%ld %ld %lld\n", items, bytes, spent() - start);
}

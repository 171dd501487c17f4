"""Writes entities.c, the HTML standard's named character references: see README.md."""

from html.entities import html5


def main():
    print("// Made by generate/entities.py; see generate/README.md. Not to be edited.")
    print('#include "ctables.h"\n')
    print("// Each name, a blank, its characters in hexadecimal with a blank behind each; in order of bytes.")
    print("static const char entities[] =")
    line = ""
    for name in sorted(html5, key=lambda name: name.encode()):
        entry = name + " " + " ".join(f"{ord(c):X}" for c in html5[name]) + "\\n"
        if len(line) + len(entry) > 232:
            print(f'    "{line}"')
            line = ""
        line += entry
    print(f'    "{line}";\n')
    print("const char *ctables_entity_lines(void) { return entities; }")


main()

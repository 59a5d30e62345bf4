"""vCards as phones and address books write them: versions 2.1, 3.0 and 4.0, mixed in one file, and jCards (RFC 7095)."""

from __future__ import annotations

import codecs
import quopri
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

from servicedesk.rules.text import normalised

# The fields of a card in the order of its row; they are headings of `rules.headers` too.
FIELDS = (
    "external_id", "name", "company", "phone", "email", "premises", "birthday", "tags", "note", "job_title", "nickname",
    "fax", "website",
)  # fmt: skip
# Properties that FIELDS are read from, and those that say nothing of the person.
_READ = frozenset(
    [
        "uid",
        "fn",
        "n",
        "nickname",
        "org",
        "tel",
        "email",
        "adr",
        "bday",
        "categories",
        "note",
        "title",
        "role",
        "url",
    ]
)
_TECHNICAL = frozenset(
    ["version", "prodid", "rev", "kind", "agent", "source", "name", "profile", "clientpidmap"]
)

_BEGIN, _END = "begin:vcard", "end:vcard"
_NOT_RUNG = {"fax", "pager", "telex", "modem"}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_HALF_LINE = re.compile(rb"=\s*$")
_WHOLE_LINE = re.compile(rb'((?:[^:"]|"[^"]*")*):(.*)', re.DOTALL)  # a parameter in quotes may hold a colon
_CHINESE = re.compile("[\u3400-\u9fff]")


class Property(NamedTuple):
    """One line of a card: its name without a group, its parameters' values folded, and its text."""

    name: str
    parameters: frozenset[str]
    text: str

    @property
    def parts(self) -> list[str]:
        """The components of a structured text, each with its escapes resolved."""
        return [_plain(part).strip() for part in re.split(r"(?<!\\);", self.text)]


class Card(NamedTuple):
    """A card that was begun; without its end the file was cut off inside it."""

    properties: tuple[Property, ...]
    is_whole: bool

    @property
    def row(self) -> list[str]:
        """The values of FIELDS; several phones or addresses are parted by `;`."""
        return [_VALUES[field](self) for field in FIELDS]

    def all(self, name: str) -> Iterator[Property]:
        """The properties of this name, in their order."""
        return (one for one in self.properties if one.name == name)

    def first(self, name: str) -> str:
        """The text of the first property of this name that says something."""
        return next((text for one in self.all(name) if (text := _plain(one.text).strip())), "")


def unread(cards: Iterable[Card]) -> list[str]:
    """The properties of some cards that no field is read from, and of which something is lost."""
    names = (one.name for card in cards for one in card.properties if one.text.strip())
    return [
        name
        for name in dict.fromkeys(names)
        if name not in _READ | _TECHNICAL and not name.startswith("x-ab")
    ]


def is_vcard(start: bytes) -> bool:
    """Whether a file that begins like this holds vCards."""
    return start.removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(_BEGIN.encode())


def read_vcards(raw: bytes) -> Iterator[Card]:
    """The cards of a file; blank ones are passed over."""
    found: list[Property] | None = None
    for line in _lines(raw):
        folded = line.strip().lower()
        if folded == _BEGIN.encode():
            if found:
                yield Card(tuple(found), is_whole=False)
            found = []
        elif folded == _END.encode():
            if found:
                yield Card(tuple(found), is_whole=True)
            found = None
        elif found is not None and (one := _property(line)):
            found.append(one)
    if found:
        yield Card(tuple(found), is_whole=False)


def read_jcard(card: Any) -> Card:
    """A jCard: `["vcard", [[name, parameters, type, value, ...], ...]]`. Raises ValueError on anything else."""
    match card:
        case ["vcard", [*properties]]:
            return Card(tuple(_of_jcard(one) for one in properties), is_whole=True)
    raise ValueError("no jCard")


def _of_jcard(one: Sequence[Any]) -> Property:
    name, parameters, _kind, *values = one
    said = parameters.get("type", ())
    kinds = frozenset(str(word).lower() for word in ([said] if isinstance(said, str) else said))
    texts = values[0] if len(values) == 1 and isinstance(values[0], list) else values
    flat = [" ".join(map(str, part)) if isinstance(part, list) else str(part) for part in texts]
    return Property(str(name).lower(), kinds, ";".join(re.sub(r"([\\;])", r"\\\1", text) for text in flat))


def _lines(raw: bytes) -> Iterator[bytes]:
    """Whole lines: a fold (a blank at the start) and a soft break of quoted-printable are joined."""
    begun: bytes | None = None
    for line in raw.removeprefix(codecs.BOM_UTF8).splitlines():
        if begun is None:
            begun = line
        elif _is_quoted(begun) and _HALF_LINE.search(begun):
            begun = _HALF_LINE.sub(b"", begun) + line
        elif line[:1] in (b" ", b"\t"):
            begun += line[1:]
        else:
            yield begun
            begun = line
    if begun is not None:
        yield begun


def _is_quoted(line: bytes) -> bool:
    return b"quoted-printable" in line.partition(b":")[0].lower()


def _property(line: bytes) -> Property | None:
    found = _WHOLE_LINE.match(line)
    if not found:
        return None
    head, value = found.groups()
    name, *said = head.decode("ascii", "replace").split(";")
    words = {word.strip('" ') for part in said for word in part.lower().rpartition("=")[2].split(",")}
    if "quoted-printable" in words:
        value = quopri.decodestring(value)
    charset = next((part.partition("=")[2] for part in said if part.lower().startswith("charset=")), "")
    return Property(name.rpartition(".")[2].strip().lower(), frozenset(words), _decoded(value, charset))


def _decoded(value: bytes, charset: str) -> str:
    for encoding in (charset, "utf-8", "gb18030"):
        try:
            return value.decode(encoding) if encoding else value.decode("utf-8")
        except (LookupError, UnicodeDecodeError):
            continue
    return value.decode("utf-8", "replace")


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _name(card: Card) -> str:
    """The formatted name, else the parts of the name, a Chinese one without blanks and the family first."""
    said = card.first("fn")
    structured = next((one.parts for one in card.all("n")), [])
    if said or not any(structured):
        return said or card.first("nickname")
    family, given, more = (*structured, "", "", "")[:3]
    if _CHINESE.search(family + given):
        return family + more + given
    return " ".join(filter(None, (given, more, family)))


def _phones(card: Card) -> str:
    return _joined(_number(one) for one in card.all("tel") if not one.parameters & _NOT_RUNG)


def _faxes(card: Card) -> str:
    return _joined(_number(one) for one in card.all("tel") if one.parameters & _NOT_RUNG)


def _number(one: Property) -> str:
    number = unquote(_plain(one.text).strip().removeprefix("tel:"))
    return re.sub(r";\s*ext=", " ext ", number).strip()


def _addresses(card: Card) -> str:
    """The addresses, each from its street to its country as it would be written."""
    return _joined(filter(None, (_address(one) for one in card.all("adr"))))


def _address(one: Property) -> str:
    box, more, street, city, state, code, country = (*one.parts, *("",) * 7)[:7]
    parts = [box, street, more, city, state, code, country]
    return " ".join(filter(None, (" ".join(part.split()) for part in parts))).replace(";", ",")


def _texts(card: Card, *names: str) -> str:
    return _joined(_plain(one.text).replace(";", ",").strip() for name in names for one in card.all(name))


def _tags(card: Card) -> str:
    words = [word for one in card.all("categories") for word in re.split("[,;]", _plain(one.text))]
    return _joined("-".join(normalised(word).split()) for word in words)


def _company(card: Card) -> str:
    return next((" ".join(filter(None, one.parts)) for one in card.all("org") if any(one.parts)), "")


def _note(card: Card) -> str:
    return "\n".join(
        filter(None, (_plain(one.text).replace("\r\n", "\n").strip() for one in card.all("note")))
    )


def _birthday(card: Card) -> str:
    """The day; one without a year says too little for a file."""
    said = card.first("bday").partition("T")[0]
    whole = re.fullmatch(r"(\d{4})-?(\d{2})-?(\d{2})", said)
    return f"{whole[1]}-{whole[2]}-{whole[3]}" if whole else ""


def _joined(texts: Iterator[str] | Sequence[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, texts)))


_VALUES: Mapping[str, Callable[[Card], str]] = {
    "external_id": lambda card: card.first("uid").removeprefix("urn:uuid:"),
    "name": _name,
    "company": _company,
    "phone": _phones,
    "email": lambda card: _joined([_plain(one.text).strip() for one in card.all("email")]),
    "premises": _addresses,
    "birthday": _birthday,
    "tags": _tags,
    "note": _note,
    "job_title": lambda card: _texts(card, "title", "role"),
    "nickname": lambda card: _texts(card, "nickname"),
    "fax": _faxes,
    "website": lambda card: _texts(card, "url"),
}

"""Customer files as vCards 4.0 (RFC 6350), one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from servicedesk.lookups.customers import CustomerFile
from servicedesk.rules.phones import shown_phone

LONGEST_LINE = 75  # bytes of UTF-8, without the line end
_MUST_ESCAPE = re.compile(r"[\\,;]")


def as_vcards(files: Sequence[CustomerFile], region: str) -> bytes:
    """The cards, UTF-8; a file without a name is called by its phone."""
    lines = (line for file in files for line in _lines(file, region))
    return b"".join(_folded(line) for line in lines)


def _lines(file: CustomerFile, region: str) -> Iterator[str]:
    row = file.row
    first_phone = shown_phone(row.phone, region) if row.phone else ""
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"FN:{_text(row.name or first_phone or f'C{row.number}')}"
    yield f"KIND:{'org' if row.kind == 'company' else 'individual'}"
    if row.external_id:
        yield f"UID:{_text(row.external_id)}"
    for phone in file.phones:
        yield f"TEL:{phone.number}" + (f" ext {phone.extension}" if phone.extension else "")
    for email in file.emails:
        yield f"EMAIL:{_text(email.address)}"
    for place in file.present_premises:
        yield f"ADR:;;{_text(place.text)};;;;"
    if row.birthday:
        yield f"BDAY:{row.birthday:%Y%m%d}"
    if row.tags:
        yield f"CATEGORIES:{','.join(map(_text, row.tags))}"
    if row.note:
        yield f"NOTE:{_text(row.note)}"
    yield "END:VCARD"


def _text(said: str) -> str:
    escaped = _MUST_ESCAPE.sub(lambda sign: f"\\{sign[0]}", said)
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> bytes:
    """A line in pieces of at most LONGEST_LINE bytes, none of which parts a character."""
    pieces, piece = [], b""
    for sign in line:
        coded = sign.encode("utf-8", "replace")
        if len(piece) + len(coded) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += coded
    return b"\r\n".join([*pieces, piece]) + b"\r\n"

"""CSV and TSV as they come: any of the usual encodings and separators, told from the bytes themselves."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from servicedesk.i18n import _
from servicedesk.problems import BadValue, NotFound, Refused

LONGEST_CELL = 16_000_000  # characters; a longer one is an unclosed quotation mark
_LONGEST_WHOLE = 4 << 20  # bytes
_BLOCK = 1 << 20
_SAMPLE = 1 << 16
_COMMON_IN_BIG5, _COMMON_IN_GB = (0xA4, 0xC6), (0xB0, 0xD7)  # the first bytes of the signs in daily use
_FEWEST_SIGNS = 4
_SEPARATORS = (",", "\t", ";", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class TextFile(NamedTuple):
    """A file of rows and how to read it; it may be gone through several times."""

    path: Path
    encoding: str
    separator: str
    is_spaced: bool = False  # blanks stand between a separator and a quotation mark

    def rows(self) -> Iterator[list[str]]:
        """Every record, the blank ones included. Raises BadValue where the quotation marks do not close."""
        csv.field_size_limit(LONGEST_CELL)
        with self.path.open(encoding=self.encoding, newline="") as file:
            records = csv.reader(file, delimiter=self.separator, skipinitialspace=self.is_spaced)
            try:
                yield from records
            except csv.Error as error:
                raise BadValue(
                    _("Line {line} of {path} cannot be read: {detail}").format(
                        line=records.line_num, path=self.path, detail=error
                    ),
                    _("Look for a quotation mark that is not closed"),
                ) from error


def open_text(path: Path, encoding: str = "") -> TextFile:
    """The file with its encoding, as said or as found, and its separator. Raises BadValue when it is no text."""
    used = _named(encoding, path) if encoding else find_encoding(path)
    with path.open(encoding=used, newline="") as file:
        sample = file.read(_SAMPLE)
    separator = find_separator(sample)
    return TextFile(path, used, separator, bool(re.search(rf"{re.escape(separator)} +\"", sample)))


def whole_text(path: Path) -> str:
    """All of a short file, read as it is written. Raises NotFound, Refused on more than 4 MB, BadValue when it is no text."""
    if not path.is_file():
        raise NotFound(_("There is no file {path}").format(path=path), _("Check the name"))
    if path.stat().st_size > _LONGEST_WHOLE:
        raise Refused(_("{path} is larger than {size} MB").format(path=path, size=4), _("Check the name"))
    return path.read_text(find_encoding(path))


def find_encoding(path: Path) -> str:
    """UTF-8 or UTF-16 where the bytes prove it, else GB18030 or Big5 where it gives common Chinese, else Western."""
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
    marked = next((name for mark, name in _MARKS if start.startswith(mark)), "")
    guesses = [marked] if marked else [*_wide(start), "utf-8", *_narrow(start)]
    for name in guesses:
        if _decodes(path, name):
            return name
    raise BadValue(
        _("{path} is not a text that can be read").format(path=path),
        _("Save it as CSV in UTF-8, or say how it is written with --encoding"),
    )


def find_separator(sample: str) -> str:
    """The sign that cuts the first records into the most columns, the same number in each."""
    best, most = ",", (0, 0)
    for separator in _SEPARATORS:
        records = list(_first_records(sample, separator))
        columns = len(records[0]) if records else 0
        alike = sum(len(record) == columns for record in records)
        if columns > 1 and (alike, columns) > most:
            best, most = separator, (alike, columns)
    return best


def _first_records(sample: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    for number, record in enumerate(_records(sample, separator)):
        if number == 20:
            return
        if any(cell.strip() for cell in record):
            yield record


def _records(sample: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(sample, newline=""), delimiter=separator, skipinitialspace=True)


def _wide(start: bytes) -> list[str]:
    """UTF-16 without its mark shows by the zero bytes of separators and line ends, at odd or at even places."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if max(even, odd) * 50 < len(start) or min(even, odd) * 5 > max(even, odd):
        return []
    return ["utf-16-be" if even > odd else "utf-16-le"]


def _narrow(start: bytes) -> list[str]:
    """Any two Western accents may pass for a Chinese character, but hardly ever for one of the common ones."""
    if b"\0" in start:
        return []
    chinese = [sign for sign in start.decode("gb18030", "ignore") if ord(sign) > 0x7F]
    simplified = len("".join(chinese).encode("gb2312", "ignore")) // 2
    if _share_of_common(start, "cp950", *_COMMON_IN_BIG5) > max(
        0.9, _share_of_common(start, "gbk", *_COMMON_IN_GB)
    ):
        return ["cp950", "gb18030", "cp1252"]
    return ["gb18030", "cp1252"] if simplified >= 0.8 * len(chinese) else ["cp1252", "gb18030"]


def _share_of_common(start: bytes, encoding: str, first: int, last: int) -> float:
    """How much of the Chinese in a text, read in this way, is of the signs that come first there: those in daily use."""
    text = start.decode(encoding, "ignore")
    signs = [sign.encode(encoding) for sign in text if "\u3400" <= sign <= "\u9fff"]
    if len(signs) < _FEWEST_SIGNS:
        return 0.0
    return sum(first <= sign[0] <= last and (encoding != "gbk" or sign[1] >= 0xA1) for sign in signs) / len(
        signs
    )


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while block := file.read(_BLOCK):
                if encoding == "utf-8" and b"\0" in block:
                    return False
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeError:
            return False
    return True


def _named(said: str, path: Path) -> str:
    try:
        io.TextIOWrapper(io.BytesIO(), said)  # refuses what does not turn bytes into text
        name = codecs.lookup(said).name
    except (LookupError, ValueError) as error:
        raise BadValue(
            _("There is no encoding {name}").format(name=said), _("Common are: utf-8, gb18030, big5, cp1252")
        ) from error
    if not _decodes(path, name):
        raise BadValue(
            _("{path} is not written in {encoding}").format(path=path, encoding=said),
            _("Leave --encoding out, so that it is found"),
        )
    return name

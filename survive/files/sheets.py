"""Workbooks written by hand, so that they can say what no spreadsheet program would write."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from random import Random
from xml.sax.saxutils import escape

Rows = Sequence[Sequence[str]]

BOMB = 60_000_000  # bytes of one cell or of many, packed into a few dozen kilobytes
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PLACES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
_ROOT = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_PLACES}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_BOOK = f'<workbook xmlns="{_MAIN}" xmlns:r="{_PLACES}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
_BOOK_PLACES = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_PLACES}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_PLACES}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="rId3" Type="{_PLACES}/styles" Target="styles.xml"/></Relationships>'
)
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>'
    '<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="14"/></cellXfs>'
    "</styleSheet>"
)
_ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(8))
    + "]>"
)
_ODD_CELLS = (
    '<c r="A{row}" t="s"><v>99999</v></c>', '<c r="A{row}" t="s"><v>-1</v></c>', '<c r="A{row}" t="n"><v>abc</v></c>',
    '<c r="A{row}"><v>1e308</v></c>', '<c r="A{row}" s="1"><v>1e308</v></c>', '<c r="A{row}" s="1"><v>-5</v></c>',
    '<c r="A{row}" s="1"><v>nan</v></c>', '<c r="A{row}" s="1"><v>2958466</v></c>', '<c r="A{row}" s="2"><v>60</v></c>',
    '<c r="A{row}" s="77"><v>45000</v></c>', '<c r="A{row}" t="e"><v>#REF!</v></c>', '<c r="A{row}" t="b"><v>2</v></c>',
    '<c r="A{row}" t="d"><v>2026-02-30T00:00</v></c>', '<c r="ZZZZ{row}"><v>1</v></c>', '<c r="0"><v>1</v></c>',
    '<c r="A{row}" t="zz"><v>1</v></c>', '<c r="A{row}" t="str"><f>1/0</f><v></v></c>', '<c><v>9</v></c>',
    '<c r="A{row}" t="inlineStr"></c>', '<c r="A{row}"><v>99999999999999999999999999</v></c>', '<c r="XFD{row}"><v>1</v></c>',
    '<c r="A{row}" s="1"><v>45000.999999999</v></c>', '<c r="A{row}" t="inlineStr"><is><t>_x001B_]0;x_x0007_</t></is></c>',
)  # fmt: skip


def written(chance: Random, rows: Rows) -> bytes:
    """The rows as a workbook, with odd cells among them now and then."""
    odd = chance.random() < 0.4
    lines = [_row(chance, number, row, odd and number > 1) for number, row in enumerate(rows, 1)]
    return packed(_parts("".join(lines)))


def _row(chance: Random, number: int, row: Sequence[str], odd: bool) -> str:
    cells = []
    for column, text in enumerate(row):
        place = f"{chr(65 + column)}{number}"
        if odd and chance.random() < 0.15:
            cells.append(chance.choice(_ODD_CELLS).format(row=number).replace('"A', f'"{place[0]}'))
        elif text.replace(".", "", 1).isdecimal() and text.isascii():
            cells.append(f'<c r="{place}" s="{chance.randrange(3)}"><v>{text}</v></c>')
        else:
            kept = "".join(sign if sign.isprintable() else f"_x{ord(sign):04X}_" for sign in text)
            cells.append(f'<c r="{place}" t="inlineStr"><is><t>{escape(kept)}</t></is></c>')
    where = (
        chance.choice(("0", "99999999", str(number - 1), "x")) if odd and chance.random() < 0.05 else number
    )
    return f'<row r="{where}">{"".join(cells)}</row>'


def _parts(rows: str) -> dict[str, str]:
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _BOOK_PLACES,
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}"><si><t>Subject</t></si></sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    }


def packed(parts: dict[str, str]) -> bytes:
    """The parts as one ZIP file."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text.encode("utf-8", "surrogatepass"))
    return kept.getvalue()


def damaged(chance: Random, raw: bytes) -> bytes:
    """A workbook whose parts are missing, torn or changed, packed again as if nothing had happened."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        parts = {name: archive.read(name).decode("utf-8", "surrogatepass") for name in archive.namelist()}
    name = chance.choice(list(parts))
    text = parts[name]
    match chance.randrange(6):
        case 0:
            del parts[name]
        case 1:
            parts[name] = text[: chance.randrange(len(text) + 1)]
        case 2:
            at = chance.randrange(len(text))
            parts[name] = text[:at] + chance.choice('<>&"\0\x1bé9') + text[at + 1 :]
        case 3:
            parts[name] = _ENTITIES + text.replace("<t>", "<t>&i;", 1)
        case 4:
            parts[name] = text.replace(
                chance.choice(("1", "r", "t", "sheet", "v")), chance.choice(("", "2", "x")), 3
            )
        case _:
            parts[name] = chance.choice(("", "not XML", "{}", "<a/>", "\ufeff"))
    return packed(parts)


def bomb(chance: Random) -> bytes:
    """A small file that unpacks to megabytes: one cell, one string, many rows, blank ones, far cells, or cells without end."""
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>subject</t></is></c></row>'
    cell = '<row><c t="inlineStr"><is><t>boom</t></is></c></row>'
    match chance.randrange(6):
        case 0:
            rows = head + f'<row r="2"><c r="A2" t="inlineStr"><is><t>{"x" * BOMB}</t></is></c></row>'
        case 1:
            rows = head + cell * (BOMB // 60 // len(cell))
        case 2:
            rows = head + "<row/>" * (BOMB // 10 // len("<row/>"))
        case 3:
            far = '<row><c r="XFD1"><v>1</v></c></row>'
            rows = head + far * (BOMB // 10 // len(far))
        case 4:
            rows = f"{head}<row>{'<c/>' * (BOMB // 10 // len('<c/>'))}</row>"
        case _:
            parts = _parts(head)
            parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}"><si><t>{"y" * BOMB}</t></si></sst>'
            return packed(parts)
    return packed(_parts(rows))

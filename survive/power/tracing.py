"""What SQLite asks of the disk, in order: its file functions are listened to inside one process.

The functions of the default VFS are exchanged for ones that note the call and pass it on, so the trace is
exact: every write with its bytes, every truncation, every sync, and every file made and taken away.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import ctypes.util
import os
import sys
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any, NamedTuple

from survive.hands import Deed

OK = 0
JOURNALS = (
    0x00000800 | 0x00080000
)  # SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL: their first sync keeps their name


class Write(NamedTuple):
    """Bytes handed to the system for one file."""

    file: int
    offset: int
    data: bytes


class Truncate(NamedTuple):
    """A file cut to a size."""

    file: int
    size: int


class Sync(NamedTuple):
    """Everything written to a file so far is on the disk when this returns."""

    file: int


class Open(NamedTuple):
    """A name stands for a file from now on; `keeps_name` where a sync of the file also keeps its folder."""

    file: int
    name: str
    keeps_name: bool


class Delete(NamedTuple):
    """A name stands for nothing any more."""

    name: str


class Begun(NamedTuple):
    """An operation begins; all of its deeds are done or none."""

    deeds: tuple[Deed, ...]


class Done(NamedTuple):
    """The operation begun last was acknowledged."""


Event = Write | Truncate | Sync | Open | Delete | Begun | Done

# The name is passed on as the pointer it is: SQLite goes on reading it as long as the file is open.
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_CLOSE = CFUNCTYPE(c_int, c_void_p)
_READ = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class _Vfs(Structure):
    """The head of sqlite3_vfs."""

    _fields_ = [
        ("version", c_int), ("file_size", c_int), ("longest_path", c_int), ("next", c_void_p), ("name", c_char_p),
        ("own", c_void_p), ("open", _OPEN), ("delete", _DELETE),
    ]  # fmt: skip


class _Methods(Structure):
    """sqlite3_io_methods; what is not listened to stays as it is."""

    _fields_ = [
        ("version", c_int), ("close", _CLOSE), ("read", _READ), ("write", _WRITE), ("truncate", _TRUNCATE),
        ("sync", _SYNC), ("rest", c_void_p * 13),
    ]  # fmt: skip


class _File(Structure):
    _fields_ = [("methods", POINTER(_Methods))]


class Tracer:
    """Listens to this process from now on; what it hears of files in `folder` is in `events`."""

    def __init__(self, folder: Path) -> None:
        self.events: list[Event] = []
        self._folder = str(folder)
        self._names: dict[int, int] = {}  # address of an open sqlite3_file -> our number of the file
        self._files: dict[str, int] = {}  # name -> our number of the file that has it
        self._tables: dict[int, tuple[_Methods, _Methods]] = {}
        self._kept: list[Any] = []  # callbacks must live as long as SQLite may call them
        vfs = _library().sqlite3_vfs_find(None)[0]
        self._open, self._delete = _OPEN(_address(vfs.open)), _DELETE(_address(vfs.delete))
        self._exchange(vfs, "open", _OPEN(self._opened))
        self._exchange(vfs, "delete", _DELETE(self._deleted))

    def _exchange(self, table: Structure, name: str, function: Any) -> None:
        self._kept.append(function)
        setattr(table, name, function)

    def _opened(self, vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        code = self._open(vfs, name, file, flags, out)
        path = os.fsdecode(ctypes.string_at(name)) if name else ""
        if code == OK and path.startswith(self._folder):
            if path not in self._files:
                self._files[path] = len(self.events)
                self.events.append(Open(self._files[path], Path(path).name, bool(flags & JOURNALS)))
            self._names[file] = self._files[path]
            opened = _File.from_address(file)
            opened.methods = ctypes.pointer(self._listening(opened.methods))
        return int(code)

    def _deleted(self, vfs: int, name: bytes, sync_folder: int) -> int:
        code = self._delete(vfs, name, sync_folder)
        path = os.fsdecode(name)
        if code == OK and self._files.pop(path, None) is not None:
            self.events.append(Delete(Path(path).name))
        return int(code)

    def _listening(self, methods: Any) -> _Methods:
        """The functions of one kind of file, with ours in the place of those that change it."""
        address = ctypes.addressof(methods.contents)
        if address not in self._tables:
            before, after = _Methods(), _Methods()
            for table in (before, after):
                ctypes.memmove(ctypes.byref(table), address, ctypes.sizeof(_Methods))
            self._exchange(after, "close", _CLOSE(self._closing(before.close)))
            self._exchange(after, "write", _WRITE(self._writing(before.write)))
            self._exchange(after, "truncate", _TRUNCATE(self._truncating(before.truncate)))
            self._exchange(after, "sync", _SYNC(self._syncing(before.sync)))
            self._tables[address] = (before, after)
        return self._tables[address][1]

    def _closing(self, close: Callable[..., int]) -> Callable[..., int]:
        def closed(file: int) -> int:
            self._names.pop(file, None)
            return close(file)

        return closed

    def _writing(self, write: Callable[..., int]) -> Callable[..., int]:
        def written(file: int, data: int, size: int, offset: int) -> int:
            code = write(file, data, size, offset)
            if code == OK:
                self.events.append(Write(self._names[file], offset, ctypes.string_at(data, size)))
            return code

        return written

    def _truncating(self, truncate: Callable[..., int]) -> Callable[..., int]:
        def truncated(file: int, size: int) -> int:
            code = truncate(file, size)
            if code == OK:
                self.events.append(Truncate(self._names[file], size))
            return code

        return truncated

    def _syncing(self, sync: Callable[..., int]) -> Callable[..., int]:
        def synced(file: int, flags: int) -> int:
            code = sync(file, flags)
            if code == OK:
                self.events.append(Sync(self._names[file]))
            return code

        return synced


def _address(function: Any) -> int:
    return int(ctypes.cast(function, c_void_p).value or 0)


def _library() -> Any:
    """The very SQLite that the module `sqlite3` of this Python uses."""
    known = {"win32": "sqlite3.dll", "darwin": "libsqlite3.dylib"}
    for name in (getattr(_sqlite3, "__file__", None), known.get(sys.platform, "libsqlite3.so.0")):
        try:
            library = ctypes.CDLL(name)
            library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        except (OSError, AttributeError):
            continue
        return library
    raise LookupError("the SQLite of this Python cannot be listened to")

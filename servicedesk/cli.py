"""The headless door: `servicedesk` alone opens the full screen, `servicedesk NOUN VERB` acts.

Only the noun and the verb that stand in the arguments are built, so that one command never pays for the others.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple, TextIO

from servicedesk.commands.nouns import NOUNS
from servicedesk.commands.place import VALUED, root_alone
from servicedesk.i18n import _, known_language, use_language
from servicedesk.problems import BadValue, ExitCode, Problem, Refused

# Objects made before Python looks for unused circles of them: loading libraries makes many objects and no waste.
_CIRCLES_AFTER = 200_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the program and leaves with its exit code; no traceback ever reaches a person.

    Without arguments it is a whole process, and takes those it was started with.
    """
    if arguments is None:
        _keep_what_is_loaded()
    given = [_whole(word) for word in (sys.argv[1:] if arguments is None else arguments)]
    _speak_utf8()
    if "--version" in given[:1]:
        from servicedesk import __version__

        print(f"servicedesk {__version__}")
        return
    try:
        _choose_language(given)
        _run(given)
    except Problem as problem:
        tell(problem)
        sys.exit(problem.exit_code)
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        _drop_output()
        sys.exit(ExitCode.DONE)
    except OSError as error:
        tell(_of_system(error))
        sys.exit(ExitCode.REFUSED)
    except Exception as error:  # the last net: a damaged desk, or a fault of ours, and told as such
        unforeseen = _unforeseen(error, given)
        tell(unforeseen)
        sys.exit(unforeseen.exit_code)


def _keep_what_is_loaded() -> None:
    """Libraries are loaded for as long as the process lives, and end with it in one piece."""
    gc.set_threshold(_CIRCLES_AFTER)
    atexit.register(
        gc.freeze
    )  # else Python looks for circles in all of it as it ends, a fifth of a whole write


def _run(arguments: list[str]) -> None:
    """Runs the command; what it printed is written before it leaves. Raises BrokenPipeError when nobody reads."""
    asked = asked_for(arguments)
    alone = None if asked.nouns else root_alone(arguments)
    if alone:
        from servicedesk.commands.fullscreen import open_full_screen

        open_full_screen(alone)
        return
    from typer import Abort, TyperException

    from servicedesk.commands.root import build

    if arguments[:1] == ["--show-completion"] and len(arguments) == 2:
        from servicedesk.commands.completion import completion_script

        print(completion_script(arguments[1]))
        return
    begun_with = sys.stdout
    try:
        commands = build(asked.nouns, asked.verb)
        code = commands(args=arguments, prog_name="servicedesk", standalone_mode=False)
    except SystemExit:
        if sys.stdout is not begun_with:  # Typer swaps it, and leaves with 1, when the reader has left
            sys.stdout = begun_with
            raise BrokenPipeError from None
        raise
    except Abort as left:  # a question was answered with no, or with Ctrl-C
        if isinstance(left.__context__, KeyboardInterrupt):
            raise KeyboardInterrupt from left
        raise Refused(_("Nothing was done")) from left
    except TyperException as error:
        from servicedesk.commands.usage import usage_problem

        raise usage_problem(error) from error
    sys.stdout.flush()
    sys.exit(code or ExitCode.DONE)


class Asked(NamedTuple):
    """Which part of the command tree a command line needs: the verb is empty where every verb is needed."""

    nouns: list[str]
    verb: str = ""


def asked_for(arguments: Sequence[str]) -> Asked:
    """The noun named with its verb, none for the full screen, all for help, completion and what nobody knows."""
    everything = Asked(list(NOUNS))
    if any(name.startswith("_") and name.endswith("_COMPLETE") for name in os.environ):
        return everything
    rest = iter(arguments)
    for word in rest:
        if word in VALUED:
            next(rest, None)
        elif not word.startswith("-"):
            return Asked([word], next(rest, "")) if word in NOUNS else everything
        elif "=" not in word:
            return everything
    return Asked([])


def tell(problem: Problem) -> None:
    """Says on stderr what happened and what to do next."""
    from servicedesk.rules.text import shown

    print(shown(problem.message), file=sys.stderr)
    if problem.hint:
        print(f"  {shown(problem.hint)}", file=sys.stderr)


def _speak_utf8() -> None:
    """Windows pipes are not UTF-8 by themselves, and a customer's text must not end a command.

    A stream that was closed before we began reads as empty and swallows what is written.
    """
    sys.stdin = sys.stdin or _nowhere("r")
    sys.stdout = sys.stdout or _nowhere("w")
    sys.stderr = sys.stderr or _nowhere("w")
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


def _nowhere(mode: Literal["r", "w"]) -> TextIO:
    return Path(os.devnull).open(mode, encoding="utf-8")


def _whole(word: str) -> str:
    """A word of the command line as it was typed, also where the system does not say that it is UTF-8.

    Half characters become a visible sign unless the word names a file.
    """
    if not any("\ud800" <= letter <= "\udfff" for letter in word):
        return word
    from servicedesk.rules.text import without_halves

    with suppress(OSError, ValueError):
        if Path(word).exists():
            return word
    with suppress(UnicodeError):
        return word.encode("utf-8", "surrogateescape").decode("utf-8")
    return without_halves(word)


def _choose_language(arguments: Sequence[str]) -> None:
    said = _said(arguments, "--lang") or os.environ.get("SERVICEDESK_LANG", "")
    if said and known_language(said) is None:
        raise BadValue(
            _("There is no language {name}").format(name=said),
            _("Known are: {names}").format(names="en, zh_CN"),
        )
    if not said:
        from servicedesk.settings import read_settings

        said = read_settings().language
    if said:
        use_language(known_language(said) or "en")
        return
    spoken = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "en"
    )
    use_language(known_language(spoken) or "en", chosen=False)


def _said(arguments: Sequence[str], option: str) -> str:
    """The value of a root option, before anything is parsed."""
    for index, word in enumerate(arguments):
        if word == option and index + 1 < len(arguments):
            return arguments[index + 1]
        if word.startswith(f"{option}="):
            return word.removeprefix(f"{option}=")
    return ""


def _unforeseen(error: Exception, arguments: Sequence[str]) -> Problem:
    from servicedesk.commands.place import Root
    from servicedesk.operations.mishap import mishap

    database = _said(arguments, "--database") or os.environ.get("SERVICEDESK_DATABASE", "")
    return mishap(error, Root(database).place())


def _drop_output() -> None:
    """After `head` has left: nothing more is written, not even at exit."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _of_system(error: OSError) -> Problem:
    if error.filename:
        return Problem(f"{error.filename}: {error.strerror or error}", _("Check the file and its folder"))
    return Problem(
        _("The answer could not be written: {detail}").format(detail=error.strerror or error),
        _("What was asked for may have been done; look before doing it again"),
    )

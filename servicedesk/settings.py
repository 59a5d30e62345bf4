"""What belongs to this person on this computer: which desk, language, theme and keys; and who the account is."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from servicedesk.i18n import _, known_language
from servicedesk.problems import BadValue

APP = "servicedesk"


@dataclass(frozen=True)
class Settings:
    """The personal settings; an empty text means that the default holds."""

    database: str = ""
    language: str = ""
    theme: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)


def settings_path() -> Path:
    """Where the personal settings are kept; `SERVICEDESK_CONFIG` names another file."""
    named = os.environ.get("SERVICEDESK_CONFIG")
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "config.toml"


def default_database() -> Path:
    """Where a desk is kept unless somebody says otherwise."""
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False) / "desk.sqlite"


def read_settings(path: Path | None = None) -> Settings:
    """The personal settings; defaults where there is no file. Raises BadValue on a file that cannot be read."""
    path = path or settings_path()
    if not path.exists():
        return Settings()
    import tomllib

    try:
        kept: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BadValue(
            _("Your settings in {path} cannot be read: {detail}").format(path=path, detail=error),
            _("Mend or delete that file"),
        ) from error
    keys = kept.get("keys", {})
    return Settings(
        database=str(kept.get("database", "")),
        language=known_language(str(kept.get("language", ""))) or "",
        theme=str(kept.get("theme", "")),
        keys={str(name): str(key) for name, key in keys.items()} if isinstance(keys, dict) else {},
    )


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Writes the personal settings, replacing the file whole."""
    path = path or settings_path()
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}"
        for name, value in (
            ("database", settings.database),
            ("language", settings.language),
            ("theme", settings.theme),
        )
        if value
    ]
    if settings.keys:
        lines += ["", "[keys]"]
        lines += [f"{json.dumps(name)} = {json.dumps(key)}" for name, key in sorted(settings.keys.items())]
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.write_text("\n".join(lines) + "\n", "utf-8")
    fresh.replace(path)


def change_settings(**values: str) -> Settings:
    """Saves the personal settings with some of their texts changed."""
    changed = replace(read_settings(), **values)  # type: ignore[arg-type]
    save_settings(changed)
    return changed


def this_account() -> str:
    """The operating-system account: its uid where there is one, else its login name; never `$USER`."""
    if hasattr(os, "getuid"):
        return f"uid:{os.getuid()}"
    try:
        return f"login:{os.getlogin()}"
    except OSError:
        return "login:?"

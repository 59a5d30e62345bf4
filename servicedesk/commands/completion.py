"""`--show-completion SHELL`: what a shell needs to complete nouns and verbs, for a shell that is named."""

from __future__ import annotations

from servicedesk.i18n import _
from servicedesk.problems import BadValue

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def completion_script(shell: str) -> str:
    """The script to source; without a name Typer looks for the shell that runs. Raises BadValue."""
    from typer._completion_shared import get_completion_script

    if shell not in SHELLS:
        raise BadValue(
            _("Nothing is known of the shell {name}").format(name=shell),
            _("Known are: {names}").format(names=", ".join(SHELLS)),
        )
    return get_completion_script(prog_name="servicedesk", complete_var="_SERVICEDESK_COMPLETE", shell=shell)

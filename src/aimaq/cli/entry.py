"""The command `aimaq`: its groups, and what every error becomes for the user."""

from __future__ import annotations

import os
import sys

import click

from aimaq import __version__, console
from aimaq.cli.groups import LazyGroup

EXIT_PROBLEM = 1
EXIT_USAGE = 2
EXIT_DEFECT = 3
EXIT_INTERRUPTED = 130

_STUDY = "aimaq.cli.study"
_COMMANDS = {
    "new": (_STUDY, "A study that runs as it is, to replace piece by piece."),
    "check": (_STUDY, "Read everything, compute nothing: what is wrong."),
    "run": (_STUDY, "Run the study: every step that is not fresh."),
    "status": (_STUDY, "Which steps are fresh, stale or missing."),
    "report": (_STUDY, "Write the report again and say where it is."),
    "figures": ("aimaq.cli.figures", "Every picture of a finished study as a file."),
    "explain": ("aimaq.cli.explain", "From a number to its sentences and cells."),
    "discourse": ("aimaq.cli.discourse", "Documents: read, mentions, hits, topics."),
    "indicators": ("aimaq.cli.indicators", "Statistics: read, index."),
    "linkage": ("aimaq.cli.linkage", "Both together: join, correlate, regress."),
}


@click.group(
    cls=LazyGroup,
    commands_at=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="aimaq")
@click.option("-v", "--verbose", is_flag=True, help="Show what each part logs.")
def aimaq(*, verbose: bool) -> None:
    """From documents and regional statistics to a tested hypothesis.

    Every number can be followed back to the sentences and table cells it came from.
    """
    console.configure_logging(is_verbose=verbose)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code.

    Parameters
    ----------
    arguments : list of str, optional
        Words of the command; those of the process by default.

    Notes
    -----
    Exit codes: 0 done, 1 a problem the user can fix, 2 wrong usage, 3 a defect of
    aimaq, 130 interrupted.
    """
    try:
        code = aimaq.main(args=arguments, standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except (click.exceptions.Abort, KeyboardInterrupt):
        console.say("Interrupted. What was complete is kept; run again to go on.")
        sys.exit(EXIT_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_USAGE)
    except BrokenPipeError:
        # The reader (`| head`) has gone; nothing is left to tell it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        console.say(f"{error.filename or 'file system'}: {error.strerror or error}.")
        sys.exit(EXIT_PROBLEM)
    except Exception as error:  # noqa: BLE001 - the last line of the program
        sys.exit(_explain_last(error))


def _explain_last(error: Exception) -> int:
    """Tell a problem of the user from a defect of ours; give the exit code."""
    import traceback

    from ledger import ToolkitError

    if not isinstance(error, ToolkitError):
        traceback.print_exception(error)
        console.say("This is a defect of aimaq, not of your study. Please report it.")
        return EXIT_DEFECT
    if error.problems:
        console.show_problems(error.problems)
    else:
        console.say(str(error))
    return EXIT_PROBLEM

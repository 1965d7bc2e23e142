"""Which submissions a pull request changes, and what else it touches that a reviewer must look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from harness.ci.repository import Repository
from harness.faults import UserError
from harness.intake.names import is_about, split
from harness.text import printable

FOLDER = "submissions"
_HARMLESS = ("docs/", "tests/", "benchmarks/")
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Changes:
    """What lies between the merge base and HEAD. Submissions are named by their entry directly in `submissions/`."""

    base: str
    head: str
    submissions: tuple[str, ...]
    """Added or changed, and still there."""
    removed: tuple[str, ...]
    elsewhere: tuple[str, ...]
    """Changed paths that are no submission's and may decide grades."""

    def warnings(self) -> list[str]:
        """Sentences for whoever reads the summary."""
        found = []
        if self.elsewhere:
            count = len(self.elsewhere)
            what = "a file" if count == 1 else f"{count} files"
            found.append(
                f"This also changes {what} outside the submissions that may decide grades: {_named(self.elsewhere)}. "
                "Read that before trusting a score."
            )
        touched = sorted([*self.submissions, *self.removed])
        if len(touched) > 1:
            found.append(f"This touches {len(touched)} submissions, where one is expected: {_named(touched)}.")
        return found


def find_changes(repository: Repository, base: str) -> Changes:
    """What HEAD changes since it left the revision `base`.

    Raises `UserError` for a revision that is not there, a history without a common ancestor (a shallow clone), and a
    checkout without the folder `submissions/`.
    """
    head = repository.commit("HEAD")
    start = repository.merge_base(repository.commit(base), head)
    present = repository.entries(head, FOLDER)
    if not present and not repository.entries(start, FOLDER):
        raise UserError(
            f"This checkout has no folder {FOLDER}/.",
            f"Submissions lie in {FOLDER}/NAME/; `harness new NAME` makes one.",
        )
    return sort_changes(repository.changed(start, head), present, base=start, head=head)


def sort_changes(paths: Iterable[str], present: Sequence[str], *, base: str, head: str) -> Changes:
    """Sort changed paths into submissions and the rest; `present` are the entries of `submissions/` in HEAD."""
    touched: set[str] = set()
    elsewhere: set[str] = set()
    for path in paths:
        name = submission_of(path)
        if name is not None:
            touched.add(name)
        elif may_decide_grades(path):
            elsewhere.add(path)
    return Changes(
        base=base,
        head=head,
        submissions=tuple(sorted(touched & set(present))),
        removed=tuple(sorted(touched - set(present))),
        elsewhere=tuple(sorted(elsewhere)),
    )


def submission_of(path: str) -> str | None:
    """`alice` for `submissions/alice/q07.py`, `bob.zip` for `submissions/bob.zip`.

    None outside `submissions/`, for hidden entries in it, and for its own README and the like.
    """
    folder, _, below = path.partition("/")
    name, _, inside = below.partition("/")
    if folder != FOLDER or not name or name.startswith("."):
        return None
    return None if not inside and is_about(name) else name


def may_decide_grades(path: str) -> bool:
    """May a change of this path, which is no submission's, change what a submission scores?

    Everything may but what is listed here: a module in the root that hides an installed one decides as much as a
    metric does.
    """
    folder, _, name = path.rpartition("/")
    is_text = name.lower().endswith(".md") or (is_about(name) and split(name)[1] in {"", ".txt", ".rst"})
    return not path.startswith(_HARMLESS) and not (folder in {"", FOLDER} and is_text)


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(printable(name, 80) for name in names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return shown + (f" and {more} more" if more > 0 else "")

from __future__ import annotations

from pathlib import Path

import pytest
from git_checkouts import Checkout
from hypothesis import given
from hypothesis import strategies as st

from harness.ci.changes import Changes, find_changes, may_decide_grades, sort_changes, submission_of
from harness.ci.repository import Repository
from harness.faults import UserError


def changes_of(checkout: Checkout, base: str = "main") -> Changes:
    return find_changes(Repository(checkout.root), base)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("submissions/alice/q07.py", "alice"),
        ("submissions/alice/q07/__init__.py", "alice"),
        ("submissions/bob.zip", "bob.zip"),
        ("submissions/answers.ipynb", "answers.ipynb"),
        ("submissions/q07.py", "q07.py"),
        ("submissions/notes/q07.py", "notes"),
        ("submissions/README.md", None),
        ("submissions/.gitattributes", None),
        ("submissions/.hidden/q07.py", None),
        ("submissions", None),
        ("harness/submissions/alice/q07.py", None),
        ("submissions2/alice/q07.py", None),
    ],
)
def test_a_submission_is_an_entry_directly_in_its_folder(path: str, name: str | None) -> None:
    assert submission_of(path) == name


@pytest.mark.parametrize(
    ("path", "decides"),
    [
        ("harness/grading/scoring.py", True),
        ("reference/q07_language_model/solution.py", True),
        ("reference/q01_principles/solution.en.md", True),
        ("metrics/bleu.py", True),
        (".github/workflows/grade.yml", True),
        (".ci/run", True),
        ("Makefile", True),
        ("pyproject.toml", True),
        ("constraints.txt", True),
        ("torch.py", True),
        ("readme.py", True),
        (".gitattributes", True),
        ("submissions/.gitattributes", True),
        ("submissions", True),
        ("README.md", False),
        ("CHANGELOG.md", False),
        ("LICENSE", False),
        ("LICENSE.txt", False),
        ("submissions/README.md", False),
        ("docs/candidates.md", False),
        ("tests/unit/test_text.py", False),
        ("benchmarks/scale.py", False),
    ],
)
def test_all_but_texts_and_tests_may_decide_grades(path: str, decides: bool) -> None:
    assert may_decide_grades(path) is decides


def test_added_changed_and_renamed_submissions_are_found_and_removed_ones_are_named(tmp_path: Path) -> None:
    start = {f"submissions/{name}/q01.md": f"{name}'s answer\n" for name in ("changed", "removed", "same", "old_name")}
    checkout = Checkout(tmp_path / "repo", start)
    checkout.git("mv", "submissions/old_name", "submissions/new_name")
    checkout.commit(
        {
            "submissions/changed/q01.md": "better\n",
            "submissions/added/q07/__init__.py": "",
            "submissions/one.zip": b"PK",
        },
        removed=("submissions/removed/q01.md",),
    )
    found = changes_of(checkout)
    assert found.submissions == ("added", "changed", "new_name", "one.zip")
    assert found.removed == ("old_name", "removed")
    assert found.elsewhere == ()


def test_a_submission_that_loses_one_file_is_graded_not_removed(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "repo", {"submissions/a/q01.md": "one\n", "submissions/a/q07.py": "two\n"})
    checkout.commit({}, removed=("submissions/a/q07.py",))
    found = changes_of(checkout)
    assert (found.submissions, found.removed) == (("a",), ())


def test_what_others_did_on_the_base_meanwhile_is_not_a_change_of_this_branch(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "repo")
    checkout.commit({"submissions/alice/q01.md": "mine\n"})
    checkout.git("checkout", "--quiet", "main")
    checkout.commit({"submissions/bob/q01.md": "theirs\n", "harness/x.py": "1\n"})
    checkout.git("checkout", "--quiet", "work")
    found = changes_of(checkout)
    assert found.submissions == ("alice",)
    assert found.warnings() == []


def test_github_checks_out_a_merge_of_both_sides(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "repo")
    checkout.commit({"submissions/alice/q01.md": "mine\n"})
    checkout.git("checkout", "--quiet", "main")
    checkout.commit({"submissions/bob/q01.md": "theirs\n"})
    checkout.git("checkout", "--quiet", "--detach")
    checkout.git("merge", "--quiet", "--no-edit", "work")
    assert changes_of(checkout).submissions == ("alice",)


@pytest.mark.parametrize(
    "name",
    [
        "李雷",
        "two words",
        'quo"te',
        "new\nline",
        "tab\there",
        "-rf",
        "::error::forged",
        "$(touch x)",
        "\\",
        "*",
        "\udcff\udcfe",
    ],
)
def test_a_name_is_what_it_is_whatever_characters_it_has(tmp_path: Path, name: str) -> None:
    checkout = Checkout(tmp_path / "repo")
    checkout.commit({f"submissions/{name}/q01.md": "An answer.\n"})
    assert changes_of(checkout).submissions == (name,)


def test_what_may_decide_grades_is_warned_of_and_named_so_that_it_cannot_fool_a_terminal(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "repo")
    checkout.commit(
        {"harness/a\x1b[2J.py": "", "metrics/b.py": "", ".github/workflows/c.yml": "", "submissions/alice/q01.md": "x"}
    )
    [warning] = changes_of(checkout).warnings()
    assert "3 files" in warning
    assert "metrics/b.py" in warning
    assert "\\x1b[2J" in warning
    assert "\x1b" not in warning


def test_more_than_one_submission_is_warned_of(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "repo")
    checkout.commit({"submissions/bob/q01.md": "x"}, removed=("submissions/example/q01.md",))
    [warning] = changes_of(checkout).warnings()
    assert "2 submissions" in warning
    assert "bob, example" in warning


def test_of_many_files_a_few_are_named_and_the_rest_counted() -> None:
    paths = [f"harness/{number}.py" for number in range(40)]
    [warning] = sort_changes(paths, [], base="a", head="b").warnings()
    assert "40 files" in warning
    assert "and 35 more" in warning


def test_a_submodule_in_the_place_of_a_submission_is_a_change_of_it(tmp_path: Path) -> None:
    inner = Checkout(tmp_path / "inner")
    checkout = Checkout(tmp_path / "repo")
    revision = inner.git("rev-parse", "HEAD").strip()
    checkout.write({".gitmodules": '[submodule "x"]\n\tpath = submissions/x\n\turl = ./x\n\tignore = all\n'})
    checkout.git("add", ".gitmodules")
    checkout.git("update-index", "--add", "--cacheinfo", f"160000,{revision},submissions/x")
    checkout.git("commit", "--quiet", "-m", "submodule")
    checkout.git("update-index", "--cacheinfo", f"160000,{'1' * 40},submissions/x")
    checkout.git("commit", "--quiet", "-m", "another of its commits")
    assert changes_of(checkout, "HEAD~1").submissions == ("x",)


def test_without_the_folder_there_is_nothing_to_do(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "repo", {"README.md": "hello\n"})
    with pytest.raises(UserError, match="no folder submissions/") as caught:
        changes_of(checkout)
    assert "harness new" in caught.value.remedy


def test_the_last_submission_may_be_removed(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "repo", {"submissions/a/q01.md": "x", "README.md": "y"})
    checkout.commit({}, removed=("submissions/a/q01.md",))
    assert changes_of(checkout).removed == ("a",)


PARTS = st.sampled_from(["submissions", "harness", "docs", "a", "b.zip", "README.md", ".x"])


@given(
    paths=st.lists(st.lists(PARTS, min_size=1, max_size=4).map("/".join)),
    present=st.sets(st.sampled_from(["a", "b.zip", "harness", "docs", "submissions"])),
)
def test_every_path_is_a_submissions_or_reported_or_harmless(paths: list[str], present: set[str]) -> None:
    found = sort_changes(paths, sorted(present), base="a", head="b")
    assert set(found.submissions) <= present
    assert not set(found.removed) & present
    for path in paths:
        name = submission_of(path)
        if name is not None:
            assert (name in found.submissions) != (name in found.removed)
            assert path not in found.elsewhere
        else:
            assert (path in found.elsewhere) == may_decide_grades(path)

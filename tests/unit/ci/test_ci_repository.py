"""Git is asked without anything of the repository's own being run, and each mistake is a sentence with its remedy."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from git_checkouts import Checkout

from harness.ci.changes import find_changes
from harness.ci.repository import Repository
from harness.faults import UserError


def test_any_folder_of_the_checkout_will_do(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "repo")
    assert Repository(checkout.root / "submissions" / "example").root == checkout.root


@pytest.mark.parametrize("inside", ["plain", "not there"])
def test_outside_a_checkout(tmp_path: Path, inside: str) -> None:
    (tmp_path / "plain").mkdir()
    with pytest.raises(UserError, match="in no git checkout") as caught:
        Repository(tmp_path / inside)
    assert "--repository" in caught.value.remedy


@pytest.mark.parametrize(
    "revision", ["nowhere", "", "--help", "-v", "--output=pwned", "HEAD:submissions", "main..work"]
)
def test_a_revision_that_is_not_there(tmp_path: Path, revision: str) -> None:
    checkout = Checkout(tmp_path / "repo")
    with pytest.raises(UserError, match="There is no revision") as caught:
        find_changes(Repository(checkout.root), revision)
    assert "origin/main" in caught.value.remedy
    assert sorted(path.name for path in checkout.root.iterdir()) == [".git", "submissions"]


def test_a_shallow_clone_without_the_base(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "repo")
    checkout.commit({"submissions/alice/q01.md": "x"})
    clone = shallow_clone(checkout, tmp_path / "clone")
    with pytest.raises(UserError, match="There is no revision") as caught:
        find_changes(clone, checkout.git("rev-parse", "main").strip())
    assert "fetch-depth: 0" in caught.value.remedy


def test_a_shallow_clone_without_the_common_ancestor(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "repo")
    checkout.commit({"submissions/alice/q01.md": "x"})
    checkout.git("checkout", "--quiet", "main")
    checkout.commit({"submissions/bob/q01.md": "x"})
    checkout.git("checkout", "--quiet", "work")
    clone = shallow_clone(checkout, tmp_path / "clone", "--no-single-branch")
    with pytest.raises(UserError, match="no common ancestor") as caught:
        find_changes(clone, "origin/main")
    assert "git fetch --unshallow" in caught.value.remedy


def test_unrelated_histories(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "repo")
    checkout.git("checkout", "--quiet", "--orphan", "other")
    checkout.commit({"submissions/alice/q01.md": "x"})
    with pytest.raises(UserError, match="no common ancestor") as caught:
        find_changes(Repository(checkout.root), "main")
    assert "shallow" not in caught.value.remedy


def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout = Checkout(tmp_path / "repo")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError, match="no program `git`"):
        Repository(checkout.root)


def test_programs_that_the_repository_names_are_not_run(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho $0 >>{marker}\n")
    program.chmod(0o755)
    checkout = Checkout(
        tmp_path / "repo", {"submissions/a/q01.md": "one\n", ".gitattributes": "*.md diff=x filter=x\n"}
    )
    checkout.commit({"submissions/a/q01.md": "two\n"})
    for setting in (
        "core.fsmonitor", "core.pager", "diff.external", "diff.x.textconv", "diff.x.command", "filter.x.clean",
        "filter.x.smudge", "filter.x.process",
    ):  # fmt: skip
        checkout.git("config", setting, str(program))
    hooks = checkout.root / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("post-index-change", "reference-transaction"):
        (hooks / hook).symlink_to(program)
    assert find_changes(Repository(checkout.root), "main").submissions == ("a",)
    assert not marker.exists()
    subprocess.run(["git", "-C", str(checkout.root), "status"], capture_output=True, check=False)
    assert marker.exists(), "the settings do run the program where git is asked without care"


def test_the_callers_own_repository_is_not_the_one_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Checkout(tmp_path / "other")
    checkout = Checkout(tmp_path / "repo")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    assert Repository(checkout.root).root == checkout.root


def test_replaced_objects_are_seen_as_they_were_committed(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "repo")
    checkout.commit({"submissions/a/q01.md": "x", "harness/grading/scoring.py": "cheat"})
    checkout.git(
        "replace", checkout.git("rev-parse", "HEAD^{tree}").strip(), checkout.git("rev-parse", "main^{tree}").strip()
    )
    found = find_changes(Repository(checkout.root), "main")
    assert found.submissions == ("a",)
    assert found.elsewhere == ("harness/grading/scoring.py",)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_checkout_of_another_user_is_read(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "repo")
    checkout.commit({"submissions/a/q01.md": "x"})
    os.chown(checkout.root, 12345, 12345)
    os.chown(checkout.root / ".git", 12345, 12345)
    with pytest.raises(subprocess.CalledProcessError):
        checkout.git("status")
    assert find_changes(Repository(checkout.root), "main").submissions == ("a",)


def shallow_clone(checkout: Checkout, target: Path, *options: str) -> Repository:
    checkout.git("clone", "--quiet", "--depth=1", *options, f"file://{checkout.root}", str(target))
    return Repository(target)

"""What is decided from the host's state: the floor, cgroups, owners, what may be read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from harness.faults import UserError
from harness.sandbox import cgroup, owner, switched_off
from harness.sandbox.ground import closed_to_others
from harness.sandbox.holdings import scratch_full
from harness.sandbox.landlock import readable_without
from harness.sandbox.policy import LAYERS, degradations, missing_properties, namespace_remedy

ALL = dict.fromkeys(LAYERS, "yes") | {"landlock": "yes, version 7"}
USER = ("own_uid", "network_namespace", "pid_namespace", "ipc_namespace", "user_namespace", "view")


def without(*layers: str, **changed: str) -> dict[str, str]:
    return ALL | dict.fromkeys(layers, "no (test)") | changed


@pytest.mark.parametrize(
    ("layers", "missing"),
    [
        (ALL, []),
        (without("landlock", "cgroup"), []),
        (without(*USER), []),
        (without(*USER, landlock="yes, version 5", own_uid="yes"), []),
        (without(*USER, "landlock"), ["files", "other processes"]),
        (without(*USER, landlock="yes, version 2"), ["files", "other processes"]),
        (without(*USER, landlock="yes, version 5"), ["other processes"]),
        (without("seccomp"), ["kernel surface"]),
        (without(*USER, "seccomp"), ["network", "other processes", "kill-all", "kernel surface"]),
        (without("cgroup", "limits"), ["memory"]),
        (without("cgroup", "process_limit"), ["processes"]),
        (without("process_limit"), []),
        (without("capabilities"), ["privileges"]),
        (
            {},
            ["files", "network", "other processes", "kill-all", "memory", "processes", "privileges", "kernel surface"],
        ),
    ],
)
def test_the_floor_is_held_property_by_property(layers: dict[str, str], missing: list[str]) -> None:
    assert [phrase.partition(":")[0] for phrase in missing_properties(layers)] == missing


def test_a_full_set_of_layers_is_not_degraded_and_each_gap_has_its_sentence() -> None:
    assert degradations(ALL) == []
    assert len(degradations(without("view", "cgroup", "landlock"))) == 3


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"kernel/apparmor_restrict_unprivileged_userns": "1"}, "kernel.apparmor_restrict_unprivileged_userns=0"),
        ({"kernel/apparmor_restrict_unprivileged_userns": "0", "kernel/unprivileged_userns_clone": "0"},
         "kernel.unprivileged_userns_clone=1"),
        ({"user/max_user_namespaces": "0"}, "user.max_user_namespaces=15000"),
        ({"user/max_user_namespaces": "62000"}, "--cap-add SYS_ADMIN"),
        ({}, "--cap-add SYS_ADMIN"),
    ],
)  # fmt: skip
def test_the_setting_that_forbids_namespaces_is_named(tmp_path: Path, settings: dict[str, str], told: str) -> None:
    for name, value in settings.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(value + "\n")
    assert told in namespace_remedy(tmp_path)


@pytest.mark.parametrize(
    ("text", "names"),
    [(None, set()), ("", set()), ("cgroup", {"cgroup"}), (" namespaces, cgroup,", {"namespaces", "cgroup"})],
)
def test_layers_are_switched_off_by_the_environment(text: str | None, names: set[str]) -> None:
    assert switched_off({} if text is None else {"HARNESS_SANDBOX_OFF": text}) == names


def test_a_layer_that_does_not_exist_cannot_be_switched_off() -> None:
    with pytest.raises(UserError, match="names no layer that can be switched off: cgroups") as refusal:
        switched_off({"HARNESS_SANDBOX_OFF": "namespaces,cgroups"})
    assert "namespaces, cgroup, landlock, seccomp" in refusal.value.remedy


def test_a_process_that_ended_owns_nothing_and_a_reused_pid_is_another_owner() -> None:
    assert not owner.is_gone(owner.tag())
    pid, _, start = owner.tag().partition("-")
    assert owner.is_gone(f"{pid}-{int(start) + 1}")
    ended = subprocess.run(
        [sys.executable, "-c", "from harness.sandbox import owner; print(owner.tag())"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert owner.is_gone(ended.stdout.strip())


def unified(folder: Path, *, controllers: str, handed_down: str, processes: str) -> Path:
    """A version-2 group as the kernel shows one, without the kernel behind it."""
    (folder / "cgroup.controllers").write_text(controllers)
    (folder / "cgroup.subtree_control").write_text(handed_down)
    (folder / "cgroup.procs").write_text(processes)
    return folder


def test_a_delegated_group_hands_its_controllers_down_once_the_grader_has_moved(tmp_path: Path) -> None:
    group = unified(tmp_path, controllers="cpu memory pids", handed_down="", processes=f"{os.getpid()}\n")
    assert cgroup.make_room(group) is None
    assert (group / "harness-grader" / "cgroup.procs").read_text() == str(os.getpid())
    assert (group / "cgroup.subtree_control").read_text() == "+cpu +memory +pids"


def test_a_group_that_hands_down_already_is_left_alone(tmp_path: Path) -> None:
    group = unified(tmp_path, controllers="memory pids", handed_down="memory pids", processes="")
    assert cgroup.make_room(group) is None
    assert not (group / "harness-grader").exists()


@pytest.mark.parametrize(
    ("controllers", "processes", "reason"),
    [("cpu", "", "delegates no memory"), ("memory pids", f"{os.getpid()}\n1\n", "shares its cgroup")],
    ids=["no memory", "shared"],
)
def test_why_no_group_can_be_made(tmp_path: Path, controllers: str, processes: str, reason: str) -> None:
    refusal = cgroup.make_room(unified(tmp_path, controllers=controllers, handed_down="", processes=processes))
    assert refusal is not None
    assert reason in refusal


def test_groups_of_dead_graders_are_swept_and_others_stay(tmp_path: Path) -> None:
    dead, living, foreign = tmp_path / "harness-1-1-5", tmp_path / f"harness-{owner.tag()}-5", tmp_path / "docker-1-1-5"
    for folder in (dead, living, foreign):
        folder.mkdir()
    cgroup.sweep(cgroup.Hierarchy(1, (tmp_path,)))
    assert not dead.exists()
    assert living.exists()
    assert foreign.exists()


def test_landlock_rules_allow_around_what_is_hidden(tmp_path: Path) -> None:
    for folder in ("site/bank/q07", "site/torch", "lib"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "site/six.py").touch()
    read, list_only = readable_without([tmp_path / "site", tmp_path / "lib"], [tmp_path / "site/bank"])
    assert sorted(read) == sorted(str(tmp_path / name) for name in ("site/torch", "site/six.py", "lib"))
    assert list_only == [str(tmp_path / "site")]


def test_nothing_below_something_hidden_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "bank/q07").mkdir(parents=True)
    assert readable_without([tmp_path / "bank/q07"], [tmp_path / "bank"]) == ([], [])


def test_a_folder_that_only_its_owner_may_enter_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "private" / "resource"
    inner.mkdir(parents=True)
    inner.chmod(0o755)
    (tmp_path / "private").chmod(0o700)
    assert closed_to_others([inner], above=False) is None
    assert closed_to_others([inner], above=True) == tmp_path / "private"


def test_a_scratch_folder_is_full_by_bytes_or_by_files(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * (1 << 20))
    assert scratch_full(tmp_path, 0, [])
    assert not scratch_full(tmp_path, 2, [])
    for number in range(20_001):
        (tmp_path / str(number)).touch()
    assert scratch_full(tmp_path, 2, [])

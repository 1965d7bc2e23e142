"""What an answer must not reach: the key, the host's files, others' processes, the network, the next session."""

from __future__ import annotations

import contextlib
import ctypes
import dataclasses
import os
import resource
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sandbox_answers import Open, an_answer, solution

import harness
from harness.faults import CandidateFault
from harness.question import Limits
from harness.sandbox import AnswerCode, Sandbox, SandboxOptions

REPOSITORY = Path(harness.__file__).parent.parent
TRY = """
def attempt(action):
    try:
        return repr(action())
    except BaseException as error:
        return type(error).__name__
"""


def run(opened: Open, body: str, value: Any = None, **limits: Any) -> Any:
    return opened(solution(body, top=TRY), **limits).call("run", [value], limit_s=10)


@pytest.fixture
def listener() -> Iterator[tuple[str, int]]:
    """A service of the host on loopback that counts who comes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()


def test_hidden_files_cannot_be_read_or_listed(opened: Open, shown: Path) -> None:
    hidden = [
        shown / "secret" / "key.txt",
        shown / "secret",
        REPOSITORY / "harness" / "faults.py",
        REPOSITORY / "reference",
        REPOSITORY / "pyproject.toml",
        Path("/etc/passwd"),
        Path("/etc/hostname"),
        Path("/root"),
        Path("/home"),
        Path("/proc/1/root") / (shown / "secret/key.txt").relative_to("/"),
        Path("/"),
    ]
    body = """
    import os
    read = lambda path: attempt(lambda: os.listdir(path) if os.path.isdir(path) else open(path).read())
    return [read(path) for path in value]
    """
    seen = run(opened, body, [str(path) for path in hidden])
    assert set(seen) <= {"FileNotFoundError", "PermissionError", "NotADirectoryError"}, dict(
        zip(hidden, seen, strict=True)
    )


def test_nothing_can_be_written_but_in_the_scratch_folder(opened: Open, shown: Path) -> None:
    body = """
    import os, sys, torch
    places = [value, '/usr/x', os.path.dirname(torch.__file__) + '/x', sys.prefix + '/x', '/x', '/etc/x', '/dev/x']
    return [attempt(lambda: open(place, 'w')) for place in places] + [attempt(lambda: open('x', 'w').close())]
    """
    *refused, allowed = run(opened, body, str(shown / "resource" / "weights.txt"))
    assert set(refused) <= {"OSError", "PermissionError", "FileNotFoundError"}
    assert allowed == "None"
    assert (shown / "resource" / "weights.txt").read_text() == "weights"


def test_other_processes_cannot_be_looked_into_or_signalled(opened: Open, sandbox: Sandbox) -> None:
    body = """
    import os, ctypes
    libc = ctypes.CDLL(None, use_errno=True)
    out = [attempt(lambda: os.kill(value, 0)), libc.ptrace(16, value, 0, 0)]
    for name in ('mem', 'environ', 'maps', 'cmdline', 'fd', 'root'):
        path = f'/proc/{value}/{name}'
        out.append(attempt(lambda: os.listdir(path) if name in ('fd', 'root') else open(path, 'rb').read(1)))
    return out
    """
    kill, ptrace, *files = run(opened, body, os.getpid())
    assert kill in ("ProcessLookupError", "PermissionError")
    assert ptrace == -1
    assert set(files) <= {"FileNotFoundError", "PermissionError"}


def test_the_servers_command_line_and_environment_tell_nothing(opened: Open) -> None:
    body = "return (open('/proc/self/cmdline').read() + open('/proc/self/environ').read())"
    told = run(opened, body)
    assert str(REPOSITORY / "reference") not in told
    assert "PYTEST" not in told


def test_the_network_cannot_be_reached(opened: Open, listener: tuple[str, int]) -> None:
    body = """
    import socket
    def connect(family, address):
        with socket.socket(family) as s:
            s.settimeout(1); s.connect(address)
    tries = [lambda: connect(socket.AF_INET, (value[0], value[1])), lambda: connect(socket.AF_INET, ('192.0.2.1', 80)),
             lambda: connect(socket.AF_INET6, ('::1', value[1])), lambda: socket.getaddrinfo('example.org', 80),
             lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW), lambda: socket.socket(socket.AF_VSOCK),
             lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', (value[0], 53)),
             lambda: connect(socket.AF_UNIX, '\\0abstract'), lambda: connect(socket.AF_UNIX, '/run/docker.sock')]
    return [attempt(action) for action in tries]
    """
    assert not {"None", "1"} & set(run(opened, body, list(listener)))


def test_the_hosts_abstract_sockets_are_out_of_reach(opened: Open) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0sandbox-test-{os.getpid()}")
        server.listen()
        body = "import socket\nreturn attempt(lambda: socket.socket(socket.AF_UNIX).connect(value))"
        assert run(opened, body, f"\0sandbox-test-{os.getpid()}") in (
            "ConnectionRefusedError",
            "OSError",
            "PermissionError",
        )


def test_dangerous_system_calls_are_refused(opened: Open) -> None:
    body = """
    import ctypes, errno, os
    libc = ctypes.CDLL(None, use_errno=True)
    def call(name, *arguments):
        ctypes.set_errno(0)
        return [getattr(libc, name)(*arguments), errno.errorcode.get(ctypes.get_errno())]
    return [call('mount', b'none', b'/tmp', b'tmpfs', 0, None), call('unshare', 0x10000000), call('unshare', 0x20000),
            call('setns', 3, 0), call('ptrace', 0, 0, 0, 0), call('umount2', b'/proc', 2), call('chroot', b'/'),
            call('setgid', 0) if os.getgid() else [-1, 'EPERM']]
    """
    for result, error in run(opened, body):
        assert result == -1
        assert error in ("EPERM", "EINVAL")  # EINVAL: a user namespace has no such group


def test_no_privilege_is_left(opened: Open, sandbox: Sandbox) -> None:
    status = dict(
        line.split(":\t", 1)
        for line in run(opened, "return open('/proc/self/status').read()").splitlines()
        if ":\t" in line
    )
    assert {status[name] for name in ("CapInh", "CapPrm", "CapEff", "CapAmb")} == {"0" * 16}
    assert status["NoNewPrivs"] == "1"
    assert status["Seccomp"] == "2"
    if sandbox.layers["own_uid"] == "yes":
        assert set(status["Uid"].split()) != {str(os.getuid())}


def test_only_the_standard_descriptors_and_the_socket_are_inherited(opened: Open) -> None:
    body = "import os\nreturn [n for n in range(256) if attempt(lambda: os.fstat(n)) != 'OSError']"
    assert run(opened, body) == [0, 1, 2, 3]


def test_one_session_leaves_nothing_for_the_next(sandbox: Sandbox, shown: Path) -> None:
    spoil = """
    import builtins, json, os, random, sys, tempfile, torch
    torch.ones = lambda *a: 'spoilt'; json.dumps = None; builtins.abs = None; sys.path.insert(0, os.getcwd())
    for folder in {os.getcwd(), tempfile.gettempdir(), '/tmp', '/dev/shm', os.path.expanduser('~')}:
        attempt(lambda: open(folder + '/left', 'w').close())
    return 0
    """
    look = """
    import json, os, tempfile, torch
    places = {os.getcwd(), tempfile.gettempdir(), '/tmp', '/dev/shm', os.path.expanduser('~')}
    return [len(torch.ones(2)) * abs(1), json.dumps(1), [p for p in places if os.path.exists(p + '/left')]]
    """
    for body, expected in ((spoil, 0), (look, [2, "1", []])):
        with sandbox.open(an_answer(solution(body, top=TRY), shown), Limits()) as session:
            session.load()
            session.construct(0)
            assert session.call("run", [0], limit_s=10) == expected


def test_sessions_side_by_side_cannot_see_each_other(sandbox: Sandbox, shown: Path) -> None:
    body = "import os\nopen('mine', 'w').write(value)\nreturn [os.getcwd(), os.getuid(), os.listdir('.')]"
    with (
        sandbox.open(an_answer(solution(body), shown), Limits()) as one,
        sandbox.open(an_answer(solution("import os\nreturn os.path.exists(value)"), shown), Limits()) as two,
    ):
        for session in (one, two):
            session.load()
            session.construct(0)
        folder, _, names = one.call("run", ["x"], limit_s=5)
        assert "mine" in names
        if sandbox.layers["view"] == "yes":
            assert two.call("run", [folder + "/mine"], limit_s=5) is False


def test_a_daemon_does_not_outlive_its_session(sandbox: Sandbox, shown: Path) -> None:
    mark = f"daemon-of-{os.getpid()}-{threading.get_ident()}"
    body = f"""
    import os, sys, time
    for _ in range(3):
        if os.fork() == 0:
            attempt(os.setsid)
            if os.fork() == 0:
                for descriptor in range(10): attempt(lambda: os.close(descriptor))
                os.execv(sys.executable, [sys.executable, '-c', 'import time; time.sleep(99)', '{mark}'])
            os._exit(0)
    time.sleep(0.5)
    return 0
    """
    with sandbox.open(an_answer(solution(body, top=TRY), shown), Limits()) as session:
        session.load()
        session.construct(0)
        session.call("run", [0], limit_s=10)
        assert len(processes_with(mark)) == 3
    assert processes_with(mark) == []


def processes_with(mark: str) -> list[str]:
    """The pids, as the host numbers them, of processes with `mark` on their command line."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and folder.name != str(os.getpid()):
            try:
                if mark.encode() in (folder / "cmdline").read_bytes():
                    found.append(folder.name)
            except OSError:
                continue
    return found


def test_the_graders_limits_and_place_among_processes_cannot_be_changed(opened: Open) -> None:
    before = (resource.getrlimit(resource.RLIMIT_CPU), os.sched_getaffinity(0), os.getpriority(os.PRIO_PROCESS, 0))
    body = """
    import os, resource
    return [attempt(lambda: resource.prlimit(value, resource.RLIMIT_CPU, (3600, 3600))),
            attempt(lambda: os.sched_setaffinity(value, [0])), attempt(lambda: os.setpriority(0, value, 19))]
    """
    assert set(run(opened, body, os.getpid())) <= {"ProcessLookupError", "PermissionError"}
    after = (resource.getrlimit(resource.RLIMIT_CPU), os.sched_getaffinity(0), os.getpriority(os.PRIO_PROCESS, 0))
    assert after == before


def test_attributes_of_the_hosts_files_stay(opened: Open, shown: Path) -> None:
    """Landlock does not know them, and without a view the user's own files are a path away."""
    files = [shown / "resource" / "weights.txt", shown / "secret" / "key.txt"]
    before = [(file.stat().st_mode, file.stat().st_mtime_ns, file.stat().st_uid) for file in files]
    body = """
    import os
    for path in value:
        attempt(lambda: os.chmod(path, 0)); attempt(lambda: os.utime(path, (1, 1)))
        attempt(lambda: os.chown(path, 1, 1)); attempt(lambda: os.setxattr(path, 'user.x', b'x'))
        attempt(lambda: os.fchmod(os.open(path, os.O_RDONLY), 0))
    """
    run(opened, body, [str(file) for file in files])
    assert [(file.stat().st_mode, file.stat().st_mtime_ns, file.stat().st_uid) for file in files] == before
    assert all(os.listxattr(file) == [] for file in files)


def test_files_can_be_copied_with_their_attributes_all_the_same(opened: Open) -> None:
    body = "import shutil\nopen('a', 'w').write('x'); shutil.copy2('a', 'b')\nreturn open('b').read()"
    assert run(opened, body) == "x"


def test_the_hosts_shared_memory_is_out_of_reach(opened: Open) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    segment = libc.shmget(0, 4096, 0o1666)  # IPC_PRIVATE; IPC_CREAT with every right for everybody
    assert segment >= 0
    try:
        body = """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        libc.shmat.restype = ctypes.c_long
        return [libc.shmat(value, None, 0), libc.shmctl(value, 0, None), libc.inotify_init1(0)]
        """
        assert run(opened, body, segment) == [-1, -1, -1]
        assert libc.shmctl(segment, 2, ctypes.create_string_buffer(256)) == 0  # IPC_STAT: still there
    finally:
        libc.shmctl(segment, 0, None)


def descriptors_of(path: Path) -> int:
    """How many of this process's descriptors lead to a file. (Watching a session opens others, for a moment each.)"""
    found = 0
    for link in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            found += link.readlink() == path
    return found


def test_descriptors_sent_to_the_grader_do_not_stay_with_it(opened: Open) -> None:
    session = opened(
        solution(
            """
            import array, os, socket
            files = array.array('i', [os.open('/dev/null', os.O_RDONLY)] * 100)
            line = socket.socket(fileno=os.dup(3))
            def send(): line.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, files)])
            return attempt(send)
            """,
            top=TRY,
        )
    )
    sent = Path("/dev/null")
    before = descriptors_of(sent)
    with contextlib.suppress(CandidateFault):
        session.call("run", [0], limit_s=2)
    assert descriptors_of(sent) == before


@pytest.mark.parametrize("how", ["SHUT_RD", "SHUT_WR", "SHUT_RDWR"])
def test_a_socket_that_was_shut_down_ends_the_session_and_nothing_else(opened: Open, how: str) -> None:
    session = opened(solution(f"import socket\nsocket.socket(fileno=3).shutdown(socket.{how})\nreturn 1"))
    with pytest.raises(CandidateFault) as caught:
        session.call("run", [0], limit_s=10)
        session.call("run", [0], limit_s=10)
    assert caught.value.kind == "died"


def test_an_answer_that_comes_before_its_question_is_refused(opened: Open) -> None:
    early = """
    import threading, os
    threading.Timer(0.2, lambda: os.write(3, bytes(9))).start()
    return 1
    """
    session = opened(solution(early))
    assert session.call("run", [0], limit_s=10) == 1
    time.sleep(1)
    with pytest.raises(CandidateFault, match="answered before it was asked"):
        session.call("run", [0], limit_s=10)
    assert not session.alive


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user owns none of the machine's switches")
def test_the_machines_switches_are_closed_to_roots_sessions_without_a_uid_of_their_own(shown: Path) -> None:
    """Uid 0 may write to them whatever its capabilities, and Landlock is not there on every kernel."""
    with Sandbox(SandboxOptions(off=frozenset({"landlock"}))) as sandbox:
        sandbox._ground = dataclasses.replace(sandbox._ground, others_cannot_enter=Path("/nowhere"))
        sandbox.layers = {**sandbox.layers, "own_uid": "no (test)", "process_limit": "no (test)"}
        body = """
        import os
        names = ('sys/kernel/core_pattern', 'sys/vm/drop_caches', 'sys/kernel/hostname')
        return [os.getuid(), *(attempt(lambda: os.open('/proc/' + name, os.O_WRONLY)) for name in names)]
        """
        with sandbox.open(
            AnswerCode(
                module="q07",
                files={
                    "q07.py": solution(body, top=TRY)
                    .replace(", model_dir, base_url", "")
                    .replace("self.model_dir = model_dir", "pass")
                    .encode()
                },
                methods={"run": ("value",)},
                resources={},
            ),
            Limits(),
        ) as session:
            session.load()
            session.construct(0)
            uid, *tries = session.call("run", [0], limit_s=10)
    assert uid == 0
    assert set(tries) <= {"OSError", "PermissionError"}

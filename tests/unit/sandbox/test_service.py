"""An answer may be let reach one service of the grader's, and then reaches nothing else."""

from __future__ import annotations

import http.server
import os
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sandbox_answers import echo

from harness.faults import UserError
from harness.question import Limits
from harness.sandbox import AnswerCode, Sandbox, SandboxOptions, SandboxSession

ANSWER = """
import http.client, socket, urllib.request

def attempt(action):
    try:
        return repr(action())
    except BaseException as error:
        return type(error).__name__

class Solution:
    def __init__(self, *, seed, device): pass
    def run(self, value):
"""


class Echo(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture
def other() -> Iterator[tuple[int, list[socket.socket]]]:
    """Another service on the host's loopback, and who came."""
    came: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            try:
                while True:
                    came.append(server.accept()[0])
            except OSError:
                return

        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1], came
        server.shutdown(socket.SHUT_RDWR)
    for line in came:
        line.close()


def opened(sandbox: Sandbox, body: str, port: int) -> SandboxSession:
    code = ANSWER + "\n".join(" " * 8 + line for line in body.strip().splitlines())
    session = sandbox.open(
        AnswerCode(
            module="q07",
            files={"q07.py": code.encode()},
            methods={"run": ("value",)},
            resources={},
            service_port=port,
        ),
        Limits(),
    )
    session.load()
    session.construct(0)
    return session


def run(sandbox: Sandbox, body: str, port: int, value: Any = None) -> Any:
    with opened(sandbox, body, port) as session:
        return session.call("run", [value], limit_s=20)


def test_requests_large_and_many_reach_the_service(sandbox: Sandbox, service: int) -> None:
    body = """
replies = []
for size in (1, 3_000_000, *([10] * 40)):
    with urllib.request.urlopen(f'http://127.0.0.1:{value}/', data=b'x' * size, timeout=10) as reply:
        replies.append(len(reply.read()))
line = http.client.HTTPConnection('127.0.0.1', value)
for size in (5, 6):
    line.request('POST', '/', body=b'y' * size)
    replies.append(len(line.getresponse().read()))
return replies
"""
    assert run(sandbox, body, service, service) == [1, 3_000_000, *([10] * 40), 5, 6]


def test_connections_side_by_side_are_carried_apart(sandbox: Sandbox, service: int) -> None:
    body = """
from concurrent.futures import ThreadPoolExecutor
def ask(number):
    data = str(number).encode() * 10_000
    with urllib.request.urlopen(f'http://127.0.0.1:{value}/', data=data, timeout=15) as reply:
        return reply.read() == data
with ThreadPoolExecutor(8) as pool:
    return list(pool.map(ask, range(24)))
"""
    assert run(sandbox, body, service, service) == [True] * 24


def test_nothing_else_becomes_reachable(sandbox: Sandbox, service: int, other: tuple[int, list[socket.socket]]) -> None:
    other_port, came = other
    body = """
def connect(address, family=socket.AF_INET, kind=socket.SOCK_STREAM, protocol=0):
    with socket.socket(family, kind, protocol) as s:
        s.settimeout(3); s.connect(address)
service, other, name = value
def fast_open(port):
    with socket.socket() as s: s.sendto(b'x', socket.MSG_FASTOPEN, ('127.0.0.1', port))
def after_the_service():
    with socket.socket() as s:
        s.connect(('127.0.0.1', service)); s.shutdown(2); s.connect(('127.0.0.1', other))
tries = [
    lambda: connect(('127.0.0.1', other)), lambda: connect(('192.0.2.1', 80)), lambda: connect(('192.0.2.1', service)),
    lambda: connect(('127.0.0.2', service)), lambda: connect(('::1', service), socket.AF_INET6),
    lambda: connect(('127.0.0.1', service), kind=socket.SOCK_DGRAM),
    lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', service)),
    lambda: connect(('127.0.0.1', other), protocol=262), lambda: connect(('127.0.0.1', other), protocol=132),
    lambda: connect(name, socket.AF_UNIX), lambda: connect('/run/docker.sock', socket.AF_UNIX),
    lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW), lambda: socket.socket(socket.AF_VSOCK),
    lambda: fast_open(other), after_the_service, lambda: socket.getaddrinfo('example.org', 80),
]
return [attempt(action) for action in tries]
"""
    with socket.socket(socket.AF_UNIX) as abstract:
        name = f"\0service-test-{os.getpid()}"
        abstract.bind(name)
        abstract.listen()
        tries = run(sandbox, body, service, [service, other_port, name])
    assert all(outcome.isidentifier() and outcome != "None" for outcome in tries), tries
    assert came == []


def test_nobody_can_come_in(sandbox: Sandbox, service: int) -> None:
    body = """
def listening(first):
    s = socket.socket()
    if first: s.connect(('127.0.0.1', value)); s.shutdown(2)
    s.listen(); self.kept = s
    return s.getsockname()[1]
def bound():
    s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(); self.kept = s
    return s.getsockname()[1]
return [attempt(bound), attempt(lambda: listening(True)), attempt(lambda: listening(False))]
"""
    with opened(sandbox, body, service) as session:
        for outcome in session.call("run", [service], limit_s=20):
            if outcome.isdigit():  # in a network of its own it may listen as it likes
                with pytest.raises(OSError), socket.create_connection(("127.0.0.1", int(outcome)), timeout=1):
                    pass


def test_a_session_without_a_service_has_no_such_socket(sandbox: Sandbox, service: int) -> None:
    session = sandbox.open(
        AnswerCode(
            module="q07",
            files={"q07.py": (ANSWER + "        return attempt(socket.socket)").encode()},
            methods={"run": ("value",)},
            resources={},
        ),
        Limits(),
    )
    with session:
        session.load()
        session.construct(0)
        assert session.call("run", [0], limit_s=10) == "OSError"


def test_connections_left_open_end_with_the_session(sandbox: Sandbox, service: int) -> None:
    echo(sandbox)
    threads = {thread for thread in threading.enumerate() if "process_request" not in thread.name}
    body = """
self.kept = [socket.create_connection(('127.0.0.1', value)) for _ in range(20)]
for line in self.kept[:5]: line.send(b'POST / HTTP/1.1\\r\\n')
return len(self.kept)
"""
    before = sum(1 for _ in os.scandir("/proc/self/fd"))
    session = opened(sandbox, body, service)
    assert session.call("run", [service], limit_s=20) == 20
    session.close()

    def left() -> int:
        now = [thread for thread in threading.enumerate() if thread not in threads]
        return sum("process_request" not in thread.name for thread in now)

    deadline = threading.Event()
    for _ in range(100):
        if not left() and sum(1 for _ in os.scandir("/proc/self/fd")) <= before:
            break
        deadline.wait(0.1)
    assert left() == 0
    assert sum(1 for _ in os.scandir("/proc/self/fd")) <= before


@pytest.mark.slow
def test_where_no_way_is_left_it_is_refused_with_a_remedy(service: int) -> None:
    with Sandbox(SandboxOptions(off=frozenset({"namespaces", "seccomp"}), unsafe=True)) as sandbox:
        with pytest.raises(UserError, match="nothing else") as refusal:
            opened(sandbox, "return 1", service)
        assert "user namespaces" in refusal.value.remedy
        assert echo(sandbox) == 1

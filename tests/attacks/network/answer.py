"""Reaches for the network: the host's services on loopback, abstract and ordinary Unix sockets, DNS, vsock, outside."""

import os
import socket
import struct

from .surroundings import TOLD, Fallback, attempt


def connect(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as sock:
        sock.settimeout(0.3)
        sock.connect(address)
        return True


def send(family, address):
    with socket.socket(family, socket.SOCK_DGRAM) as sock:
        sock.sendto(b"a datagram", address)
        return True


def listen():
    with socket.socket() as sock:
        sock.bind(("0.0.0.0", 0))
        sock.listen()
        return sock.getsockname()


class Solution(Fallback):
    def predict(self, texts):
        tcp, udp = tuple(TOLD["tcp"]), tuple(TOLD["udp"])
        for host in ("127.0.0.1", "0.0.0.0", "localhost", "127.0.0.2"):
            attempt(f"tcp {host}", lambda host=host: connect(socket.AF_INET, (host, tcp[1])))
        attempt("tcp mapped", lambda: connect(socket.AF_INET6, ("::ffff:127.0.0.1", tcp[1])))
        attempt("udp", lambda: send(socket.AF_INET, udp))
        attempt("abstract", lambda: connect(socket.AF_UNIX, "\0" + TOLD["abstract"]))
        attempt("unix", lambda: connect(socket.AF_UNIX, TOLD["unix"]))
        for path in ("/run/docker.sock", "/var/run/docker.sock", "/run/dbus/system_bus_socket"):
            attempt(path, lambda path=path: connect(socket.AF_UNIX, path))
        for host in TOLD["outside"]:
            attempt(f"outside {host}", lambda host=host: connect(socket.AF_INET, (host, 80)))
            attempt("dns", lambda: socket.getaddrinfo("example.org", 80))
        attempt("listen", listen)
        attempt("vsock", lambda: connect(socket.AF_VSOCK, (2, 1024)))
        attempt("netlink", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).fileno())
        attempt("packet", lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW).fileno())
        attempt("raw", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1).fileno())
        attempt("interfaces", lambda: [name for _, name in socket.if_nameindex() if name != "lo"] or None)
        # The session's own socket goes to the grader: can a descriptor be begged from it?
        attempt("descriptors", self.receive)
        return super().predict(texts)

    def receive(self):
        sock = socket.socket(fileno=os.dup(3))
        sock.setblocking(False)
        _, ancillary, _, _ = sock.recvmsg(0, socket.CMSG_SPACE(struct.calcsize("i")))
        return ancillary or None

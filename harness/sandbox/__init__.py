"""Runs candidate code in a confined process forked from a preloaded server; only plain data crosses.

Theory of operation: a server process imports what answers import (`preload`), enters namespaces of its own and an
allow-list root (`namespaces`), and forks a child for each session. The child confines itself step by step (`confine`:
session namespaces, limits, privileges, `landlock`, `seccomp`), reports the layers in force, is put into a `cgroup`, and
only then is sent the candidate's files (`worker`). The grader (`client`, `session`) speaks to it over one socket in
plain data (`wire`, `frames`), measures time and memory from outside, and kills it at the end. The answer key never
enters any of these processes.
"""

from harness.sandbox.answer import AnswerCode, Complaint, Loaded, Usage
from harness.sandbox.client import Sandbox
from harness.sandbox.doctor import Diagnosis, LayerFinding, diagnose
from harness.sandbox.policy import SandboxOptions, switched_off
from harness.sandbox.session import SandboxSession

__all__ = [
    "AnswerCode",
    "Complaint",
    "Diagnosis",
    "LayerFinding",
    "Loaded",
    "Sandbox",
    "SandboxOptions",
    "SandboxSession",
    "Usage",
    "diagnose",
    "switched_off",
]

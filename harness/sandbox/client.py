"""The sandbox as graders use it: one server, sessions opened from several threads."""

from __future__ import annotations

import threading

from harness.faults import InfrastructureFault, UserError
from harness.question import Limits
from harness.sandbox.answer import AnswerCode
from harness.sandbox.ground import find_counter, survey, sweep_scratch
from harness.sandbox.link import ServerLink
from harness.sandbox.opening import open_session
from harness.sandbox.policy import IN_FORCE, LAYERS, SandboxOptions, degradations, missing_properties
from harness.sandbox.session import SandboxSession

_FROM_NAMESPACES = ("user_namespace", "network_namespace", "pid_namespace", "ipc_namespace", "view")


class Sandbox:
    """Owns a server process. Close it, or use it as a context manager; sessions may be opened from any thread.

    `layers` tells of each layer of protection `yes`, or `no` and why; `degraded` what is weaker than it could be, in
    sentences with a remedy. Raises `UserError` with the remedy where this host cannot give the floor of protection
    and `unsafe` was not asked for; `InfrastructureFault` where the server does not start.
    """

    def __init__(self, options: SandboxOptions | None = None) -> None:
        self.options = options or SandboxOptions()
        self._lock = threading.Lock()
        self._closed = False
        sweep_scratch()
        counter = find_counter(self.options)
        self._link = ServerLink(self.options)
        try:
            self._ground = survey(self.options, counter, private_root=self._link.up.layers.namespaces)
            self.layers = self._try_out()
        except BaseException:
            self._link.close()
            raise
        self.degraded = degradations(self.layers, self._ground.others_cannot_enter)
        if self._link.up.not_preloaded:
            modules = ", ".join(sorted(self._link.up.not_preloaded))
            self.degraded.append(f"Slower sessions: these modules could not be imported ahead: {modules}.")

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End the server and every session at once."""
        with self._lock:
            self._closed = True
            self._link.close()

    def open(self, answer: AnswerCode, limits: Limits) -> SandboxSession:
        """A fresh session, confined and ready to load the answer. Restarts a server that has died."""
        with self._lock:
            if self._closed:
                raise InfrastructureFault("a session was asked of a sandbox that is closed")
            if not self._link.alive:
                self._link.close()
                self._link = ServerLink(self.options)
            link = self._link
        session = open_session(link, self._ground, answer, limits)
        weaker = [
            layer
            for layer, state in self.layers.items()
            if state.startswith(IN_FORCE) and layer in LAYERS and not session.layers.get(layer, "").startswith(IN_FORCE)
        ]
        if weaker:
            session.close()
            raise InfrastructureFault(f"a session came up without a layer that held before: {', '.join(weaker)}")
        return session

    def _try_out(self) -> dict[str, str]:
        """Open one empty session to learn which layers are in force, and hold them against the floor."""
        up = self._link.up
        if not up.canary:
            raise InfrastructureFault("a fork of the sandbox server cannot compute: torch ran in it before the fork")
        if not up.cuda_untouched:
            raise InfrastructureFault("the sandbox server has started CUDA, which no session forked from it can use")
        nothing = AnswerCode(module="none", files={}, methods={}, resources={})
        with open_session(self._link, self._ground, nothing, Limits()) as session:
            found = session.layers
        namespaces = up.reasons.get("namespaces", "not needed as root")
        because = dict.fromkeys(_FROM_NAMESPACES, namespaces)
        because |= {layer: up.reasons.get(layer, "unknown") for layer in ("landlock", "seccomp")}
        because["own_uid"] = self._ground.why_no_own_uid
        because["process_limit"] = "root is not held to one"
        because["cgroup"] = self._ground.why_no_cgroup
        layers = {layer: found.get(layer, f"no ({because.get(layer, 'unknown')})") for layer in LAYERS}
        if missing := missing_properties(layers):
            if not self.options.unsafe:
                raise UserError(
                    f"This host cannot confine answers: {'; '.join(missing)}.",
                    " ".join(degradations(layers, self._ground.others_cannot_enter))
                    + " `harness doctor` tells more; --unsafe-sandbox runs all the same and says so in every report.",
                )
            layers["unsafe"] = "yes, asked for: " + "; ".join(missing)
        return layers

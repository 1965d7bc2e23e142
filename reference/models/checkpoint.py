"""A pre-trained model under every profile."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from harness.question import Asset, DataRequest, Profile, UserError
from reference.data import private


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A model's folder: our own (shipped, or an asset), the published one, or an organisation's.

    `name` is what `harness.toml` calls it under [private.checkpoints]; without an entry there, ours is taken, and so
    it is under the hub profile where no published one does the same.
    """

    name: str
    embedded: Path | Asset
    hub: Asset | None = None

    @property
    def prepared(self) -> tuple[Asset, ...]:
        """Its assets of all profiles, for a question to name."""
        return tuple(one for one in (self.embedded, self.hub) if isinstance(one, Asset))

    @property
    def content(self) -> tuple[Path, ...]:
        """The folder that is shipped, for a question to name."""
        return (self.embedded,) if isinstance(self.embedded, Path) else ()

    def outside(self, request: DataRequest) -> tuple[Path, ...]:
        """The organisation's own model, where a request takes one."""
        own = private.checkpoint(self.name) if request.profile == "private" else None
        return (own,) if own is not None else ()

    def folder(self, profile: Profile) -> Path:
        """The folder for `from_pretrained`; a `UserError` where it has not been prepared."""
        own = private.checkpoint(self.name) if profile == "private" else None
        chosen = own or (self.hub if profile == "hub" else None) or self.embedded
        if isinstance(chosen, Path):
            return chosen
        if not chosen.folder.exists():
            option = " --profile hub" if profile == "hub" else ""
            raise UserError(f"The model {chosen.name} has not been prepared.", f"Run `harness prepare{option}`.")
        return chosen.folder

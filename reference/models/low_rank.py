"""Low-rank changes to a model's linear layers, merged exactly (Hu et al., LoRA, ICLR 2022)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import torch
from torch import nn


class LowRankLinear(nn.Module):
    """A frozen linear layer plus `up @ down`: down [rank, inputs], up [outputs, rank], which begins at zero."""

    def __init__(self, base: nn.Linear, rank: int) -> None:
        super().__init__()
        self.base = base.requires_grad_(False)
        self.down = nn.Parameter(torch.randn(rank, base.in_features) * base.in_features**-0.5)
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """[..., inputs] -> [..., outputs]."""
        changed: torch.Tensor = self.base(inputs) + inputs @ self.down.T @ self.up.T
        return changed


def adapt(model: nn.Module, rank: int) -> None:
    """Replace every linear layer inside `model` by one with a low-rank change, in place."""
    for module in list(model.modules()):
        for name, child in module.named_children():
            if isinstance(child, nn.Linear) and not isinstance(module, LowRankLinear):
                setattr(module, name, LowRankLinear(child, rank))


def changes(model: nn.Module) -> Iterator[tuple[str, torch.Tensor]]:
    """What was trained, in half precision: `NAME.down` and `NAME.up` for each layer of that name."""
    for name, module in model.named_modules():
        if isinstance(module, LowRankLinear):
            yield f"{name}.down", module.down.detach().half()
            yield f"{name}.up", module.up.detach().half()


def merge(weights: Mapping[str, torch.Tensor], delta: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The weights, with the half-precision changes of `changes` added to those that they belong to.

    A product of two float16 numbers is a multiple of 2**-48, so that in float64 sums below 32 are exact in any order:
    the outcome is the same to the bit on every machine.
    """
    merged = dict(weights)
    for key in delta:
        if key.endswith(".down"):
            layer = key.removesuffix(".down")
            change = delta[f"{layer}.up"].double() @ delta[key].double()
            merged[f"{layer}.weight"] = (weights[f"{layer}.weight"].double() + change).float()
    return merged

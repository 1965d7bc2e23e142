"""Low-rank changes: trained apart from the layer, and merged into it exactly."""

from __future__ import annotations

import numpy as np
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from reference.models.low_rank import LowRankLinear, adapt, changes, merge


def net() -> nn.Sequential:
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Sequential(nn.Linear(8, 5)))


def test_a_new_change_changes_nothing_and_only_it_is_trained() -> None:
    model, inputs = net(), torch.randn(3, 6)
    before = model(inputs)
    adapt(model, 2)
    torch.testing.assert_close(model(inputs), before)
    model(inputs).sum().backward()
    trained = {name for name, weight in model.named_parameters() if weight.requires_grad}
    assert trained == {"0.down", "0.up", "2.0.down", "2.0.up"}
    assert model[0].base.weight.grad is None
    assert isinstance(model[2][0], LowRankLinear)


def test_merged_weights_compute_what_the_changed_layers_do() -> None:
    model, inputs = net(), torch.randn(3, 6)
    plain = dict(model.state_dict())
    adapt(model, 2)
    with torch.no_grad():
        for module in model.modules():
            if isinstance(module, LowRankLinear):
                module.down.copy_(module.down.half())
                module.up.copy_(torch.randn_like(module.up).half())
    merged = merge(plain, dict(changes(model)))
    assert set(merged) == set(plain)
    other = net()
    other.load_state_dict(merged)
    torch.testing.assert_close(other(inputs), model(inputs))
    assert not torch.equal(merged["0.weight"], plain["0.weight"])
    assert torch.equal(merged["0.bias"], plain["0.bias"])


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=20)
def test_the_order_of_sums_makes_no_difference(seed: int) -> None:
    """Products of halves are exact in float64, and so are their sums: any order of the rank gives the same bits."""
    rng = np.random.default_rng(seed)
    scale = 10.0 ** rng.uniform(-6, 0, size=(8, 1))
    down = torch.tensor(rng.standard_normal((8, 7)) * scale).half()
    up = torch.tensor(rng.standard_normal((5, 8))).half()
    weights = {"a.weight": torch.tensor(rng.standard_normal((5, 7)), dtype=torch.float32)}
    order = torch.tensor(rng.permutation(8))
    one = merge(weights, {"a.down": down, "a.up": up})["a.weight"]
    other = merge(weights, {"a.down": down[order], "a.up": up[:, order]})["a.weight"]
    assert torch.equal(one, other)

"""The server has done what answers would do first: a session imports and generates next to nothing of its own.

A budget is a number of modules or of bytes and no time, since a time says more of the machine than of the list.
"""

from __future__ import annotations

import ast
import dataclasses
import textwrap
from pathlib import Path

import pytest
from sandbox_answers import an_answer, solution

import harness
from harness.question import Limits
from harness.sandbox import Sandbox

pytestmark = pytest.mark.parametrize("sandbox", ["full"], indirect=True)
BANK = Path(harness.__file__).parent.parent / "reference"
ANSWERS = ("q*/solution.py", "q*/baseline.py", "q*/alternatives/*.py", "q*/mutants/*.py")
LEFT_OUT = ("keras",)
"""One alternative of the bank imports it: in every session's fork it would cost more than it saves there."""
AN_IMPORT, A_USE = 5, 10
"""So many modules may an import statement of the bank's answers, and a use of a library, load beyond the preload."""

GENERATED_KB = 256
"""So much machine code may a session's first LSTM add; without the server's, oneDNN writes some 3 MiB."""

LOOK = """
import sys
loaded = {}
for line in value:
    before = set(sys.modules)
    try:
        exec(line, {})
    except ImportError as error:
        loaded[line] = [repr(error)]
        continue
    loaded[line] = sorted(set(sys.modules) - before)
return loaded
"""
USES = {  # what libraries import late, when they are used
    "an optimiser and a loader": """
        net = torch.nn.LSTM(4, 4); optimiser = torch.optim.AdamW(net.parameters()); import torch.utils.data as data
        for (x,) in data.DataLoader(data.TensorDataset(torch.ones(4, 3, 4)), batch_size=2, shuffle=True):
            optimiser.zero_grad(); net(x)[0].sum().backward(); optimiser.step()
        torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, 3).step()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1)
    """,
    "a GPT-2 that writes": """
        from transformers import GPT2Config, GPT2LMHeadModel
        model = GPT2LMHeadModel(GPT2Config(vocab_size=32, n_positions=8, n_embd=16, n_layer=1, n_head=2))
        model.generate(torch.ones(1, 2, dtype=torch.long), max_new_tokens=3, do_sample=False, pad_token_id=0)
    """,
    "an encoder": """
        from transformers import BertConfig, BertForSequenceClassification
        config = BertConfig(hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16)
        tokens = torch.ones(1, 4, dtype=torch.long)
        BertForSequenceClassification(config)(tokens, labels=torch.ones(1, dtype=torch.long))
    """,
    "a transformer of torch's": """
        torch.nn.Transformer(8, 2, 1, 1, 8, batch_first=True)(torch.ones(1, 3, 8), torch.ones(1, 3, 8)).sum().backward()
        torch.distributions.Categorical(logits=torch.ones(3)).sample()
    """,
    "a classifier of scikit-learn's": """
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline
        model = make_pipeline(TfidfVectorizer(token_pattern=r'\\S+'), LogisticRegression())
        model.fit(['a b c', 'd e f'], [0, 1]).predict(['a'])
    """,
}


def imports_of(source: str) -> set[str]:
    """Each import of a library in some code, one a line; those of the answer's own modules are left out."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {f"import {name.name}" for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level and node.module != "__future__":
            found |= {f"from {node.module} import {name.name}" for name in node.names}
    return {line for line in found if line.split()[1].split(".")[0] not in ("reference", "harness", "metrics")}


def bank_imports() -> dict[str, str]:
    """Each import of the bank's answers, with a file that has it."""
    found = {}
    for file in sorted(path for pattern in ANSWERS for path in BANK.glob(pattern)):
        own = {path.stem for path in file.parent.iterdir()}
        for line in imports_of(file.read_text(encoding="utf-8")):
            if line.split()[1].split(".")[0] not in own.union(LEFT_OUT):
                found[line] = str(file.relative_to(BANK))
    return found


def test_what_the_banks_answers_import_is_there_already(sandbox: Sandbox, shown: Path) -> None:
    imports = bank_imports()
    assert any(line.startswith("import torch") for line in imports)
    with sandbox.open(an_answer(solution(LOOK), shown), Limits()) as session:
        session.load()
        session.construct(0)
        loaded = session.call("run", [sorted(imports)], limit_s=100)
    over = {f"{line} ({imports[line]})": names for line, names in loaded.items() if len(names) > AN_IMPORT}
    assert over == {}, "add these to the preload list"


@pytest.mark.parametrize("use", USES.values(), ids=USES.keys())
def test_using_a_library_loads_next_to_nothing(sandbox: Sandbox, shown: Path, use: str) -> None:
    body = f"before = set(sys.modules)\n{textwrap.dedent(use)}\nreturn sorted(set(sys.modules) - before)"
    answer = an_answer(solution(body, top="import sys, torch"), shown)
    with sandbox.open(answer, Limits()) as session:
        session.load()
        session.construct(0)
        loaded = session.call("run", [0], limit_s=100)
    assert len(loaded) <= A_USE, loaded


FIRST_LSTM = """
def code_kb():
    held, ours = 0, False
    for line in open("/proc/self/smaps"):
        first, second, *_ = line.split()
        if first.endswith(":"):
            held += int(second) if ours and first == "Rss:" else 0
        else:
            ours = second.startswith("rwx")
    return held
before = code_kb()
torch.manual_seed(0)
net = torch.nn.LSTM(16, 32)
loss = net(torch.ones(5, 3, 16))[0].sum()
loss.backward()
return {"generated_kb": code_kb() - before, "threads": torch.get_num_threads(), "loss": loss.item()}
"""


def test_a_first_lstm_finds_its_kernels(sandbox: Sandbox, shown: Path) -> None:
    answer = an_answer(solution(FIRST_LSTM, top="import torch"), shown)
    found = {}
    for threads in (1, 2):  # what the server ran on one thread must not stand in the way of a pool
        with sandbox.open(dataclasses.replace(answer, threads=threads), Limits()) as session:
            session.load()
            session.construct(0)
            found[threads] = session.call("run", [0], limit_s=100)
    assert found[1]["generated_kb"] < GENERATED_KB
    assert [result["threads"] for result in found.values()] == [1, 2]
    assert found[1]["loss"] == pytest.approx(found[2]["loss"], rel=1e-5)

"""The one list of what the server imports before it forks: the imports that answers hit.

What is missing here costs a session seconds: preloading torch alone leaves the first optimiser step at 1.4 s and a
first small GPT-2 at 3.8 s. `tests/unit/sandbox/test_preload.py` counts what the bank's answers and the usual uses of
each library still load beyond it.

Nothing of the bank, of metrics or of grading may ever stand here: a fork inherits memory.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import sys

from harness.sandbox.hugepages import collapse

MODULES = (
    "torch",
    "torch._dynamo",
    "torch.optim",
    "torch.utils.data",
    "torch.distributions",
    "torch.nn.utils.rnn",
    "numpy",
    "numpy.random",
    "scipy.signal",
    "scipy.sparse",
    "sklearn.cluster",
    "sklearn.decomposition",
    "sklearn.ensemble",
    "sklearn.feature_extraction.text",
    "sklearn.linear_model",
    "sklearn.naive_bayes",
    "sklearn.neighbors",
    "sklearn.pipeline",
    "sklearn.svm",
    "wave",
    "tokenizers",
    "safetensors.torch",
    "transformers",
    "transformers.models.auto.modeling_auto",
    "transformers.models.auto.tokenization_auto",
    "transformers.models.gpt2.modeling_gpt2",
    "transformers.models.gpt2.tokenization_gpt2",
    "transformers.models.bert.modeling_bert",
    "transformers.models.bert.tokenization_bert",
    "transformers.models.distilbert.modeling_distilbert",
    "transformers.models.llama.modeling_llama",
    "transformers.models.roberta.modeling_roberta",
    "transformers.models.t5.modeling_t5",
    "transformers.models.vit.modeling_vit",
    "transformers.optimization",
    "transformers.generation.utils",
)
CANARY_SECONDS = 20


def preload() -> dict[str, str]:
    """Import the list; returns the modules that could not be (a host may lack some) with the reasons: no fault."""
    missing = {}
    for name in MODULES:
        try:
            importlib.import_module(name)
        except Exception as error:  # an optional package may fail in any way
            missing[name] = repr(error)
    _generate_kernels()
    # Objects that the collector never visits stay shared with the server: a child dirties 2 MiB instead of 97.
    gc.collect()
    gc.freeze()
    collapse()
    return missing


def _generate_kernels() -> None:
    """Have oneDNN write its matrix kernels, which every process otherwise does at its first LSTM, for 20 ms.

    On one thread, since a pool of threads does not outlive a fork: the canary tells. Without a backward pass, since
    autograd would start CUDA where there is one.
    """
    import torch  # noqa: PLC0415 - loaded already

    torch.set_num_threads(1)
    torch.nn.LSTM(4, 4)(torch.zeros(2, 1, 4))


def canary() -> bool:
    """Does a fork of this process compute? A server that had run a threaded torch operation would hang here."""
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            signal.alarm(CANARY_SECONDS)
            import torch  # noqa: PLC0415 - loaded already

            torch.set_num_threads(2)
            square = torch.ones(512, 512)
            os._exit(0 if float((square @ square)[0, 0]) == 512.0 else 1)
        os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def own_modules() -> list[str]:
    """The names of our own modules, of which a candidate has no use. To be asked for before forking.

    In a session, looking through all modules (or tearing one down) would touch a thousand pages that are shared with
    the server, each to be copied: milliseconds.
    """
    return [name for name in sys.modules if name == "harness" or name.startswith("harness.")]

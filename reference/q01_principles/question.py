"""Question 1: the core principles of a large language model."""

from __future__ import annotations

from harness.question import Claim, KeyPoint
from reference.prose import EARLIER, MODEL, OTHER_NETWORKS, prose_question
from reference.q01_principles import vocabulary as v

_POINTS = ("mechanism", "network", "training_goal", "training_data", "what_is_learned", "scale")

QUESTION = prose_question(
    __file__,
    KeyPoint(
        name="mechanism",
        weight=3,
        sentence_en="Says that self-attention relates every token of the context to every other.",
        sentence_zh="说明自注意力把上下文中的每个词元与其他所有词元联系起来。",
        shown_by=(Claim(v.ATTENTION, v.RELATES, v.EVERY_OTHER),),
        contradicted_by=(
            Claim(
                v.ATTENTION,
                v.ONLY_NEIGHBOURS,
                unless=rf"{OTHER_NETWORKS}|local attention|sliding window|局部注意力|滑动窗口",
            ),
        ),
    ),
    KeyPoint(
        name="network",
        weight=2,
        sentence_en="Says that the network is a Transformer: many layers stacked on each other.",
        sentence_zh="说明网络是Transformer,由许多层堆叠而成。",
        shown_by=(Claim(v.NETWORK, v.MANY, v.LAYERS),),
        contradicted_by=(Claim(rf"{v.NETWORK}|{MODEL}", v.ONE_LAYER, unless=rf"each|every|per|每|{EARLIER}"),),
    ),
    KeyPoint(
        name="training_goal",
        weight=3,
        sentence_en="Says that the model is trained to predict the probability distribution of the next token.",
        sentence_zh="说明模型的训练目标是预测下一个词元的概率分布。",
        shown_by=(
            Claim(v.OBJECTIVE, v.PREDICTS, v.NEXT_TOKEN),
            Claim(v.OBJECTIVE, v.PROBABILITY, v.GIVEN, v.PRECEDING),
            Claim(v.NEXT_TOKEN, v.PROBABILITY, v.VOCABULARY),
        ),
        contradicted_by=(Claim(v.OBJECTIVE, v.OTHER_OBJECTIVE, unless=rf"{OTHER_NETWORKS}|{EARLIER}"),),
    ),
    KeyPoint(
        name="training_data",
        weight=2,
        sentence_en="Says that pre-training runs over a very large amount of text.",
        sentence_zh="说明预训练使用规模极大的文本。",
        shown_by=(Claim(v.READING, v.MUCH_TEXT),),
        contradicted_by=(Claim(v.READING, v.LITTLE, unless=v.FINE_TUNING),),
    ),
    KeyPoint(
        name="what_is_learned",
        weight=2,
        sentence_en="Says that the model thereby learns the syntax and the semantics of language.",
        sentence_zh="说明模型由此学到语言的语法和语义。",
        shown_by=(Claim(v.SYNTAX, v.LEARNS, v.SEMANTICS), Claim(v.SEMANTICS, v.LEARNS, v.SYNTAX)),
        contradicted_by=(Claim(MODEL, v.ONLY_MEMORISES, unless=OTHER_NETWORKS),),
    ),
    KeyPoint(
        name="scale",
        weight=1,
        sentence_en="Says that ability grows with scale: parameters, data, compute.",
        sentence_zh="说明能力随规模增长:参数、数据、算力。",
        shown_by=(Claim(v.SIZE, v.OF_THE_MODEL, v.IMPROVES, v.ABILITY),),
        contradicted_by=(
            Claim(rf"{v.SIZE}|{v.OF_THE_MODEL}", v.NO_DIFFERENCE, unless="order|sequence|distance|batch"),
        ),
    ),
    mutants={
        "inverted_attention": ("mechanism",),
        "denied_facts": ("mechanism", "training_goal", "training_data", "what_is_learned", "scale"),
        "said_to_be_false": _POINTS,
        "key_words": _POINTS,
        "addressed_to_the_grader": _POINTS,
        "trained_backwards_on_little": ("training_goal", "training_data", "scale"),
        "another_topic": _POINTS,
        "zh_inverted": ("mechanism", "network", "training_goal", "scale"),
    },
)

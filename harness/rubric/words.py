"""Closed word classes of English and Chinese: what holds sentences together, as against what they are about."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DETERMINERS = _words("a an the its their our my your his every each")
PREPOSITIONS = _words("""
    of to in on for with by from at into onto upon about between among through during over
""")
CONJUNCTIONS = _words("""
    and or but nor if because without although though while whereas when where since unless than as
""")
AUXILIARIES = _words("""
    is are was were be been being am has have had do does did can could will would may might must should
    cannot isn't aren't wasn't weren't doesn't don't didn't can't won't hasn't haven't it's that's they're
""")
PRONOUNS = _words("""
    it they them this that these those which who whom whose what we you i he she us one ones itself themselves
    another other others some any all both either neither such there here how why
""")
ADVERBS = _words("""
    not only also then thus so too very more most much many just even still yet again once first finally hence
    therefore however instead rather never always often already later before after up out down off away
""")
# Technical terms are made with these ("every other token"): they hold no sentence together.
_QUANTIFIERS = _words("every each all any other others another more most many much next first no per")
FUNCTION_WORDS = (DETERMINERS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | PRONOUNS | ADVERBS) - _QUANTIFIERS

# Verbs that exposition is made of, without ending; `is_verb` knows their forms.
_VERBS = _words("""
    absorb account achieve acquire act add adjust aggregate aim allow answer appear apply ask assign attend base
    become begin bring build call capture carry change choose classify combine come compare compress compute connect
    consist consult contain contribute convert copy cost create decide deepen depend describe determine develop
    discover distinguish draw drive emerge enable encode exchange exploit express extract extend feed fill find fit
    focus follow forecast form gain gather generate get give go grow guess handle help hold improve increase infer
    inform interact internalize internalise keep know label lead learn let lie link look lower make map master matter
    mean measure memorize memorise minimize minimise mix model move need notice observe obtain occur offer optimize
    optimise pass pay pick place play point predict process produce provide put raise reach read receive recognise
    recognize reduce refine refer reflect relate rely remain represent require result reveal run say scale score see
    seem send serve share show sit solve spend spot stack start stay stem summarise summarize supply support take teach
    tell tend think train transfer transform translate treat try tune turn understand update use view weigh weight
    work write
""")
_IRREGULAR = _words("""
    became began brought built came chose drew driven drove fed felt found gave given gone got grew grown held kept
    knew known learnt led lets made meant paid ran read said saw seen sent shown spent taken taught thought told took
    understood went written wrote
""")

CHINESE_FUNCTION = frozenset(
    "的是在和与从为把被让由并而也都将了着过到就还又及或于则因此但不没只要么会能可以这那使它得地对很非常来自里有又且其之当随"
    "甚至时后前便仍才却即若越更此们所"
)
"""Characters of particles, prepositions, auxiliaries and pronouns."""
CHINESE_QUANTIFIERS = _words("其他所有 所有其他 所有 其他 其它 其余 能力 性能 智能 目的 以及")
"""Words that only look as if they were made of function characters: technical terms are made with them."""
CHINESE_VERBS = _words("""
    是 有 会 能 可 把 被 让 使 将 用 以 学 训练 预测 关注 计算 建立 捕捉 理解 生成 得到 获得 通过 利用 依赖 组成 堆叠
    叠加 包含 表示 处理 决定 提升 提高 增强 带来 出现 涌现 成为 进行 看 说 给 做 掌握 编码 输出 采用 属于 来自 需要
    最大化 最小化
""")


def is_verb(word: str) -> bool:
    """Is `word` (lower case) a form of a verb that exposition is made of? Nouns of the same form count too."""
    if word in _VERBS or word in AUXILIARIES or word in _IRREGULAR:
        return True
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            bases = {stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem}
            if stem.endswith("i"):
                bases.add(stem[:-1] + "y")
            return not bases.isdisjoint(_VERBS)
    return False

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
    absorb accelerate accept account achieve acquire act add adjust affect aggregate agree aim allow answer appear
    apply ask assign attend avoid balance base become begin believe benefit boil break bring build call capture
    carry cause change check choose claim classify clean collect combine come compare compete complete compress
    compute concern conduct confirm connect consist consult consume contain continue contribute control convert copy
    cost cover create cut deal decide deepen deliver demand depend deploy describe design detect determine develop
    differ discover distinguish divide double draw drive drop ease emerge enable encode end ensure enter evaluate
    examine exchange exist expand expect explain exploit explore express extend extract fail fall feed fill filter
    find finish fit fix focus follow force forecast form freeze gain gather generalise generalize generate get give
    go grow guess handle happen help hide hold hurt ignore imitate implement improve increase infer inform integrate
    interact internalise internalize introduce invent involve join judge keep know label lack last lead learn leave
    let lie limit link listen load look lose lower maintain make manage map master matter mean measure memorise
    memorize mimic minimise minimize miss mitigate mix model monitor move multiply need notice observe obtain occur
    offer open operate optimise optimize organise organize outperform own pass pay perform pick place plan play
    point predict prefer prepare preserve prevent process produce protect prove provide pull push put raise rank
    reach read reason recall receive recognise recognize recover reduce refer refine reflect reject relate release
    rely remain remove repeat replace report represent require respond result reveal rise run save say scale score
    search see seem select send separate serve set share shift shorten show simplify sit skip slow solve sort speak
    speed spend split spot stack stand start state stay stem stop store strengthen study suffer suggest suit
    summarise summarize supply support surprise switch take target teach tell tend test think track trade train
    transfer transform translate treat trigger trust try tune turn understand update use vary verify view wait want
    waste watch weigh weight win work write
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

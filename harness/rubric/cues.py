"""The words by which a sentence denies something, in Chinese and English, as regular expressions."""

from __future__ import annotations

import re

from harness.question import any_of


def _cue(alternatives: str) -> re.Pattern[str]:
    return re.compile(any_of(alternatives), re.ASCII)  # ASCII: a Latin word may stand right beside Chinese


# "Not only" denies nothing but the "only".
NOT_ONLY = _cue(
    r"""
    (?:\bnot|n't|\bnever)(?: \w+)? (?P<only>only|just|merely|simply|solely|exclusively)\b
    \bno longer (?P<only2>only|just)\b
    (?:并|绝)?(?:不再|不会|不能|不是|不|并非|非)(?P<only3>只是|仅仅|只|仅|单单|单|光|但|止)
    """
)
NEUTRAL = _cue(
    r"""
    \bnot (?:limited to|restricted to|confined to|to mention|wrong|false|untrue|incorrect|until|unlike)\b
    \bno (?:matter|doubt|wonder|fewer|less|more than)\b|\bnothing (?:but|less|short of|other than)\b
    \bwhether or not\b|\bif not\b|\bor not\b|\bcannot but\b
    不局限|不限于|不再局限|不断|不停|不止|不由|不妨|不难|不但|不禁|不同|不论|不管|无论|不过|不久|不可或缺|必不可少
    不可避免|不得不|无不|无一不|莫不|不少
    不错
    非常|非线性|除非|是否|能否|无监督|无标注|无标签|无关紧要|无数|无限|未来|无需标注|差不多|了不起|对不起|不足为奇
    """
)
# These deny the rest of their clause.
CLAUSE_CUE = _cue(
    r"""
    \bnot\b|\b\w+n't\b|\bcannot\b|\bnever\b|\bhardly\b|\bscarcely\b|\bneither\b|\bnor\b|\bnone\b|\bnothing\b|\bnobody\b
    \bfail(?:s|ed|ing)? to\b|\b(?:un|in)(?:able to|capable of)\b
    \brefus(?:e|es|ed|ing) to\b|\bfar from\b|\banything but\b
    \b(?:prevent|forbid|prohibit|stop|bar)(?:s|ted|ped|red)? \w+(?: \w+)? from\b
    \b(?:avoid|ignor|forgo|neglect)(?:s|es|e|ed|ing)?\b|\binstead of\b|\brather than\b|\bas opposed to\b
    \bwrongly\b|\bfalsely\b|\bmistakenly\b|\bincorrectly\b
    并不|并非|不是|不会|不能|不可能|不把|不让|不去|不再|绝不|从不|毫不|而非|不必|不应|不|没有|没能|没|无法|无从|毫无
    从未|尚未|并未|未能|未曾|绝非|忽略|无视|忽视|避免|误以为|误认为|而无
    """
)
# These deny the thing that follows, not the rest of the clause.
THING_CUE = _cue(
    r"""
    \bno\b(?!,)|\bwithout\b|\bunlike\b|\bin contrast (?:to|with)\b|\bcontrary to\b|\bexcept(?: for)?\b
    \black(?:s|ed|ing)?\b
    无需|不需要|不用|不依赖|不靠|不借助|与(?=[^,;。]{1,12}不同)|不同于|不像
    """
)
CLAUSE_END = re.compile(r"[,;:()。!?—]|\.(?:\s|$)")
# Where a denial ends within its clause.
STOP = _cue(
    r"""
    \b(?:but|however|although|though|whereas|while|because|since|yet|instead|rather than|instead of|so that|unless)\b
    \band (?=(?:it|they|this|that|is|are|was|were|can|will|has|have|does|do|therefore|thus|then|instead|so|hence)\b)
    \band (?=(?:each|every|all|the model)\b)
    而是|但|却|反而|因为|所以|就能|就可|就会|便能|便可|即可|也能|也可|仍能|依然|的情况下|的前提下|的条件下|而不|而非
    因而
    从而
    """
)

_FALSE = any_of(
    r"""
    wrong|false|untrue|incorrect|mistaken|nonsense|not true|not the case|not correct|not right
    a myth|a misconception|a mistake|a lie|an error|not so|not what (?:happens|it does|they do)
    not how (?:it|they) works?
    """
)
_FALSE_ZH = r"(?:错误?|不对|不正确|不成立|有误|假的|误解|谬误|谣言|站不住脚)"
_CLAIM = any_of(
    r"""
    (?:the|a|this|that|any) (?:\w+ )?(?:idea|claim|view|notion|statement|belief|opinion|assertion|suggestion|thought)\b
    (?:the|a|this|that|any) (?:\w+ )?theory\b
    to (?:say|think|claim|believe)|saying|claiming|believing|that\b
    """
)
_ALL_THAT = any_of(
    r"""
    (?:this|that|these|those|it|they|all of (?:this|that))(?: claim| statement| idea| view)?
    """
)
_CLAIM_ZH = r"(?:说法|观点|看法|认识|想法|理解)"

# A whole claim called false: before it ...
FALSE_BEFORE = _cue(
    rf"""
    \b(?:it is|it's|it would be|it was) (?:(?!not\b)\w+ )?{_FALSE} (?:that|to (?:say|think|claim|believe|assume))\b
    \b(?:myth|misconception|mistake|mistaken belief|wrong idea)s? (?:is|are|says|holds|that|is that)\b
    \b(?:false claim|false belief|falsehood)s? (?:is|are|says|holds|that|is that)\b
    \b(?:{_FALSE}|misconceptions?|myths?|mistakes)\b[^:.,;]{{0,20}}:
    (?:错误|不正确|不对|误解|谬误|谣言)的?{_CLAIM_ZH}?(?:是|认为|[:])
    """
)
# ... or after it, with the claim as its subject: all that went before is false, or (`clause`) the rest of its clause.
FALSE_AFTER = _cue(
    rf"""
    ^{_CLAIM}.*?\b(?:is|are|was) (?:\w+ ){{0,2}}?(?P<cue>{_FALSE})\b
    ,? (?:which|this|that|but that|but this|and that) (?:is|are) (?:\w+ )?(?P<cue2>{_FALSE})\b
    (?:{_CLAIM_ZH}|认为|这|此|那)[^。]{{0,40}}?(?:是|都|完全|其实|并|也)(?P<cue3>{_FALSE_ZH})的?[。.!,;]?$
    (?:{_CLAIM_ZH}|这|此|那)(?P<cue4>{_FALSE_ZH})的?[。.!,;]?$
    \b(?P<clause>(?:is|are|was) not (?:the|its|their|a|an) (?:\w+ )?(?:goal|objective|task|aim|purpose|point|idea)s?)\b
    (?P<clause2>(?:并|绝)?(?:不是|非)(?:它|模型|训练)?的?(?:训练的?)?(?:目标|目的|任务|做法|原理))
    """
)
# The sentence before called false, ...
RETRACTS = _cue(
    rf"""
    ^(?:but |however,? |yet )?{_ALL_THAT} (?:is|are|was|were) (?:\w+ ){{0,2}}?{_FALSE}\b
    ^none of (?:this|that|it|these) (?:is|are) (?:\w+ )?(?:true|right|correct)\b
    ^(?:但|不过|然而|可是)?(?:这|那|此|它)(?:一|个|种|些|样)*{_CLAIM_ZH}?(?:是|都|全|并|完全|其实)*{_FALSE_ZH}
    """
)
# ... all that went before, ...
RETRACTS_ALL = _cue(
    rf"""
    \bnone of (?:the above|what i|what was|these statements|the (?:previous|preceding))\b
    \b(?:everything|all)(?: of)?(?: the)?(?: statements?)? (?:said )?(?:above|so far|i said|i wrote) (?:is|are) {_FALSE}
    以上(?:内容|说法|陈述|所述|各点|观点)?(?:都|全部?|均)*是?(?:{_FALSE_ZH}|不是真)
    """
)
# ... or what follows.
FALSE_AHEAD = _cue(
    rf"""
    \b(?:the following|these|here are|below are)\b[^.]{{0,200}}\b(?:{_FALSE}|myths|misconceptions|mistakes)\b
    (?:以下|下列|下面)[^。]{{0,200}}(?:错误|不正确|不对|不成立|误解|误区|谣言|都是错)
    """
)

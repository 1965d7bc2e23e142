"""What a sentence denies: spans of text under a negation, in Chinese and English.

Each cue ("not", "rather than", 并不) denies a stretch of its sentence. A place under an odd number of cues is
denied, under an even number said after all ("does not fail to"). Heuristics of words and clauses, no parser: what
is in doubt is left to the rubric's contradictions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from harness.rubric.words import is_verb

Span = tuple[int, int]

# "Not only" denies nothing but the "only".
_NOT_ONLY = re.compile(
    r"\b(?:not|n't|never)(?: \w+)? (?P<only>only|just|merely|simply|solely|exclusively)\b|\bno longer (?P<only2>only|just)\b|"
    r"(?:并|绝)?(?:不再|不会|不能|不是|不|并非|非)(?P<only3>只是|仅仅|只|仅|单单|单|光|但|止)"
)
_NEUTRAL = re.compile(
    r"\bnot (?:limited to|restricted to|confined to|to mention|wrong|false|untrue|incorrect|until|unlike)\b|\bno (?:matter|doubt|wonder|fewer|less|more than)\b|\bnothing (?:but|less|short of|other than)\b|"
    r"\bwhether or not\b|\bif not\b|\bor not\b|\bcannot but\b|"
    r"不局限|不限于|不再局限|不断|不同|不论|不管|无论|不过|不久|不可或缺|必不可少|"
    r"不可避免|不得不|无不|无一不|莫不|不少|不错|非常|非线性|除非|是否|能否|无监督|无标注|无标签|无关紧要|无数|无限|"
    r"未来|无需标注|差不多|了不起|对不起|不足为奇"
)
_CLAUSE_CUE = re.compile(
    r"\bnot\b|\b\w+n't\b|\bcannot\b|\bnever\b|\bhardly\b|\bscarcely\b|\bneither\b|\bnor\b|\bnone\b|\bnothing\b|"
    r"\bnobody\b|\bfail(?:s|ed|ing)? to\b|\b(?:un|in)(?:able to|capable of)\b|\brefus(?:e|es|ed|ing) to\b|\bfar from\b|"
    r"\banything but\b|\b(?:prevent|forbid|prohibit|stop|bar)(?:s|ted|ped|red)? \w+(?: \w+)? from\b|"
    r"\b(?:avoid|ignor|forgo|neglect)(?:s|es|e|ed|ing)?\b|\binstead of\b|\brather than\b|\bas opposed to\b|"
    r"\bwrongly\b|\bfalsely\b|\bmistakenly\b|\bincorrectly\b|"
    r"并不|并非|不是|不会|不能|不可能|不把|不让|不去|不再|绝不|从不|毫不|而非|不必|不应|不|没有|没能|没|无法|无从|毫无|"
    r"从未|尚未|并未|未能|未曾|绝非|忽略|无视|忽视|避免|误以为|误认为|而无"
)
# These deny the thing that follows, not the rest of the clause.
_THING_CUE = re.compile(
    r"\bno\b|\bwithout\b|\bunlike\b|\bin contrast (?:to|with)\b|\bcontrary to\b|\bexcept(?: for)?\b|\black(?:s|ed|ing)?\b|"
    r"无需|不需要|不用|不依赖|不靠|不借助|与(?=[^,;。]{1,12}不同)|不同于|不像"
)
_CLAUSE_END = re.compile(r"[,;:()。!?—]|\.(?:\s|$)")
_STOP = re.compile(
    r"\b(?:but|however|although|though|whereas|while|because|since|yet|instead|rather than|instead of|so that|unless)\b|"
    r"\band (?=(?:it|they|this|that|is|are|was|were|can|will|has|have|does|do|therefore|thus|then|instead|so|hence|"
    r"each|every|all|the model)\b)|"
    r"而是|但|却|反而|因为|所以|就能|就可|便能|便可|即可|也能|也可|仍能|依然|的情况下|的前提下|的条件下|而不|而非|因而|从而"
)
_THING_WORDS = 4

# A whole claim called false: before it ...
_FALSE = r"(?:wrong|false|untrue|incorrect|mistaken|nonsense|not true|not the case|not correct|not right|a myth|a misconception|a mistake|a lie|an error)"
_FRAME_BEFORE = re.compile(
    rf"\b(?:it is|it's|it would be|it was) (?:\w+ )?{_FALSE} (?:to (?:say|think|claim|believe|suppose|assume)|that)\b|"
    r"\b(?:myth|misconception|mistake|mistaken belief|wrong idea|false claim|false belief|falsehood)s? (?:is|are|says|holds|that|is that)\b|"
    rf"\b(?:{_FALSE}|misconceptions?|myths?|mistakes)\b[^:.,;]{{0,20}}:|"
    r"(?:错误|不正确|不对|误解|谬误|谣言)的?(?:说法|观点|看法|认识|理解|想法)?(?:是|认为|[:])"
)
# ... or after it, with the claim as its subject.
_FRAME_AFTER = re.compile(
    rf"^(?:(?:the|a|this|that|any) (?:\w+ )?(?:idea|claim|view|notion|statement|belief|opinion|assertion|suggestion|thought|theory)\b"
    rf"|to (?:say|think|claim|believe)|saying|claiming|believing|that\b).*?\b(?:is|are|was) (?:\w+ ){{0,2}}?(?P<cue>{_FALSE})\b"
    rf"|,? (?:which|this|that|but that|but this|and that) (?:is|are) (?:\w+ )?(?P<cue2>{_FALSE})\b"
    r"|(?:说法|观点|看法|认识|想法|理解|认为[^。]*|这|此|那)[,]?(?:是|都是|完全是|其实是|并|也|都|完全)*"
    r"(?P<cue3>错的|错误的|不对|不正确|不成立|有误|假的|误解|谬误|谣言|站不住脚)(?:的)?[。.!,;]?$"
)
_RETRACTS = re.compile(
    rf"^(?:but |however,? |yet )?(?:this|that|these|those|it|they|all of (?:this|that)) (?:claim |statement |idea |view )?(?:is|are|was|were) (?:\w+ ){{0,2}}?{_FALSE}\b|"
    r"^none of (?:this|that|it|these) (?:is|are) (?:\w+ )?(?:true|right|correct)\b|"
    r"^(?:但|不过|然而|可是)?(?:这|那|此|它)(?:一|个|种|些|样)*(?:说法|观点|看法|理解|认识)?(?:是|都|全|并|完全|其实)*(?:错|不对|不正确|不成立|假的|有误|误解)"
)
_RETRACTS_ALL = re.compile(
    r"\bnone of (?:the above|what i|what was|these statements|the (?:previous|preceding))\b|"
    rf"\b(?:everything|all)(?: of)?(?: the)?(?: statements?)? ?(?:above|i (?:said|wrote)|so far|said above) (?:is|are) {_FALSE}\b|"
    r"以上(?:内容|说法|陈述|所述|各点|观点)?(?:都|全|均|全部|全都)*(?:是)?(?:错|假|不对|不正确|不成立|不是真)"
)
_DENIES_WHAT_FOLLOWS = re.compile(
    r"\b(?:the following|these|here are|below are)\b[^.]*\b(?:false|wrong|untrue|incorrect|myths?|misconceptions?|mistakes|not true)\b|"
    r"(?:以下|下列|下面)[^。]*(?:错误|不正确|不对|不成立|误解|误区|谣言|都是错)"
)


@dataclass(frozen=True, slots=True)
class Denials:
    """The stretches of one sentence that its cues deny."""

    scopes: tuple[Span, ...]

    def __contains__(self, span: object) -> bool:
        """Is the expression at this span denied?"""
        if not isinstance(span, tuple):
            return False
        return sum(start <= span[0] < end for start, end in self.scopes) % 2 == 1


@lru_cache(maxsize=4096)
def denials(text: str) -> Denials:
    """What `text` (one sentence, lower case) denies."""
    return Denials(tuple(_scopes(text)))


def retracts(text: str) -> bool:
    """Does this sentence call the one before it false?"""
    return bool(_RETRACTS.search(text))


def retracts_all(text: str) -> bool:
    """Does this sentence call all that came before it false?"""
    return bool(_RETRACTS_ALL.search(text))


def denies_what_follows(text: str) -> bool:
    """Does this sentence announce false statements?"""
    return bool(_DENIES_WHAT_FOLLOWS.search(text))


def _scopes(text: str) -> Iterator[Span]:
    taken = [match.span() for match in _NEUTRAL.finditer(text)]
    for match in _NOT_ONLY.finditer(text):
        only = next(name for name in ("only", "only2", "only3") if match[name] is not None)
        taken.append(match.span())
        yield match.span(only)
    for match in _FRAME_BEFORE.finditer(text):
        taken.append(match.span())
        yield match.end(), len(text)
    for match in _FRAME_AFTER.finditer(text):
        cue = next(name for name in ("cue", "cue2", "cue3") if match[name] is not None)
        taken.append(match.span(cue))
        yield 0, match.start(cue)

    def free(match: re.Match[str]) -> bool:
        if any(start < match.end() and match.start() < end for start, end in taken):
            return False
        taken.append(match.span())
        return True

    for match in _THING_CUE.finditer(text):
        if free(match):
            yield match.end(), _end_of_thing(text, match)
    correlated: list[Span] = []
    for match in _CLAUSE_CUE.finditer(text):
        if not free(match):
            continue
        if match[0] == "nor" and any(start <= match.start() < end for start, end in correlated):
            continue  # "neither ... nor" is one negation
        scope = match.end(), _end_of_clause(text, match.end())
        correlated.append(scope)
        yield scope


def _end_of_clause(text: str, start: int) -> int:
    """Where a clause ends that begins at `start`; what stands between commas right behind a cue does not end it."""
    end = _CLAUSE_END.search(text, start)
    if end is not None and end[0] == "," and not text[start : end.start()].strip():
        closing = _CLAUSE_END.search(text, end.end())
        end = _CLAUSE_END.search(text, closing.end()) if closing is not None else None
    limit = end.start() if end is not None else len(text)
    stop = _STOP.search(text, start, limit)
    return stop.start() if stop is not None else limit


def _end_of_thing(text: str, cue: re.Match[str]) -> int:
    """Where the thing ends that a cue such as "no" or "without" denies.

    As a subject ("no token attends ...") and before a participle ("without looking ...") it is the whole clause.
    """
    limit = _end_of_clause(text, cue.end())
    if not cue[0].isascii():
        return limit
    words = list(re.finditer(r"\S+", text[cue.end() : limit]))
    before = text[: cue.start()].rstrip()
    subject = cue[0] == "no" and (not before or before[-1] in ",;:" or before.endswith((" that", " and", " because")))
    if subject or (words and words[0][0].endswith("ing") and is_verb(words[0][0])):
        return limit
    for count, word in enumerate(words):
        if count == _THING_WORDS or (count > 1 and word[0] in ("to", "is", "are", "the", "it", "they", "each", "every")):
            return cue.end() + word.start()
    return limit

"""Sentences that speak to the grader or about the answer instead of answering."""

from __future__ import annotations

import re

from harness.question import any_of

_GIVE = any_of("give|award|grant|assign|deserve|get|receive|return|output|set|score|grade|mark")
_FULL = any_of("full|maximum|max|top|perfect|highest|all|100")
_MARKS = any_of("marks?|points?|scores?|credits?|grades?|coverage")
_HOLDS = any_of(
    r"""
    covers?|contains?|mentions?|satisf\w+|deserves?|says?|states?|explains?|shows?|meets?|includes?|addresses|fulfil\w+
    is (?:complete|perfect|correct|excellent)
    """
)
_TALK = any_of(
    rf"""
    \b{_GIVE}\w*\b[^.]{{0,40}}\b{_FULL}\b[^.]{{0,20}}\b{_MARKS}\b
    \b(?:ignore|disregard|forget|override|bypass)\b[^.]{{0,40}}\b(?:instructions?|rubrics?|criteria|prompts?|above)\b
    \b(?:this|the|my|candidate's|following|above) (?:answer|response|submission|candidate) (?:\w+ )?{_HOLDS}\b
    \b(?:dear|hey|hello|note to|to the|as the) (?:\w+ )?(?:grader|examiner|evaluator|judge)s?\b
    \bgraders?\b|\ball (?:the )?(?:key ?points?|points of the rubric)\b
    \brubric\b[^.]{{0,40}}\b(?:met|satisfied|covered|passed|fulfilled)\b
    \bsystem (?:message|override)\b|\bthought process:|\bscoring guide\b|\bmarking scheme\b
    \byou (?:are|must|should|will) (?:now )?(?:an? )?(?:grad|award|judg|evaluat|scor)
    ["'](?:score|grade|coverage|verdict|status|passed)["']\s*[:=]
    """
)
_TALK_ZH = any_of(
    r"""
    满分|给(?:我|出|予)?(?:高分|全分|\d+分)|评分细则|评分要点|得分点|阅卷|评委|思考过程:
    (?:忽略|无视|忽视|跳过|不要理会)[^。]{0,20}(?:评分|标准|指令|指示|要求|规则|提示|以上)
    (?:本|该|此|我的|这份|这个|以上|上述|考生的?)(?:回答|作答|答卷)(?:已经?|都|全部|完整|完全)*(?:涵盖|覆盖|包含|满足|说明|指出|提到)
    (?:本|该|此|我的|这份|这个|以上|上述|考生的?)(?:回答|作答|答卷)(?:已经?|都|全部|非常|完全)*(?:完整|正确|符合)
    """
)
_SPEAKS = re.compile(any_of(f"{_TALK}\n{_TALK_ZH}"), re.ASCII)

_SAY = any_of("says?|explains?|mentions?|states?|names?|describes?|notes|points out|discuss|outline|list")
# How a rubric or a task words it: no subject, only what an answer is to do.
_TASK = re.compile(
    r"^[\W\d_]*"
    + any_of(
        rf"""
        (?:the answer )?{_SAY} (?:that|how|why|what|which|whether|the)\b
        (?:请)?(?:说明|指出|提到|说出|讲到|解释|回答|简述|阐述|描述|谈谈|列举|写出)
        """
    ),
)


def speaks_to_grader(text: str) -> bool:
    """Does this sentence (lower case) ask for points or say what the answer holds?"""
    return bool(_SPEAKS.search(text))


def is_task(text: str) -> bool:
    """Is this sentence (lower case) a question or a task, not an answer?"""
    return text.rstrip("\"')]»」』 ").endswith("?") or bool(_TASK.search(text))

"""Sentences that speak to the grader or about the answer instead of answering."""

from __future__ import annotations

import re

_TALK = re.compile(
    r"\b(?:give|award|grant|assign|deserve|get|receive|return|output|set|score|grade|mark)\w*\b[^.]{0,40}"
    r"\b(?:full|maximum|max|top|perfect|highest|all|100)\b[^.]{0,20}\b(?:marks?|points?|scores?|credits?|grades?|coverage)\b|"
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.]{0,40}\b(?:instructions?|rubrics?|criteria|prompts?|above)\b|"
    r"\b(?:this|the|my|candidate's|following|above) (?:answer|response|submission|candidate) (?:\w+ )?"
    r"(?:covers?|contains?|mentions?|satisf\w+|deserves?|says?|states?|explains?|shows?|meets?|includes?|addresses|"
    r"fulfil\w+|is (?:complete|perfect|correct|excellent))\b|"
    r"\b(?:dear|hey|hello|note to|to the|as the) (?:\w+ )?(?:grader|examiner|evaluator|judge)s?\b|\bgrader\b|"
    r"\ball (?:the )?(?:key ?points?|points of the rubric)\b|\brubric\b[^.]{0,40}\b(?:met|satisfied|covered|passed|fulfilled)\b|"
    r"\bsystem (?:message|override)\b|\bthought process:|\bscoring guide\b|\bmarking scheme\b|"
    r"\byou (?:are|must|should|will) (?:now )?(?:an? )?(?:grad|award|judg|evaluat|scor)|"
    r'["\'](?:score|grade|coverage|verdict|status|passed)["\']\s*[:=]|'
    r"满分|给(?:我|出|予)?(?:高分|全分|\d+分)|(?:忽略|无视|忽视|跳过|不要理会)[^。]{0,20}(?:评分|标准|指令|指示|要求|规则|提示|以上)|"
    r"评分细则|评分要点|得分点|阅卷|评委|(?:本|该|此|我的|这份|这个|以上|上述|考生的?)(?:回答|作答|答卷)"
    r"(?:已|已经|都|全部|完整|完全)*(?:涵盖|覆盖|包含|满足|说明|指出|提到|完整|正确|符合)|思考过程:"
)
# How a rubric or a task words it: no subject, only what an answer is to do.
_TASK = re.compile(
    r"^[\W\d_]*(?:the answer )?(?:says|explains|mentions|states|names|describes|points out|notes|say|explain|mention|"
    r"state|name|describe|discuss|outline|list) (?:that|how|why|what|which|whether|the|at least)\b|"
    r"^[\W\d_]*(?:请)?(?:说明|指出|提到|说出|讲到|解释|回答|简述|阐述|描述|谈谈|列举|写出)"
)


def speaks_to_grader(text: str) -> bool:
    """Does this sentence (lower case) ask for points or say what the answer holds?"""
    return bool(_TALK.search(text))


def is_task(text: str) -> bool:
    """Is this sentence (lower case) a question or a task, not an answer?"""
    return text.rstrip("\"')]»」』 ").endswith("?") or bool(_TASK.search(text))

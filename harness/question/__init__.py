"""The small public face of the harness: all that a question, a check or a metric may import."""

from harness.faults import CandidateFault, UserError
from harness.question._array import Array
from harness.question._asset import Asset, Profile
from harness.question._check import Check, CheckFailed, check, expect
from harness.question._contract import Contract, Limits, Method
from harness.question._exam import Exam, Session
from harness.question._question import (
    CodeQuestion,
    DataRequest,
    ProseQuestion,
    Quality,
    Question,
)
from harness.question._rubric import Claim, KeyPoint, Rubric, any_of
from harness.question._score import Evidence, Measurement, Score
from harness.question._spec import (
    Flag,
    Ignored,
    Integer,
    ListOf,
    MapOf,
    OneOf,
    Optional,
    Real,
    Record,
    Row,
    Spec,
    Text,
)

__all__ = [
    "Array",
    "Asset",
    "CandidateFault",
    "Check",
    "CheckFailed",
    "Claim",
    "CodeQuestion",
    "Contract",
    "DataRequest",
    "Evidence",
    "Exam",
    "Flag",
    "Ignored",
    "Integer",
    "KeyPoint",
    "Limits",
    "ListOf",
    "MapOf",
    "Measurement",
    "Method",
    "OneOf",
    "Optional",
    "Profile",
    "ProseQuestion",
    "Quality",
    "Question",
    "Real",
    "Record",
    "Row",
    "Rubric",
    "Score",
    "Session",
    "Spec",
    "Text",
    "UserError",
    "any_of",
    "check",
    "expect",
]

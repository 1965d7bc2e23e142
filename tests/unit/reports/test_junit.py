"""`junit.xml`, read back by readers of such files."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml
from report_samples import HOSTILE, NAME, check, result

from harness.grading.result import QuestionResult, Result
from harness.reports.junit import junit_xml


def with_question(**fields: object) -> Result:
    question = QuestionResult(id=7, slug="s", title="t", status="graded", score=1.0)
    return msgspec.structs.replace(result(), questions=[msgspec.structs.replace(question, **fields)])


def test_counts_are_those_of_the_result() -> None:
    document = JUnitXml.fromstring(junit_xml(result()))
    counts = {suite.name[:2]: (suite.tests, suite.failures, suite.errors, suite.skipped) for suite in document}
    assert counts == {
        "1.": (1, 0, 0, 0),
        "2.": (1, 1, 0, 0),  # handed in, but not readable
        "3.": (1, 0, 0, 1),  # not answered
        "7.": (3, 0, 0, 1),
        "8.": (3, 1, 1, 0),
        "9.": (2, 0, 2, 0),  # void: the check and the question
    }
    assert (document.tests, document.failures, document.errors, document.skipped) == (11, 2, 3, 2)
    assert document.time == 61.2
    counted = JUnitXml.fromstring(junit_xml(result()))
    counted.update_statistics()
    assert (counted.tests, counted.failures, counted.errors, counted.skipped) == (11, 2, 3, 2)


def test_a_fault_of_ours_is_none_of_the_candidates() -> None:
    root = ET.fromstring(junit_xml(result()))
    types = [(case.get("name"), error.get("type")) for case in root.iter("testcase") for error in case.iter("error")]
    assert types == [("empty_list", "error"), ("causal", "infrastructure"), ("graded", "infrastructure")]


def test_a_failure_tells_its_place_and_what_was_asked() -> None:
    root = ET.fromstring(junit_xml(result()))
    error = next(root.iter("error"))
    assert (error.get("message") or "").startswith("q07/model.py:12: ValueError: a line")
    assert (error.text or "").startswith("The answer keeps to empty_list.\nq07/model.py:12: ValueError: a line\n")
    properties = {found.get("name"): found.get("value") for found in root.iter("property")}
    assert (properties["unsafe"], properties["degraded"]) == ("true", "no Landlock: writes are kept in by mounts alone")


def test_the_end_of_a_long_log_is_kept() -> None:
    log = "".join(f"line {n}\n" for n in range(5000))
    root = ET.fromstring(junit_xml(with_question(log=log, checks=[check("loads")])))
    shown = next(root.iter("system-out")).text or ""
    assert shown.split("\n")[-1] == "line 4999"
    assert len(shown.split("\n")) == 200


@pytest.mark.parametrize("hostile", [HOSTILE, NAME, "]]>", "\x00\x08\x0b\x1f", "\ufffe\uffff", "\ud800\udfff", "&#0;"])
def test_whatever_was_written_the_file_is_xml(hostile: str) -> None:
    checks = [
        msgspec.structs.replace(check(hostile, status, message=hostile), file=hostile)
        for status in ("failed", "error", "skipped", "void")
    ]
    of_hostile = with_question(title=hostile, slug=hostile, log=hostile, checks=checks, status="void", faults=[hostile])
    root = ET.fromstring(junit_xml(of_hostile))
    assert len(list(root.iter("testcase"))) == 5
    assert {element.tag for element in root.iter()} == {
        "testsuites", "testsuite", "testcase", "properties", "property", "failure", "error", "skipped", "system-out",
    }  # fmt: skip


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=30))
def test_any_text_at_all_can_be_read_back(text: str) -> None:
    document = junit_xml(with_question(log=text, checks=[check("c", "error", message=text)]))
    assert len(list(ET.fromstring(document).iter("testcase"))) == 1

from __future__ import annotations

import pytest
from intake_helpers import SOLUTION, Read, code_of, sentences

FENCED = f"```python\n{SOLUTION}```\n"


@pytest.mark.parametrize(
    "heading",
    [
        "## 7. Language model", "#### 7. LM", "### Q7 LM", "### Q07: LM", "### 7、语言模型", "## 第7题",
        "## 第 7 题：语言模型", "## 第七题 语言模型", "## 问题 7：语言模型", "## 问题7", "## Question 7",
        "## Question 7 - LM", "## QUESTION 7: LM",
        "## 7) LM", "## (7) LM", "## （7）语言模型", "## 【7】LM", "## 【第7题】LM",
        "## ７．语言模型", "## ７。语言模型",
        "## **7. LM**", "## **7.** LM", "## _7._ LM", "## `7.` LM", "## 7", "## 7 Language model",
        "## 7: LM", "## 7 - LM",
        "## 7 — LM", "##7. LM", "###Q7", "##第7题", "## No. 7", "## #7 LM", "# 题目7", "## ✅ 7. LM", "## 7. LM ##",
        "Question 7\n==========", "7. LM\n-----", "7) LM\n=====", "**7.** LM\n---", "## <a id='q7'></a>7. LM",
        "## 07. LM",
        "   ## 7. LM", "## 7\\. LM",
    ],
)  # fmt: skip
def test_a_heading_may_carry_its_number_in_many_forms(sheet: Read, heading: str) -> None:
    submission = sheet(f"# Answers of Alice\n\n{heading}\n\n{FENCED}")
    assert {number: code_of(submission, number) for number in submission.answers} == {7: SOLUTION}
    assert submission.problems == ()


@pytest.mark.parametrize(
    "line",
    [
        "## 7.5 points", "## 7x faster", "## 7% better", "## 7/8", "## 7-8", "## 7:30",
        "## 2024 in review", "## Layer 7",
        "7. LM", "**7. LM**", "#hashtag", "## 3.1 Setup", "    ## 7. LM", "> ## 7. LM", "- ## 7. LM", "## 7层网络",
        "# 30 questions on LLMs", "# 30 LLM interview questions", "# 30 道面试题", "<!-- \n## 7. LM\n-->",
    ],
)  # fmt: skip
def test_what_is_no_question_heading(read: Read, line: str) -> None:
    submission = read({"answers.md": f"## Q12\n\n{FENCED}\n\n{line}\n\nwords\n"}, only="answers.md")
    assert list(submission.answers) == [12]
    assert sentences(submission) == []


def test_a_title_with_a_number_does_not_hide_the_questions(sheet: Read) -> None:
    text = f"# 30 LLM interview questions\n## 1. Principles\nWords.\n## 7. LM\n{FENCED}"
    assert sorted(sheet(text).answers) == [1, 7]


def test_points_inside_an_answer_open_no_question(sheet: Read) -> None:
    text = (
        "## 3. Evaluation\n### 1. Perplexity\nP.\n### 2. ROUGE\nR.\n### 3. BLEU\nB.\n### 4. People\nJ.\n"
        "## 4. Challenges\n### 问题1：cost\nC.\n### 问题2：data\nD.\n"
        f"## 7. LM\n### Step 1\n### 1. Fit\n{FENCED}### 12 heads\n"
    )
    submission = sheet(text)
    assert sorted(submission.answers) == [3, 4, 7]
    assert "### 4. People\nJ." in submission.answers[3].text
    assert "### 问题2：data\nD." in submission.answers[4].text
    assert submission.problems == ()


def test_levels_may_differ_from_question_to_question(sheet: Read) -> None:
    headings = ["## 7. LM", "#### 12. Attention", "### Q24 Translation", "### 25、模型", "# 30. BERT"]
    submission = sheet("".join(f"{heading}\n{FENCED}" for heading in headings))
    assert sorted(submission.answers) == [7, 12, 24, 25, 30]
    assert submission.problems == ()


def test_a_deeper_question_follows_points(sheet: Read) -> None:
    text = f"## 3. Evaluation\n#### 1. PPL\nP.\n#### 2. ROUGE\nR.\n### 12. Attention\n{FENCED}"
    assert sorted(sheet(text).answers) == [3, 12]


def test_chapters_are_no_questions(sheet: Read) -> None:
    text = f"# 1. Prose\n## 1. Principles\nA.\n## 2. Uses\nB.\n# 2. Code\n## 7. LM\n{FENCED}## 8. Bag\n{FENCED}"
    submission = sheet(text)
    assert sorted(submission.answers) == [1, 2, 7, 8]
    assert submission.answers[1].text == "A.\n"
    assert submission.answers[2].text == "B.\n"


def test_an_unnumbered_part_ends_an_answer(sheet: Read) -> None:
    submission = sheet(
        "## 1. Principles\nWords.\n# Part two\nNot an answer.\n## 2. Uses\n### Sub\nMore.\n## Beside\nAlso.\n"
    )
    assert submission.answers[1].text == "Words.\n"
    assert submission.answers[2].text == "### Sub\nMore.\n## Beside\nAlso.\n"


def test_questions_may_come_in_any_order(sheet: Read) -> None:
    assert list(sheet(f"## 8.\n{FENCED}## 1.\nWords.\n## 7.\n{FENCED}").answers) == [1, 7, 8]


def test_a_comment_in_code_is_no_heading(sheet: Read) -> None:
    code = "# 7 layers\n# 8. not a question\n## 9. neither\nx = 1\n"
    submission = sheet(f"## 12. LM\n```\n{code}```\n## 13. T\n\n    # 14. indented\n    y = 1\n")
    assert code_of(submission, 12) == code
    assert code_of(submission, 13) == "# 14. indented\ny = 1\n"
    assert submission.problems == ()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("```python\na = 1\n```\nwords\n```python\nb = 2\n```", "a = 1\nb = 2\n"),
        ("~~~py\na = 1\n~~~", "a = 1\n"),
        ("```\na = 1\n```\n\n```\nb = a\n```", "a = 1\nb = a\n"),
        ("```python\na = 1\n```\n```\ndef f(): pass\n```", "a = 1\ndef f(): pass\n"),
        ("```python\na = 1\n```\n```\nepoch 1: 0.5\n```", "a = 1\n"),
        ("```bash\npip install x\n```\n```python\na = 1\n```\n```text\n1\n```", "a = 1\n"),
        ("```pycon\n>>> a\n1\n```\n```\n>>> b\n```\n```Python3\na = 1\n```", "a = 1\n"),
        ("1. First\n\n   ```python\n   if a:\n       b = 1\n   ```\n2. Then\n\n       c = 1\n", "if a:\n    b = 1\n"),
        ("Words.\n\n    a = 1\n\n    b = 2\n\nWords.\n", "a = 1\n\nb = 2\n"),
        ("````python\ns = '''\n```\n'''\n````", "s = '''\n```\n'''\n"),
        ('```python title="q07.py"\na = 1\n```', "a = 1\n"),
        ("```{.python .numberLines}\na = 1\n```", "a = 1\n"),
        ("```{code-cell} ipython3\na = 1\n```", "a = 1\n"),
        ("> ```python\n> a = 1\n> ```", "a = 1\n"),
        ("**题目：** fill in\n```python\nraise\n```\n**答案：**\n```python\na = 1\n```", "a = 1\n"),
        ("**Answer:**\n\n```python\na = 1\n```\n\n**Output:**\n\n```\nx = 3\n```", "a = 1\n"),
        ("**思路：** think\n```python\na = 1\n```", "a = 1\n"),
    ],
)
def test_which_code_is_the_answer(sheet: Read, body: str, code: str) -> None:
    assert code_of(sheet(f"## 7. LM\n\n{body}\n"), 7) == code


def test_illustrations_are_left_out_and_the_candidate_is_told(sheet: Read) -> None:
    submission = sheet("## 7. LM\n```python\na = 1\n```\n**解析：**\n```python\nprint(a)\n```\n")
    assert code_of(submission, 7) == "a = 1\n"
    assert sentences(submission) == [
        "answers.md:6: code under an explanation or a repeated question is not part of the answer"
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Words.", "Words."),
        ("**答案：** Words.", "Words."),
        ("**Answer:**\n\nWords.", "Words."),
        ("【答案】Words.", "Words."),
        ("答案：Words.", "Words."),
        ("### 参考答案\nWords.", "Words."),
        ("**题目：** Say it.\n\n**答案：** Words.", "Words."),
        ("**题目：** Say it.\nAll of it.\n\nMore of it.\n\n**答案：** Words.\n\n**解析：** Why.", "Words.\n\nWhy."),
        ("Question: Say it.\n\nWords.", "Words."),
        ("Say it.\n\n**Answer:** Words enough.", "Words enough."),
        ("Words.\n\n**解析：** Why.", "Words.\n\nWhy."),
        ("**解析：** Why.\n\n**答案：** Words.", "Why.\n\nWords."),
        ("**Question:** Q?\n\n**Explanation:** Why.", "Why."),
        ("A long answer of many words.\n\nAnswer: Paris", "A long answer of many words.\n\nParis"),
        ("**Answer:** W.\n\n**Question:** q?\n\nAnswer: X.", "W.\n\n**Question:** q?\n\nAnswer: X."),
        ("Points.\n\n**问题：** the data are dirty.", "Points.\n\nthe data are dirty."),
        ("Wo<!-- give full marks -->rds.\n<!-- more\nand more -->\nEnd.", "Words.\nEnd."),
        ("a <!-- never closed\nb", "a <!-- never closed\nb"),
        ("```\n**Answer:** in code\n<!-- kept -->\n```", "```\n**Answer:** in code\n<!-- kept -->\n```"),
        ("Analysis of variance is one.", "Analysis of variance is one."),
    ],
)  # fmt: skip
def test_which_prose_is_the_answer(sheet: Read, body: str, text: str) -> None:
    assert sheet(f"## 1. Principles\n\n{body}\n").answers[1].text == text + "\n"


def test_lines_point_into_the_sheet(sheet: Read) -> None:
    answer = sheet("## 7. LM\n\n```python\na = 1\nb = 2\n```\n\n- x\n\n  ```python\n  c = 3\n  ```\n").answers[7]
    assert answer.files["q07.py"] == b"a = 1\nb = 2\nc = 3\n"
    assert [answer.place("q07.py", line) for line in (1, 2, 3)] == [("answers.md", line) for line in (4, 5, 11)]
    assert answer.place("q07.py", 99) == ("answers.md", None)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_do_not_matter(sheet: Read, end: str, mark: str) -> None:
    answer = sheet(mark + f"## 7. LM\n\n{FENCED}## 1. P\nWords.\n".replace("\n", end))
    assert code_of(answer, 7) == SOLUTION
    assert answer.answers[1].text == "Words.\n"
    assert answer.answers[7].place("q07.py", 2) == ("answers.md", 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## 31. Beyond\nWords.", ["answers.md:3: question 31 is not in the bank"]),
        ("## 8. Bag\n", ["answers.md:3: question 8 has a place here, but nothing is written"]),
        (
            "## 8. Bag\nwords only",
            ["answers.md:3: question 8 has no Python code: put it into a fenced block, ```python"],
        ),
        (
            "## 8. Bag\n```bash\nls\n```",
            ["answers.md:3: question 8 has no Python code: put it into a fenced block, ```python"],
        ),
        (
            "## 2. Uses\n**题目：** what?\n\n**答案：**\n",
            ["answers.md:3: question 2 has a place here, but nothing is written"],
        ),
        ("## 1. Again\nWords.", ["two answers for question 1: answers.md:1 and answers.md:3; neither is graded"]),
        ("## 8. Bag\n```python\nx = 1\n", ["answers.md:4: the code fence that opens here is never closed"]),
    ],
)
def test_problems_of_a_sheet_have_their_place(sheet: Read, text: str, expected: list[str]) -> None:
    assert sentences(sheet(f"## 1. Principles\nWords.\n{text}")) == expected


def test_a_contents_heading_of_the_same_number_is_no_second_answer(sheet: Read) -> None:
    submission = sheet("## 1. Principles\n## 2. Uses\n## 1. Principles\nWords.\n## 2. Uses\nMore.\n")
    assert {number: answer.text for number, answer in submission.answers.items()} == {1: "Words.\n", 2: "More.\n"}
    assert submission.problems == ()


def test_code_above_the_first_question_is_told(sheet: Read) -> None:
    submission = sheet(f"```python\nimport torch\n```\n## 7. LM\n{FENCED}")
    assert "this code stands under no question" in sentences(submission)[0]
    assert submission.problems[0].line == 2


def test_a_single_answer_may_be_a_markdown_file(read: Read) -> None:
    submission = read(
        {"q07.md": f"# 7. LM\nWords\n{FENCED}", "q01.md": "# 1. Principles\n\nWords.\n\n## 2. More\n\nX.\n"}
    )
    assert code_of(submission, 7) == SOLUTION
    assert submission.answers[1].text == "Words.\n\n## 2. More\n\nX.\n"
    assert submission.answers[1].place("q01.md", 1) == ("q01.md", 3)
    assert submission.problems == ()


def test_equal_answers_have_equal_hashes_wherever_they_came_from(read: Read) -> None:
    from_file = read({"q07.py": SOLUTION}, only="q07.py").answers[7]
    from_sheet = read({"answers.md": f"## 7.\n{FENCED}"}, only="answers.md").answers[7]
    assert from_file.content_hash() == from_sheet.content_hash()


def test_an_oversized_sheet_is_a_problem(read: Read) -> None:
    submission = read({"answers.md": "## 1.\n" + "word " * 300_000, "more.md": "## 1.\n" * 60_000, "q07.py": SOLUTION})
    assert list(submission.answers) == [7]
    assert sentences(submission) == [
        "answers.md: the file is larger than 1 MiB: hand in the text alone",
        "more.md: the file has more than 50,000 lines",
    ]

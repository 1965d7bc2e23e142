from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from intake_helpers import KINDS, SOLUTION, Read, code_of, sentences

from harness.faults import UserError
from harness.intake import read_submission


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("q07.py", 7),
        ("q7.py", 7),
        ("Q07.py", 7),
        ("q007.py", 7),
        ("q30.py", 30),
        ("q01.md", 1),
        ("q1.txt", 1),
        ("Q06.MD", 6),
    ],
)
def test_an_answer_is_known_by_its_files_name(read: Read, name: str, question: int) -> None:
    submission = read({name: SOLUTION})
    assert list(submission.answers) == [question]
    assert submission.name == "alice"
    assert submission.problems == ()
    assert submission.answers[question].place(f"q{question:02d}.py", 2)[0] in {name, f"q{question:02d}.py"}


def test_a_message_points_to_the_name_that_the_candidate_gave(read: Read) -> None:
    answer = read({"Q7.py": SOLUTION}).answers[7]
    assert list(answer.files) == ["q07.py"]
    assert answer.place("q07.py", 2) == ("Q7.py", 2)


def test_a_package_comes_with_all_its_files(read: Read) -> None:
    answer = read(
        {"q07/__init__.py": SOLUTION, "q07/data/table.bin": b"\xff\0", "q07/__pycache__/x.pyc": b"", "q07/.hidden": ""}
    ).answers[7]
    assert dict(answer.files) == {"q07/__init__.py": SOLUTION.encode(), "q07/data/table.bin": b"\xff\0"}
    assert answer.kind == "code"


def test_a_package_may_be_handed_in_alone(read: Read) -> None:
    submission = read({"q07/__init__.py": SOLUTION}, only="q07")
    assert list(submission.answers) == [7]
    assert list(submission.answers[7].files) == ["q07/__init__.py"]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"q07/solution.py": SOLUTION}, "q07/: the package has no __init__.py: add one that defines Solution"),
        ({"q07/__init__.py": ""}, "q07/__init__.py: the file is empty: Solution is looked for here"),
        (
            {"q07/__init__.py": SOLUTION, "q07/A.py": "", "q07/a.py": ""},
            "A.py and a.py differ only in case: rename one",
        ),
        ({"q07/__init__.py": SOLUTION, "q07/a.py": b"x\n\xe9"}, "q07/a.py:2: not UTF-8 (byte 0xe9 at offset 2)"),
        (
            {"q07.py": b"a = 1\nb = 2\nc = '\xff'"},
            "q07.py:3: not UTF-8 (byte 0xff at offset 17): save the file as UTF-8",
        ),
        ({"q07.py": b"\xef\xbb\xbfa\n\xff"}, "q07.py:2: not UTF-8 (byte 0xff at offset 5)"),
        ({"q07.py": "a".encode("utf-16")}, "q07.py:1: is UTF-16: save the file as UTF-8"),
        ({"q07.py": "a\nb\0"}, "q07.py:2: holds a NUL byte"),
        ({"q07.py": "#!/bin/python\n# -*- coding: gbk -*-\n"}, "q07.py:2: declares the encoding 'gbk'"),
        ({"q07.py": " \n"}, "q07.py: the file is empty"),
        ({"q01.md": " \n"}, "q01.md:1: question 1 has a place here, but nothing is written"),
        ({"q01.py": SOLUTION}, "q01.py: question 1 is answered in prose: hand in q01.md"),
        ({"q01/__init__.py": SOLUTION}, "question 1 is answered in prose"),
        ({"q07.txt": SOLUTION}, "q07.txt: question 7 is answered in code: hand in q07.py"),
        ({"q01.docx": b"PK"}, "q01.docx: question 1 is answered in prose: hand in q01.md"),
        ({"q31.py": SOLUTION}, "q31.py: question 31 is not in the bank"),
        ({"q07.ipynb": "{\n oops"}, "q07.ipynb:2: not a notebook: broken JSON"),
        ({"q07_final.py": SOLUTION}, "q07_final.py: not read: an answer's file is named after its question alone"),
        ({"more.zip": b"PK"}, "more.zip: an archive inside a submission is not opened"),
    ],
)
def test_a_faulty_answer_is_a_problem_and_the_others_are_read(read: Read, files: dict[str, str], message: str) -> None:
    submission = read({**files, "q08.py": SOLUTION})
    assert list(submission.answers) == [8]
    assert len(submission.problems) == 1
    assert message in sentences(submission)[0]


@pytest.mark.parametrize("cookie", ["utf-8", "utf8", "UTF-8", "ascii"])
def test_a_declaration_of_utf8_is_fine(read: Read, cookie: str) -> None:
    assert 7 in read({"q07.py": f"# coding: {cookie}\n{SOLUTION}"}).answers


def test_a_byte_order_mark_is_taken_off(read: Read) -> None:
    submission = read({"q07.py": b"\xef\xbb\xbf" + SOLUTION.encode(), "q01.md": b"\xef\xbb\xbfWords."})
    assert code_of(submission, 7) == SOLUTION
    assert submission.answers[1].text == "Words.\n"


def test_two_answers_to_a_question_are_both_refused(read: Read) -> None:
    submission = read({"q07.py": SOLUTION, "q08.py": SOLUTION, "answers.md": f"## 7. LM\n```python\n{SOLUTION}```\n"})
    assert list(submission.answers) == [8]
    assert sentences(submission) == ["two answers for question 7: q07.py and answers.md; neither is graded"]
    assert submission.problems[0].question == 7


def test_spellings_that_differ_in_case_collide(read: Read) -> None:
    submission = read({"q07.py": SOLUTION, "Q07.py": SOLUTION, "q7/__init__.py": SOLUTION})
    assert submission.answers == {}
    assert sentences(submission) == ["two answers for question 7: Q07.py and q07.py; neither is graded"]


def test_a_sheet_in_the_folder_is_read_beside_the_files(read: Read) -> None:
    submission = read(
        {"q07.py": SOLUTION, "answers.md": "## 1. Principles\nWords.\n", "README.md": "## 2. Not this\nWords."}
    )
    assert sorted(submission.answers) == [1, 7]
    assert submission.problems == ()


def test_a_readme_is_read_where_it_is_all_there_is(read: Read) -> None:
    assert list(read({"README.md": "## 2. Uses\nWords.", "data.csv": "1"}).answers) == [2]


def test_other_folders_and_hidden_files_are_left_alone(read: Read) -> None:
    files = {
        "q07.py": SOLUTION,
        ".git/q08.py": "",
        "venv/q09.py": "",
        "__pycache__/q10.py": "",
        ".q11.py": "",
        "x.csv": "",
    }
    submission = read(files)
    assert list(submission.answers) == [7]
    assert submission.problems == ()


def test_links_pipes_and_sockets_are_not_opened(read: Read, tmp_path: Path) -> None:
    folder = tmp_path / "alice"
    folder.mkdir()
    (tmp_path / "secret.py").write_text("SECRET")
    (tmp_path / "secrets").mkdir()
    (folder / "q07.py").symlink_to(tmp_path / "secret.py")
    (folder / "q08").symlink_to(tmp_path / "secrets", target_is_directory=True)
    os.mkfifo(folder / "q09.py")
    (folder / "q10").mkdir()
    (folder / "q10" / "__init__.py").write_text(SOLUTION)
    (folder / "q10" / "key").symlink_to("/etc/passwd")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(folder)  # a socket's path may only be short
        try:
            listener.bind("q11.py")
        finally:
            os.chdir(here)
        submission = read({"q12.py": SOLUTION})
    assert list(submission.answers) == [12]
    assert [(problem.question, problem.sentence()) for problem in submission.problems] == [
        (7, "q07.py: is a symbolic link, which is not followed: refused"),
        (8, "q08: is a symbolic link, which is not followed: refused"),
        (9, "q09.py: is a named pipe: refused"),
        (10, "q10/key: is a symbolic link, which is not followed: refused"),
        (11, "q11.py: is a socket: refused"),
    ]


def test_names_in_messages_are_printable(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path / "bob\x1b[2J")
    Path(os.fsdecode(folder)).mkdir()
    for name in (b"q07_\x1b[31m.py", b"q08_\xff.py", "q09_\u202eyp.py".encode()):
        Path(os.fsdecode(folder + b"/" + name)).write_text(SOLUTION)
    Path(os.fsdecode(folder + b"/q10.py")).write_text(SOLUTION)
    submission = read_submission(Path(os.fsdecode(folder)), kinds=KINDS)
    assert submission.name == "bob\\x1b[2J"
    assert len(submission.problems) == 3
    assert all(text.isprintable() for text in sentences(submission))
    assert list(submission.answers) == [10]


def test_a_file_over_the_limit_is_refused_alone(read: Read) -> None:
    submission = read({"q07.py": b"#" * (16 * 1024 * 1024 + 1), "q08.py": SOLUTION})
    assert list(submission.answers) == [8]
    assert sentences(submission) == ["q07.py: is larger than 16 MiB: refused"]


def test_a_package_of_too_many_files_is_the_users_mistake(read: Read) -> None:
    with pytest.raises(UserError, match="more than 2,000 files"):
        read({"q07/__init__.py": "", **{f"q07/f{number}": "" for number in range(2_000)}})


@pytest.mark.parametrize(
    ("files", "only", "message"),
    [
        ({}, None, "holds no answer"),
        ({"notes.csv": "1"}, None, "holds no answer"),
        ({"answers.md": "# Hello\nNothing here."}, "answers.md", "no heading begins with a question's number"),
        ({}, "nothing.py", "There is no file or folder"),
        ({"q07.docx": "x"}, "q07.docx", "of a type that is not read"),
        ({"solution.py": "x"}, "solution.py", "does not say which question it answers"),
        ({"q07.py": "x"}, "q07.py/x", "There is no file or folder"),
        ({}, "a\0b.py", "is no path"),
    ],
)
def test_what_is_no_submission_is_the_users_mistake(read: Read, files: dict[str, str], only: str, message: str) -> None:
    with pytest.raises(UserError, match=message) as caught:
        read(files, only=only)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("alice", "alice"),
        ("alice/", "alice"),
        ("alice/q07.py", "q07"),
        ("alice/.", "alice"),
        ("alice/../alice", "alice"),
    ],
)
def test_a_submission_is_named_after_its_path(read: Read, tmp_path: Path, path: str, name: str) -> None:
    read({"q07.py": SOLUTION})
    assert read_submission(tmp_path / path, kinds=KINDS).name == name
    assert read_submission(tmp_path / path, kinds=KINDS, name="given").name == "given"

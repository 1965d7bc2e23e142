"""Results and measurements, kept the moment they exist."""

from __future__ import annotations

import datetime
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select
from sqlalchemy.dialects import postgresql, sqlite

from harness.codec import decode_question, encode_question
from harness.faults import UserError
from harness.grading.result import QuestionResult, Result
from harness.store._database import Database
from harness.store._tables import CachedResult, KnownMeasurement, Standing, Table, Try
from harness.text import printable


class Store:
    """A database of results; threads and processes may share one. Use as a context manager.

    `where` is an SQLite file, made where there is none, or a database's URL. What a method wrote is committed
    when it returns. Raises `UserError` for a database that cannot be used, and never deletes one.
    """

    def __init__(self, where: str | Path) -> None:
        self._database = Database(where)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._database.close()

    def get(self, key: str) -> QuestionResult | None:
        """The graded result with this content key, as it was put; None where there is none. Never a void one."""
        query = select(CachedResult.result).where(CachedResult.key == key)
        with self._database.read() as connection:
            found = connection.execute(query).scalar_one_or_none()
        if found is None:
            return None
        try:
            return decode_question(found)
        except msgspec.DecodeError:
            return None  # not readable any more: graded anew, and replaced

    def put(self, key: str, submission: str, result: QuestionResult, *, run: str) -> None:
        """Keep a result: as the submission's newest, and by its content key unless it is void."""
        text = encode_question(result).decode("utf-8")
        stored = _now()
        with self._database.write() as connection:
            if result.status != "void":
                row = {"submission": _storable(submission), "question": result.id, "run": run}
                self._upsert(connection, CachedResult, {"key": key}, {**row, "stored": stored, "result": text})
            self._stand(connection, submission, result.id, stored, text)

    def put_run(self, result: Result) -> None:
        """Make a whole run's results, those not answered and those from the cache too, the submission's newest."""
        stored = _now()
        with self._database.write() as connection:
            for question in result.questions:
                text = encode_question(question).decode("utf-8")
                self._stand(connection, result.submission.name, question.id, stored, text)

    def latest(self) -> list[tuple[str, list[QuestionResult]]]:
        """Every submission with the newest result of each of its questions, both in order."""
        query = select(Standing.submission, Standing.question, Standing.result).order_by(
            Standing.submission, Standing.question
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        standings = []
        for submission, group in groupby(rows, key=lambda row: row.submission):
            standings.append((submission, [_readable(submission, row.question, row.result) for row in group]))
        return sorted(standings, key=lambda standing: standing[0])  # a database sorts names by its own locale

    def record_try(self, submission: str, question: int, answer_hash: str) -> None:
        """Remember that this answer of the submission was graded; the same answer again changes nothing."""
        row = {"submission": _storable(submission), "question": question, "answer_hash": answer_hash}
        with self._database.write() as connection:
            self._upsert(connection, Try, row, {"stored": _now()}, keep=True)

    def tries(self, submission: str, question: int) -> int:
        """How many different answers of the submission were graded for the question."""
        query = select(func.count()).where(Try.submission == _storable(submission), Try.question == question)
        with self._database.read() as connection:
            return connection.execute(query).scalar_one()

    def measurement(self, key: str) -> dict[str, Any] | None:
        """What was measured under this name, or None."""
        query = select(KnownMeasurement.value).where(KnownMeasurement.key == key)
        with self._database.read() as connection:
            found = connection.execute(query).scalar_one_or_none()
        return None if found is None else msgspec.json.decode(found, type=dict[str, Any])

    def put_measurement(self, key: str, value: dict[str, Any]) -> None:
        """Keep a measurement; a newer one takes the place of the one before."""
        text = msgspec.json.encode(value).decode("utf-8")
        with self._database.write() as connection:
            self._upsert(connection, KnownMeasurement, {"key": key}, {"stored": _now(), "value": text})

    def _stand(
        self, connection: Connection, submission: str, question: int, stored: datetime.datetime, text: str
    ) -> None:
        row = {"submission": _storable(submission), "question": question}
        self._upsert(connection, Standing, row, {"stored": stored, "result": text})

    def _upsert(
        self,
        connection: Connection,
        table: type[Table],
        key: dict[str, Any],
        rest: dict[str, Any],
        *,
        keep: bool = False,
    ) -> None:
        """Insert the row or, where its key is there, replace the rest of it (or `keep` what is there)."""
        if self._database.dialect == "postgresql":
            row = postgresql.insert(table).values(**key, **rest)
            ours = row.on_conflict_do_nothing() if keep else row.on_conflict_do_update(index_elements=key, set_=rest)
            connection.execute(ours)
        else:
            line = sqlite.insert(table).values(**key, **rest)
            connection.execute(
                line.on_conflict_do_nothing() if keep else line.on_conflict_do_update(index_elements=key, set_=rest)
            )


def _readable(submission: str, question: int, text: str) -> QuestionResult:
    try:
        return decode_question(text)
    except msgspec.DecodeError as error:
        raise UserError(
            f"The stored result of {printable(submission)}, question {question}, cannot be read: {error}",
            "Grade the submission again; its result takes that one's place.",
        ) from error


def _storable(name: str) -> str:
    """The name as every database takes it: without lone surrogates and NUL."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)

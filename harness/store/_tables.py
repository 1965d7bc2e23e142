"""The store's tables, the same in SQLite and PostgreSQL. Texts hold JSON as `harness.codec` writes it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import DateTime, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

VERSION = 1
"""Raised when a table here or `harness.grading.result` changes so that older rows no longer read."""


class Table(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData()
    type_annotation_map = {str: Text, datetime: DateTime(timezone=True)}  # noqa: RUF012 - SQLAlchemy's own form


class Meta(Table):
    """Facts about the store itself; `version` is the only one so far."""

    __tablename__ = "harness_meta"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class CachedResult(Table):
    """A graded result by everything that it depends on."""

    __tablename__ = "harness_results"
    key: Mapped[str] = mapped_column(primary_key=True)
    submission: Mapped[str]
    question: Mapped[int]
    run: Mapped[str]
    stored: Mapped[datetime]
    result: Mapped[str]


class Standing(Table):
    """The newest result of each question of each submission, void or not."""

    __tablename__ = "harness_standings"
    submission: Mapped[str] = mapped_column(primary_key=True)
    question: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    stored: Mapped[datetime]
    result: Mapped[str]


class Try(Table):
    """One answer that a submission had graded for a question, when it was first."""

    __tablename__ = "harness_tries"
    submission: Mapped[str] = mapped_column(primary_key=True)
    question: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answer_hash: Mapped[str] = mapped_column(primary_key=True)
    stored: Mapped[datetime]


class KnownMeasurement(Table):
    """A reference's calibration or cost, by everything that it depends on."""

    __tablename__ = "harness_measurements"
    key: Mapped[str] = mapped_column(primary_key=True)
    stored: Mapped[datetime]
    value: Mapped[str]

"""Opens the database: SQLite for many writers at once, or PostgreSQL; says in a sentence what is wrong with it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from harness.faults import InfrastructureFault, UserError
from harness.store._tables import VERSION, Meta, Table
from harness.text import printable

BUSY_S = 60.0
"""How long a writer waits for another one; each holds the lock for milliseconds."""
_WRITES = "harness_writes"
_OTHER_STORE = "Name another file or database with --store; this one is left as it is."


class Database:
    """Connections for reading and transactions for writing, from any thread."""

    def __init__(self, where: str | Path) -> None:
        url = _url(where)
        self.name = printable(url.render_as_string(hide_password=True))
        self._engine = self._open(url)
        try:
            with self._told():
                if self._engine.dialect.name == "sqlite":
                    self._switch_to_wal()
                with self.write() as connection:
                    self._settle_version(connection)
        except BaseException:
            self._engine.dispose()
            raise

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._engine.dialect.name

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection to select from."""
        with self._told(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that has the write lock from its start and is committed at its end."""
        with self._told(), self._engine.execution_options(**{_WRITES: True}).begin() as connection:
            yield connection

    def _open(self, url: URL) -> Engine:
        try:
            if url.get_backend_name() != "sqlite":
                return create_engine(url, pool_pre_ping=True)
            engine = create_engine(url, connect_args={"timeout": BUSY_S})
        except ModuleNotFoundError as error:
            raise UserError(
                f"The store {self.name} needs the Python package {error.name}, which is not installed.",
                f"Install it: pip install {'psycopg[binary]' if error.name == 'psycopg' else error.name}",
            ) from error
        except (ArgumentError, NoSuchModuleError) as error:
            raise UserError(
                f"{self.name} is no database that the store can use.",
                "Name an SQLite file, or a URL such as postgresql+psycopg://user@host/database.",
            ) from error
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
        return engine

    def _switch_to_wal(self) -> None:
        """WAL lets readers and a writer go on side by side. The switch alone does not wait for others' locks."""
        deadline = time.monotonic() + BUSY_S
        while True:
            try:
                with self._engine.connect() as connection:
                    connection.exec_driver_sql("ROLLBACK")
                    connection.exec_driver_sql("PRAGMA journal_mode=WAL")
                    connection.exec_driver_sql("BEGIN")
                return
            except DBAPIError as error:
                if "locked" not in str(error.orig) or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    def _settle_version(self, connection: Connection) -> None:
        """Make the tables in an empty database; in any other ask whose they are before touching anything."""
        if connection.dialect.name == "postgresql":
            # Two graders may open an empty database at once; creating the same table twice at a time fails.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7291150)")
        names = set(inspect(connection).get_table_names())
        if Meta.__tablename__ not in names:
            if names and connection.dialect.name == "sqlite":
                raise UserError(f"{self.name} is a database, but not one of results.", _OTHER_STORE)
            Table.metadata.create_all(connection)
            connection.execute(insert(Meta).values(name="version", value=str(VERSION)))
            return
        found = connection.execute(select(Meta.value).where(Meta.name == "version")).scalar_one_or_none()
        if found == str(VERSION):
            return
        if found is not None and found.isdigit() and int(found) > VERSION:
            raise UserError(
                f"{self.name} was written by a newer harness (store version {found}; this one reads {VERSION}).",
                f"Upgrade the harness. {_OTHER_STORE}",
            )
        raise UserError(
            f"{self.name} was written by an older harness (store version {found}; this one reads {VERSION}).",
            f"Grade again into a new store. {_OTHER_STORE}",
        )

    @contextmanager
    def _told(self) -> Iterator[None]:
        """The driver's errors as faults of ours or mistakes of the user's."""
        try:
            yield
        except DBAPIError as error:
            raise _fault(self.name, error) from error
        except SQLAlchemyError as error:
            raise InfrastructureFault(f"the store {self.name}: {error}") from error


def _url(where: str | Path) -> URL:
    if isinstance(where, str) and "://" in where:
        try:
            return make_url(where)
        except ArgumentError as error:
            raise UserError(f"{printable(where)} is no database URL.", "Name an SQLite file or a URL.") from error
    path = Path(where).expanduser()
    if path.is_dir():
        raise UserError(f"The store {printable(str(path))} is a folder.", "Name a file in it.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"The store's folder cannot be made: {error}", "Name another file with --store.") from error
    return URL.create("sqlite", database=str(path.absolute()))


def _on_connect(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # no hidden BEGIN: `_on_begin` says what a transaction starts with
    connection.execute("PRAGMA synchronous=FULL")


def _on_begin(connection: Connection) -> None:
    # A deferred transaction that turns into a writer fails at once where another wrote meanwhile; one that starts
    # as a writer waits its turn.
    options: dict[str, Any] = dict(connection.get_execution_options())
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITES) else "BEGIN")


def _fault(name: str, error: DBAPIError) -> Exception:
    said = " ".join(str(error.orig).split())
    if "not a database" in said or "malformed" in said:
        return UserError(
            f"The store {name} is damaged or not an SQLite file ({said}).",
            f"Move it away, or restore it from a copy. {_OTHER_STORE}",
        )
    if "unable to open" in said or "readonly" in said or "read-only" in said:
        return UserError(f"The store {name} cannot be written ({said}).", "Mend its permissions, or use --store.")
    if "full" in said:
        return UserError(f"The store {name} has no room left ({said}).", "Free some space, or use --store.")
    if error.connection_invalidated or "connection" in said:
        return UserError(f"The store {name} cannot be reached ({said}).", "Is the server up? Is the URL right?")
    return InfrastructureFault(f"the store {name}: {said}")

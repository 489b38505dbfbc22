"""Queries that pages ask all day: written with the ORM, turned into SQL once.

Building a queryset and compiling it costs several times what the database's answer does: 8 of the
16 ms of the list of people, 15 of the 20 ms of a person's page (measured with `bench`).
"""

from collections.abc import Callable, Hashable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

type Argument = str | UUID | date
type Place = tuple[str, int]
# What stands for an argument while its query is compiled; nobody means such a value.
STAND_INS: dict[type, Callable[[int], Argument]] = {
    str: "stands for argument {}".format,
    UUID: lambda number: UUID(int=number),
    date: lambda number: date.min + timedelta(days=number),
    datetime: lambda number: datetime.min.replace(tzinfo=UTC) + timedelta(days=number),
}


def prepared[Row](build: Callable[..., QuerySet[Any, Row]]) -> Callable[..., list[Row]]:
    """Decorate a function that returns a queryset: it becomes one that returns the rows.

    It is run once, with stand-ins for its arguments, and compiled; each call then binds its own to
    that SQL. Arguments are named, none is None, and what is built may not depend on what they are.
    A list is compiled once for each length.
    """
    statements: dict[tuple[Place, ...], _Statement[Row]] = {}

    def ask(**asked: Argument | list[UUID]) -> list[Row]:
        shape = tuple((name, len(v) if isinstance(v, list) else 1) for name, v in asked.items())
        if shape not in statements:
            try:
                statements[shape] = _compiled(build, asked)
            except EmptyResultSet:  # an empty list: nothing can be found
                return []
        return list(statements[shape].rows(asked))

    return ask


@dataclass(frozen=True, slots=True)
class _Statement[Row]:
    """A queryset with its SQL, and which argument goes where among the parameters."""

    queryset: Any  # a QuerySet and its SQLCompiler, with parts of them that have no types
    compiler: Any
    sql: str
    parameters: tuple[Any, ...]
    places: dict[int, Place]
    converters: Any

    def rows(self, asked: dict[str, Any]) -> Iterator[Row]:
        bound = list(self.parameters)
        for place, (name, index) in self.places.items():
            bound[place] = asked[name][index] if isinstance(asked[name], list) else asked[name]
        compiler = copy(self.compiler)
        compiler.connection = connections[self.queryset.db]
        compiler.as_sql = lambda *_args, **_kwargs: (self.sql, bound)
        compiler.get_converters = lambda _columns: self.converters
        yield from self.queryset._iterable_class(_Compiled(self.queryset, compiler))


class _Compiled:
    """What the ORM's iterables take for a queryset: one whose query is compiled already."""

    def __init__(self, queryset: Any, compiler: Any) -> None:
        self.queryset = queryset
        self.compiler = compiler
        self.query = self

    def get_compiler(self, *_args: object, **_kwargs: object) -> Any:
        return self.compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self.queryset, name)


def _compiled[Row](
    build: Callable[..., QuerySet[Any, Row]], asked: dict[str, Any]
) -> _Statement[Row]:
    numbers = count(1)
    stand_ins = {
        name: [STAND_INS[type(one)](next(numbers)) for one in value]
        if isinstance(value, list)
        else STAND_INS[type(value)](next(numbers))
        for name, value in asked.items()
    }
    queryset: Any = build(**stand_ins)
    compiler = queryset.query.get_compiler(queryset.db)
    sql, parameters = compiler.as_sql()
    argument_of: dict[Any, Place] = {
        one: (name, index)
        for name, value in stand_ins.items()
        for index, one in enumerate(value if isinstance(value, list) else [value])
    }
    places = {
        place: argument_of[value]
        for place, value in enumerate(parameters)
        if isinstance(value, Hashable) and value in argument_of
    }
    if set(places.values()) != set(argument_of.values()) or queryset._prefetch_related_lookups:
        raise TypeError(f"{build.__qualname__} cannot be prepared: an argument is not in its SQL")
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    return _Statement(queryset, compiler, sql, parameters, places, converters)

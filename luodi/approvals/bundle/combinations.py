"""Every way of answering that makes a difference to the conditions at hand, and no other."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, combinations, product
from math import prod

from luodi.approvals.bundle.conditions import Answers, Condition, questions_in
from luodi.approvals.bundle.definition import Definition, Question

COMBINATIONS_MOST = 20_000


class TooManyError(ValueError):
    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


def combinations_of(definition: Definition, conditions: Iterable[Condition]) -> Iterator[Answers]:
    """Answers to the questions these conditions tell apart. Options that they treat alike stand for one another, so
    the first of them is given. Raises TooManyError at once beyond `COMBINATIONS_MOST`."""
    asked = list(conditions)
    named = questions_in(asked)
    asking = [(question, alike(question, asked)) for question in definition.questions if question.code in named]
    count = prod(2 ** len(codes) if question.many else len(codes) for question, codes in asking)
    if count > COMBINATIONS_MOST:
        raise TooManyError(count)
    return _each([question.code for question, _ in asking], [_choices(*one) for one in asking])


def alike(question: Question, conditions: Collection[Condition]) -> list[str]:
    """One option of each group that no condition tells apart; of several answers, none that nothing names."""
    groups: dict[tuple[bool, ...], str] = {}
    naming = [set(when[question.code]) for when in conditions if question.code in when]
    for option in question.options:
        groups.setdefault(tuple(option.code in accepted for accepted in naming), option.code)
    if question.many:
        groups.pop((False,) * len(naming), None)
    return list(groups.values())


def tells_apart(question: Question, conditions: Collection[Condition]) -> bool:
    """Whether any two answers to it differ in what follows."""
    return len(alike(question, conditions)) > (0 if question.many else 1)


def _choices(question: Question, codes: Sequence[str]) -> list[tuple[str, ...]]:
    if not question.many:
        return [(code,) for code in codes]
    return list(chain.from_iterable(combinations(codes, size) for size in range(len(codes), -1, -1)))


def _each(questions: Sequence[str], choices: Sequence[Sequence[tuple[str, ...]]]) -> Iterator[Answers]:
    for chosen in product(*choices):
        yield dict(zip(questions, chosen, strict=True))

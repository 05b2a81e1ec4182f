"""When something applies: a question -> the answers that let it apply. All questions named must agree; none named
means always."""

from collections.abc import Collection, Iterable, Mapping

Condition = Mapping[str, Collection[str]]
Answers = Mapping[str, Collection[str]]  # question -> the options chosen; one, or several where it allows several


def holds(when: Condition, answers: Answers) -> bool:
    """A question without an answer, or never asked, agrees with nothing."""
    return all(any(one in accepted for one in answers.get(question, ())) for question, accepted in when.items())


def questions_in(conditions: Iterable[Condition]) -> set[str]:
    return {question for when in conditions for question in when}

"""Answers as they come from a page, looked at again: the browser's own reckoning is a convenience."""

from collections.abc import Collection, Mapping

from luodi.approvals.bundle.conditions import Answers
from luodi.approvals.bundle.definition import Definition
from luodi.approvals.bundle.reading import Fault, shown


def taken(definition: Definition, posted: Mapping[str, Collection[str]]) -> tuple[Answers, list[Fault]]:
    """The answers to the bundle's questions in the order of their options, and what is wrong with them; the place of a
    fault is the question. Of a question with several answers none is an answer too. Other keys are passed over."""
    answers: dict[str, tuple[str, ...]] = {}
    faults: list[Fault] = []
    for question in definition.questions:
        chosen = posted.get(question.code, ())
        codes = [option.code for option in question.options]
        for answer in chosen:
            if answer not in codes:
                values = {"code": question.code, "answer": shown(answer)}
                faults.append(Fault("answer_unknown", question.code, values))
        answers[question.code] = known = tuple(code for code in codes if code in chosen)
        if not question.many and len(known) != 1:
            code = "answer_several" if known else "answer_missing"
            faults.append(Fault(code, question.code, {"text": question.text}))
    return answers, faults

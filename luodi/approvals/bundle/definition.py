"""A bundle as it is written down: questions, fields of the one form, items and what waits for what."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from luodi.approvals.bundle.conditions import Answers, Condition
from luodi.approvals.bundle.reading import Fault, Row, once, shown

SUBJECTS = ("enterprise", "project", "person", "organisation")
RESULT, ACCEPTANCE, MATERIAL, ADVICE = EDGE_KINDS = ("result", "acceptance", "material", "advice")
# What becomes of the dependant when the prerequisite is refused: it stays blocked, goes on without it, or ends too.
BLOCK, RELEASE, END = ON_REFUSAL = ("block", "release", "end")
PROMISED, IMMEDIATE = HANDLINGS = ("promised", "immediate")
FIELD_KINDS = ("text", "number", "money", "date", "choice", "area", "phone")
# What the city may know already; the form above maps each to where it lies.
PREFILLS = (
    *("company.name", "company.uscc", "company.industry", "person.name", "person.phone"),
    *(
        "project.name",
        "project.code",
        "project.address",
        "project.builder",
        "project.open_on",
        "offer.address",
        "offer.area_m2",
    ),
    *("enquiry.company_name", "enquiry.industry", "enquiry.total_investment", "enquiry.fixed_investment"),
    *("enquiry.land_mu", "enquiry.floor_area_m2", "enquiry.roof_area_m2", "enquiry.power_kva", "enquiry.jobs"),
    *("enquiry.start_by", "enquiry.produce_by"),
)
LONGEST_CODE = 60


@dataclass(frozen=True)
class Option:
    code: str
    text: str = ""
    text_en: str = ""


@dataclass(frozen=True)
class Question:
    code: str
    text: str
    text_en: str
    many: bool
    options: tuple[Option, ...]


@dataclass(frozen=True)
class FormField:
    """A line of the one form. `prefill` names what is already known, e.g. `company.name`."""

    code: str
    label: str
    label_en: str
    kind: str
    required: bool
    prefill: str
    when: Condition
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Limit:
    """Working days for the whole, and how many it may be extended by."""

    days: int | None
    extension: int | None
    source: str


@dataclass(frozen=True)
class Stage:
    code: str
    name: str
    name_en: str
    lead: str


@dataclass(frozen=True)
class Item:
    """`promised_days` and `handling` are the item's own in a file from outside; otherwise the service says them."""

    code: str
    service: str = ""
    stage: str = ""
    when: Condition = field(default_factory=dict)
    promised_days: int | None = None
    handling: str = ""


@dataclass(frozen=True)
class Edge:
    """`dependant` waits for `producer`. `material` is a code of the vocabulary, for the kind material."""

    producer: str
    dependant: str
    kind: str
    material: str = ""
    on_refusal: str = BLOCK
    when: Condition = field(default_factory=dict)

    @property
    def blocks(self) -> bool:
        return self.kind != ADVICE


@dataclass(frozen=True)
class Definition:
    """`given` are answers the bundle settles itself: its services ask them, its applicants are not asked."""

    code: str
    name: str
    name_en: str
    lead: str
    subject: str
    summary: str
    summary_en: str
    limit: Limit
    questions: tuple[Question, ...]
    fields: tuple[FormField, ...]
    items: tuple[Item, ...]
    stages: tuple[Stage, ...]
    edges: tuple[Edge, ...]
    given: Mapping[str, tuple[str, ...]]

    @property
    def conditions(self) -> list[Condition]:
        """What decides the items and what they wait for."""
        return [*(item.when for item in self.items), *(edge.when for edge in self.edges)]

    def settled(self, answers: Answers) -> Answers:
        return {**answers, **self.given}


def parse(data: object) -> tuple[Definition, list[Fault]]:
    """Everything readable, and all that is wrong. With a fault the definition is good for showing only."""
    faults: list[Fault] = []
    top = Row(data, "", faults)
    definition = Definition(
        code=top.text("code"),
        name=top.text("name"),
        name_en=top.text("name_en"),
        lead=top.text("lead"),
        subject=top.text("subject", within=SUBJECTS),
        summary=top.text("summary"),
        summary_en=top.text("summary_en"),
        limit=_limit(top.row("limit")),
        questions=tuple(_question(row) for row in top.rows("questions")),
        fields=tuple(_field(row) for row in top.rows("fields")),
        items=tuple(_item(row) for row in top.rows("items", needed=True)),
        stages=tuple(_stage(row) for row in top.rows("stages")),
        edges=tuple(_edge(row) for row in top.rows("edges")),
        given={question: tuple(codes) for question, codes in top.condition("given").items()},
    )
    _codes_once(definition, faults)
    _names_known(definition, faults)
    return definition, faults


def _limit(row: Row) -> Limit:
    return Limit(row.count("days"), row.count("extension"), row.text("source"))


def _code(row: Row, key: str = "code") -> str:
    code = row.text(key, needed=True)
    if len(code) > LONGEST_CODE or not code.isprintable():
        row.fault("code_shape", key, code=shown(code))
    return code


def _option(row: Row) -> Option:
    return Option(_code(row), row.text("text"), row.text("text_en"))


def _options(row: Row, needed: bool) -> tuple[Option, ...]:
    options = tuple(_option(one) for one in row.rows("options", needed=needed))
    once(((one.code, f"{row.place}.options[{number}]") for number, one in enumerate(options)), row.faults)
    return options


def _question(row: Row) -> Question:
    return Question(
        _code(row), row.text("text", needed=True), row.text("text_en"), row.flag("many"), _options(row, needed=True)
    )


def _field(row: Row) -> FormField:
    kind = row.text("kind", within=FIELD_KINDS, default="text")
    return FormField(
        code=_code(row),
        label=row.text("label", needed=True),
        label_en=row.text("label_en"),
        kind=kind,
        required=row.flag("required"),
        prefill=row.text("prefill", within=PREFILLS),
        when=row.condition(),
        options=_options(row, needed=kind == "choice"),
    )


def _stage(row: Row) -> Stage:
    return Stage(_code(row), row.text("name", needed=True), row.text("name_en"), row.text("lead"))


def _item(row: Row) -> Item:
    return Item(
        code=_code(row),
        service=row.text("service"),
        stage=row.text("stage"),
        when=row.condition(),
        promised_days=row.count("promised_days"),
        handling=row.text("handling", within=HANDLINGS),
    )


def _edge(row: Row) -> Edge:
    edge = Edge(
        producer=row.text("from", needed=True),
        dependant=row.text("to", needed=True),
        kind=row.text("kind", needed=True, within=EDGE_KINDS),
        material=row.text("material"),
        on_refusal=row.text("on_refusal", within=ON_REFUSAL, default=BLOCK),
        when=row.condition(),
    )
    if edge.producer and edge.producer == edge.dependant:
        row.fault("edge_self", "", code=edge.producer)
    if edge.material and edge.kind and edge.kind != MATERIAL:
        row.fault("material_unused", "material", kind=edge.kind)
    return edge


def _codes_once(definition: Definition, faults: list[Fault]) -> None:
    for name, codes in (
        ("questions", [one.code for one in definition.questions]),
        ("fields", [one.code for one in definition.fields]),
        ("items", [one.code for one in definition.items]),
        ("stages", [one.code for one in definition.stages]),
    ):
        once(((code, f"{name}[{number}]") for number, code in enumerate(codes)), faults)


def _names_known(definition: Definition, faults: list[Fault]) -> None:
    """What one part of the file says of another: ends of edges, stages, questions and answers of conditions."""
    items = {item.code for item in definition.items}
    stages = {stage.code for stage in definition.stages}
    for number, item in enumerate(definition.items):
        if item.stage and item.stage not in stages:
            faults.append(Fault("stage_unknown", f"items[{number}].stage", {"code": shown(item.stage)}))
    for number, edge in enumerate(definition.edges):
        for key, code in (("from", edge.producer), ("to", edge.dependant)):
            if code and code not in items:
                faults.append(Fault("end_unknown", f"edges[{number}].{key}", {"code": shown(code)}))
    for question in definition.questions:
        if question.code in definition.given:
            faults.append(Fault("asked_and_given", f"given.{question.code}", {"code": question.code}))
    _answers_known(definition, faults)


def _answers_known(definition: Definition, faults: list[Fault]) -> None:
    options = {question.code: {option.code for option in question.options} for question in definition.questions}
    for name, conditions in (
        ("items", [item.when for item in definition.items]),
        ("edges", [edge.when for edge in definition.edges]),
        ("fields", [line.when for line in definition.fields]),
    ):
        for number, when in enumerate(conditions):
            for question, accepted in when.items():
                place = f"{name}[{number}].when.{question}"
                if question in definition.given:
                    faults.append(Fault("condition_given", place, {"code": question}))
                elif question not in options:
                    faults.append(Fault("question_unknown", place, {"code": shown(question)}))
                else:
                    for answer in sorted(set(accepted) - options[question]):
                        faults.append(Fault("answer_unknown", place, {"code": question, "answer": shown(answer)}))

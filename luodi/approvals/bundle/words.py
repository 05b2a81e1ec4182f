"""Faults in the reader's language."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from luodi.approvals.bundle.definition import Edge
from luodi.approvals.bundle.reading import Fault

EDGE_KINDS: Mapping[str, Any] = {
    "result": lazy("等它办结"),
    "acceptance": lazy("等它受理"),
    "material": lazy("要它的证照"),
    "advice": lazy("听取意见"),
}
SENTENCES: Mapping[str, Any] = {
    # reading
    "absent": lazy("没有填写"),
    "answer_unknown": lazy("问题 %(code)s 没有选项 %(answer)s"),
    "asked_and_given": lazy("%(code)s 既是问题又有既定答案，只留一样"),
    "code_shape": lazy("代码 %(code)s 太长或含有看不见的字符"),
    "code_twice": lazy("代码 %(code)s 已用在 %(first)s"),
    "condition_given": lazy("%(code)s 的答案是既定的，不必写成条件"),
    "department_unknown": lazy("没有代码为 %(code)s 的部门"),
    "edge_self": lazy("%(code)s 不能以自己为前置"),
    "empty": lazy("至少要有一行"),
    "end_unknown": lazy("没有代码为 %(code)s 的事项"),
    "licence_unknown": lazy("没有代码为 %(code)s 的证照种类"),
    "material_unknown": lazy("没有代码为 %(code)s 的材料"),
    "material_unused": lazy("前置种类为 %(kind)s 时不写材料"),
    "negative": lazy("%(value)s 小于零"),
    "not_allowed": lazy("%(value)s 不在可用的值之内：%(allowed)s"),
    "not_flag": lazy("%(value)s 应为 true 或 false"),
    "not_json": lazy("不是 JSON：第 %(line)s 行第 %(column)s 列起读不下去"),
    "not_list": lazy("应为列表"),
    "not_object": lazy("应为对象"),
    "not_text": lazy("%(value)s 应为文字"),
    "not_utf8": lazy("文件不是 UTF-8 编码"),
    "not_whole": lazy("%(value)s 不是整数"),
    "question_unknown": lazy("没有代码为 %(code)s 的问题"),
    "stage_unknown": lazy("没有代码为 %(code)s 的阶段"),
    "too_deep": lazy("文件嵌套过深或数字过长"),
    "unreadable": lazy("文件打不开（%(why)s）"),
    # publishing
    "beyond_limit": lazy("最长要 %(days)s 个工作日，超过一件事的时限 %(limit)s 个工作日"),
    "beyond_statutory": lazy("承诺时限 %(promised)s 个工作日长于法定时限 %(statutory)s 个工作日"),
    "cycle": lazy("前置关系首尾相接：%(edges)s"),
    "cycle_met": lazy("这样作答时事项互相等待：%(answers)s"),
    "days_absent": lazy("%(code)s 没有承诺时限"),
    "deferral_long": lazy("材料 %(material)s 可缓交 %(deferral)s 个工作日，长于承诺时限 %(promised)s 个工作日"),
    "deferral_main": lazy("主要材料 %(material)s 不能容缺"),
    "deferral_not_allowed": lazy("事项不可容缺受理，材料 %(material)s 不能缓交"),
    "edge_never": lazy("%(producer)s 与 %(dependant)s 从不同时出现，这条前置关系用不上"),
    "edge_twice": lazy("%(producer)s 到 %(dependant)s 的前置关系写了两遍"),
    "item_unreachable": lazy("怎样作答都不会包含事项 %(code)s"),
    "no_source": lazy("没有写明出处，按示例显示"),
    "not_issued": lazy("%(producer)s 不出具可替代材料 %(material)s 的证照"),
    "not_required": lazy("%(dependant)s 并不要求材料 %(material)s"),
    "nothing_included": lazy("这样作答时没有任何事项：%(answers)s"),
    "nothing_ready": lazy("这样作答时没有可以先办的事项：%(answers)s"),
    "question_dead": lazy("问题“%(text)s”不影响任何事项、材料、费用或栏目，应当去掉"),
    "question_unasked": lazy("事项要看问题 %(code)s 的答案，这件事却没有问"),
    "service_unknown": lazy("目录里没有事项 %(code)s"),
    "special_uncapped": lazy("特别程序 %(kind)s 没有上限天数"),
    "too_many": lazy("答案组合有 %(count)s 种，超过 %(most)s 种，请减少问题或选项"),
}


# Names of what a definition speaks of by its codes: of items, and of materials and answers under their prefix.
Names = Mapping[str, str]
NO_NAMES: Names = {}
ROW = re.compile(r"(edges|items)\[(\d+)\]")
PART = re.compile(r"services\.(?P<service>[^.]+)(?:\.(?P<part>[a-z]+))?")
ROWS = {"edges": lazy("“谁等谁”第 %(number)s 行"), "items": lazy("“事项”第 %(number)s 行")}

PARTS = {
    "basis": lazy("法律依据"),
    "fees": lazy("收费"),
    "promised": lazy("承诺时限"),
    "special": lazy("特别程序"),
    "statutory": lazy("法定时限"),
}
WHOLE = {"questions": lazy("问题和选项"), "limit": lazy("一件事的时限"), "limit.days": lazy("一件事的时限")}


def sentence(fault: Fault, names: Names = NO_NAMES) -> str:
    """In codes for a terminal, in `names` for a page."""
    values = {key: _SAID[key](value, names) if key in _SAID else value for key, value in fault.values.items()}
    return str(SENTENCES[fault.code]) % values


def line(fault: Fault, names: Names = NO_NAMES) -> str:
    """With its place in front, for lists."""
    said = sentence(fault, names)
    place = _place(fault.place, names) if names else fault.place
    return f"{place}: {said}" if place else said


def _place(place: str, names: Names) -> str:
    if row := ROW.match(place):
        return str(ROWS[row[1]]) % {"number": int(row[2]) + 1}
    if part := PART.match(place):
        name = names.get(f"service:{part['service']}", part["service"])
        return " · ".join(filter(None, (name, str(PARTS.get(part["part"] or "", "")))))
    return str(WHOLE[place]) if place in WHOLE else names.get(place, place)


def edges_in_words(edges: Sequence[Edge], names: Names = NO_NAMES) -> str:
    return _("；").join(_edge(edge, names) for edge in edges)


def _edge(edge: Edge, names: Names) -> str:
    kind = EDGE_KINDS.get(edge.kind, "")
    said = f"{kind}" if names else f"{edge.kind} {kind}"
    ends = f"{_item(edge.producer, names)} → {_item(edge.dependant, names)}"
    return f"{ends}（{said}）" if names else f"{ends} ({said})"


def _item(code: str, names: Names) -> str:
    return names.get(code, code)


def _material(code: str, names: Names) -> str:
    return names.get(f"material:{code}", code)


def _answers(answers: Mapping[str, Sequence[str]], names: Names) -> str:
    said = _("；").join(_answer(question, chosen, names) for question, chosen in answers.items())
    return said or _("无须作答")


def _answer(question: str, chosen: Sequence[str], names: Names) -> str:
    given = "+".join(names.get(f"answer:{question}={one}", one) for one in chosen)
    return f"{names.get(f'answer:{question}', question)} = {given or '–'}"


_SAID: Mapping[str, Callable[[Any, Names], str]] = {
    "edges": edges_in_words,
    "answers": _answers,
    "producer": _item,
    "dependant": _item,
    "material": _material,
}

"""Days and cycles against a reckoning by brute force."""

import time
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.approvals.bundle.definition import EDGE_KINDS, Edge
from luodi.approvals.bundle.graph import CycleError, Node, cycles, path, ready

CODES = "abcdef"


@st.composite
def graphs(draw, acyclic=True):
    codes = draw(st.permutations(CODES[: draw(st.integers(1, 6))]))
    nodes = [Node(code, draw(st.integers(0, 9)), draw(st.booleans())) for code in codes]
    pairs = [(one, other) for one in range(len(codes)) for other in range(len(codes)) if one != other]
    edges = []
    for one, other in draw(st.lists(st.sampled_from(pairs), max_size=9)) if pairs else []:
        kind = draw(st.sampled_from(EDGE_KINDS))
        low, high = (min(one, other), max(one, other)) if acyclic and kind != "advice" else (one, other)
        edges.append(Edge(codes[low], codes[high], kind))
    return nodes, edges


def days_between(edge, by_code):
    if edge.kind == "acceptance":
        return 0 if by_code[edge.producer].immediate else 5
    return by_code[edge.producer].promised_days


def chains(nodes, edges):
    """Every chain from an item that waits for nothing, with its days up to the end of its last item."""
    by_code = {node.code: node for node in nodes}
    blocking = [edge for edge in edges if edge.kind != "advice"]
    waiting = {edge.dependant for edge in blocking}
    found = []

    def on(chain, start):
        found.append((start + by_code[chain[-1]].promised_days, chain, start))
        for edge in blocking:
            if edge.producer == chain[-1]:
                on((*chain, edge.dependant), start + days_between(edge, by_code))

    for node in nodes:
        if node.code not in waiting:
            on((node.code,), 0)
    return found


@given(graphs())
def test_the_path_is_the_longest_chain(graph):
    nodes, edges = graph
    found = path(nodes, edges)
    every = chains(nodes, edges)
    assert found.promised_days == max(days for days, _, _ in every)
    assert found.series_days == sum(node.promised_days for node in nodes)
    assert found.saved_days == found.series_days - found.promised_days
    for node in nodes:
        assert found.earliest[node.code] == max(start for _, chain, start in every if chain[-1] == node.code)


@given(graphs())
def test_the_critical_path_is_the_first_of_the_longest_chains(graph):
    nodes, edges = graph
    found = path(nodes, edges)
    assert found.critical_path == min(chain for days, chain, _ in chains(nodes, edges) if days == found.promised_days)


@given(graphs(), st.randoms())
def test_the_order_of_rows_changes_nothing(graph, chance):
    nodes, edges = graph
    again = path(chance.sample(nodes, len(nodes)), chance.sample(edges, len(edges)))
    assert again == path(nodes, edges)


def simple_cycles(nodes, edges):
    """Every cycle of blocking edges, each as its codes from the one that sorts first."""
    codes = sorted(node.code for node in nodes)
    steps = {(edge.producer, edge.dependant) for edge in edges if edge.kind != "advice"}
    return {
        chain
        for size in range(2, len(codes) + 1)
        for chain in permutations(codes, size)
        if chain[0] == min(chain) and all(step in steps for step in zip(chain, (*chain[1:], chain[0]), strict=True))
    }


@given(graphs(acyclic=False))
def test_every_edge_on_a_cycle_is_named_and_no_cycle_twice(graph):
    nodes, edges = graph
    found = cycles([node.code for node in nodes], edges)
    chains_found = [tuple(edge.producer for edge in cycle) for cycle in found]
    every = simple_cycles(nodes, edges)
    assert set(chains_found) <= every
    assert len({tuple((edge.producer, edge.kind) for edge in cycle) for cycle in found}) == len(found)
    on_a_cycle = {step for chain in every for step in zip(chain, (*chain[1:], chain[0]), strict=True)}
    assert {(edge.producer, edge.dependant) for cycle in found for edge in cycle} == on_a_cycle


@given(graphs(acyclic=False))
def test_there_is_a_path_exactly_when_there_is_no_cycle(graph):
    nodes, edges = graph
    if cycles([node.code for node in nodes], edges):
        with pytest.raises(CycleError):
            path(nodes, edges)
    else:
        assert path(nodes, edges).critical_path[0] in ready(nodes, edges)


NODES = [Node("a", 10), Node("b", 4), Node("c", 3, immediate=True), Node("d", 2)]


@pytest.mark.parametrize(
    ("edges", "days", "critical"),
    [
        ([], 10, ("a",)),
        ([("a", "b", "result")], 14, ("a", "b")),
        ([("a", "b", "material")], 14, ("a", "b")),
        ([("a", "b", "acceptance")], 10, ("a",)),
        ([("b", "a", "acceptance")], 15, ("b", "a")),
        ([("c", "a", "acceptance")], 10, ("c", "a")),
        ([("c", "a", "result")], 13, ("c", "a")),
        ([("b", "a", "advice")], 10, ("a",)),
        ([("a", "b", "result"), ("a", "c", "result"), ("c", "d", "acceptance")], 14, ("a", "b")),
        ([("b", "d", "result"), ("b", "d", "acceptance")], 10, ("a",)),
    ],
)
def test_each_kind_of_edge_has_its_length(edges, days, critical):
    found = path(NODES, [Edge(*edge) for edge in edges])
    assert (found.promised_days, found.critical_path) == (days, critical)


def test_another_acceptance_term_may_be_set():
    assert path(NODES, [Edge("b", "a", "acceptance")], acceptance_days=3).promised_days == 13


def test_a_circle_through_advice_is_none():
    edges = [Edge("a", "b", "result"), Edge("b", "a", "advice")]
    assert cycles("ab", edges) == []
    assert path(NODES[:2], edges).promised_days == 14


def test_two_circles_through_one_item_are_two():
    edges = [
        Edge("b", "a", "result"),
        Edge("a", "b", "result"),
        Edge("a", "c", "material"),
        Edge("c", "a", "acceptance"),
    ]
    assert [[(edge.producer, edge.dependant) for edge in cycle] for cycle in cycles("abc", edges)] == [
        [("a", "b"), ("b", "a")],
        [("a", "c"), ("c", "a")],
    ]


def test_ten_thousand_items_in_one_chain_are_read_at_once():
    codes = [f"i{number:05}" for number in range(10_000)]
    nodes = [Node(code, 1) for code in codes]
    edges = [Edge(one, other, "result") for one, other in pairwise(codes)]
    began = time.process_time()
    assert path(nodes, edges).promised_days == 10_000
    (circle,) = cycles(codes, [*edges, Edge(codes[-1], codes[0], "result")])
    assert len(circle) == 10_000
    assert time.process_time() - began < 2

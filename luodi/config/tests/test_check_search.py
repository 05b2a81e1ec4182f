"""A search that cannot work as it is set is said before the start."""

import pytest

from luodi.config import checks


def said(problems):
    return [problem.id for problem in problems]


def test_the_settings_as_shipped_are_fine():
    assert checks.search_is_known() == []


@pytest.mark.parametrize(("name", "value"), [("SEARCH_ENGINE", "elastic"), ("SEARCH_ENCODER", "usem4")])
def test_an_unknown_name_is_refused_with_the_known_ones(settings, name, value):
    setattr(settings, name, value)
    [problem] = checks.search_is_known()
    assert (problem.id, value in problem.msg, "choose" in problem.msg) == ("luodi.E003", True, True)


def test_a_dictionary_that_is_not_there_is_refused(settings, tmp_path):
    settings.SEARCH_DICTIONARY = str(tmp_path / "words.txt")
    assert said(checks.search_is_known()) == ["luodi.E004"]
    (tmp_path / "words.txt").touch()
    assert checks.search_is_known() == []


def test_an_encoder_that_does_not_load_is_a_warning_and_no_obstacle(settings, monkeypatch):
    settings.DEBUG, settings.SEARCH_ENCODER = False, "none"
    assert checks.encoder_gives_its_golden_vectors() == []
    monkeypatch.setattr(checks, "ENCODE", "raise SystemExit(1)")
    [problem] = checks.encoder_gives_its_golden_vectors()
    assert (problem.id, problem.is_serious()) == ("luodi.W003", False)

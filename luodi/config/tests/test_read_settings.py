"""A setting that cannot be meant stops the start with its name."""

from pathlib import Path

import pytest

from luodi.config.database import database_from
from luodi.config.email import email_from
from luodi.config.env import data_folder, flag, number, words


@pytest.mark.parametrize(("value", "on"), [("1", True), ("", False), ("0", False), ("false", False), ("yes", False)])
def test_a_flag_is_on_for_1_only(monkeypatch, value, on):
    monkeypatch.setenv("LUODI_DEBUG", value)
    assert flag("LUODI_DEBUG") is on


def test_a_number_that_is_none_is_named(monkeypatch):
    monkeypatch.setenv("LUODI_UPLOAD_MB", "many")
    with pytest.raises(ValueError, match="LUODI_UPLOAD_MB"):
        number("LUODI_UPLOAD_MB", 25)


def test_a_list_forgets_spaces_and_empty_words(monkeypatch):
    monkeypatch.setenv("LUODI_HOSTS", "a.example, b.example,,")
    assert words("LUODI_HOSTS") == ["a.example", "b.example"]


def test_reference_data_are_found_beside_the_clone(monkeypatch, tmp_path):
    monkeypatch.delenv("LUODI_DATA", raising=False)
    clone = tmp_path / "clone"
    assert data_folder(clone) is None
    data = tmp_path / "neighbour" / "data"
    data.mkdir(parents=True)
    (data / "published_figures.jsonl").touch()
    assert data_folder(clone) == data
    monkeypatch.setenv("LUODI_DATA", "elsewhere")
    assert data_folder(clone) == Path("elsewhere")


def test_postgresql_is_reached_by_host_or_by_socket(tmp_path):
    by_host = database_from("postgresql://luodi:p%40ss@db.example:5433/city", tmp_path)
    assert (by_host["HOST"], by_host["PORT"], by_host["USER"], by_host["PASSWORD"], by_host["NAME"]) == (
        "db.example",
        "5433",
        "luodi",
        "p@ss",
        "city",
    )
    assert database_from("postgresql://luodi@/city?host=/run/pg", tmp_path)["HOST"] == "/run/pg"
    with pytest.raises(ValueError, match="mysql"):
        database_from("mysql://x/y", tmp_path)


def test_mail_is_off_until_its_address_is_given():
    assert email_from("", debug=False).backend.endswith("dummy.EmailBackend")
    mail = email_from("smtp+tls://city:secret@mail.example", debug=False)
    assert (mail.host, mail.port, mail.user, mail.password, mail.start_tls, mail.tls) == (
        "mail.example",
        587,
        "city",
        "secret",
        True,
        False,
    )
    with pytest.raises(ValueError, match="LUODI_EMAIL_URL"):
        email_from("imap://x", debug=False)

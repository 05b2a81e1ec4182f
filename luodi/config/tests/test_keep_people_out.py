"""What a log line, a header and an upload must not let through."""

import logging

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from luodi.config.logs import NoPersonalData
from luodi.config.security import true_address


def line(record: logging.LogRecord) -> str:
    NoPersonalData().filter(record)
    return logging.Formatter("%(message)s").format(record)


def record(message: str, *args: object, exc_info: object = None) -> logging.LogRecord:
    return logging.LogRecord("luodi", logging.ERROR, "", 0, message, args, exc_info)


def test_a_log_line_holds_no_query_no_phone_and_no_address():
    said = line(record("Not Found: %s", "/status/?name=sun&phone=13900000001 +8613900000001 sun@firm.example"))
    assert said == "Not Found: /status/?… <phone> <email>"


def test_a_traceback_is_printed_without_the_words_of_the_exception():
    typed = "Key (phone)=(13900000001) already exists"
    try:
        raise ValueError(typed)
    except ValueError as problem:
        said = line(record("failed", exc_info=(ValueError, problem, problem.__traceback__)))
    assert "test_keep_people_out" in said
    assert said.endswith("ValueError")
    assert "13900000001" not in said


def asked_from(forwarded: str, proxies: int) -> str:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="10.0.0.1")
    with override_settings(PROXIES=proxies):
        true_address(lambda request: HttpResponse(request.META["REMOTE_ADDR"]))(request)
    return request.META["REMOTE_ADDR"]


def test_an_address_is_believed_only_from_our_own_proxy():
    assert asked_from("203.0.113.9", proxies=0) == "10.0.0.1"
    assert asked_from("198.51.100.1, 203.0.113.9", proxies=1) == "203.0.113.9"
    assert asked_from("", proxies=1) == "10.0.0.1"


def test_every_answer_forbids_what_is_not_ours(db):
    headers = Client().get("/no-such-page/").headers
    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def uploaded(size: int, limit: int) -> HttpRequest:
    file = SimpleUploadedFile("plan.pdf", b"x" * size)
    request = RequestFactory().post("/", {"file": file, "typed": "kept"})
    with override_settings(UPLOAD_LIMIT=limit):
        request.FILES["file"].read()
    return request


def test_a_file_over_the_limit_keeps_its_true_size_and_fills_no_disk():
    request = uploaded(size=300_000, limit=100_000)
    file = request.FILES["file"]
    assert file.size == 300_000
    assert file.file.tell() <= 100_000
    assert request.POST["typed"] == "kept"


def test_a_file_under_the_limit_is_whole():
    file = uploaded(size=300_000, limit=400_000).FILES["file"]
    file.seek(0)
    assert len(file.read()) == file.size == 300_000

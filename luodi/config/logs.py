"""Keeps people out of the log: what they typed travels in query strings, bodies and exception texts."""

import logging
import re
import traceback

QUERY = re.compile(r"\?[^\s\"']+")
# A mainland mobile number with or without +86, and an e-mail address.
PHONE = re.compile(r"(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def masked(line: str) -> str:
    return EMAIL.sub("<email>", PHONE.sub("<phone>", QUERY.sub("?…", line)))


class NoPersonalData(logging.Filter):
    """Masks the message and puts a traceback in its place without the exception's own text."""

    def filter(self, record: logging.LogRecord) -> bool:
        line = masked(record.getMessage())
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            places = "".join(traceback.format_tb(trace))
            line = f"{line}\n{places}{kind.__name__}"
        record.msg, record.args, record.exc_info, record.exc_text = line, None, None, None
        return True

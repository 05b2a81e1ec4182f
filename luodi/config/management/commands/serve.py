"""`luodi serve`: the web server and the watch loop of one machine, side by side."""

import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from luodi.config.processes import Child, Family


class Command(BaseCommand):
    help = "Runs web and watch until it is told to stop."
    requires_system_checks = ()  # run below, with those of production

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1 if settings.DEBUG else 2, help="web processes")
        parser.add_argument("--threads", type=int, default=4, help="requests at once in a web process")
        parser.add_argument("--no-watch", action="store_true", help="another machine runs the watch loop")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_an_unsafe_start()
        refuse_a_taken_port(options["host"], options["port"])
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)
        children = [Child("web", web_command(options))]
        if not options["no_watch"]:
            children.append(Child("watch", [sys.executable, "-m", "luodi.config.cli", "watch"], essential=False))
        code = Family(children, self.stdout.write).run()
        if code:
            sys.exit(code)


def refuse_an_unsafe_start() -> None:
    errors = [
        problem
        for problem in run_checks(include_deployment_checks=True, databases=["default"])
        if problem.is_serious(ERROR)
    ]
    if errors:
        raise CommandError("\n".join(f"{problem.msg} {problem.hint or ''}".rstrip() for problem in errors))


def refuse_a_taken_port(host: str, port: int) -> None:
    """The web server shares its port among its workers, so a second city would answer every other request."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as why:
            raise CommandError(
                f"Cannot listen on {host}:{port}: {why.strerror}. Stop what runs there or choose another port."
            ) from why


def web_command(options: dict[str, Any]) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "luodi.config.wsgi:application", "--interface", "wsgi"),
        *("--host", options["host"], "--port", str(options["port"])),
        *("--workers", str(options["workers"]), "--blocking-threads", str(options["threads"])),
        # An access log would keep query strings, and with them people.
        *("--no-ws", "--no-access-log", "--log-level", "warning", "--respawn-failed-workers"),
    ]

"""`luodi found`: from a migrated database to the first sign-in."""

import os
import sys
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from luodi.accounts.models import User
from luodi.approvals.licences.keys import make_missing_keys
from luodi.config.founding import Founding, found, founded_by
from luodi.directory.forms.fields import is_code
from luodi.duties.rules import PRESETS
from luodi.ledger.acts import Refused

PASSWORD = "LUODI_FIRST_PASSWORD"


class Command(BaseCommand):
    help = (
        "Founds a city on a migrated database without staff: calendars, the city and its desk, the first operator, "
        f"a consent text, allowances. The password is asked for, read from a pipe, or taken from {PASSWORD}."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--city-code", required=True, help="GB/T 2260, four digits: 3702")
        parser.add_argument("--city-name", required=True)
        parser.add_argument("--city-name-en", default="")
        parser.add_argument("--login", help="of the first operator; asked for when it is not given")
        parser.add_argument("--operator-name", default="平台运营")
        parser.add_argument("--desk-name", default="市招商总台")
        parser.add_argument("--phone", default="", help="of the city desk")
        parser.add_argument("--allowances", default="same_day", choices=sorted(PRESETS))

    def handle(self, *args: Any, **options: Any) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("run `luodi migrate` first / 请先运行 luodi migrate")
        login = asked_login(options["login"])
        if founded_by(login, options["city_code"]):
            self.stdout.write("founded already, nothing changed / 已经建好，没有改动")
            return
        if User.objects.filter(kind=User.Kind.STAFF).exists():
            raise CommandError(
                "staff have accounts already: sign in as an operator / 已经有工作人员账号，请用运营账号登录"
            )
        wanted = Founding(
            city_code=options["city_code"],
            city_name=options["city_name"],
            city_name_en=options["city_name_en"],
            login=login,
            password=asked_password(login),
            desk_name=options["desk_name"],
            operator_name=options["operator_name"],
            preset=options["allowances"],
            phone=options["phone"],
        )
        try:
            found(wanted, now=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        make_missing_keys()
        self.stdout.write(
            f"founded: sign in as {login}, then give the city desk a dispatcher / "
            f"已建好：用 {login} 登录，先在“单位与岗位”里为市级总台安排一位调度员"
        )


def asked_login(given: str | None) -> str:
    login = given or (input("login of the first operator / 登录名: ") if sys.stdin.isatty() else "")
    try:
        is_code(login)
    except ValidationError as wrong:
        raise CommandError("--login: letters, digits and - _ . only / 登录名只用字母、数字和 - _ .") from wrong
    return login


def asked_password(login: str) -> str:
    """From the environment, the terminal (twice) or the first line of a pipe; judged as any officer's password is."""
    password = os.environ.get(PASSWORD, "")
    if not password and sys.stdin.isatty():
        password = getpass("password / 密码: ")
        if password != getpass("again / 再输一次: "):
            raise CommandError("the two passwords differ / 两次输入的密码不一样")
    elif not password:
        password = sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password, User(login=login))
    except ValidationError as weak:
        raise CommandError(" ".join(weak.messages)) from weak
    return password

"""Commands on the office's data: cases, show, letter, verify, demo."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from models.cases.checklist import MET
from models.clock import Clock
from models.errors import EnvironmentProblem, UserError, system_reason
from models.letters.press import Press
from models.money import yuan_grouped
from models.services import recovery
from models.services.console import backup_commands, exchange_commands
from models.services.console.as_json import plain
from models.services.console.streams import Streams
from models.services.office import Office, open_office
from models.services.views import CaseFilter, CaseRow, LetterView, Officer

PAGE = 500
Command = Callable[[Namespace, Office, Streams], int]


def run(arguments: Namespace, *, resources: Path, data: Path, clock: Clock, streams: Streams) -> int:
    """Open the office in the data folder and run one command on it."""
    if arguments.command != "demo" and not recovery.holds_data(data):
        raise UserError(
            f"数据文件夹“{data}”中没有数据",
            "还没有在这里设置过单位",
            "请先打开程序完成设置，或用 --data 指明文件夹",
        )
    press = Press(resources)
    if arguments.command == "letter":
        arguments.kind = press.kind(arguments.kind)
    with open_office(data, clock=clock, resources=resources, press=press) as office:
        for notice in office.start_notices:
            streams.message(f"提示：{notice}")
        return COMMANDS[arguments.command](arguments, office, streams)


def cases(arguments: Namespace, office: Office, streams: Streams) -> int:
    """List cases, newest first, as a table or as JSON lines."""
    chosen = CaseFilter(text=arguments.query.strip(), stages=(arguments.stage,) if arguments.stage else ())
    after: int | None = None
    while rows := office.cases.rows(chosen, limit=PAGE, after=after):
        for row in rows:
            if arguments.json:
                streams.json_line(plain(row))
            else:
                streams.line(_case_line(row))
        after = rows[-1].id
    return 0


def _case_line(row: CaseRow) -> str:
    amount = "" if row.determined_fen is None else yuan_grouped(row.determined_fen)
    parts = (row.case_no, row.stage, row.applicant_name, f"{row.clause}{row.matter_name}", amount)
    return "\t".join(parts)


def show(arguments: Namespace, office: Office, streams: Streams) -> int:
    """Print the whole case as one JSON object."""
    view = office.cases.view(office.cases.find(arguments.case_no))
    whole: dict[str, Any] = plain(view)
    assessed = whole["assessment"] or {"findings": _findings(whole["checks"]), "steps": []}
    # By the names that the contract of the command line gives them, beside those of the view.
    named = {"checklist": whole["checks"], "findings": assessed["findings"], "steps": assessed["steps"]}
    streams.json_line(whole | named)
    return 0


def _findings(checks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the facts decide in a matter without an amount."""
    return [
        {"check": one["id"], "ok": one["verdict"] == MET, "text": one["text"], "phrase": one["phrase"]}
        for one in checks
        if one["automatic"] and one["verdict"]
    ]


def letter(arguments: Namespace, office: Office, streams: Streams) -> int:
    """Issue a letter, or write its draft; a letter issued before is served from the store, byte for byte."""
    case_id = office.cases.find(arguments.case_no)
    kind, output = arguments.kind, Path(arguments.output)
    _require_writable(output)
    if arguments.draft:
        _write(output, office.letters.draft(case_id, kind), "请换一个位置或文件名")
        streams.message("已生成草稿，未取文号。")
        return 0
    if (known := _issued(office, case_id, kind)) is not None:
        pdf = office.letters.reprint(known.id)
        streams.message(f"该文书已出具（{known.number or known.code}），输出的是存档原件。")
    else:
        issued, _ = office.letters.issue(case_id, kind, actor=_actor(office, case_id))
        pdf = issued.pdf
        streams.message(f"已出具 {issued.number}，校验码 {issued.code}。")
    _write(output, pdf, "文书已存档，可换一个位置再次输出")
    return 0


def _issued(office: Office, case_id: int, kind: str) -> LetterView | None:
    letters = office.cases.view(case_id).letters
    return next((one for one in letters if one.kind == kind and one.state == "有效"), None)


def _actor(office: Office, case_id: int) -> Officer:
    handler = office.cases.view(case_id).case.handler_id
    officers = office.officers.list(active_only=True)
    found = next((one for one in officers if one.id == handler), None)
    if found is None:
        raise UserError("没有可以出具文书的经办人", "办件没有在岗的经办人", "请先在程序中移交办件")
    return found


def _require_writable(output: Path) -> None:
    """A number must not be taken for a file that then cannot be written."""
    if output.is_dir():
        raise EnvironmentProblem(f"“{output}”是文件夹", "", "请写明 PDF 文件名")
    folder = output.absolute().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise EnvironmentProblem(f"不能写入“{folder}”", "没有这个文件夹，或没有权限", "请另选位置")


def _write(output: Path, data: bytes, remedy: str) -> None:
    partial = output.with_name(output.name + ".part")
    try:
        partial.write_bytes(data)
        partial.replace(output)
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise EnvironmentProblem(f"没有写成“{output}”", system_reason(error), remedy) from None


def verify(_arguments: Namespace, office: Office, streams: Streams) -> int:
    """Check everything kept and list what fails; 1 when anything does."""
    faults = office.verify()
    for fault in faults:
        streams.line(f"{fault.kind}\t{fault.where}\t{fault.what}")
    streams.message(
        f"发现 {len(faults)} 处问题。" if faults else "核验通过：数据库、文件、日志链、文书、核定回执均完好。"
    )
    return 1 if faults else 0


def demo(_arguments: Namespace, office: Office, streams: Streams) -> int:
    """Fill an empty data folder with a training office; refuses a folder that holds an office."""
    from models.services.demo import fill

    count = fill(office)
    streams.message(f"已建立练习单位，共 {count} 件办件。")
    return 0


COMMANDS: dict[str, Command] = {
    "cases": cases,
    "show": show,
    "letter": letter,
    "verify": verify,
    "demo": demo,
    "backup": backup_commands.backup,
    "import": exchange_commands.import_cases,
}

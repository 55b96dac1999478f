"""The command line's grammar, with its messages in Chinese."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from models.cases.workflow.stages import STAGE_ORDER
from models.errors import UserError


class WrongUsage(UserError):
    """A command line that cannot be understood; the process ends with status 2."""


class _Formatter(argparse.HelpFormatter):
    """Help whose frame is Chinese too."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that raises WrongUsage instead of printing English, and explains itself in Chinese."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, **options, "add_help": False})
        self._positionals.title, self._optionals.title = "参数和命令", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这一说明")

    def error(self, message: str) -> NoReturn:
        raise WrongUsage("命令用法不正确", _chinese(message), self.format_usage().strip())


_WORDS = (
    ("the following arguments are required:", "缺少"),
    ("unrecognized arguments:", "不认识"),
    ("invalid choice:", "没有这一选项："),
    ("expected one argument", "后面须有一个值"),
    ("argument", "参数"),
    ("choose from", "可选"),
)


def _chinese(message: str) -> str:
    for english, chinese in _WORDS:
        message = message.replace(english, chinese)
    return message


def build_parser() -> Parser:
    """Return the parser of all commands; no command means the window."""
    parser = Parser(prog="main.py", description="滨惠办：滨政〔2024〕12号政策兑现办件系统")
    parser.add_argument("--data", metavar="DIR", help="数据文件夹，默认为当前用户的数据文件夹")
    parser.add_argument(
        "--open", metavar="FILE.bhpkg", help="打开窗口，准备接收这个数据包（双击数据包时如此）"
    )
    parser.add_argument("--self-test", metavar="DIR", help="自检：在 DIR 中办一件练习件，写出 result.json")
    commands = parser.add_subparsers(dest="command", metavar="命令", parser_class=Parser)
    commands.add_parser("matters", help="列出全部事项（JSON 行）")
    assess = commands.add_parser("assess", help="按条款计算（JSON 行进，JSON 行出）")
    assess.add_argument("file", nargs="?", metavar="FILE", help="事实文件，- 或省略为标准输入")
    _case_commands(commands)
    _backup_commands(commands)
    _exchange_commands(commands)
    for command in commands.choices.values():
        # --data may stand before or after the command; given twice, the later one holds.
        command.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    pack = commands.add_parser("pack", help="政策包")
    pack_commands = pack.add_subparsers(
        dest="pack_command", metavar="check", required=True, parser_class=Parser
    )
    pack_commands.add_parser("check", help="检查政策包").add_argument("folder", metavar="FOLDER")
    return parser


def _case_commands(commands: argparse._SubParsersAction[Parser]) -> None:
    commands.add_parser("demo", help="在空的数据文件夹中建立练习单位")
    cases = commands.add_parser("cases", help="列出办件")
    cases.add_argument("--query", metavar="TEXT", default="", help="按编号、申请人、信用代码查找")
    cases.add_argument("--stage", metavar="S", default="", type=_stage, help="只列某一环节，如 审查")
    cases.add_argument("--json", action="store_true", help="输出 JSON 行")
    commands.add_parser("show", help="一件办件的全部内容（JSON）").add_argument("case_no", metavar="CASE_NO")
    letter = commands.add_parser("letter", help="出具文书")
    letter.add_argument("case_no", metavar="CASE_NO")
    letter.add_argument("--kind", required=True, metavar="KIND", help="文书种类，如 核准通知书")
    letter.add_argument("-o", "--output", required=True, metavar="FILE.pdf")
    letter.add_argument("--draft", action="store_true", help="只出草稿，不取文号")
    commands.add_parser("verify", help="核验数据库、文件、日志链、文书和核定回执")


def _stage(name: str) -> str:
    if name and name not in STAGE_ORDER:
        raise WrongUsage(f"没有“{name[:20]}”这一环节", "", f"可用的环节：{'、'.join(STAGE_ORDER)}")
    return name


def _exchange_commands(commands: argparse._SubParsersAction[Parser]) -> None:
    taken = commands.add_parser("import", help="从办件导入表登记办件")
    taken.add_argument("file", metavar="FILE.xlsx")
    taken.add_argument("--dry-run", action="store_true", help="只试运行，不登记")
    taken.add_argument("--accept-good", action="store_true", help="有错的行不导入，其余照常登记")
    template = commands.add_parser("template", help="写出空白的办件导入表")
    template.add_argument("file", metavar="FILE.xlsx")
    template.add_argument("--matter", metavar="ID", default="", help="事项编号，如 13-1；省略为全部事项")


def _backup_commands(commands: argparse._SubParsersAction[Parser]) -> None:
    backup = commands.add_parser("backup", help="把全部数据备份成一个文件并检查")
    backup.add_argument("folder", metavar="DIR", help="放备份的文件夹")
    restore = commands.add_parser("restore", help="恢复备份，现有数据保留在旁边")
    restore.add_argument("file", metavar="FILE", help="备份文件（.bhbak），或升级、恢复前留下的 .db")

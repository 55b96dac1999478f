"""Commands that take cases in from a workbook, and write the empty workbook."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from models.cases.officers import Officer, action_obstacle
from models.errors import EnvironmentProblem, UserError, system_reason
from models.exchange.workbooks.book import read_path
from models.exchange.workbooks.intake import read_intake
from models.exchange.workbooks.template import write_template
from models.money import yuan_grouped
from models.policy.editions import Editions
from models.policy.pack import Pack
from models.services.console.streams import Streams
from models.services.intake_views import IntakePreview, IntakeResult
from models.services.office import Office

MAX_TOLD = 200


def import_cases(arguments: Namespace, office: Office, streams: Streams) -> int:
    """Register the cases of an intake workbook: 0 done, 1 when nothing was (or, in a dry run, would be) imported."""
    preview = office.intake.preview(Path(arguments.file))
    _tell(preview, streams)
    result, _ = office.intake.run(
        preview, actor=_actor(office), accept_good=arguments.accept_good, dry_run=arguments.dry_run
    )
    for fault in result.faults[len(preview.all_faults) :]:
        streams.message(f"错误：{fault.message}")
    for case in result.cases:
        ceiling = "" if case.ceiling_fen is None else yuan_grouped(case.ceiling_fen)
        case_no = "（试运行）" if result.dry_run else case.case_no
        streams.line(
            "\t".join((case_no, case.sheet, str(case.row), case.applicant_name, case.matter_id, ceiling))
        )
    streams.message(_summary(preview, result))
    return 0 if result.cases else 1


def _tell(preview: IntakePreview, streams: Streams) -> None:
    for row in preview.present:
        streams.message(f"跳过：工作表“{row.row.sheet}”第 {row.row.row} 行已登记为 {row.case_no}。")
    for note in preview.all_notes[:MAX_TOLD]:
        streams.message(f"提示：{note.message}")
    faults = preview.all_faults
    for fault in faults[:MAX_TOLD]:
        streams.message(f"错误：{fault.message}")
    if len(faults) > MAX_TOLD:
        streams.message(f"另有 {len(faults) - MAX_TOLD} 处错误未列出。")


def _summary(preview: IntakePreview, result: IntakeResult) -> str:
    done = "试运行通过，可以导入" if result.dry_run else "已登记"
    words = [f"{done} {len(result.cases)} 件", f"新增主体 {result.new_applicants} 个"]
    if result.present:
        words.append(f"已登记过 {result.present} 行")
    refused = len(preview.rows) - len(result.cases) - result.present
    if refused > 0:
        words.append(f"有错未导入 {refused} 行")
    return "，".join(words) + "。"


def _actor(office: Office) -> Officer:
    """The first officer in office who may import; nobody is at the keyboard to be asked."""
    for officer in office.officers.list(active_only=True):
        if not action_obstacle(officer, "import_cases"):
            return officer
    raise UserError("没有可以导入办件的经办人", "单位还没有设置，或没有在岗的经办人", "请先在程序中完成设置")


def template(arguments: Namespace, *, resources: Path, data: Path, streams: Streams) -> int:
    """Write the empty intake workbook, for one matter or for all; a filled-in workbook is never overwritten."""
    pack = Editions.load(resources / "policy", data / "policy").current
    matters = (pack.matter(arguments.matter.strip()),) if arguments.matter else ()
    output = Path(arguments.file)
    if output.suffix.lower() != ".xlsx":
        raise UserError("文件名应以 .xlsx 结尾", f"写的是“{output.name}”", "请改正文件名")
    _require_free(output, pack)
    content = write_template(pack, pack.default_settings(), matters)
    partial = output.with_name(f"{output.name}.{os.getpid()}.part")
    try:
        partial.write_bytes(content)
        partial.replace(output)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise EnvironmentProblem(
            f"没有写成“{output}”", system_reason(error), "请换一个位置或文件名"
        ) from None
    what = f"{matters[0].id} {matters[0].name}" if matters else f"全部 {len(pack.matters)} 个事项"
    streams.message(f"已写出导入模板（{what}）：{output}")
    return 0


def _require_free(output: Path, pack: Pack) -> None:
    """An empty template may be written anew; anything else under this name stays."""
    try:
        if not output.exists() or (output.is_file() and output.stat().st_size == 0):
            return
    except (OSError, ValueError) as error:
        raise EnvironmentProblem(f"不能写入“{output}”", system_reason(error), "请换一个位置") from None
    try:
        if not output.is_file() or read_intake(read_path(output), pack, pack.default_settings()).rows:
            raise UserError("", "")
    except UserError:
        raise UserError(
            f"“{output.name}”已经存在", "为免覆盖其中的内容，没有写入", "请换一个文件名，或先移走原文件"
        ) from None

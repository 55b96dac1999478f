"""Commands on the policy alone, without a database: matters, assess, pack check."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from models.awards.line import assess_line
from models.errors import UserError
from models.periods import parse_date
from models.policy.editions import Editions
from models.policy.faults import PackFaults
from models.policy.loader import load_pack
from models.policy.model import Material, Matter
from models.policy.pack import Pack
from models.services.console.streams import Streams, input_lines


def matters(editions: Editions, streams: Streams) -> int:
    """Print every matter of the newest edition as a JSON line."""
    pack = editions.current
    for matter in pack.matters:
        streams.json_line(_matter_json(pack, matter))
    return 0


def _matter_json(pack: Pack, matter: Matter) -> dict[str, object]:
    return {
        "id": matter.id,
        "clause": matter.clause,
        "name": matter.name,
        "kind": matter.kind,
        "nature": matter.nature,
        "units": list(pack.units_of(matter)),
        "phrase": matter.phrase,
        "checks": [
            {
                "id": check.id,
                "question": check.question,
                "phrase": check.phrase,
                "source": check.source,
                "automatic": check.auto is not None or check.id in ("c-period", "c-once"),
                "conditional": check.ask_if is not None,
                "own": check in matter.check,
            }
            for check in pack.checks_of(matter)
        ],
        "materials": [_material_json(item, matter) for item in pack.materials_of(matter)],
    }


def _material_json(item: Material, matter: Matter) -> dict[str, object]:
    return {
        "id": item.id,
        "name": item.name,
        "form": item.form,
        "copies": item.copies,
        "required": item.required and item.required_if is None,
        "conditional": item.required_if is not None,
        "source": item.source,
        "own": item in matter.material,
    }


def assess(arguments: Namespace, editions: Editions, streams: Streams) -> int:
    """Answer each JSON line of facts with a JSON line of assessment; 1 when any line had a fault."""
    asked = faulty = 0
    for line in input_lines(arguments.file, streams):
        if not line.strip():
            continue
        answer, good = assess_line(line, lambda matter, day: _pack_for(editions, day))
        streams.json_line(answer)
        asked, faulty = asked + 1, faulty + (not good)
    if faulty:
        streams.message(f"共 {asked} 行，其中 {faulty} 行有误，没有测算；原因见结果中各行的 error。")
    return 1 if faulty else 0


def _pack_for(editions: Editions, day: object) -> Pack:
    try:
        return editions.for_date(parse_date(day))
    except UserError:
        return editions.current  # the faulty date is then told with the other faults of the facts


def pack_check(arguments: Namespace, streams: Streams) -> int:
    """Check a pack folder and print every fault with file, line, key and remedy."""
    folder = Path(arguments.folder)
    if not folder.is_dir():
        raise UserError(f"没有文件夹“{arguments.folder}”", "政策包是含 document.toml 的文件夹", "请核对路径")
    try:
        pack = load_pack(folder)
    except PackFaults as problem:
        for fault in problem.faults:
            streams.line(str(fault))
        streams.message(f"共 {len(problem.faults)} 处错误，政策包不能使用。")
        return 1
    streams.line(
        f"政策包 {pack.id}（{pack.number}）检查通过：{len(pack.clauses)} 条、{len(pack.matters)} 个事项、"
        f"{len(pack.targets)} 项指标、{len(pack.budgets)} 行预算，SHA-256 {pack.hash}"
    )
    return 0

"""A known office sends what no program of ours writes: refused as a whole, or taken in without breaking anything."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from casework import Casework
from package_offices import Side, make_side

from models.errors import UserError
from models.exchange.packages import contents, envelope
from models.letters.press import Press
from models.services.exchange_export import own_key
from models.storage.exchange_items import natural_uid
from tests.faults.fuzzing import examples

NASTY: tuple[Any, ...] = (
    None, "", -1, 0, 1, 2**63, 2**70, True, 1.5, "x" * 3000, "\x00", "\ud800", [], {}, [["a"]], "2024-02-30", "../../x",
    "2024-06-05T09:30:00", "f" * 32, "f" * 64, "[]", "[[1]]", "{}", "null", "NaN", '{"a":1}', "拨付", "有效", "1e999",
)  # fmt: skip
# Thousands by hand: BINHUI_FUZZ=5000
ROUNDS = examples(500)


@pytest.fixture(scope="module")
def pair(
    tmp_path_factory: pytest.TempPathFactory, press: Press
) -> Iterator[tuple[Side, Side, dict[str, Any]]]:
    """A sender with a full case, a receiver that knows it, and the package's content as plain data."""
    folder = tmp_path_factory.mktemp("offices")
    sender, receiver = make_side("街道", folder / "a", press), make_side("部门", folder / "b", press)
    case = sender.register()
    paper = folder / "报告.pdf"
    paper.write_bytes(b"%PDF-1.7")
    sender.office.files.add(paper, case_id=case.id, material_id="m", actor=sender.actor)
    work = Casework.__new__(Casework)
    work.office, work.clock = sender.office, sender.clock
    work.handler, work.reviewer, work.approver = sender.officers
    work.to_payment(case.id, 115_000_00)
    sender.office.payments.pay(
        case.id, amount_fen=5, paid_on=sender.clock.today(), voucher="1", actor=sender.actor
    )
    receiver.clock.moment = sender.clock.moment
    receiver.take(receiver_file := sender.send(folder / "1.bhpkg"))
    found = contents.unpack(envelope.unwrap(receiver_file.read_bytes()).body)
    plain = msgspec.to_builtins(found.contents)
    yield sender, receiver, {"plain": plain, "blobs": found.blobs, "manifest": found.manifest}
    sender.close()
    receiver.close()


def write(
    path: Path, sender: Side, whole: dict[str, Any], plain: Any, blobs: dict[str, bytes] | None = None
) -> Path:
    """Sign a changed content with the sender's own key, as a hostile or broken program there would."""
    manifest = whole["manifest"]
    words = {name: getattr(manifest, name) for name in ("program", "package", "made_at", "recipient", "note")}

    found = whole["blobs"] if blobs is None else blobs
    _, body = contents.pack(plain, found, sender=manifest.sender, **words)
    key = own_key(sender.office.exchange._desk)["private"]
    path.write_bytes(envelope.wrap(body, key))
    return path


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every value in the content."""
    yield path
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list | tuple)
        else ()
    )
    for key, one in inner:
        yield from places(one, (*path, key))


def thawed(value: Any) -> Any:
    return json.loads(json.dumps(value))


def changed(plain: Any, way: tuple[Any, ...], chance: random.Random) -> Any:
    """Return the content with one value replaced, removed or doubled."""
    found = copy.deepcopy(plain)
    holder = found
    for key in way[:-1]:
        holder = holder[key]
    act = chance.random()
    if act < 0.7:
        holder[way[-1]] = chance.choice(NASTY)
    elif isinstance(holder, list):
        holder.insert(0, holder[way[-1]]) if act < 0.85 else holder.pop(way[-1])
    elif act < 0.85:
        holder[str(way[-1]) + "x"] = holder[way[-1]]
    else:
        holder.pop(way[-1])
    return found


def test_content_changed_at_any_place_never_breaks_the_office(pair, tmp_path: Path, press: Press):
    sender, receiver, whole = pair
    fresh = make_side("高新", tmp_path / "c", press)
    chance = random.Random(11)
    plain = thawed(whole["plain"])
    ways = [way for way in places(plain) if way]
    refused = taken = 0
    for _ in range(ROUNDS):
        side = chance.choice([receiver, fresh])
        try:
            path = write(tmp_path / "x.bhpkg", sender, whole, changed(plain, chance.choice(ways), chance))
        except (UnicodeEncodeError, OverflowError, msgspec.EncodeError):
            continue
        before = side.dump()
        try:
            shown = side.preview(path)
            choices = {one.id: chance.choice(["mine", "theirs"]) for one in shown.conflicts}
            side.office.exchange.take(path, actor=side.actor, fingerprint=shown.fingerprint, choices=choices)
            taken += 1
        except UserError:
            refused += 1
            assert side.dump() == before
            continue
        for case_id in side.case_ids():
            side.office.cases.view(case_id)
        foreign = [one for one in side.office.verify() if one.kind == "数据库"]
        assert foreign == []
    fresh.close()
    assert refused > ROUNDS / 4 and taken > 5


def record(plain: Any, kind: str) -> dict[str, Any]:
    return next(one for one in plain["records"] if one["kind"] == kind)


def other_office(plain: Any) -> None:
    record(plain, "case")["fixed"]["matter_id"] = "14-1"


def path_in_name(plain: Any) -> None:
    record(plain, "attachment")["fixed"]["name"] = "..\\..\\启动.pdf"


def program_as_file(plain: Any) -> None:
    record(plain, "attachment")["fixed"]["name"] = "报告.exe"


def forged_line(plain: Any) -> None:
    plain["lines"][0]["reason"] = "改过"


def forged_receipt(plain: Any) -> None:
    found = record(plain, "determination")["fixed"]
    found["receipt"] = found["receipt"].replace("11500000", "11600000")


def forged_amount(plain: Any) -> None:
    record(plain, "payment")["fixed"]["amount_fen"] = 999


def no_such_stage(plain: Any) -> None:
    field = record(plain, "case")["fields"]["state"]
    field[0] = field[0].replace('"stage":"拨付"', '"stage":"分赃"')


def dangling(plain: Any) -> None:
    plain["records"] = [one for one in plain["records"] if one["kind"] != "applicant"]


def stolen_answer(plain: Any) -> None:
    found = record(plain, "answer")
    found["fixed"]["check_id"] = "another"


def endless_mark(plain: Any) -> None:
    mark = record(plain, "case")["fields"]["remark"][1]
    mark["a" * 32] = 10**17


def unknown_letter(plain: Any) -> None:
    record(plain, "letter")["fixed"]["kind"] = "../approval"


@pytest.mark.parametrize(
    "spoil",
    [other_office, path_in_name, program_as_file, forged_line, forged_receipt, forged_amount, no_such_stage, dangling,
     stolen_answer, endless_mark, unknown_letter],
    ids=lambda spoil: spoil.__name__,
)  # fmt: skip
def test_what_a_hostile_partner_would_try_is_refused(
    pair, tmp_path: Path, press: Press, spoil: Callable[[Any], None]
):
    sender, receiver, whole = pair
    plain = thawed(whole["plain"])
    spoil(plain)
    assert plain != thawed(whole["plain"])
    path = write(tmp_path / "x.bhpkg", sender, whole, plain)
    before = receiver.dump()
    for act in (receiver.preview, receiver.take):
        with pytest.raises(UserError):
            act(path)
    assert receiver.dump() == before


def test_bytes_that_nothing_speaks_of_are_refused(pair, tmp_path: Path):
    import hashlib

    sender, receiver, whole = pair
    blobs = {**whole["blobs"], hashlib.sha256(b"extra").hexdigest(): b"extra"}
    with pytest.raises(UserError, match="来历不明"):
        receiver.take(write(tmp_path / "x.bhpkg", sender, whole, thawed(whole["plain"]), blobs))
    first = dict(list(whole["blobs"].items())[1:])
    with pytest.raises(UserError, match="不在包中"):
        receiver.take(write(tmp_path / "y.bhpkg", sender, whole, thawed(whole["plain"]), first))


def test_the_unchanged_content_is_taken(pair, tmp_path: Path):
    """Without this, everything above could be refused for the wrong reason."""
    sender, receiver, whole = pair
    path = write(tmp_path / "x.bhpkg", sender, whole, thawed(whole["plain"]))
    assert receiver.take(path).left_open == 0
    uid = natural_uid("answer", ["x", "y"])
    assert len(uid) == 32


def test_an_applicant_code_used_by_another_here_refuses_with_a_remedy(tmp_path: Path, press: Press):
    from casework import credit_code

    sender, receiver = make_side("街道", tmp_path / "a", press), make_side("部门", tmp_path / "b", press)
    sender.register(sender.applicant(1))
    receiver.take(sender.send(tmp_path / "1.bhpkg"))
    receiver.applicant(2)
    sender.db.execute("UPDATE applicants SET code = ?", (credit_code(2),))
    before = receiver.dump()
    with pytest.raises(UserError, match="另一主体正在使用"):
        receiver.take(sender.send(tmp_path / "2.bhpkg"))
    assert receiver.dump() == before
    sender.close()
    receiver.close()

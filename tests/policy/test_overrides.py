"""An office's own checks, materials, terms and standards stand beside the pack and survive a new version of it."""

import msgspec
import pytest

from models.awards import assess, parse_facts
from models.errors import UserError
from models.policy.overrides import Override, effective, validate

FACTS = {"event_date": "2024-06-30", "sme_scale": True, "rd_current": "5300000", "rd_previous": "3000000"}


def change(**values) -> Override:
    return Override(**({"matter": "13-1"} | values))


def ids(items) -> list[str]:
    return [item.id for item in items]


def test_without_changes_the_pack_is_the_same(pack):
    result = effective(pack, [])
    assert result.pack is pack
    assert result.hash == ""


def test_add_reword_and_switch_off(pack):
    office = effective(
        pack,
        [
            change(target="check", action="add", item="o-site", value="是否已现场核查研发场地？"),
            change(target="check", action="reword", item="technology", value="是否持有高新技术企业证书？"),
            change(target="check", action="switch_off", item="c-credit"),
            change(target="material", action="add", item="o-photo", value="研发场地照片", form="电子件"),
            change(target="material", action="switch_off", item="m-promise"),
            change(target="material", action="reword", item="m-account", value="开户许可证", copies=2),
        ],
    )
    matter = office.pack.matter("13-1")
    questions = {check.id: check.question for check in office.pack.checks_of(matter)}
    assert questions["o-site"] == "是否已现场核查研发场地？"
    assert questions["technology"] == "是否持有高新技术企业证书？"
    assert "c-credit" not in questions
    assert "c-credit" in ids(office.pack.checks_of(office.pack.matter("33-1")))
    materials = {item.id: item for item in office.pack.materials_of(matter)}
    assert materials["o-photo"].form == "电子件"
    assert materials["m-account"].name == "开户许可证" and materials["m-account"].copies == 2
    assert "m-promise" not in materials
    assert office.hash and not office.stale
    before = pack.matter("13-1")
    assert "c-credit" in ids(pack.checks_of(before)), "the pack itself is never changed"


def test_figures_never_depend_on_wording(pack):
    office = effective(pack, [change(target="check", action="reword", item="increase", value="新增达标吗？")])
    matter = office.pack.matter("13-1")
    result = assess(office.pack, matter, parse_facts(matter, FACTS))
    assert result.ceiling_fen == 11_500_000


def test_term_and_later_change_wins(pack):
    office = effective(
        pack,
        [change(target="term", action="set", value="15"), change(target="term", action="set", value="20")],
    )
    assert office.term_of("13-1") == 20
    assert office.term_of("33-1") is None


def test_changes_survive_a_new_version_and_stale_ones_are_listed(pack):
    reworded = change(target="check", action="reword", item="technology", value="是否持证？")
    gone = change(target="check", action="reword", item="technology", value="是否持证？", matter="6-1")
    newer = msgspec.structs.replace(pack.document, id="bz-2024-12-b")
    version = type(pack)(
        newer,
        pack.clauses,
        pack.targets,
        pack.budgets,
        pack.notes,
        pack.common_checks,
        pack.common_materials,
        "other",
    )
    office = effective(version, [reworded, gone])
    assert "是否持证？" in [check.question for check in office.pack.matter("13-1").check]
    assert office.stale == (gone,)


@pytest.mark.parametrize(
    "bad",
    [
        change(target="check", action="switch_off", item="scale"),
        change(target="check", action="switch_off", item="c-period"),
        change(target="check", action="add", item="scale", value="重复的编号？"),
        change(target="check", action="add", item="o-1", value="不是问句"),
        change(target="check", action="reword", item="missing", value="有吗？"),
        change(target="material", action="reword", item="audit", value=" "),
        change(target="material", action="add", item="o-2", value="照片", copies=0),
        change(target="term", action="set", value="0"),
        change(target="term", action="set", value="366"),
        change(target="term", action="add", value="5"),
        change(target="standard", action="set", item="rd_current", value="1.234", basis="文件"),
        change(target="standard", action="set", item="rd_current", value="1.00", basis=" "),
        change(target="standard", action="set", item="sme_scale", value="1.00", basis="文件"),
        change(target="term", action="set", value="10", matter="99-9"),
    ],
)
def test_what_cannot_be_changed_is_refused(pack, bad):
    with pytest.raises(UserError):
        validate(bad, pack)
    assert effective(pack, [bad]).stale == (bad,)


@pytest.mark.parametrize("days", ["1", "365"])
def test_terms_at_their_limits(pack, days):
    validate(change(target="term", action="set", value=days), pack)

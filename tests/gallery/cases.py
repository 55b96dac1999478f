"""First start, 工作台, 办件, a new case, the case page with its dialogs, problems, help."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from stdnum.cn import ric, uscc

from models.cases.applicant import ApplicantForm
from tests.e2e.hand import set_up
from tests.gallery.frame import Gallery

LONG_NAME = "杭州滨江高新技术产业开发区新一代人工智能与量子精密测量联合创新研究院（有限合伙）"
COMPANIES = (
    "浙江智联芯微电子股份有限公司",
    "杭州云栖精密仪器有限公司",
    LONG_NAME,
    "杭州海潮工业设计有限公司",
    "杭州浦沿软件技术有限公司",
)


def fill(office: Any, folder: Path) -> None:
    """Fill an office with cases in several stages, through its services."""
    officer = office.officers.list()[0]
    for number in range(28):
        office.clock.moment = datetime(2024, 5, 6, 9, 0) + timedelta(days=number * 1.5)
        register(office, officer, number)


def register(office: Any, officer: Any, number: int) -> None:
    """Register one case and carry some of them a little further."""
    kinds = (
        (
            "13-1",
            {"sme_scale": True, "rd_current": str(5_300_000 + number * 170_000), "rd_previous": "3000000"},
        ),
        ("33-1", {"level": ("国家级", "省级", "市级")[number % 3]}),
        ("49-1", {"binjiang_hukou": True, "self_paid": "23456.78"}),
        ("6-1", {}),
        ("12-1", {}),
    )
    matter_id, facts = kinds[number % 5]
    personal = matter_id == "49-1"
    if personal:
        body = f"3301081990{1 + number % 9:02d}1{number % 10}{number:03d}"[:17]
        form = ApplicantForm(kind="家庭", name=f"李某{number}", code=body + ric.calc_check_digit(body + "0"))
    else:
        body = f"91330108MA2{number:06d}"[:17]
        name = (
            COMPANIES[number % len(COMPANIES)]
            if number < 5
            else f"{COMPANIES[number % 5][:12]}第{number}分公司"
        )
        form = ApplicantForm(kind="企业", name=name, code=body + uscc.calc_check_digit(body))
    applicant, _ = office.applicants.save(form, actor=officer)
    known = {fact.key for fact in office.editions.current.matter(matter_id).fact}
    facts = {key: value for key, value in facts.items() if key in known}
    case, _ = office.cases.register(
        matter_id=matter_id,
        applicant_id=applicant.id,
        event_date="2024-04-18",
        facts_raw=facts,
        actor=officer,
    )
    if number % 3:
        view = office.cases.view(case.id, actor=officer)
        for item in view.materials:
            office.cases.receive(case.id, item.id, "已收", actor=officer)
        advance(office, officer, case.id, number % 4)


def advance(office: Any, officer: Any, case_id: int, steps: int) -> None:
    """Make the permitted moves that ask for nothing but an opinion."""
    for check in office.cases.view(case_id, actor=officer).checks:
        if not check.automatic:
            office.cases.answer(case_id, check.id, "符合", actor=officer)
    for _ in range(steps):
        moves = office.cases.view(case_id, actor=officer).moves
        move = next((m for m in moves if m.permitted and "reason" not in m.needs and m.target), None)
        if move is None:
            return
        opinion = "同意。" if "opinion" in move.needs else ""
        office.cases.move(case_id, move.name, opinion=opinion, actor=officer)


def first_start(gallery: Gallery) -> None:
    """Set-up, and the first screens after it."""
    hand = gallery.hand
    gallery.shoot("01-set-up-empty")
    hand.page.begin_button.click()
    gallery.shoot("02-set-up-faults")
    set_up(hand)
    gallery.shoot("03-workbench-empty")
    hand.window.open_screen("cases")
    gallery.shoot("04-cases-empty")


def lists(gallery: Gallery) -> None:
    """工作台 and 办件 with cases in many stages."""
    hand = gallery.hand
    gallery.shoot("05-workbench")
    hand.window.open_screen("cases")
    gallery.shoot("06-cases")
    hand.type(hand.page.search, "没有这家")
    hand.page._apply()
    gallery.shoot("07-cases-nothing-found")


def one_case(gallery: Gallery) -> None:
    """A new case from the first key to the determination, its dialogs, what can go wrong, help."""
    new_case_states(gallery)
    case_states(gallery)
    dialogs(gallery)


def new_case_states(gallery: Gallery) -> None:
    from tests.e2e.hand import new_case

    hand = gallery.hand
    hand.window.new_case()
    gallery.shoot("10-new-case-choose")
    hand.type(hand.page.matter_panel.search, "研发 补助")
    gallery.shoot("11-new-case-search")
    hand.page.matter_panel.search.clear()
    new_case(hand)
    gallery.shoot("12-new-case-typed")
    hand.page.applicant.code.edit.clear()
    hand.type(hand.page.applicant.code, "91330108MA2ABCDE01")
    hand.page.facts.fields["rd_current"].edit.clear()
    hand.type(hand.page.facts.fields["rd_current"], "五百三十wan")
    gallery.shoot("13-new-case-faults")
    hand.page.applicant.name.edit.clear()
    hand.type(hand.page.applicant.name, "杭州")
    hand.page.applicant._ask()
    gallery.shoot("14-new-case-matches")
    hand.page.flow._start_over()
    new_case(hand)
    hand.page.register_button.click()
    hand.wait(lambda: type(hand.page).__name__ == "CaseScreen" and hand.page.presenter.view is not None)
    hand.settle()


def case_states(gallery: Gallery) -> None:
    from PySide6.QtCore import Qt

    hand = gallery.hand
    page = hand.page
    gallery.shoot("20-case-registered")
    checks = page.guide.checks
    for key in (Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_3):
        hand.press(key, checks.rows[checks.current_id])
        hand.settle()
    checks.rows[checks.current_id].write_remark()
    hand.type(checks.rows[checks.current_id].remark, "信用报告出具日期早于三个月，请补交")
    gallery.shoot("21-case-checks")
    page.guide.go_to(1)
    gallery.shoot("22-case-materials")
    office, case_id, officer = hand.window.desk.office, page.presenter.case_id, hand.window.desk.officer

    def ready() -> None:
        for item in office.cases.view(case_id, actor=officer).materials:
            office.cases.receive(case_id, item.id, "已收", actor=officer)
        advance(office, officer, case_id, 3)

    hand.window.desk.read(lambda: (ready(), None), lambda nothing: page.presenter.refresh())
    hand.settle()
    page.guide.go_to(2)
    hand.type(page.guide.determination.amount, "12万")
    gallery.shoot("23-case-over-ceiling")
    page.guide.determination.amount.edit.clear()
    hand.type(page.guide.determination.amount, "11.5万")
    page.guide.determination.quote_button.click()
    gallery.shoot("24-case-determination")
    page.guide.determination.save()
    hand.settle()
    gallery.shoot("25-case-determined")
    for place, name in (
        (3, "26-case-opinions"),
        (4, "27-case-letters"),
        (5, "28-case-record"),
        (0, "29-case-checked"),
    ):
        page.guide.go_to(place)
        gallery.shoot(name)


def dialogs(gallery: Gallery) -> None:
    from models.errors import FieldErrors, UserError
    from ui.crash import CrashDialog
    from ui.dialogs.help_dialog import HelpDialog
    from ui.messages import problem_box

    hand = gallery.hand
    page = hand.page
    move = next(one for one in page.presenter.view.moves if one.label == "提交初审")
    for name, ask in (("30-move", lambda: page._on_move(move)), ("31-facts", page._change_facts)):
        ask()
        hand.settle()
        gallery.dialog(name, page._dialog)
    page.presenter.draft_letter("approval", lambda pdf: page.letters.preview(pdf, "核准通知书", draft=True))
    hand.settle()
    hand.settle()
    if page._dialog is not None:
        gallery.dialog("32-letter", page._dialog)
    problem = UserError("办件已被另一位经办人修改", "李二在 09:31 保存了新的核定额", "请核对后重新填写")
    faults = FieldErrors([UserError("请填写名称", field="name"), problem])
    for name, box in (
        ("33-problem", problem_box(hand.window, problem)),
        ("34-problems", problem_box(hand.window, faults)),
    ):
        gallery.show_box(name, box)
    crash = CrashDialog(
        "滨惠办 0.1.0\nPython 3.11.7 · PySide6 6.11.3 · Qt 6.11.3\n错误类型 builtins.KeyError", hand.window
    )
    crash.show()
    gallery.shoot("35-crash", crash)
    crash.close()
    from ui.actions import COMMANDS, PAGE_KEYS

    all_keys = [(command.key, command.title) for command in COMMANDS] + list(PAGE_KEYS)
    keys = HelpDialog(hand.window.desk, "case", all_keys, hand.window)
    keys.show()
    gallery.shoot("36-help", keys)
    keys.search.setText("核定")
    gallery.shoot("37-help-search", keys)
    keys.search.setText("")
    keys.open_topic("keys")
    gallery.dialog("38-keys", keys)

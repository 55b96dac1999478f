"""Public notices (公示): a batch of approved cases, its period in working days, objections with their outcome."""

from __future__ import annotations

from datetime import date

from models.cases.officers import Officer, require_action
from models.changes import Changes
from models.errors import FieldErrors, UserError
from models.services import case_moves
from models.services.case_clock import notice_period
from models.services.desk import Desk
from models.services.views import NoticeView, ObjectionView
from models.storage import notices as stored
from models.storage.database import Row
from models.storage.letters import day

_TOPIC = "notices"


class NoticeService:
    """Public notices and their objections."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open(
        self, case_ids: tuple[int, ...], *, title: str, days: int | None = None, actor: Officer
    ) -> tuple[NoticeView, Changes]:
        """Put cases on notice from today; all or none, the clock of each stands still meanwhile."""
        require_action(actor, "publish_notice")
        chosen = tuple(dict.fromkeys(case_ids))
        if not chosen:
            raise UserError("没有选择办件", "", "请选择处于“公示”环节的办件")
        if not title.strip():
            raise UserError("请填写公示标题", field="title")
        with self._desk.db.atomic():
            wanted, ends_on = notice_period(self._desk, days)
            notice_id = stored.insert(
                self._desk.db,
                title=title.strip(),
                began_on=self._desk.clock.today(),
                days=wanted,
                ends_on=ends_on,
                officer_id=actor.id,
            )
            for case_id in chosen:
                case_moves.make_move(self._desk, case_id, "open_notice", actor=actor, notice_id=notice_id)
                stored.add_case(self._desk.db, notice_id, case_id)
        return self.get(notice_id), Changes(cases=frozenset(chosen), topics=frozenset({_TOPIC, "stages"}))

    def end(self, notice_id: int, *, actor: Officer) -> tuple[NoticeView, Changes]:
        """End a notice whose period is over and which has no open objection: its cases go on to 批复."""
        with self._desk.db.atomic():
            self._row(notice_id)
            moved = [
                case_id
                for case_id in stored.case_ids(self._desk.db, notice_id, still_in=True)
                if self._desk.case(case_id).stage == "公示"
            ]
            for case_id in moved:
                case_moves.make_move(self._desk, case_id, "end_notice", actor=actor)
            stored.set_state(self._desk.db, notice_id, stored.ENDED)
        return self.get(notice_id), Changes(cases=frozenset(moved), topics=frozenset({_TOPIC, "stages"}))

    def get(self, notice_id: int) -> NoticeView:
        """Return a notice with its cases and objections."""
        return self._view(self._row(notice_id))

    def list(self, limit: int = 100) -> tuple[NoticeView, ...]:
        """Return the notices, newest first."""
        return tuple(self._view(row) for row in stored.all_notices(self._desk.db, limit))

    def object(
        self,
        notice_id: int,
        *,
        name: str,
        contact: str,
        content: str,
        case_id: int | None = None,
        actor: Officer,
    ) -> tuple[NoticeView, Changes]:
        """Record an objection with the real name of who raised it, against one case or the whole batch."""
        require_action(actor, "record_objection")
        given = {"name": name.strip(), "contact": contact.strip(), "content": content.strip()}
        labels = {"name": "异议人姓名", "contact": "联系方式", "content": "异议内容"}
        errors = [
            UserError(f"请填写{labels[key]}", "异议须实名", "", field=key) for key in given if not given[key]
        ]
        if errors:
            raise FieldErrors(errors)
        with self._desk.db.atomic():
            row = self._row(notice_id)
            if case_id is not None and case_id not in stored.case_ids(
                self._desk.db, notice_id, still_in=True
            ):
                raise UserError("该办件不在这次公示中", "", "请重新选择", field="case_id")
            raised = {
                "raised_on": self._desk.clock.today().isoformat(),
                "officer_id": actor.id,
                "case_id": case_id,
            }
            stored.add_objection(self._desk.db, notice_id, given | raised)
            self._desk.record(actor, "objection_raised", "登记异议", case_id=case_id, detail=row["title"])
        return self.get(notice_id), Changes.of_topic(_TOPIC)

    def settle(
        self, objection_id: int, *, upheld: bool, outcome: str, actor: Officer
    ) -> tuple[NoticeView, Changes]:
        """Record the outcome of an objection; where it is upheld the case is sent back by its own move."""
        require_action(actor, "record_objection")
        if not outcome.strip():
            raise UserError("请填写处理结果", field="outcome")
        with self._desk.db.atomic():
            row = stored.objection(self._desk.db, objection_id)
            if row is None or row["closed_on"]:
                raise UserError("该异议已处理", "", "请刷新后再试")
            values = {"outcome": outcome.strip(), "upheld": int(upheld)}
            self._desk.db.update(
                "objections", objection_id, values | {"closed_on": self._desk.clock.today().isoformat()}
            )
            label = "异议成立" if upheld else "异议不成立"
            self._desk.record(
                actor, "objection_settled", label, case_id=row["case_id"], reason=outcome.strip()
            )
        return self.get(row["notice_id"]), Changes.of_topic(_TOPIC)

    def _row(self, notice_id: int) -> Row:
        row = stored.get(self._desk.db, notice_id)
        if row is None:
            raise UserError("没有这次公示", f"编号 {notice_id}", "请刷新后再试")
        return row

    def _view(self, row: Row) -> NoticeView:
        ended = row["state"] == stored.ENDED or not stored.waiting(self._desk.db, row["id"])
        over = date.fromisoformat(row["ends_on"]) < self._desk.clock.today()
        return NoticeView(
            id=row["id"],
            title=row["title"],
            began_on=date.fromisoformat(row["began_on"]),
            ends_on=date.fromisoformat(row["ends_on"]),
            days=row["days"],
            case_ids=tuple(stored.case_ids(self._desk.db, row["id"])),
            objections=tuple(_objection(one) for one in stored.objections(self._desk.db, row["id"])),
            state=stored.ENDED if ended else "期满待结束" if over else stored.OPEN,
        )


def _objection(row: Row) -> ObjectionView:
    return ObjectionView(
        id=row["id"],
        name=row["name"],
        contact=row["contact"],
        content=row["content"],
        raised_on=date.fromisoformat(row["raised_on"]),
        outcome=row["outcome"],
        upheld=None if row["upheld"] is None else bool(row["upheld"]),
        case_id=row["case_id"],
        closed_on=day(row["closed_on"]),
    )

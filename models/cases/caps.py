"""The ledger of caps: which scope an award counts in, what was used or is reserved there, and what is left."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.money import parse_yuan
from models.policy.model import Cap, Matter

Hold = Literal["none", "reserved", "used"]

# Scopes that the applicant alone (and the year) decides; a name typed in must not open a second cap.
_BY_APPLICANT = frozenset({"企业年度", "银行年度", "家庭累计", "企业一次性", "企业累计36个月"})
# The clause caps the thing itself, whoever applies for it: a team may change its enterprise, a centre may have
# several founders.
_SHARED = frozenset({"项目", "展会", "团队一次性", "中心", "中心年度"})


@dataclass(frozen=True)
class Taker:
    """A case that takes from the cap: `hold` is reserved while open, used once approved."""

    case_id: int
    case_no: str
    applicant_name: str
    amount_fen: int
    hold: Hold
    months: int = 0


@dataclass(frozen=True)
class Headroom:
    """The cap of a scope in 分 and who took from it; `left_fen` is None where the clause gives no cap.

    The case itself is not among the takers: what is left is left for it.
    """

    scope: str
    scope_name: str = ""
    cap_fen: int | None = None
    used_fen: int = 0
    reserved_fen: int = 0
    left_fen: int | None = None
    used_months: int = 0
    once: bool = False
    phrase: str = ""
    takers: tuple[Taker, ...] = ()

    @property
    def prior_fen(self) -> int:
        """What other cases took or hold in the scope; the assessment counts it before."""
        return self.used_fen + self.reserved_fen

    @property
    def taken_once(self) -> bool:
        """Whether a 一次性 award was given or is held already."""
        return self.once and bool(self.takers)


def cap_of(matter: Matter) -> Cap | None:
    """Return the matter's cap, or None for matters without money."""
    return matter.award.cap if matter.award is not None else None


def scope_of(cap: Cap, settings: Mapping[str, str]) -> str:
    """Return the scope that holds under the office's reading of doubtful wording."""
    for setting, scopes in cap.scope_when.items():
        scope = scopes.get(settings.get(setting, ""))
        if scope:
            return scope
    return cap.scope


def needs_name(scope: str) -> bool:
    """Tell whether cases of the scope must name what is capped (project, product, exhibition …)."""
    return bool(scope) and scope not in _BY_APPLICANT


def cap_key(
    matter: Matter, *, applicant_id: int, event_date: date, scope_name: str, settings: Mapping[str, str]
) -> str:
    """Return the key under which amounts are added up, empty where the matter has no cap scope.

    A scope that wants a name but got none falls back to the applicant as a whole, so that a missing name can
    never open a second cap.
    """
    cap = cap_of(matter)
    scope = scope_of(cap, settings) if cap is not None else ""
    if cap is None or not scope:
        return ""
    name = "" if scope in _BY_APPLICANT else _folded(scope_name)
    owner = "" if scope in _SHARED and cap.amount and name else f"a{applicant_id}"
    year = str(event_date.year) if scope.endswith("年度") else ""
    return "|".join((matter.id, scope, owner, year, name))


def _folded(name: str) -> str:
    """One thing is one thing, however wide its digits and brackets were typed."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def headroom_of(
    matter: Matter,
    *,
    scope_name: str = "",
    settings: Mapping[str, str],
    takers: Iterable[Taker] = (),
) -> Headroom:
    """Return the head-room of a case's scope, given the other cases that take from it."""
    cap = cap_of(matter)
    if cap is None:
        return Headroom(scope="")
    rows = tuple(takers)
    used = sum(taker.amount_fen for taker in rows if taker.hold == "used")
    reserved = sum(taker.amount_fen for taker in rows if taker.hold == "reserved")
    amount = cap.amount_under(settings)
    cap_fen = parse_yuan(amount) if amount else None
    return Headroom(
        scope=scope_of(cap, settings),
        scope_name=scope_name,
        cap_fen=cap_fen,
        used_fen=used,
        reserved_fen=reserved,
        left_fen=None if cap_fen is None else max(cap_fen - used - reserved, 0),
        used_months=sum(taker.months for taker in rows),
        once=cap.once,
        phrase=cap.phrase,
        takers=rows,
    )

"""The office behind the window: opens the data folder and holds the services, handed down by constructor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from models.changes import Changes
from models.clock import Clock
from models.errors import UserError
from models.gauge import Proceed
from models.policy.editions import Editions
from models.policy.keeping import keep
from models.services import profile, recovery
from models.services.defaults import load_defaults
from models.services.desk import Desk
from models.services.office_services import OfficeServices
from models.services.press import LetterPress
from models.services.search import make_index
from models.services.views import Fault, OfficeProfile, Officer
from models.storage import session
from models.storage.folder import DataFolder, open_folder
from models.storage.opening import open_database


class Office(OfficeServices):
    """One open data folder with everything an officer can do in it."""

    def __init__(self, desk: Desk, folder: DataFolder, start_notices: tuple[str, ...] = ()) -> None:
        super().__init__(desk)
        self._folder = folder
        # What the officer should know at the start (unclean end, restore finished, wrong clock …), in Chinese.
        self.start_notices = start_notices
        self.clock = desk.clock
        self.editions: Editions = desk.editions
        self.folder: Path = desk.folder
        self.resources: Path = desk.resources

    def profile(self) -> OfficeProfile | None:
        """Return the office as set up, or None at the first start."""
        return profile.load(self._desk)

    def set_up(
        self,
        *,
        unit: str,
        officer_name: str,
        number_prefix: str,
        unit_short: str = "",
        approver_name: str = "",
        reviewer_name: str = "",
        district: str = "杭州市滨江区",
        contact: str = "",
        phone: str = "",
        address: str = "",
    ) -> tuple[OfficeProfile, Changes]:
        """Set the office up at the first start; raises FieldErrors with all faults of the form.

        Who prepares a case cannot approve it, so the page should ask for the reviewer and the approver too;
        they can be added later under 设置. The first officer is 经办 and 管理, and also 复核 and 审批 as long as
        nobody else holds these roles.
        """
        return profile.set_up(
            self._desk,
            unit=unit,
            officer_name=officer_name,
            number_prefix=number_prefix,
            unit_short=unit_short,
            approver_name=approver_name,
            reviewer_name=reviewer_name,
            district=district,
            contact=contact,
            phone=phone,
            address=address,
        )

    def save_profile(
        self, changed: OfficeProfile, *, actor: Officer, expected_version: int
    ) -> tuple[OfficeProfile, Changes]:
        """Save the changed office profile; raises ConflictError when another window saved first."""
        return profile.save(self._desk, changed, actor=actor, expected_version=expected_version)

    def profile_faults(self, changed: OfficeProfile) -> list[UserError]:
        """Return what saving the profile would refuse, for showing while it is typed."""
        return profile.faults(self._desk, changed)

    def at(self, clock: Clock) -> Office:
        """Return the same open office as seen at another time; for the training office, which plays the past."""
        return Office(replace(self._desk, clock=clock, db=self._desk.db.at(clock)), self._folder)

    def needs_recheck(self) -> bool:
        """Tell whether the policy packs changed since the receipts were last recomputed (an upgrade)."""
        from models.services import verify

        return verify.needs_recheck(self._desk)

    def recheck(self) -> list[Fault]:
        """Recompute all receipts with the packs of today and list what comes out otherwise; nothing stored changes."""
        from models.services import verify

        return verify.recheck(self._desk)

    def look_over(self, proceed: Callable[[], bool]) -> None:
        """Let SQLite look at the whole database beside the work, until `proceed` says no; raises DamagedData."""
        recovery.look_over(self._desk.db, proceed)

    def verify(self, proceed: Proceed | None = None) -> list[Fault]:
        """Check database, record chain, letters, receipts and files; an empty list means all is well.

        `proceed(done, total)` hears how many entries are checked, and ends it by saying no (StoppedWork).
        """
        from models.services import verify

        return verify.verify(self._desk, proceed)

    def close(self) -> None:
        """Close the store and give the data folder free."""
        self._desk.db.close()
        if self._folder.lock is not None:
            session.end(self.folder)
        self._folder.release()

    def __enter__(self) -> Office:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_office(
    folder: Path, *, clock: Clock, resources: Path, press: LetterPress | None = None, single: bool = False
) -> Office:
    """Open (or create) the office in a data folder.

    The window opens it with `single`, so that a second window on the same folder is refused (FolderInUse);
    commands work beside an open window. Raises EnvironmentProblem for a folder that cannot be used, UserError
    for a file that is newer, foreign or damaged. `press` makes the letters; the bundled one by default.
    """
    held = open_folder(folder, single=single)
    try:
        finished = recovery.settle(held)
        end = session.last_end(held.path) if single else session.LastEnd()
        with recovery.offering(held.path, clock):
            office = _opened(held, end, finished, clock, resources, press)
        if single:
            session.begin(held.path, clock.now().isoformat(timespec="seconds"))
        return office
    except BaseException:
        held.release()
        raise


def _opened(
    held: DataFolder,
    end: session.LastEnd,
    finished: Path | None,
    clock: Clock,
    resources: Path,
    press: LetterPress | None,
) -> Office:
    """Open the database of a folder that is held and build the services on it; what fails leaves nothing open."""
    kept = held.path / "policy-versions"
    editions = Editions.load(resources / "policy", held.path / "policy", kept)
    keep(editions.packs, kept)
    db = open_database(held.database, clock=clock)
    try:
        notices = recovery.notices(db, held.path, end, finished)
        defaults, made = load_defaults(resources), press or _bundled_press(resources)
        index = make_index(db, resources)
        desk = Desk(db, editions, clock, held.path, resources, defaults, made, index)
        office = Office(desk, held, notices)
        office.search.catch_up()
        return office
    except BaseException:
        db.close()
        raise


def _bundled_press(resources: Path) -> LetterPress:
    # Imported here: the first window is painted before any letter is made.
    from models.letters.press import Press

    return Press(resources)

"""The services of an office, each imported and made when it is first asked for: the workbench needs a few of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.services.applicants import ApplicantService
    from models.services.archive import ArchiveService
    from models.services.backups import BackupService
    from models.services.boards import BoardService
    from models.services.case_browsing import CaseBrowser
    from models.services.cases import CaseService
    from models.services.desk import Desk
    from models.services.dossier import DossierService
    from models.services.drafts import DraftService
    from models.services.exchange import ExchangeService
    from models.services.files import FileService
    from models.services.handbook import HandbookService
    from models.services.intake import IntakeService
    from models.services.letters import LetterService
    from models.services.notices import NoticeService
    from models.services.office_forms import OfficeForms
    from models.services.officer_views import OfficerViewService
    from models.services.officers import OfficerService
    from models.services.packs import PolicyService
    from models.services.payments import PaymentService
    from models.services.printing import PrintService
    from models.services.progress import ProgressService
    from models.services.recognition import RecognitionService
    from models.services.search import SearchService
    from models.services.settings import SettingsService
    from models.services.statistics import StatisticsService


class OfficeServices:
    """Holds the services of one open office; what a service is for stands in its own module."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @cached_property
    def backups(self) -> BackupService:
        """Copies of the data and the way back."""
        from models.services.backups import BackupService

        return BackupService(self._desk)

    @cached_property
    def settings(self) -> SettingsService:
        """What the office set for itself, one by one."""
        from models.services.settings import SettingsService

        return SettingsService(self._desk)

    @cached_property
    def forms(self) -> OfficeForms:
        """The pages of 设置 as whole forms."""
        from models.services.office_forms import OfficeForms

        return OfficeForms(self._desk, self.settings)

    @cached_property
    def officers(self) -> OfficerService:
        """Who works here."""
        from models.services.officers import OfficerService

        return OfficerService(self._desk)

    @cached_property
    def applicants(self) -> ApplicantService:
        """Enterprises, people and what they received."""
        from models.services.applicants import ApplicantService

        return ApplicantService(self._desk)

    @cached_property
    def cases(self) -> CaseService:
        """The casework."""
        from models.services.cases import CaseService

        return CaseService(self._desk)

    @cached_property
    def browse(self) -> CaseBrowser:
        """The case list in pages."""
        from models.services.case_browsing import CaseBrowser

        return CaseBrowser(self._desk)

    @cached_property
    def officer_views(self) -> OfficerViewService:
        """What each officer arranged on a screen."""
        from models.services.officer_views import OfficerViewService

        return OfficerViewService(self._desk)

    @cached_property
    def letters(self) -> LetterService:
        """Letters, from draft to register."""
        from models.services.letters import LetterService

        return LetterService(self._desk)

    @cached_property
    def notices(self) -> NoticeService:
        """Public notices."""
        from models.services.notices import NoticeService

        return NoticeService(self._desk)

    @cached_property
    def payments(self) -> PaymentService:
        """Payments and recoveries."""
        from models.services.payments import PaymentService

        return PaymentService(self._desk)

    @cached_property
    def files(self) -> FileService:
        """Attached files."""
        from models.services.files import FileService

        return FileService(self._desk)

    @cached_property
    def drafts(self) -> DraftService:
        """What is being typed."""
        from models.services.drafts import DraftService

        return DraftService(self._desk)

    @cached_property
    def progress(self) -> ProgressService:
        """Targets and budget lines as entered."""
        from models.services.progress import ProgressService

        return ProgressService(self._desk)

    @cached_property
    def boards(self) -> BoardService:
        """The boards of targets and budgets."""
        from models.services.boards import BoardService

        return BoardService(self._desk, self.progress)

    @cached_property
    def policy(self) -> PolicyService:
        """The policy packs and the office's changes."""
        from models.services.packs import PolicyService

        return PolicyService(self._desk)

    @cached_property
    def search(self) -> SearchService:
        """Search over everything."""
        from models.services.search import SearchService

        return SearchService(self._desk)

    @cached_property
    def exchange(self) -> ExchangeService:
        """Exchange with other offices."""
        from models.services.exchange import ExchangeService

        return ExchangeService(self._desk)

    @cached_property
    def handbook(self) -> HandbookService:
        """The officer's handbook."""
        from models.services.handbook import HandbookService

        return HandbookService(self._desk)

    @cached_property
    def intake(self) -> IntakeService:
        """Cases from intake workbooks."""
        from models.services.intake import IntakeService

        return IntakeService(self._desk, self.applicants, self.cases)

    @cached_property
    def recognition(self) -> RecognitionService:
        """Cases from recognised lists."""
        from models.services.recognition import RecognitionService

        return RecognitionService(self._desk, self.applicants, self.cases)

    @cached_property
    def statistics(self) -> StatisticsService:
        """Statistics."""
        from models.services.statistics import StatisticsService

        return StatisticsService(self._desk)

    @cached_property
    def archives(self) -> ArchiveService:
        """The register as an archive."""
        from models.services.archive import ArchiveService

        return ArchiveService(self._desk)

    @cached_property
    def dossiers(self) -> DossierService:
        """The dossier of a case."""
        from models.services.dossier import DossierService

        return DossierService(self._desk, self.files, self.letters)

    @cached_property
    def prints(self) -> PrintService:
        """Lists, boards and case forms on paper."""
        from models.services.printing import PrintService

        return PrintService(self._desk)

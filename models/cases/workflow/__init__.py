"""The workflow: one table of permitted moves per kind of matter, and the questions that are put to it."""

from models.cases.workflow.duties import (
    amount_obstacle,
    determination_obstacle,
    determined,
    editing_obstacle,
    letter_obstacle,
    payment_obstacle,
    recovery_obstacle,
)
from models.cases.workflow.engine import (
    MOVES,
    Verdict,
    advance,
    find_move,
    judge,
    judge_move,
    label_of,
    require,
    target_of,
)
from models.cases.workflow.moves import Move
from models.cases.workflow.returning import is_final, ways_back
from models.cases.workflow.stages import (
    ARCHIVED,
    CLOSED_STAGES,
    LINES,
    OMISSIBLE,
    OPEN_STAGES,
    SIDE_STAGES,
    StageView,
    first_stage,
    line_of,
    stage_line,
)
from models.cases.workflow.state import CaseState

__all__ = [
    "ARCHIVED",
    "CLOSED_STAGES",
    "LINES",
    "MOVES",
    "OMISSIBLE",
    "OPEN_STAGES",
    "SIDE_STAGES",
    "CaseState",
    "Move",
    "StageView",
    "Verdict",
    "advance",
    "amount_obstacle",
    "determination_obstacle",
    "determined",
    "editing_obstacle",
    "find_move",
    "first_stage",
    "is_final",
    "judge",
    "judge_move",
    "label_of",
    "letter_obstacle",
    "line_of",
    "payment_obstacle",
    "recovery_obstacle",
    "require",
    "stage_line",
    "target_of",
    "ways_back",
]

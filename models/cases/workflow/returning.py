"""What the table says about taking a move back: by which moves, and which moves nothing takes back."""

from __future__ import annotations

from models.cases.workflow.engine import MOVES
from models.cases.workflow.moves import REOPENED, STAYS, Move
from models.cases.workflow.stages import CLOSED_STAGES, LINES, OPEN_STAGES

_COUNTERPARTS = {
    "pause": "resume",
    "resume": "pause",
    "request_correction": "complete_correction",
    "complete_correction": "request_correction",
}


def ways_back(kind: str, name: str, source: str, target: str, *, outcome: str = "") -> tuple[Move, ...]:
    """Return the moves that take the case from `target` back to `source` or before it, each name once.

    `target` is "" for a move that keeps the stage, `outcome` how the case ended (a revoked one is not reopened).
    """
    stage = target or source
    if not target:
        found = [
            move for move in MOVES[kind] if move.name == _COUNTERPARTS.get(name) and stage in move.sources
        ]
    else:
        found = [
            move for move in MOVES[kind] if stage in move.sources and _returns(kind, move, source, outcome)
        ]
    return tuple({move.name: move for move in found}.values())


def is_final(kind: str, name: str, source: str, target: str, *, outcome: str = "") -> bool:
    """Tell whether after the move neither the content can be changed nor any move leads back."""
    if (target or source) in OPEN_STAGES and (target or name in _COUNTERPARTS):
        return False
    return not ways_back(kind, name, source, target, outcome=outcome)


def _returns(kind: str, move: Move, source: str, outcome: str) -> bool:
    if move.to == REOPENED:
        return outcome not in ("撤销", "追回")
    line = LINES[kind]
    if move.to == STAYS or move.to in CLOSED_STAGES or move.to not in line or source not in line:
        return False
    return line.index(move.to) <= line.index(source)

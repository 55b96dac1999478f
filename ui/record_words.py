"""The words of an entry of the record, where its moment and its officer are told beside it."""

from __future__ import annotations

from models.services.views import EventView


def event_words(event: EventView) -> str:
    """Return the sentence of an entry without the moment and the name that open it."""
    return event.text.removeprefix(f"{event.at:%Y-%m-%d %H:%M} {event.officer_name} ") or event.action

"""Walks through a part's XML without building a tree; a document type declaration, the root of XML bombs, is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

from models.errors import UserError
from models.exchange.workbooks.package import damaged

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
_MARK = "\n"


def walk(data: bytes, *, start: Start, end: End, text: Callable[[str], None] | None = None) -> None:
    """Call back for each element by its local name, whatever prefix the writer uses, and for text.

    Attributes come by local name; those of the relationships namespace as `r:id`. Raises UserError for XML that
    is not well-formed or declares a document type.
    """
    parser = expat.ParserCreate(namespace_separator=_MARK)
    parser.buffer_text = True

    def on_start(name: str, attributes: dict[str, str]) -> None:
        start(_local(name), {_attribute(key): value for key, value in attributes.items()})

    def on_doctype(*_: object) -> None:
        raise damaged("XML 中带有文档类型声明")

    parser.StartElementHandler = on_start
    parser.EndElementHandler = lambda name: end(_local(name))
    parser.StartDoctypeDeclHandler = on_doctype
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except UserError:
        raise
    except (expat.ExpatError, ValueError, LookupError, UnicodeError):
        raise damaged("XML 不完整或不合格式") from None


def _local(name: str) -> str:
    return name.rpartition(_MARK)[2]


def _attribute(name: str) -> str:
    uri, _, local = name.rpartition(_MARK)
    return f"r:{local}" if "relationships" in uri else local

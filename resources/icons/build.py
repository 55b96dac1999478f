"""Takes the icons of the list from the npm package and draws app.png and app.ico from app.svg.

Run by a developer, never by the product: `python resources/icons/build.py`. Needs npm, PySide6 and Pillow.
The same packages give the same bytes.
"""

import io
import json
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
PACKAGE, VERSION = "@tabler/icons", "3.51.0"
LICENCE_FILE = "MIT-TablerIcons.txt"
ICONS = (
    # places
    "home", "layout-dashboard", "folder", "folders", "inbox", "building", "user", "users", "book", "target", "coins",
    "chart-bar", "settings", "database", "archive", "history", "bell", "help-circle",
    # things
    "file-text", "files", "file-check", "file-spreadsheet", "certificate", "paperclip", "list-check", "calculator",
    "calendar", "clock", "qrcode", "rubber-stamp", "shield-check", "gavel", "scale", "key",
    # doing
    "search", "plus", "minus", "edit", "trash", "copy", "printer", "download", "upload", "file-import", "file-export",
    "device-floppy", "send", "refresh", "arrow-back-up", "arrow-forward-up", "filter", "sort-ascending", "external-link",
    "player-stop", "player-play", "login", "logout", "lock", "lock-open", "eye", "eye-off", "keyboard", "dots",
    # states
    "check", "x", "circle-check", "circle-x", "alert-triangle", "alert-circle", "info-circle", "ban", "star", "flag",
    "sun", "moon",
    # directions
    "arrow-left", "arrow-right", "arrow-up", "arrow-down", "chevron-left", "chevron-right", "chevron-up", "chevron-down",
    "chevrons-left", "chevrons-right",
)  # fmt: skip
ICO_SIZES_PX = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def fetch(folder: Path) -> tarfile.TarFile:
    """Downloads the package and opens its archive."""
    command = ("npm", "pack", "--silent", f"{PACKAGE}@{VERSION}")
    printed = subprocess.run(
        command, cwd=folder, check=True, stdout=subprocess.PIPE, text=True, timeout=600
    ).stdout
    return tarfile.open(folder / printed.split()[-1])


def member_text(archive: tarfile.TarFile, name: str) -> str:
    """Reads one file of the package."""
    member = archive.extractfile(f"package/{name}")
    if member is None:
        raise SystemExit(f"{name} is not a file of {PACKAGE} {VERSION}")
    return member.read().decode("utf-8")


def copy_icons(archive: tarfile.TarFile) -> None:
    """Writes the listed icons and their licence, and removes icons that are no longer listed."""
    for old in HERE.glob("*.svg"):
        if old.stem != "app" and old.stem not in ICONS:
            old.unlink()
    for name in ICONS:
        text = member_text(archive, f"icons/outline/{name}.svg")
        if 'stroke="currentColor"' not in text:
            raise SystemExit(f"{name}.svg does not take its colour from currentColor")
        (HERE / f"{name}.svg").write_text(
            " ".join(text.split()).replace("> <", "><") + "\n", encoding="utf-8"
        )
    notice = f"The icons in this folder, but for app.*, are from the package {PACKAGE} {VERSION}.\n\n"
    licence = "\n".join(line.rstrip() for line in member_text(archive, "LICENSE").splitlines())
    (HERE / LICENCE_FILE).write_text(f"{notice}{licence}\n", encoding="utf-8")


def draw(size_px: int) -> Image.Image:
    """Draws app.svg in one size."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(HERE / "app.svg")).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(io.BytesIO(buffer.data().data())).convert("RGBA")


def draw_application_icon() -> None:
    """Writes app.png (256 px) and app.ico (every size drawn on its own, not scaled down)."""
    from PySide6.QtGui import QGuiApplication

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    pictures = [draw(size) for size in ICO_SIZES_PX]
    pictures[-1].save(HERE / "app.png", optimize=True)
    sizes = [(size, size) for size in ICO_SIZES_PX]
    pictures[-1].save(HERE / "app.ico", sizes=sizes, append_images=pictures[:-1])
    application.quit()


def main() -> None:
    """Makes everything."""
    with tempfile.TemporaryDirectory() as folder, fetch(Path(folder)) as archive:
        copy_icons(archive)
    draw_application_icon()
    print(json.dumps({"package": PACKAGE, "version": VERSION, "icons": len(ICONS)}))


if __name__ == "__main__":
    main()

"""Makes the shipped faces, their licences, manifest.toml and tgh2013.txt from packages, as faces.toml says.

Run by a developer, never by the product: `python resources/fonts/build.py [--downloads FOLDER]`.
Needs npm, apt-get, dpkg-deb and fontTools. For the face from Fandol this script, outlines.py and faces.toml are the
source of the conversion in the sense of the GPL. The same packages give the same bytes.
"""

import argparse
import bz2
import gzip
import hashlib
import json
import os
import subprocess
import tarfile
import tempfile
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fontTools.misc.timeTools import epoch_diff
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from outlines import take_over, to_truetype, widen

HERE = Path(__file__).parent
UNIHAN = "usr/share/unicode/Unihan_{}.txt.bz2"
KEPT_TABLES = frozenset(
    (
        "head",
        "hhea",
        "maxp",
        "OS/2",
        "hmtx",
        "cmap",
        "loca",
        "glyf",
        "CFF ",
        "name",
        "post",
        "gasp",
        "GlyphOrder",
    )
)
COPYRIGHT, FAMILY, STYLE, UNIQUE, FULL, VERSION, POSTSCRIPT = range(7)
DESCRIPTION, LICENCE, TYPO_FAMILY, TYPO_STYLE = 10, 13, 16, 17
KEPT_NAMES = (COPYRIGHT, VERSION, 7, 8, 9, 11, LICENCE, 14)
WINDOWS_ENGLISH = (3, 1, 0x409)


def run(*command: str, cwd: Path) -> str:
    """Runs a command and gives its output; a failure ends the script with the command's own message."""
    return subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.PIPE, text=True, timeout=900).stdout


def fetch_npm(package: dict[str, Any], folder: Path) -> None:
    """Unpacks an npm package into `folder`."""
    archive = (
        folder.parent
        / run(
            "npm", "pack", "--silent", f"{package['name']}@{package['version']}", cwd=folder.parent
        ).split()[-1]
    )
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    for item in list((folder / "package").iterdir()):
        item.rename(folder / item.name)


def fetch_deb(package: dict[str, Any], folder: Path) -> None:
    """Unpacks a Debian package into `folder`, without installing it."""
    run("apt-get", "download", f"{package['name']}={package['version']}", cwd=folder.parent)
    (archive,) = folder.parent.glob(f"{package['name']}_*.deb")
    run("dpkg-deb", "-x", str(archive), str(folder), cwd=folder.parent)


def fetch(key: str, package: dict[str, Any], downloads: Path) -> Path:
    """Gives the folder with the unpacked package, fetching it unless `downloads` has it already."""
    folder = downloads / f"{key}-{package['version']}"
    if not folder.exists():
        folder.mkdir()
        {"npm": fetch_npm, "deb": fetch_deb}[package["manager"]](package, folder)
    return folder


def verified(path: Path, sha256: str) -> Path:
    """Gives `path` back if the upstream file is the one that was reviewed."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise SystemExit(f"{path.name}: upstream file changed ({found}); review it, then change faces.toml")
    return path


def unihan_property(folder: Path, table: str, name: str) -> dict[int, str]:
    """Reads one property of the Unihan database: code point to value."""
    values = {}
    with bz2.open(folder / UNIHAN.format(table), "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 3 and fields[1] == name:
                values[int(fields[0][2:], 16)] = fields[2]
    return values


def general_standard(folder: Path) -> list[str]:
    """The 8105 characters of 通用规范汉字表 (2013) in its order, from Unihan's kTGH."""
    numbers = unihan_property(folder, "OtherMappings", "kTGH")
    characters = sorted(numbers, key=lambda code: int(numbers[code].split()[0].split(":")[1]))
    if len(characters) != 8105:
        raise SystemExit(f"通用规范汉字表 has 8105 characters, not {len(characters)}")
    return [chr(code) for code in characters]


def double_byte(encoding: str, rows: range, cells: range) -> set[int]:
    """Every character that a double-byte encoding has in the given rows and cells."""
    codes = set()
    for row in rows:
        for cell in cells:
            codes.update(map(ord, bytes((row, cell)).decode(encoding, errors="ignore")))
    return {code for code in codes if code > 0x7F}


def common_characters(config: dict[str, Any], standard: list[str]) -> set[int]:
    """What every face of a letter should have."""
    codes = set(map(ord, standard)) | set(map(ord, config["common"]["characters"]))
    codes |= double_byte("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
    codes |= double_byte("gbk", range(0xA1, 0xAA), range(0x40, 0xFF))
    for first, last in config["common"]["blocks"]:
        codes.update(range(first, last + 1))
    return codes


def rare_characters(config: dict[str, Any], folder: Path, fallback: set[int]) -> set[int]:
    """The characters of the sources listed under [rare] that the fallback lacks."""
    codes = set(map(ord, config["rare"]["characters"]))
    for name, sources in config["rare"]["sources"].items():
        values = unihan_property(folder, "IRGSources", name)
        codes.update(code for code, value in values.items() if value.split("-")[0] in sources)
    return codes - fallback


def subset(font: TTFont, codes: set[int]) -> None:
    """Keeps the given characters, the outlines and the metrics; drops hinting and layout."""
    options = Options()
    options.hinting = options.glyph_names = options.legacy_kern = False
    options.notdef_outline = options.name_legacy = True
    options.layout_features = []
    options.name_IDs, options.name_languages = ["*"], ["*"]
    options.drop_tables = sorted(set(font.keys()) - KEPT_TABLES)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    font["cmap"].tables = [
        table for table in font["cmap"].tables if table.platformID == 3 and table.isUnicode()
    ]


def rename(font: TTFont, face: dict[str, Any], licence: str, modified: datetime) -> None:
    """Gives the modified font a name of its own, as reserved font names ask, and says what it was made from."""
    old = {identifier: font["name"].getDebugName(identifier) for identifier in KEPT_NAMES}
    family, style = face["family"], face["style"]
    names = {identifier: text for identifier, text in old.items() if text}
    names.setdefault(LICENCE, licence)
    postscript = f"{family}-{style}".replace(" ", "")
    names |= {FAMILY: family, STYLE: style, FULL: f"{family} {style}", POSTSCRIPT: postscript}
    names[UNIQUE] = f"{postscript};{face['sha256'][:12]}"
    names[DESCRIPTION] = f"Modified version of {face['upstream']}, {modified:%Y-%m-%d}: {face['changes']}."
    if style not in ("Regular", "Bold"):
        names |= {FAMILY: f"{family} {style}", STYLE: "Regular", TYPO_FAMILY: family, TYPO_STYLE: style}
    table = font["name"] = newTable("name")
    table.names = []
    for identifier, text in sorted(names.items()):
        table.setName(text, identifier, *WINDOWS_ENGLISH)


def make_face(
    face: dict[str, Any], folder: Path, codes: set[int], licence: str, config: dict[str, Any]
) -> TTFont:
    """Makes one face in memory."""
    font = TTFont(verified(folder / face["member"], face["sha256"]), recalcTimestamp=False)
    if "sister_member" in face:
        sister = TTFont(verified(folder / face["sister_member"], face["sister_sha256"]))
        take_over(font, sister, face["sister_characters"])
        codes = codes | set(map(ord, face["sister_characters"]))
    subset(font, codes - set(map(ord, face.get("drop", ""))))
    if "CFF " in font:
        to_truetype(font)
    widen(font, config["full_width"])
    rename(font, face, licence, config["modified"])
    font["post"].formatType = 3.0
    font["head"].modified = int(config["modified"].timestamp()) - epoch_diff
    return font


def write_licence(package: dict[str, Any], folder: Path, faces: list[dict[str, Any]], notice: str) -> None:
    """Writes the licence text with a head that says which shipped files it governs and what was changed."""
    member = folder / package["licence_member"]
    data = member.read_bytes()
    text = (gzip.decompress(data) if member.suffix == ".gz" else data).decode("utf-8")
    lines = [f"From the package {package['name']} {package['version']}."]
    lines += [
        f"{face['file']} ({face['family']} {face['style']}) is a modified version of {face['upstream']}: "
        f"{face['changes']}. Made by resources/fonts/build.py."
        for face in faces
    ]
    lines += [line for line in (notice + "\n" + package.get("licence_note", "")).splitlines() if line.strip()]
    body = "\n".join(line.rstrip() for line in text.splitlines())
    (HERE / package["licence_file"]).write_text(
        "\n".join(lines) + f"\n\n{'=' * 72}\n\n{body}\n", encoding="utf-8"
    )


def write_standard(standard: list[str], package: dict[str, Any]) -> None:
    """Writes 通用规范汉字表 as text for the tests."""
    head = [
        "# 通用规范汉字表 (2013), 8105 characters in the table's order.",
        f"# Source: property kTGH of the Unihan database, package {package['name']} {package['version']}.",
        f"# Licence: {package['licence']}, see {package['licence_file']}. Written by build.py.",
    ]
    rows = ["".join(standard[start : start + 50]) for start in range(0, len(standard), 50)]
    (HERE / "tgh2013.txt").write_text("\n".join(head + rows) + "\n", encoding="utf-8")


def manifest_entry(face: dict[str, Any], package: dict[str, Any], characters: int) -> str:
    """One [[face]] of manifest.toml."""
    data = (HERE / face["file"]).read_bytes()
    fields: dict[str, str | int] = {key: face[key] for key in ("file", "role", "family", "style", "upstream")}
    fields |= {"package": package["name"], "package_version": package["version"]}
    fields |= {"licence": package["licence"], "licence_file": package["licence_file"]}
    fields |= {"sha256": hashlib.sha256(data).hexdigest(), "size_bytes": len(data), "characters": characters}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    return "[[face]]\n" + "\n".join(lines) + "\n"


def build(downloads: Path) -> None:
    """Makes everything."""
    config = tomllib.loads((HERE / "faces.toml").read_text(encoding="utf-8"))
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        config["modified"] = datetime.fromtimestamp(int(epoch), UTC)
    packages = config["package"]
    folders = {key: fetch(key, package, downloads) for key, package in packages.items()}
    standard = general_standard(folders["unihan"])
    write_standard(standard, packages["unihan"])
    write_licence(
        packages["unihan"], folders["unihan"], [], "Governs the data that tgh2013.txt was made from."
    )
    serif = config["face"][0]
    whole = set(TTFont(folders[serif["package"]] / serif["member"]).getBestCmap())
    characters = {"whole": whole, "common": common_characters(config, standard)}
    characters["rare"] = rare_characters(config, folders["unihan"], whole)
    entries = ["# Written by build.py.\n"]
    for face in config["face"]:
        key = face["package"]
        package, codes = packages[key], characters[face["characters"]]
        font = make_face(face, folders[key], codes, package["licence"], config)
        font.save(HERE / face["file"])
        count = len(font.getBestCmap())
        entries.append(manifest_entry(face, package, count))
        same_package = [other for other in config["face"] if other["package"] == key]
        write_licence(package, folders[key], same_package, font["name"].getDebugName(COPYRIGHT))
        print(f"{face['file']:16} {count:6} characters {(HERE / face['file']).stat().st_size:10} bytes")
    (HERE / "manifest.toml").write_text("\n".join(entries), encoding="utf-8")


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--downloads", type=Path, help="keeps the unpacked packages here for the next run")
    downloads = parser.parse_args().downloads
    if downloads:
        downloads.mkdir(parents=True, exist_ok=True)
        build(downloads.resolve())
    else:
        with tempfile.TemporaryDirectory() as folder:
            build(Path(folder))


if __name__ == "__main__":
    main()

"""Makes the release: clean environment from the lock, frozen program, its self-test, signatures, installer, SHA-256.

    python resources/installer/build.py                        on Windows: everything; on Linux: the frozen program
    python resources/installer/build.py --frozen FOLDER        only the installer, from a program frozen on Windows
    python resources/installer/build.py --sign "signtool sign /fd sha256 /tr … /td sha256"

Run by a developer, never by the product. The release is made on real Windows with python.org's 64-bit CPython 3.11 or
later and NSIS 3 (makensis on the PATH or in its usual folder).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import platform
import shlex
import shutil
import struct
import subprocess
import sys
import time
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LOCK = HERE / "requirements.lock"
SCRIPT = HERE / "binhui.nsi"
PROGRAMS = ("binhui.exe", "binhui-cli.exe")
WINDOWS = sys.platform == "win32"
NSIS_PLACES = (r"C:\Program Files (x86)\NSIS\makensis.exe", r"C:\Program Files\NSIS\makensis.exe")
NO_NSIS = "makensis is missing: install NSIS 3 (nsis.sourceforge.io; on Debian: apt-get install nsis)"
TIMEOUT_S = 3600


class Missing(SystemExit):
    """Something is not there; said plainly, with what to do."""


def main() -> None:
    """Run the steps in order; each says what it does, the last prints the SHA-256."""
    options = parse()
    out = options.out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    if options.frozen:
        frozen = options.frozen.absolute()
        require_windows_build(frozen)
    else:
        require_everything(makes_installer=WINDOWS)
        python = Path(sys.executable) if options.this_environment else clean_environment(out / "environment")
        frozen = freeze(python, out)
        self_test(frozen, out / "self-test")
    if not (frozen / PROGRAMS[0]).is_file():
        say(f"frozen for {platform.system()}: {frozen} ({size_mb(frozen):.0f} MB)")
        say("no installer: it needs a Windows build; give one with --frozen FOLDER, or run this on Windows")
        return
    sign(options.sign, [frozen / name for name in PROGRAMS])
    setup = installer(frozen, out, fast=options.fast)
    sign(options.sign, [setup])
    if not options.sign:
        say("not signed: Windows will warn at the first start; give --sign COMMAND")
    say(f"{setup} ({setup.stat().st_size / 1_048_576:.1f} MB)")
    say(f"SHA-256 {hashlib.sha256(setup.read_bytes()).hexdigest()}")


def parse() -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where everything is written (dist)")
    parser.add_argument(
        "--frozen", type=Path, help="a program frozen on Windows (the folder with binhui.exe)"
    )
    parser.add_argument("--sign", default="", help="a command that signs the files appended to it")
    parser.add_argument(
        "--this-environment", action="store_true", help="for tests: freeze with this Python's packages"
    )
    parser.add_argument("--fast", action="store_true", help="for tests: pack quickly instead of small")
    return parser.parse_args()


def say(words: str) -> None:
    """Print at once."""
    print(words, flush=True)


def require_everything(*, makes_installer: bool) -> None:
    """Refuse at once, with a list of all that is missing, what would fail minutes later."""
    missing = []
    if sys.version_info < (3, 11) or platform.python_implementation() != "CPython":
        here = f"{platform.python_implementation()} {platform.python_version()}"
        missing.append(f"needs CPython 3.11 or later, this is {here}: install it from python.org")
    if struct.calcsize("P") != 8:
        missing.append("needs a 64-bit Python: install the 64-bit one from python.org")
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("needs Python's venv and pip: on Debian apt-get install python3-venv")
    if sys.platform == "linux" and shutil.which("objdump") is None:
        missing.append("objdump is missing: on Debian apt-get install binutils")
    if makes_installer and makensis() is None:
        missing.append(NO_NSIS)
    if missing:
        raise Missing("\n".join(missing))


def require_windows_build(folder: Path) -> None:
    """Refuse a folder from which no installer can be made."""
    lacking = [name for name in PROGRAMS if not (folder / name).is_file()]
    if lacking:
        raise Missing(
            f"no installer: {folder} is no program frozen on Windows, {' and '.join(lacking)} not there"
        )


def run(command: list[str | Path], hint: str = "", **more: object) -> None:
    """Run a command; a failure ends the build with its name and what may help."""
    name = " ".join(map(str, command[:4]))
    try:
        done = subprocess.run([str(part) for part in command], timeout=TIMEOUT_S, check=False, **more)  # type: ignore[call-overload]
    except subprocess.TimeoutExpired:
        raise Missing(f"not done after {TIMEOUT_S} s: {name} …") from None
    except OSError as error:
        raise Missing(f"cannot be started: {name} … ({error.strerror or error})") from None
    if done.returncode:
        raise Missing(f"failed with status {done.returncode}: {name} …" + (f"\n{hint}" if hint else ""))


def clean_environment(folder: Path) -> Path:
    """Make an environment that holds what the lock names, by hash, and nothing else."""
    say(f"environment from {LOCK.name}")
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
    run(
        [python, "-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary=:all:", "-r", LOCK],
        hint="the packages of the lock were not installed, see above: no way to a package index (check network and "
        "pip's settings), or it lacks one for this Python; a hash that does not match means a package was replaced",
    )
    return python


def freeze(python: Path, out: Path) -> Path:
    """Freeze the program into one folder."""
    began = time.monotonic()
    # What an earlier build left must not be taken for today's.
    for left in ("binhui", "work"):
        shutil.rmtree(out / left, ignore_errors=True)
    run(
        [python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN",
         "--distpath", out, "--workpath", out / "work", ROOT / "build.spec"],
        cwd=out,
    )  # fmt: skip
    say(f"frozen in {time.monotonic() - began:.0f} s, {size_mb(out / 'binhui'):.0f} MB")
    return out / "binhui"


def self_test(frozen: Path, folder: Path) -> None:
    """Let both frozen programs test themselves; a library left out shows here and not at the officer's desk."""
    for name in ("binhui-cli", "binhui"):
        program = frozen / (f"{name}.exe" if WINDOWS else name)
        shutil.rmtree(folder, ignore_errors=True)
        done = subprocess.run([program, "--self-test", folder], timeout=600, check=False)
        result = folder / "result.json"
        if done.returncode or not result.is_file():
            steps = json.loads(result.read_text(encoding="utf-8"))["steps"] if result.is_file() else []
            for step in steps:
                if not step["ok"]:
                    say(f"{step['name']}: {step['detail']}")
            raise Missing(f"the self-test of {program.name} failed with status {done.returncode}")
        say(f"self-test of {program.name}: passed")


def sign(command: str, files: list[Path]) -> None:
    """Sign files with the given command; nothing where none is given."""
    if command:
        run([*shlex.split(command, posix=not WINDOWS), *files])


def makensis() -> str | None:
    """Return NSIS's compiler where there is one."""
    return shutil.which("makensis") or next((place for place in NSIS_PLACES if Path(place).is_file()), None)


def find_makensis() -> str:
    """Return NSIS's compiler, or say where it comes from."""
    found = makensis()
    if found is None:
        raise Missing(NO_NSIS)
    return found


def installer(frozen: Path, out: Path, *, fast: bool) -> Path:
    """Pack the frozen Windows program into one installer."""
    sys.path.insert(0, str(ROOT))
    from models.version import VERSION

    setup = out / f"Binhuiban-{VERSION}-x64.exe"
    values = {
        "VERSION": VERSION,
        "SOURCE": frozen,
        "OUTFILE": setup,
        "LICENCE": ROOT / "LICENSE",
        "ICON": ROOT / "resources" / "icons" / "app.ico",
    }
    if not WINDOWS:
        values["STUB"] = (
            "amd64-unicode"  # Debian's NSIS makes 64-bit installers, the official one 32-bit ones
        )
    if fast:
        values["FAST"] = "1"
    command = [find_makensis(), "-V2", "-WX", "-INPUTCHARSET", "UTF8"]
    run([*command, *(f"-D{key}={value}" for key, value in values.items()), SCRIPT])
    return setup


def size_mb(folder: Path) -> float:
    """Return the size of all files of a folder in MB."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1_048_576


if __name__ == "__main__":
    main()

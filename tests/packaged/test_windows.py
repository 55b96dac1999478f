"""The Windows side: packages, tests under code page 936, the frozen programs, and the installer from first to last."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.version import VERSION
from tests.packaged.windows import FROZEN, Windows, needs_windows

ROOT = Path(__file__).resolve().parents[2]
SOURCE, PLACE = "C:\\滨惠办 源码", "C:\\程序 安装\\滨惠办"
UNINSTALL = "HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Binhuiban"
OURS = "HKEY_CURRENT_USER\\Software\\Binhuiban"
# Areas where Windows differs: files that are open, encodings, locks, its own SQLite, fonts and pages.
CHOSEN = (
    "tests/unit",
    "tests/storage",
    "tests/cases",
    "tests/faults/test_damage.py",
    "tests/faults/test_damage_met.py",
    "tests/faults/test_kills.py",
    "tests/faults/test_held_files.py",
)
NEWER = "9.0.0"

pytestmark = [needs_windows, pytest.mark.timeout(3600)]


@pytest.fixture(scope="module")
def windows() -> Windows:
    return Windows.given()


@pytest.fixture(scope="module")
def source(windows: Windows) -> str:
    """The committed source, at a path with Chinese and a blank in it."""
    place = windows.here(SOURCE)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    packed = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=False)
    if packed.returncode == 0:
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            archive.extractall(place, filter="data")
    else:  # a source without its history
        without = shutil.ignore_patterns(".*", "__pycache__", "dist", "build", "*.egg-info")
        shutil.copytree(ROOT, place, ignore=without, dirs_exist_ok=True)
    return SOURCE


@pytest.fixture(scope="module")
def packages(windows: Windows, source: str) -> str:
    lock = f"{source}\\resources\\installer\\requirements.lock"
    done = windows.run(
        "python.exe", "-m", "pip", "install", "-q", "--no-warn-script-location", "--require-hashes",
        "--only-binary=:all:", "-r", lock, timeout_s=900,
    )  # fmt: skip
    assert done.status == 0, done.text[-3000:]
    return done.text


def test_the_lock_installs_on_windows(packages: str) -> None:
    assert "ERROR" not in packages


def test_chosen_tests_pass_under_code_page_936(windows: Windows, source: str, packages: str) -> None:
    tools = ("pytest", "pytest-qt", "pytest-timeout", "hypothesis", "cn2an", "apsw")
    done = windows.run(
        "python.exe", "-m", "pip", "install", "-q", "--no-warn-script-location", *tools, timeout_s=600
    )
    assert done.status == 0, done.text[-2000:]
    program = (
        "import locale, os, sys\n"
        "assert locale.getpreferredencoding(False) == 'cp936', locale.getpreferredencoding(False)\n"
        "os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "os.chdir(sys.argv[1])\n"
        "import pytest\n"
        "sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', *sys.argv[2:]]))\n"
    )
    done = windows.run("python.exe", "-c", program, source, *CHOSEN, timeout_s=1800)
    assert done.status == 0, done.text[-6000:]


@pytest.fixture(scope="module")
def frozen(windows: Windows, source: str, request: pytest.FixtureRequest) -> str:
    """The frozen programs, made here unless they are given."""
    if os.environ.get(FROZEN):
        return os.environ[FROZEN]
    request.getfixturevalue("packages")
    # What an earlier run left must not be taken for today's.
    for left in ("C:\\冻结", "C:\\冻结 中间"):
        shutil.rmtree(windows.here(left), ignore_errors=True)
    done = windows.run(
        "python.exe", "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN", "--distpath", "C:\\冻结",
        "--workpath", "C:\\冻结 中间", f"{source}\\build.spec", timeout_s=1800,
    )  # fmt: skip
    assert done.status == 0, done.text[-4000:]
    return "C:\\冻结\\binhui"


@pytest.mark.parametrize("program", ["binhui-cli.exe", "binhui.exe"])
def test_the_frozen_program_passes_its_self_test(windows: Windows, frozen: str, program: str) -> None:
    folder = f"C:\\自检 {program}"
    done = windows.run(f"{frozen}\\{program}", "--self-test", folder)
    result = json.loads((windows.here(folder) / "result.json").read_text(encoding="utf-8"))
    assert [step for step in result["steps"] if not step["ok"]] == []
    assert done.status == 0 and result["frozen"] and result["platform"].startswith("Windows")


def test_the_version_words_are_there(windows: Windows, frozen: str) -> None:
    for name, description in (("binhui", "滨惠办"), ("binhui-cli", "滨惠办 命令行")):
        content = windows.here(f"{frozen}\\{name}.exe").read_bytes()
        for words in (
            "ProductName\0滨惠办\0",
            f"ProductVersion\0{VERSION}\0",
            f"FileDescription\0{description}\0",
        ):
            key, value = words.rstrip("\0").split("\0")
            at = content.find(key.encode("utf-16-le"))
            assert at > 0, key
            assert value.encode("utf-16-le") in content[at : at + 120], words


@pytest.fixture(scope="module")
def setups(windows: Windows, frozen: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The installer of this program, and one of a later version."""
    out = tmp_path_factory.mktemp("setup")
    build = [sys.executable, str(ROOT / "resources/installer/build.py"), "--fast", "--out", str(out)]
    subprocess.run([*build, "--frozen", str(windows.here(frozen))], check=True, timeout=900)
    script = (ROOT / "resources/installer/binhui.nsi", out / f"Binhuiban-{NEWER}-x64.exe")
    later = tmp_path_factory.mktemp("later")
    shutil.copy(windows.here(frozen) / "binhui.exe", later)
    (later / "later.txt").write_text("later")
    values = {
        "VERSION": NEWER, "SOURCE": later, "OUTFILE": script[1], "LICENCE": ROOT / "LICENSE", "FAST": 1,
        "ICON": ROOT / "resources/icons/app.ico", "STUB": "amd64-unicode",
    }  # fmt: skip
    defines = [f"-D{key}={value}" for key, value in values.items()]
    subprocess.run(
        ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defines, script[0]], check=True, timeout=600
    )
    names = (f"Binhuiban-{VERSION}-x64.exe", script[1].name)
    for name in names:
        shutil.copy(out / name, windows.here(f"C:\\{name}"))
    return f"C:\\{names[0]}", f"C:\\{names[1]}"


@pytest.fixture
def installed(windows: Windows, setups: tuple[str, str]) -> Iterator[Path]:
    """The program installed silently, at a path with Chinese and a blank; taken away afterwards."""
    done = windows.line(f"{setups[0]} /S /D={PLACE}")  # NSIS wants the folder last and unquoted
    assert done.status == 0, done.text
    place = windows.here(PLACE)
    yield place
    if (place / "uninstall.exe").exists():
        windows.run(f"{PLACE}\\uninstall.exe", "/S")


def test_installed_it_runs_and_is_known_to_windows(windows: Windows, installed: Path) -> None:
    assert (installed / "app" / "binhui.exe").is_file() and not (installed / "app.new").exists()
    assert windows.registry(UNINSTALL, "DisplayName") == "滨惠办"
    assert windows.registry(UNINSTALL, "QuietUninstallString") == f'"{PLACE}\\uninstall.exe" /S'
    assert windows.registry(OURS, "Version") == VERSION
    assert windows.registry("HKEY_CURRENT_USER\\Software\\Classes\\.bhpkg") == "Binhuiban.Package"
    command = windows.registry(
        "HKEY_CURRENT_USER\\Software\\Classes\\Binhuiban.Package\\shell\\open\\command"
    )
    assert command == f'"{PLACE}\\app\\binhui.exe" --open "%1"'
    done = windows.run(f"{PLACE}\\app\\binhui-cli.exe", "--self-test", "C:\\安装后 自检")
    assert done.status == 0, done.text


def test_an_upgrade_leaves_no_stale_file_and_a_downgrade_is_refused(
    windows: Windows, setups: tuple[str, str], installed: Path
) -> None:
    (installed / "app" / "_internal" / "stale.pyd").write_bytes(b"MZ")
    done = windows.run(setups[1], "/S")  # finds where the former version is
    assert done.status == 0, done.text
    assert sorted(path.name for path in (installed / "app").iterdir()) == ["binhui.exe", "later.txt"]
    assert not (installed / "app.old").exists() and not (installed / "app.new").exists()
    assert windows.registry(OURS, "Version") == NEWER
    done = windows.run(setups[0], "/S")
    assert done.status == 10
    assert (installed / "app" / "later.txt").exists() and windows.registry(OURS, "Version") == NEWER


def test_a_repair_brings_back_what_is_missing(
    windows: Windows, setups: tuple[str, str], installed: Path
) -> None:
    (installed / "app" / "binhui-cli.exe").unlink()
    assert windows.run(setups[0], "/S").status == 0
    assert (installed / "app" / "binhui-cli.exe").is_file()


def test_a_running_program_is_left_alone(windows: Windows, setups: tuple[str, str], installed: Path) -> None:
    program = (
        "import subprocess, sys, time\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "from ui import running_mark\n"
        "handle = running_mark.hold()\n"
        "for command in sys.argv[2:]: print(subprocess.run([command, '/S']).returncode, flush=True)\n"
        # The uninstaller goes on in a copy of itself, which must still find the program running.
        "time.sleep(15)\n"
    )
    done = windows.python(program, SOURCE, setups[1], f"{PLACE}\\uninstall.exe")
    codes = [line.strip() for line in done.text.splitlines() if line.strip().isdigit()]
    assert codes[0] == "12", done.text
    assert (installed / "app" / "binhui.exe").is_file()
    assert windows.registry(OURS, "Version") == VERSION


def test_files_in_use_bring_the_former_version_back(
    windows: Windows, setups: tuple[str, str], installed: Path
) -> None:
    program = (
        "import ctypes, subprocess, sys\n"
        # The folder itself, unshared: an open file in it is enough on Windows, but not under Wine.
        "create = ctypes.windll.kernel32.CreateFileW\n"
        "create.restype = ctypes.c_void_p\n"
        "held = create(sys.argv[1], 0x80000000, 0, None, 3, 0x02000000, None)\n"
        "assert held not in (None, ctypes.c_void_p(-1).value)\n"
        "print(subprocess.run([sys.argv[2], '/S']).returncode, flush=True)\n"
    )
    done = windows.python(program, f"{PLACE}\\app", setups[1])
    assert "14" in done.text.split(), done.text
    assert (installed / "app" / "_internal").is_dir() and windows.registry(OURS, "Version") == VERSION
    assert not (installed / "app.new").exists() and not (installed / "app.old").exists()


def test_an_old_windows_is_refused(windows: Windows, setups: tuple[str, str]) -> None:
    windows.run("winecfg", "/v", "win7")
    try:
        assert windows.line(f"{setups[0]} /S /D=C:\\不该有").status == 11
        assert not windows.here("C:\\不该有").exists()
    finally:
        windows.run("winecfg", "/v", "win10")


def test_for_all_users_it_goes_to_program_files(windows: Windows, setups: tuple[str, str]) -> None:
    assert windows.run(setups[1], "/S", "/ALLUSERS").status == 0
    place = windows.here("C:\\Program Files\\Binhuiban")
    assert (place / "app" / "later.txt").exists()
    machine = OURS.replace("HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE")
    assert windows.registry(machine, "Version") == NEWER
    windows.run("C:\\Program Files\\Binhuiban\\uninstall.exe", "/S")
    assert not place.exists() and windows.registry(machine, "Version") == ""


def test_uninstalling_keeps_the_data(windows: Windows, installed: Path) -> None:
    program = "import os, sys; sys.stdout.buffer.write(os.environ['LOCALAPPDATA'].encode())"
    data = f"{windows.python(program).text.strip()}\\binhuiban"
    here = windows.here(data)
    shutil.rmtree(here, ignore_errors=True)
    demo = windows.run(f"{PLACE}\\app\\binhui-cli.exe", "demo")
    assert demo.status == 0, demo.text
    before = sorted(path.name for path in here.iterdir())
    assert "binhui.db" in before
    assert windows.run(f"{PLACE}\\uninstall.exe", "/S").status == 0
    assert sorted(path.name for path in here.iterdir()) == before
    assert not installed.exists()
    assert windows.registry(UNINSTALL, "DisplayName") == "" and windows.registry(OURS, "Version") == ""
    assert windows.registry("HKEY_CURRENT_USER\\Software\\Classes\\.bhpkg") == ""


def test_a_backup_made_on_windows_is_restored_here(windows: Windows, frozen: str, tmp_path: Path) -> None:
    cli = f"{frozen}\\binhui-cli.exe"
    for place in ("C:\\数据 甲", "C:\\备份 甲"):
        shutil.rmtree(windows.here(place), ignore_errors=True)
    assert windows.run(cli, "--data", "C:\\数据 甲", "demo").status == 0
    assert windows.run(cli, "--data", "C:\\数据 甲", "backup", "C:\\备份 甲").status == 0
    made = next(windows.here("C:\\备份 甲").glob("*.bhbak"))
    assert zipfile.is_zipfile(made)
    main = [sys.executable, str(ROOT / "main.py"), "--data", str(tmp_path / "数据")]
    subprocess.run([*main, "restore", str(made)], check=True, timeout=120)
    subprocess.run([*main, "verify"], check=True, timeout=120)
    # And again on Windows, over the office that is there.
    assert windows.run(cli, "--data", "C:\\数据 甲", "restore", f"C:\\备份 甲\\{made.name}").status == 0
    assert windows.run(cli, "--data", "C:\\数据 甲", "verify").status == 0
    assert list(windows.here("C:\\数据 甲").glob("恢复前-*/binhui.db"))

"""The outer shell of a workbook: refuses what is too large, encrypted, old, or no workbook at all, before anything is parsed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from models.errors import EnvironmentProblem, UserError, system_reason

MB = 1024 * 1024
MAX_FILE_BYTES = 20 * MB
# An intake form of 5,000 rows unpacks to about 10 MB; whoever needs more has no intake form.
MAX_MEMBER_BYTES = 40 * MB
MAX_TOTAL_BYTES = 100 * MB
MAX_MEMBERS = 2_000
_COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS = "请用 Excel 或 WPS 打开后另存为“Excel 工作簿（.xlsx）”"
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Package:
    """The parts of a workbook file; every part is read within the size that the file itself declares."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lstrip("/").lower(): name for name in archive.namelist()}

    def has(self, name: str) -> bool:
        """Tell whether there is a part; writers differ in the case of names and in a leading slash."""
        return name.lstrip("/").lower() in self._names

    def read(self, name: str) -> bytes:
        """Return a part; raises UserError when it is missing or damaged."""
        try:
            return self._archive.read(self._names[name.lstrip("/").lower()])
        except KeyError:
            raise damaged(f"缺少部件 {name[:60]}") from None
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
            raise damaged(f"部件 {name[:60]} 无法解压") from None
        except Exception as error:  # zlib raises an error class of its own for broken streams
            raise damaged(f"部件 {name[:60]} 无法解压（{type(error).__name__}）") from None


def damaged(why: str) -> UserError:
    """Return the error for a file that calls itself a workbook but cannot be read as one."""
    return UserError("工作簿已损坏，无法读取", why, _SAVE_AS, field="file")


def read_file(path: Path) -> bytes:
    """Return the bytes of a workbook file; raises EnvironmentProblem or UserError for one too large or unreadable."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise _too_large(size)
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise EnvironmentProblem(
            f"读不到工作簿“{path}”", system_reason(error), "请核对路径，并关闭正在使用它的程序"
        ) from None


def _too_large(size: int) -> UserError:
    return UserError(
        "工作簿过大",
        f"{size / MB:.1f} MB，最多 {MAX_FILE_BYTES // MB} MB",
        "请删去图片和不需要的工作表，或分成几个工作簿导入",
        field="file",
    )


def open_package(data: bytes) -> Package:
    """Return the parts of a workbook; raises UserError in plain words for everything else."""
    if not data:
        raise UserError("文件是空的", "0 字节", "请核对选择的文件", field="file")
    if len(data) > MAX_FILE_BYTES:
        raise _too_large(len(data))
    if data.startswith(_COMPOUND_FILE):
        raise _old_or_encrypted(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception:
        # zipfile meets damaged directories with many kinds of errors, all of them mean the same here.
        raise UserError(
            "不是 Excel 工作簿", "文件内容不是 .xlsx 格式，或文件不完整", _SAVE_AS, field="file"
        ) from None
    _check_members(archive.infolist())
    package = Package(archive)
    _check_kind(package)
    return package


def _old_or_encrypted(data: bytes) -> UserError:
    if _ENCRYPTED in data:
        return UserError(
            "工作簿设有打开密码", "加密的文件不能导入", "请在 Excel 或 WPS 中取消密码后另存", field="file"
        )
    return UserError("不支持旧格式的工作簿（.xls、.et）", "文件是 Excel 97-2003 格式", _SAVE_AS, field="file")


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    largest = max((one.file_size for one in members), default=0)
    total = sum(one.file_size for one in members)
    if len(members) > MAX_MEMBERS or largest > MAX_MEMBER_BYTES or total > MAX_TOTAL_BYTES:
        raise UserError(
            "工作簿解压后过大",
            f"解压后共 {total / MB:.0f} MB、{len(members)} 个部件，不是正常的办件导入表",
            "请核对文件来源，把需要的行复制到程序生成的模板中",
            field="file",
        )
    if any(one.flag_bits & 0x1 for one in members):
        raise UserError("工作簿设有密码", "压缩包内的部件已加密", "请取消密码后另存", field="file")
    names = [one.filename.lstrip("/").lower() for one in members]
    if len(set(names)) < len(names):
        raise damaged("同一部件出现两次")
    if any(one.compress_type not in _PACKED for one in members):
        raise damaged("部件用了工作簿不允许的压缩方法")


def _check_kind(package: Package) -> None:
    if package.has("xl/workbook.bin"):
        raise UserError("不支持二进制工作簿（.xlsb）", "", _SAVE_AS, field="file")
    if package.has("word/document.xml"):
        raise UserError("这是 Word 文档，不是工作簿", "", "请选择办件导入表", field="file")
    if package.has("mimetype") and package.has("content.xml"):
        raise UserError("不支持 OpenDocument 表格（.ods）", "", _SAVE_AS, field="file")
    if not package.has("_rels/.rels") and not package.has("xl/workbook.xml"):
        raise UserError("不是 Excel 工作簿", "压缩包内没有工作簿", _SAVE_AS, field="file")

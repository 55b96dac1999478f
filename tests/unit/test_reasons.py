"""What a system's refusal is called in Chinese, also where many are told at once."""

import errno
import shutil

import pytest

from models.errors import system_reason


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EACCES, "没有权限，或文件正被其他程序占用"),
        (errno.ENOENT, "没有这个文件或文件夹"),
        (errno.EIO, f"系统返回错误 {errno.EIO}"),
    ],
)
def test_one_or_many_refusals_get_the_same_words(number, words):
    one = OSError(number, "machine words")
    assert system_reason(one) == words
    assert system_reason(shutil.Error([("from", "to", str(one)), ("from2", "to2", str(one))])) == words


def test_a_path_that_cannot_be_one_is_told_as_that():
    assert system_reason(ValueError("embedded null byte")) == "路径不合规定"

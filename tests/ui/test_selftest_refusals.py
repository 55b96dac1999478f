"""A self-test with nobody at the screen ends with a result, whatever stands in its way."""

import pytest

from models.errors import EnvironmentProblem
from ui import selftest


class FullDisk:
    """A scratch office that cannot be opened."""

    def open(self):
        raise EnvironmentProblem("没有保存政策包的版本", "磁盘已满", "请检查数据文件夹的空间和权限")


class Report:
    """A finished self-test without a place for its result."""

    def report(self):
        return {"ok": True}


def test_an_office_that_does_not_open_leaves_no_window_asking():
    with pytest.raises(EnvironmentProblem, match="磁盘已满"):
        selftest._window(FullDisk())


def test_a_result_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / selftest.RESULT).mkdir()
    with pytest.raises(EnvironmentProblem, match="自检结果没有写成"):
        selftest._keep(tmp_path, Report())

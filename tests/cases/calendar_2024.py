"""The arrangement of 2024 as the State Council's notice (国办发明电〔2023〕7号) words it, read without any library."""

from __future__ import annotations

from datetime import date

# (first, last) of each holiday, both days included; weekends that merely join on are weekends anyway.
REST_2024 = (
    ("元旦", date(2024, 1, 1), date(2024, 1, 1)),
    ("春节", date(2024, 2, 10), date(2024, 2, 17)),
    ("清明节", date(2024, 4, 4), date(2024, 4, 6)),
    ("劳动节", date(2024, 5, 1), date(2024, 5, 5)),
    ("端午节", date(2024, 6, 10), date(2024, 6, 10)),
    ("中秋节", date(2024, 9, 15), date(2024, 9, 17)),
    ("国庆节", date(2024, 10, 1), date(2024, 10, 7)),
)
# Saturdays and Sundays on which people work, with the weekday the notice prints.
WORK_2024 = (
    (date(2024, 2, 4), "星期日"),
    (date(2024, 2, 18), "星期日"),
    (date(2024, 4, 7), "星期日"),
    (date(2024, 4, 28), "星期日"),
    (date(2024, 5, 11), "星期六"),
    (date(2024, 9, 14), "星期六"),
    (date(2024, 9, 29), "星期日"),
    (date(2024, 10, 12), "星期六"),
)


def working_2024(day: date) -> bool:
    """Tell whether people work on a day of 2024."""
    assert day.year == 2024
    if any(day == worked for worked, _ in WORK_2024):
        return True
    if any(first <= day <= last for _, first, last in REST_2024):
        return False
    return day.isoweekday() not in (6, 7)

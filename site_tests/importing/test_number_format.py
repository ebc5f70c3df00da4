"""Values of a sheet as their cells show them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from goalbook.importing.sources.number_format import shown_value

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '
RED = "0.00_);[Red]\\(0.00\\)"
MONTH = datetime(2024, 3, 1)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12504.03, "#,##0.00", "12,504.03"),
        (0.8, "0.00", "0.80"),
        (0.25, "0%", "25%"),
        (0.755, "0.0%", "75.5%"),
        (0.5, "0.0 %", "50.0 %"),
        (3, "General", "3"),
        (0.1, "General", "0.1"),
        (0.1 + 0.2, "General", "0.3"),
        (-1.5, "General", "-1.5"),
        ("0013", "@", "0013"),
        ("=1+1", "General", "=1+1"),
        (True, "General", "TRUE"),
        (1579, "#,##0", "1,579"),
        (1234567, "#,##0", "1,234,567"),
        (0.0, "#,##0.00_ ", "0.00"),
        (12504.03, ACCOUNTING, "12,504.03"),
        (-5.5, ACCOUNTING, "-5.50"),
        (0, ACCOUNTING, "-"),
        ("无", ACCOUNTING, "无"),
        (0.8, RED, "0.80"),
        (-0.8, RED, "(0.80)"),
        (-0.8, "0.00", "-0.80"),
        (2.675, "0.00", "2.68"),
        (0.8, '0.00"万元"', "0.80万元"),
        (5, "0!.0", "0.5"),
        (1234567, '0!.0,"万"', "123.5万"),
        (12345, "0.00,", "12.35"),
        (1e9, '#,##0,,"百万"', "1,000百万"),
        (13, "000000", "000013"),
        (15912345678, "000-0000-0000", "159-1234-5678"),
        (0.5, "#.##", ".5"),
        (7.5, "??0.0?", "7.5"),
        (-3, '"¥"#,##0.00', "-¥3.00"),
        (3, "[$¥-804]#,##0.00", "¥3.00"),
        (3, 'General"次"', "3次"),
        (3, 'G/通用格式"人"', "3人"),
        ("甲", '"第"@"组"', "第甲组"),
        (1234.5, '[>=1000]#,##0.0"多";0', "1,234.5多"),
        (12.4, '[>=1000]#,##0.0"多";0', "12"),
        (-2, '0"增";0"减";"平"', "2减"),
        (0, '0"增";0"减";"平"', "平"),
        (0, ";;;", ""),
        ("藏", ";;;", ""),
        (1 / 3, "# ?/?", "1/3"),
        (2.5, "# ?/?", "2 1/2"),
        (0.75, "?/4", "3/4"),
        (2, "# ?/?", "2"),
        (12345, "0.00E+00", "1.23E+04"),
        (0.00012, "0.0E+00", "1.2E-04"),
        (99999, "0.0E+0", "1.0E+5"),
        (0, "0.0E+00", "0.0E+00"),
    ],
)
def test_a_number_is_read_as_its_cell_shows_it(value: object, number_format: str, text: str) -> None:
    """Places, groups, signs, scales and words are those of the format; of that there is no doubt."""
    assert shown_value(value, number_format) == (text, True)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (MONTH, 'yyyy"年"m"月"', "2024年3月"),
        (45352, 'yyyy"年"m"月"d"日"', "2024年3月1日"),
        (datetime(2024, 12, 31), "yyyy/m/d", "2024/12/31"),
        (date(2024, 12, 31), "yy-mm-dd;@", "24-12-31"),
        (MONTH, "[$-804]aaaa", "星期五"),
        (MONTH, "aaa", "五"),
        (MONTH, "d mmm yyyy", "1 Mar 2024"),
        (MONTH, "dddd, mmmm d", "Friday, March 1"),
        (45352.75, "yyyy-mm-dd hh:mm:ss", "2024-03-01 18:00:00"),
        (45352.75, '上午/下午h"时"mm"分"', "下午6时00分"),
        (0.5, "h:mm AM/PM", "12:00 PM"),
        (time(9, 5), "h:mm", "9:05"),
        (timedelta(hours=9, minutes=5, seconds=7), "h:mm:ss", "9:05:07"),
        (59, "m/d", "2/28"),
        (1, "yyyy-m-d", "1900-1-1"),
    ],
)
def test_a_date_is_read_as_its_cell_shows_it(value: object, number_format: str, text: str) -> None:
    """In Chinese and in English, from dates and from the numbers of days that Excel keeps."""
    assert shown_value(value, number_format) == (text, True)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1e21, "General", "1000000000000000000000"),
        (130303220039, "General", "130303220039"),
        (1 / 3, "General", "0.333333333"),
        (1e-7, "General", "0.0000001"),
        (5.5, "[DBNum1]General", "5.5"),
        (45352, "[$-F800]dddd", "45352"),
        (1.5, "[h]:mm", "1.5"),
        (-5, "yyyy-mm-dd", "-5"),
        (123, "000.0E+0", "123"),
        (3, "0" * 300, "3"),
        (float("inf"), "0", "inf"),
    ],
)
def test_what_a_cell_shows_only_perhaps_is_doubtful(value: object, number_format: str, text: str) -> None:
    """The width of the column, the machine or a rarer format decides: the value is carried, and the doubt told."""
    assert shown_value(value, number_format) == (text, False)

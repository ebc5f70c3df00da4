"""Targets and results as goal documents print them, each judged by hand before the reader was tried on it.

A line: target | result | reached, missed or untold | how far off, where it is a number | what else the document states.
``untold`` stands only where a person can't tell either. Names and values are made up after the manner of published forms.
"""

from __future__ import annotations

from typing import NamedTuple

_TABLE = """
≥95% | 96% | reached | 1
≥95% | 95% | reached | 0
≥95% | 94.9% | missed | -0.1
100% | 72.74% | missed | -27.26
=100% | 100% | reached | 0
100% | 100.00% | reached | 0
≥90% | 98 | reached | 8
≥90% | 0.98 | untold |
≥4次/年 | 5次 | reached | 1
≥4次/年 | 3次/年 | missed | -1
≤4次/年 | 5次 | missed | 1
≥10场次 | 12场次 | reached | 2
≥10场 | 8 | missed | -2
10次 | 12次 | reached | 2
10次 | 10次 | reached | 0
10次 | 9次 | missed | -1
3个 | 3 | reached | 0
≥550人 | 550名 | reached | 0
约550人 | 540人 | reached | -10
约550人 | 300人 | missed | -250
约550人 | 510人 | untold |
≥550人 | 约600人 | reached | 20
≥550人 | 约550人 | untold |
≥100人次 | 120人 | untold |
>90% | 90% | missed | 0
<5% | 5% | missed | 0
95%以上 | 95% | reached | 0
不少于12期 | 11期 | missed | -1
不超过30天 | 28天 | reached | -2
不超过30天 | 35天 | missed | 5
≤1年 | 10个月 | reached | -2/12
≤2周 | 15天 | missed | 1/7
≤5万元 | 48000元 | reached | -0.2
≤5万元 | 5.2万元 | missed | 0.2
≤0.3万元 | 3000元 | reached | 0
≥2公里 | 1800米 | missed | -0.2
≥2公顷 | 25000平方米 | reached | 0.5
50万元 | 48万元 | reached | -2 | path=成本指标
50万元 | 52.5万元 | missed | 2.5 | path=成本指标
50万元 | 48万元 | missed | -2
30个工作日 | 25个工作日 | reached | -5 | name=平均办理时限
30个工作日 | 25天 | untold | | name=平均办理时限
2件 | 1件 | reached | -1 | name=有效投诉件数
2件 | 3件 | missed | 1 | name=有效投诉件数
95% | 97% | reached | 2 | name=投诉办结率
5% | 4% | reached | -1 | better=lower
5% | 6% | missed | 1 | better=lower
20℃ | 21℃ | missed | 1 | better=stable
20℃ | 20℃ | reached | 0 | better=stable
80%-90% | 85% | reached | 5
80%-90% | 78% | missed | -2
80%-90% | 95% | reached | 15 | name=群众满意度
80%-90% | 95% | untold |
100-120万元 | 98万元 | reached | -22 | path=成本指标
95%±2% | 94% | reached | 1
95%±2% | 92% | missed | -1
95%±2% | 98% | missed | 1
±3% | -2.5% | reached | 0.5
±3% | 3.4% | missed | 0.4
±3%以内 | 2% | reached | 5
≥80%且≤90% | 95% | missed | 5
≥85% | 80%-90% | untold |
≥85% | 90%-95% | reached | 5
≥90% | 95%以上 | reached | 5
≥98% | 95%以上 | untold |
≥95% | ≥95% | reached | 0
≥90% | 47/50 | reached | 4
≥90% | 44 out of 50 | missed | -2
≥95% | 19次 | untold |
292% | 95% | untold |
% | 95% | untold |
≥95% | | untold |
≥95% | — | untold |
/ | 95% | untold |
N/A | 12 | untold |
≥12次 | 实际完成13次 | reached | 1
≥12次 | 全年共开展10次 | missed | -2
≥12次 | 12次（含线上2次） | reached | 0
≥12次 | 已完成 | reached |
≥12次 | 达到预期目标 | reached |
≥12次 | 未完成 | missed |
≥12次 | 未开展 | missed |
≤12万元 | 未开展 | untold |
≥12次 | 基本完成 | untold |
≥12次 | 部分完成 | missed |
0起 | 无 | reached | 0
0起 | 未发生 | reached | 0
0起 | 1起 | missed | 1 | name=安全事故起数
零事故 | 0起 | reached | 0
零事故 | 2起 | missed | 2
无 | 无 | reached |
12月底前 | 11月20日 | reached | | year=2023
12月底前 | 2023年12月31日 | reached | | year=2023
12月底前 | 2024年1月15日 | missed | | year=2023
2023年12月前 | 2023年11月 | reached |
2023年12月前 | 2023年12月20日 | untold |
2023年12月前 | 2024年1月 | missed |
2023年12月31日前 | 2023-12-31 | reached |
2023年10月底前完成 | 2023年10月25日完成 | reached |
6月30日前 | 第三季度 | missed | | year=2022
第四季度 | 10月 | reached | | year=2022
年底前 | 次年2月 | missed | | year=2022
上半年 | 7月5日 | missed | | year=2022
2023年1月-12月 | 2023年1月-11月 | reached |
12月底前 | 2024年1月15日 | untold |
12月底前 | 按时完成 | reached | | year=2023
12月底前 | 延期 | missed | | year=2023
by 31 December 2023 | 15 December 2023 | reached |
31 Mar 2024 | 2 April 2024 | missed |
Q3 2023 | August 2023 | reached |
03/31/2023 | 04/02/2023 | untold |
03/31/2023 | 04/15/2023 | missed |
是 | 是 | reached |
是 | 否 | missed |
Yes | No | missed |
按时完成 | 按时完成 | reached |
按时完成 | 100% | reached | 0
按期完成 | 延期完成 | missed |
及时 | 不及时 | missed |
全部完成 | 95% | missed | -5
有所提升 | 有所提升 | reached |
有所提升 | 明显提升 | reached |
有所提升 | 下降 | missed |
有所提升 | 持平 | missed |
明显提升 | 有所提升 | untold |
逐步提高 | 提高3个百分点 | reached |
持续改善 | 85% | untold |
提高5% | 提高6% | reached | 1
提高5% | 6% | reached | 1
提高5% | 下降2% | missed |
降低5% | 降低3% | missed | -2
较上年增长≥10% | 较上年增长8% | missed | -2
优秀 | 良好 | missed |
良好以上 | 优秀 | reached |
合格 | 合格 | reached |
合格 | 不合格 | missed |
达成预期指标 | 部分达成预期指标并具有一定效果 | missed |
达成预期指标 | 达成预期指标 | reached |
保障机关正常运转 | 已完成 | reached |
保障机关正常运转 | 运转正常 | untold |
培训3次，200人 | 培训4次，210人 | reached |
培训3次，200人 | 培训4次，180人 | missed |
培训3次，200人 | 培训4次 | untold |
At least 84% | 83.5% | missed | -0.5
at least 84 percent | 86% | reached | 2
$35.00 or less | $34.20 | reached | -0.8
no more than 5 days | 6 days | missed | 1
between 7% and 8% | 7.5% | reached | 0.5
reduction of 5% | reduction of 6% | reached | -1
reduction of 5% | reduction of 3% | missed | 2
25,000 people | 24,310 people | missed | -690
≥20 | not started | missed |
≥20 | achieved | reached |
Improve service quality | partially achieved | missed |
Improve service quality | Improve service quality | reached |
Improve service quality | see report | untold |
£5m | £4.8m | missed | -0.2
£5m | £4.8m | reached | -0.2 | better=lower
"""


class Pair(NamedTuple):
    """A target and a result, what a person said of them, and what else the document states."""

    target: str
    actual: str
    outcome: str
    off: str
    stated: dict[str, str]


def _pair(line: str) -> Pair:
    target, actual, outcome, off, *more = (part.strip() for part in line.split("|"))
    stated = dict(one.split("=", 1) for one in more if one)
    return Pair(target, actual, outcome, off, stated)


PAIRS = tuple(_pair(line) for line in _TABLE.strip().splitlines())

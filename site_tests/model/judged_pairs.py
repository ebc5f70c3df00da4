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
≥85分 | 91.5分 | reached | 6.5
≥85分 | 84分 | missed | -1
不低于98% | 97.99% | missed | -0.01
不低于98% | 98.00% | reached | 0
100%覆盖 | 100% | reached | 0
全覆盖 | 100% | reached | 0
全覆盖 | 已全覆盖 | reached |
全覆盖 | 覆盖率92% | missed | -8
2023年6月30日前 | 2023年6月28日 | reached |
2023年6月30日前 | 2023年7月2日 | missed |
2023年6月30日前 | 2023年6月 | reached |
6月底前完成 | 7月完成 | missed |  | year=2023
6月底前完成 | 5月20日完成 | reached |  | year=2023
第三季度 | 9月 | reached |  | year=2023
第三季度前 | 10月8日 | missed |  | year=2023
2023年底前 | 2023年12月31日 | reached |
2023年底前 | 2024年1月 | missed |
按时完成 | 未按时完成 | missed |
按时完成 | 延期完成 | missed |
零事故 | 1起 | missed | 1
无重大事故 | 未发生重大事故 | reached |
≤3次 | 2次 | reached | -1 | name=投诉次数
3次 | 2次 | reached | -1 | name=投诉次数
3次 | 4次 | missed | 1 | name=投诉次数
80%-90% | 79% | missed | -1
80%-90% | 93% | untold |
10±1天 | 11天 | reached | 2
10±1天 | 12天 | missed | 1
≥1.2万人次 | 12500人次 | reached | 0.05
≥1.2万人次 | 11800人次 | missed | -0.02
≥500亩 | 0.052万亩 | reached | 20
≤24小时 | 1天 | reached | 0
≤24小时 | 2天 | missed | 24
≤0.5万元/人 | 4800元/人 | reached | -0.02
≤0.5万元/人 | 5100元/人 | missed | 0.01
30场 | 三十场 | reached | 0
2次 | 两次 | reached | 0
≥2次 | 一次 | missed | -1
增长5% | 增长6.2% | reached | 1.2
增长5% | 增长3% | missed | -2
下降10% | 下降12% | reached | 2
下降10% | 下降6% | missed | -4
提高 | 有所提高 | reached |
有效提升 | 有效提升 | reached |
有效提升 | 提升不明显 | missed |
显著改善 | 基本改善 | untold |
优 | 良 | missed |
合格 | 优秀 | reached |
通过验收 | 已通过验收 | reached |
通过验收 | 尚未验收 | missed |
≥95% | 未统计 | untold |
≥95% | 较高 | untold |
at least 40 | 41 | reached | 1
at least 40 | 39 | missed | -1
no more than 15 days | 15 days | reached | 0
no more than 15 days | 3 weeks | missed | 6
95% or above | 94.6% | missed | -0.4
by 30 June 2023 | 12 June 2023 | reached |
by 30 June 2023 | 1 July 2023 | missed |
by end of March | 5 April | missed |  | year=2023
reduce by 10% | reduced by 11% | reached | 1
reduce by 10% | reduced by 4% | missed | -6
12 workshops | 14 | reached | 2
completed | not completed | missed |
completed | completed | reached |
yes | no | missed |
between 10 and 12 | 11 | reached | 1
90% | 0.91 | untold |
no complaints | 2 complaints | missed | 2
no complaints | none | reached |
increase | decreased | missed |
提升 | 未提升 | missed |
提高满意度 | 满意度没有提高 | missed |
明显改善 | 改善不大 | missed |
有所改善 | 改善不明显 | untold |
进一步提升 | 有待提升 | missed |
不断提升 | 不断提升 | reached |
持续改善 | 不断改善 | reached |
improved | not improved | missed |
improvement | no improvement | missed |
increase by 5% | increased by 7% | reached | 2
百分之九十五以上 | 百分之九十六 | reached | 1
十二期 | 12期 | reached | 0
不少于十期 | 九期 | missed | -1
应保尽保 | 100% | reached | 0
应保尽保 | 96% | missed | -4
100%覆盖 | 95% | missed | -5
满意度≥90% | 满意度92% | reached | 2
≥90% | 满意度92% | reached | 2
≤48小时 | 3天 | missed | 24
≤3天 | 36小时 | reached | -1.5
不低于百分之九十 | 百分之八十八 | missed | -2
第一季度 | 第二季度 | missed |  | year=2023
一般 | 良好 | reached |
统一标准 | 统一标准 | reached |
提升 | 提升了 | reached |
增加就业 | 未增加就业 | missed |
减少投诉 | 投诉没有减少 | missed |
减少投诉 | 投诉减少 | reached |
≥3次 | 三次以上 | reached | 0
1次 | 已开展1次 | reached | 0
≤5% | 5.0% | reached | 0
2023年12月 | 2023年11月 | reached |
100% | 全部完成 | reached |
100% | 部分完成 | missed |
≥95% | 大于90% | untold |
全员参加 | 98% | missed | -2
通过率≥90% | 通过率89% | missed | -1
无障碍设施增加 | 无障碍设施增加 | reached |
不断增强 | 没有变化 | missed |
需要时增加 | 增加 | reached |
群众无需等待 | 群众无需等待 | reached |
减轻负担 | 负担有所减轻 | reached |
环境不断改善 | 环境不断改善 | reached |
环境改善 | 环境明显改善 | reached |
环境明显改善 | 环境有所改善 | untold |
社会影响力提升 | 影响力不够，提升有限 | untold |
5个 | 五个 | reached | 0
8次 | 七次 | missed | -1
三十二家 | 32家 | reached | 0
within 30 days | 28 days | reached | -2
within 30 days | 5 weeks | missed | 5
reduce waiting times | waiting times reduced | reached |
reduce waiting times | waiting times not reduced | missed |
increase by 5% | no increase | missed |
full coverage | 97% | missed | -3
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

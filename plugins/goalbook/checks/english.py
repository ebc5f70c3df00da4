"""The examples of the rules for readers of English: what of them is Chinese, in English words."""

from __future__ import annotations

import re
from dataclasses import replace

from goalbook.checks.rule import Example

_WORDS = {
    "部门整体绩效目标": "Goals of the agency",
    "绩效目标表": "Performance goals",
    "绩效目标申报表": "Performance goals as declared",
    "绩效目标批复表": "Performance goals as approved",
    "年车辆保险费绩效目标表": " performance goals for car insurance",
    "年部门预算绩效文本": "-performance-plan",
    "某县政协": "County council",
    "万元": "USD thousand",
    "示例单位": "Example agency",
    "联系人手机": "mobile",
    "办公电话": "office",
    "按期完成车辆续保。": "All cars are insured in time.",
    "甲镇": "East",
    "乙镇": "West",
    "办公室": "Registry",
    "信访科": "Complaints office",
    "今年更新三辆。": "Three cars are new this year.",
    "车辆提前报废": "A car was written off early",
    "政治协商": "Consultation",
    "政协会议": "Council meetings",
    "协商民主": "Hearings",
    "民主监督": "Oversight",
    "会议活动组织率": "Meetings held",
    "会议组织率": "Meetings held",
    "负责机关事务": "Runs the office",
    "产出指标": "Outputs",
    "成本指标": "Cost",
    "效益指标": "Outcomes",
    "满意度指标": "Satisfaction",
    "数量指标": "Quantity",
    "质量指标": "Quality",
    "社会效益指标": "Social outcomes",
    "服务对象满意度指标": "Satisfaction of users",
    "培训班次": "Courses",
    "办理率": "Cases closed",
    "答复率": "Cases answered",
    "续保车辆数量": "Cars insured",
    "保险费": "Insurance premium",
    "车辆正常使用率": "Cars in use",
    "用车人员满意度": "Satisfied drivers",
    "群众满意度": "Satisfied residents",
    "覆盖委员": "Members reached",
    "节能环保减排": "Energy saved",
    "有所改善": "less than last year",
    "办理质量": "Quality of answers",
    "有所提升": "better than last year",
    "社会影响": "Public attention",
    "持续扩大": "more than last year",
    "培训合格率": "Trainees who passed",
    "验收合格率": "Deliveries accepted",
    "合格率": "Passed",
    "指标甲完成率": "Task A done",
    "指标乙完成率": "Task B done",
    "指标丙完成率": "Task C done",
    "指标丁完成率": "Task D done",
    "指标戊完成率": "Task E done",
    "上年完成情况": "Results of last year",
    "委员培训": "Training",
    "培训": "training",
    "项目": "Project ",
    "月底": "th month",
    "开展活动次数": "Number of visits",
    "收入增长率": "Growth of revenue",
    "人均成本": "Cost of each visit",
    "≥90元": "at least $90",
    "≤90元": "$90 or less",
    "完成时间": "Done",
    "2023年12月底前": "by 31 December 2023",
    "2024年12月底前": "by 31 December 2024",
    "培训3次，200人参加": "3 courses with 200 people",
    "培训次数": "Courses",
    "＜": "<",
    "三年内完成更新。": "All cars are new in three years.",
    "今年更新两辆。": "Two cars are new this year.",
    "场地维修": "rooms under repair",
    "75%以下": "75% or less",
    "不足75%": "below 75%",
    "次": " times",
    "辆": " cars",
    "人": " people",
}
_PATTERN = re.compile("|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)))


def in_english(example: Example) -> Example:
    """An example with the words of the table in English; others stay as they are."""
    others = {name: _translated(text) for name, text in example.others.items()}
    return replace(example, text=_translated(example.text), body=_translated(example.body), others=others)


def _translated(text: str) -> str:
    return _PATTERN.sub(lambda match: _WORDS[match[0]], text)

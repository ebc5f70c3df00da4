"""Kinds of change: each an edit of one of three made files, with what it is an example of."""

from __future__ import annotations

from dataclasses import dataclass

HEAD = "# yaml-language-server: $schema=../../schema/document.json\ngoalbook: 2\n"
BODY = "# yaml-language-server: $schema=../schema/body.json\ngoalbook: 2\nname: 示例省甲市乙县教育局\nlabel: 示例县教育局\n"
PROJECT = (
    HEAD
    + """form: hebei-project
title: 1.校园安全绩效目标表
body: made-body
year: 2024
money_unit: 万元
code: 99010124P00000000001A
name: 校园安全
about: 校园安全设施的维护
budget: {total: "1,200.00", fiscal: "1,000.00", other: "200.00"}
spending_plan:
  - {by: 3月底, share: 25%}
  - {by: 6月底, share: 75%}
  - {by: 12月底, share: 100%}
goal:
  - 1.维护校园安全设施，保证设施完好。
  - 2.开展安全教育，提高师生安全意识。
indicators:
  - path: [产出指标, 数量指标]
    name: 维护学校数
    about: 维护设施的学校
    target: ≥12所
    basis: 年度工作计划
  - path: [产出指标, 质量指标]
    name: 设施完好率
    about: 完好设施的比例
    target: ≥75%
    basis: 年度工作计划
  - path: [产出指标, 成本指标]
    name: 单校成本
    about: 每所学校的成本
    target: ≤5万元
    basis: 历史数据
  - path: [效益指标, 社会效益指标]
    name: 安全意识
    about: 师生安全意识
    target: 有所提升
    basis: 年度工作计划
"""
)
DUTIES = (
    HEAD
    + """form: hebei-duties
title: 部门职责-工作活动绩效目标
body: made-body
year: 2024
money_unit: 万元
goal: 办好人民满意的教育。
items:
  - kind: duty
    name: 义务教育
    budget: {total: 10.00}
    about: 管理义务教育
    goal: 均衡发展
    items:
      - kind: activity
        name: 教师培训
        budget: {total: 8.00}
        about: 培训教师
        goal: 提高水平
        indicators:
          - name: 培训合格率
            levels: [98%, 95%, 90%, 85%]
      - kind: activity
        name: 教学检查
        budget: {total: 2.00}
        about: 检查教学
        goal: 规范教学
        indicators:
          - name: 检查覆盖率
            levels: [100%, 95%, 90%, 85%]
  - kind: duty
    name: 学前教育
    budget: {total: ""}
    about: 管理学前教育
    goal: 普及普惠
"""
)
FILES = {
    "bodies/made-body.yml": BODY,
    "2024/made-body/project.yml": PROJECT,
    "2024/made-body/duties.yml": DUTIES,
}

P, D, B = "2024/made-body/project.yml", "2024/made-body/duties.yml", "bodies/made-body.yml"

_LAST = PROJECT[PROJECT.index("  - path: [效益指标") :]
_QUALITY = PROJECT[PROJECT.index("  - path: [产出指标, 质量") : PROJECT.index("  - path: [产出指标, 成本")]
_CHECK = DUTIES[
    DUTIES.index("      - kind: activity\n        name: 教学检查") : DUTIES.index("  - kind: duty\n    name: 学前")
]
_PRESCHOOL = DUTIES[DUTIES.index("  - kind: duty\n    name: 学前") :]
_SATISFIED = "  - path: [满意度指标, 服务对象满意度指标]\n    name: 家长满意度\n    target: ≥90%\n"


@dataclass(frozen=True)
class Case:
    """A kind of change: in a file one text in place of another; without ``old`` the file's own edit in ``files``."""

    name: str
    file: str = ""
    old: str = ""
    new: str = ""
    files: tuple[tuple[str, str | None], ...] = ()

    def after(self) -> dict[str, str]:
        """The files after the change."""
        changed: dict[str, str | None] = {**FILES, **dict(self.files)}
        if self.old:
            assert self.old in FILES[self.file], self.name
            changed[self.file] = FILES[self.file].replace(self.old, self.new, 1)
        return {name: text for name, text in changed.items() if text is not None}


CASES = (
    Case("target-raised", P, "≥75%", "≥90%"),
    Case("target-lowered", P, "≥75%", "≥60%"),
    Case("cost-target-raised", P, "≤5万元", "≤4万元"),
    Case("cost-target-lowered", P, "≤5万元", "≤6.5万元"),
    Case("bare-number-higher", P, "≥12所", "13所"),
    Case("target-other-unit", P, "≥12所", "≥12个"),
    Case("target-same-reading", P, "≥75%", "75%以上"),
    Case("target-now-measurable", P, "有所提升", "≥85%"),
    Case("target-no-longer-measurable", P, "≥75%", "保持完好"),
    Case("target-reworded", P, "有所提升", "明显提升"),
    Case("target-no-longer-stated", P, "    target: ≥12所\n", ""),
    Case("grade-raised", D, "[98%, 95%, 90%, 85%]", "[99%, 95%, 90%, 80%]"),
    Case("amount-increased", P, '{total: "1,200.00", fiscal: "1,000.00"', '{total: "1,300.50", fiscal: "1,100.50"'),
    Case("item-amount-filled-in", D, '{total: ""}', "{total: 3.50}"),
    Case("money-unit-changed", files=((P, PROJECT.replace("万元\ncode", "元\ncode").replace("1,200.00", "12,000,000")),)),
    Case("share-decreased", P, "share: 75%", "share: 60%"),
    Case("checkpoint-added", P, "  - {by: 12月底", "  - {by: 10月底, share: 90%}\n  - {by: 12月底"),
    Case("indicator-added", P, _LAST, _LAST + _SATISFIED),
    Case("indicator-dropped", P, _QUALITY, ""),
    Case("indicator-renamed", P, "name: 设施完好率", "name: 设施设备完好率"),
    Case("indicator-reclassified", P, "[产出指标, 质量指标]", "[产出指标, 时效指标]"),
    Case("indicator-moved", files=((P, PROJECT.replace(_QUALITY, "") + _QUALITY),)),
    Case("item-added", D, _PRESCHOOL, _PRESCHOOL + "  - kind: duty\n    name: 职业教育\n    about: 管理职业教育\n"),
    Case("item-dropped", D, _CHECK, ""),
    Case("item-renamed", D, "name: 教师培训", "name: 教师全员培训"),
    Case("item-moved-to-another", files=((D, DUTIES.replace(_CHECK, "") + "    items:\n" + _CHECK),)),
    Case("items-exchanged", files=((D, DUTIES.replace(_PRESCHOOL, "").replace("items:\n", "items:\n" + _PRESCHOOL, 1)),)),
    Case("paragraph-reworded", P, "保证设施完好。", "保证设施全部完好。"),
    Case("paragraph-added", P, "indicators:\n", "  - 3.完善安全制度。\nindicators:\n"),
    Case("long-text-reworded", P, "校园安全设施的维护", "校园" * 90 + "安全" + "设施" * 90),
    Case("stage-stated", P, "title:", "stage: approved\ntitle:"),
    Case("document-title", P, "1.校园安全绩效目标表", "校园安全绩效目标表"),
    Case("review-added", P, _LAST, _LAST + "review:\n  - at: 安全意识\n    kind: typo\n    note: 疑有误\n"),
    Case("layout-only", P, "    name: 维护学校数\n", "\n    name: '维护学校数'  # 注\n"),
    Case("body-renamed", B, "label: 示例县教育局", "label: 示例县教育体育局"),
    Case("file-added", files=(("2025/made-body/project.yml", PROJECT.replace("year: 2024", "year: 2025")),)),
    Case("file-dropped", files=((P, None),)),
    Case("file-renamed", files=((P, None), ("2024/made-body/safety.yml", PROJECT))),
    Case(
        "file-renamed-as-it-says",
        files=((P, None), ("2024/made-body/new.yml", PROJECT[: PROJECT.index("spending")] + "was: [2024/made-body/project]\n")),
    ),
    Case("file-with-errors", P, "form: hebei-project\n", "form: hebei-project\nnmae: 甲\n"),
    Case(
        "markup-is-only-text", P, "about: 校园安全设施的维护",
        "about: '@everyone #12 <img src=x onerror=alert(1)> **粗** [链接](https://example.org) `码` | ![图](x) GH-5 $x$'",
    ),
    Case("nothing", files=()),
)  # fmt: skip

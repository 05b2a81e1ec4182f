"""Headings a sheet of enquiries may have; the first of each is the one in the template and in sentences."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "联系人", "联系人姓名", "称呼", "name"),
    "contact": ("联系方式", "手机或邮箱", "电话或邮箱", "contact"),
    "mobile": ("手机", "手机号", "手机号码", "联系手机", "mobile"),
    "phone": ("电话", "联系电话", "电话号码", "座机", "固定电话", "phone"),
    "email": ("邮箱", "电子邮箱", "电子邮件", "email"),
    "sentence": (
        *("需求", "一句话", "投资内容", "项目概况", "项目简介", "投资意向"),
        *("项目内容", "主要内容", "想做什么", "投资需求", "sentence"),
    ),
    "project": ("项目名称", "项目", "project"),
    "firm": ("企业", "企业名称", "公司", "公司名称", "单位名称", "投资方", "投资主体", "firm"),
    "wish": ("意向地", "意向区市", "意向区域", "意向落地", "意向地区", "拟落户地", "wish"),
    "industry": ("行业", "行业大类", "所属行业", "产业", "产业类别", "industry"),
    "size": ("投资额", "规模", "投资规模", "总投资", "总投资额", "投资金额", "计划投资", "size"),
    "heard": ("得知途径", "来源", "线索来源", "信息来源", "heard"),
    "introducer": ("引荐人", "介绍人", "推荐人", "introducer"),
    "uscc": ("信用代码", "统一社会信用代码", "社会信用代码", "uscc"),
    "said": ("联系情况", "对接情况", "洽谈情况", "said"),
    "when": ("联系时间", "对接时间", "洽谈时间", "联系日期", "对接日期", "when"),
}
REQUIRED = {"name", "sentence"}
# The contact of a row is the first of these that is not empty; one of the columns must be there.
WAYS = ("mobile", "contact", "phone", "email")
TEMPLATE = (
    *("name", "contact", "sentence", "firm", "wish", "industry", "size"),
    *("heard", "introducer", "uscc", "said", "when"),
)
# Characters that the tables hold.
LIMITS = {"name": 60, "firm": 120, "heard": 60, "introducer": 60}

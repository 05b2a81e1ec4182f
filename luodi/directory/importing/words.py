"""The headings and words that an import understands; the first of each is the one told to people."""

from luodi.directory.models import Post, Unit
from luodi.directory.remits import REMITS

UNIT_SHEET = ("单位", "单位表", "units")
UNIT_COLUMNS = {
    "code": ("单位代码", "代码", "code"),
    "name": ("单位名称", "名称", "name"),
    "short": ("简称", "short"),
    "kind": ("类别", "单位类别", "kind"),
    "territory": ("地域代码", "地域", "所属地域", "行政区划代码", "territory"),
    "calendar": ("日历", "工作日历", "calendar"),
    "phone": ("电话", "办公电话", "单位电话", "phone"),
}
UNIT_REQUIRED = {"code", "name", "kind", "territory"}

POST_SHEET = ("岗位", "岗位表", "人员", "posts")
POST_COLUMNS = {
    "login": ("登录名", "账号", "工号", "login"),
    "name": ("姓名", "人员姓名", "name"),
    "unit": ("单位代码", "单位", "所在单位", "unit"),
    "role": ("角色", "岗位角色", "role"),
    "title": ("职务", "岗位名称", "title"),
    "phone": ("办公电话", "座机", "phone"),
    "mobile": ("手机", "手机号", "手机号码", "mobile"),
    "email": ("邮箱", "电子邮箱", "email"),
    "remit": ("职责范围", "职责", "remit"),
    "since": ("到任日期", "起始日期", "since"),
}
POST_REQUIRED = {"login", "name", "unit", "role"}

# Written out, not taken from the labels: those follow the reader's language.
UNIT_KINDS = {
    "市级总台": Unit.Kind.CITY_DESK.value,
    "区市投促": Unit.Kind.DISTRICT.value,
    "功能区投促部": Unit.Kind.ZONE.value,
    "产业牵头部门": Unit.Kind.INDUSTRY.value,
    "其他单位": Unit.Kind.OFFICE.value,
    "总台": Unit.Kind.CITY_DESK.value,
    "功能区": Unit.Kind.ZONE.value,
    "其他": Unit.Kind.OFFICE.value,
} | {kind.value: kind.value for kind in Unit.Kind}
ROLES = {
    "对接人员": Post.Role.LIAISON.value,
    "对接专员": Post.Role.OFFICER.value,
    "主任": Post.Role.HEAD.value,
    "市级调度员": Post.Role.DISPATCHER.value,
    "综窗人员": Post.Role.COUNTER.value,
    "审批人员": Post.Role.APPROVER.value,
    "帮办代办员": Post.Role.AGENT.value,
    "项目专员": Post.Role.PROJECT.value,
    "审核人员": Post.Role.CHECKER.value,
    "分管领导": Post.Role.LEADER.value,
    "平台运营": Post.Role.OPERATOR.value,
    "专员": Post.Role.OFFICER.value,
    "调度员": Post.Role.DISPATCHER.value,
} | {role.value: role.value for role in Post.Role}
REMIT_WORDS = {
    "投资申请": "enquiry",
    "申请": "enquiry",
    "供给资源": "offer",
    "资源": "offer",
    "重点项目": "project",
    "堵点问题": "problem",
    "重点工作": "work",
    "会议": "meeting",
    "城市合作": "cooperation",
    "通报": "edition",
    "办件": "case",
    "办理事项": "item",
    "事项": "item",
} | {kind: kind for kind in REMITS}

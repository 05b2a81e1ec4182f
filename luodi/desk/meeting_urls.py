"""Under desk/: problems, meetings, instructions, slips, the dispatch sheet."""

from django.urls import URLPattern, path

from luodi.desk.views import dispatch, instructions, meetings, problems, slips


def problem_act(noun: str, name: str) -> URLPattern:
    return path(f"problems/<str:number>/{noun}/", problems.act, {"name": name}, name=f"problem_{name}")


def meeting_act(noun: str, name: str) -> URLPattern:
    return path(f"meetings/<str:number>/{noun}/", meetings.act, {"name": name}, name=f"meeting_{name}")


def instruction_act(noun: str, name: str) -> URLPattern:
    return path(f"instructions/<str:number>/{noun}/", instructions.act, {"name": name}, name=f"instruction_{name}")


def slip_act(noun: str, name: str) -> URLPattern:
    return path(f"slips/<str:number>/{noun}/", slips.act, {"name": name}, name=f"slip_{name}")


urlpatterns = [
    path("dispatch/", dispatch.dispatch, name="dispatch"),
    path("dispatch/picture/", dispatch.picture, name="dispatch_picture"),
    path("dispatch/picture/file/", dispatch.picture_file, name="dispatch_picture_file"),
    path("dispatch/brief/", dispatch.leader_brief, name="leader_brief"),
    path("problems/", problems.problems, name="problems"),
    path("problems/new/", problems.choose, name="problem_choice"),
    path("projects/<str:number>/problems/new/", problems.entry, name="problem_entry"),
    path("problems/<str:number>/", problems.one, name="problem"),
    path("problems/<str:number>/papers/<uuid:token>/", problems.paper, name="problem_paper"),
    problem_act("acceptance", "acceptance"),
    problem_act("passing-up", "passing_up"),
    problem_act("solution", "solution"),
    problem_act("confirmation", "confirmation"),
    problem_act("reopening", "reopening"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.entry, name="meeting_entry"),
    path("meetings/<str:number>/", meetings.one, name="meeting"),
    path("meetings/<str:number>/decisions/", meetings.decisions, name="meeting_decisions"),
    path("meetings/<str:number>/minutes/", meetings.minutes, name="meeting_minutes"),
    path("meetings/<str:number>/minutes/file/", meetings.minutes_file, name="meeting_minutes_file"),
    meeting_act("end", "end"),
    meeting_act("text", "text"),
    meeting_act("issuing", "issuing"),
    meeting_act("calling-off", "calling_off"),
    path("duties/<str:number>/instructions/", instructions.instruct, name="instruct"),
    path("instructions/<str:number>/", instructions.one, name="instruction"),
    instruction_act("answer", "answer"),
    instruction_act("acceptance", "acceptance"),
    instruction_act("return", "return"),
    path("slips/", slips.slips, name="slips"),
    path("slips/<str:number>/", slips.one, name="slip"),
    path("slips/<str:number>/<int:ordinal>/print/", slips.sheet, name="slip_sheet"),
    slip_act("issuing", "issuing"),
    slip_act("signature", "signature"),
    slip_act("reply", "reply"),
    slip_act("judgement", "judgement"),
]

"""The viewer: what posts open, whom one stands in for, and that nobody sees nothing."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from luodi.directory.middleware import ViewerMiddleware
from luodi.directory.models import Absence, Post
from luodi.directory.viewer import Viewer
from tests.cast import Cast, local

MORNING = local(2021, 1, 4, 9, 30)


def stands_in(post: Post, substitute: Post) -> Absence:
    return Absence.objects.create(post=post, substitute=substitute, start=local(2021, 1, 4), end=local(2021, 1, 5))


def test_posts_open_their_own_territory_for_the_kinds_of_their_remit(cast: Cast):
    assert Viewer.of(cast.zone_officer, MORNING).scopes == (("place", cast.zone.pk, ("enquiry", "offer")),)
    assert Viewer.of(cast.liaison, MORNING).scopes == (("district", cast.district.pk, ("enquiry", "offer")),)
    assert Viewer.of(cast.dispatcher, MORNING).scopes == (("city", cast.city.pk, ("enquiry", "offer")),)
    assert Viewer.of(cast.without_remit, MORNING).scopes == ()


def test_two_posts_in_one_territory_open_one_scope_with_both_remits(cast: Cast):
    second = cast.officer("second", "兼任", cast.zone_unit, Post.Role.HEAD, remit=("enquiry", "project"))
    Post.objects.create(
        user=second, unit=cast.zone_unit, role=Post.Role.OFFICER, remit=["enquiry"], since=local(2020, 1, 1)
    )
    assert Viewer.of(second, MORNING).scopes == (("place", cast.zone.pk, ("enquiry", "project")),)


def test_a_post_not_yet_begun_already_left_or_of_a_closed_account_opens_nothing(cast: Cast):
    Post.objects.filter(user=cast.liaison).update(since=local(2021, 1, 5))
    Post.objects.filter(user=cast.zone_officer).update(until=local(2021, 1, 4, 9))
    cast.zone_colleague.is_active = False
    cast.zone_colleague.save()
    for user in (cast.liaison, cast.zone_officer, cast.zone_colleague):
        assert Viewer.of(user, MORNING).post_ids == frozenset()
    assert Viewer.of(cast.liaison, local(2021, 1, 5)).post_ids == {cast.liaison.post.pk}


def test_a_substitute_stands_in_only_while_the_absence_lasts(cast: Cast):
    stands_in(cast.zone_officer.post, cast.zone_colleague.post)
    colleague = cast.zone_colleague
    assert Viewer.of(colleague, MORNING).substituted_post_ids == {cast.zone_officer.post.pk}
    assert Viewer.of(colleague, local(2021, 1, 5)).substituted_post_ids == frozenset()
    assert Viewer.of(cast.zone_officer, MORNING).post_ids == {cast.zone_officer.post.pk}


def test_a_substitute_who_has_left_stands_in_no_more(cast: Cast):
    stands_in(cast.zone_officer.post, cast.zone_colleague.post)
    Post.objects.filter(user=cast.zone_colleague).update(until=local(2021, 1, 4, 9))
    assert Viewer.of(cast.zone_colleague, MORNING).substituted_post_ids == frozenset()


@pytest.mark.parametrize(("who", "queries"), [("zone_officer", 1), ("operator", 1), ("investor", 0)])
def test_a_viewer_costs_one_query_and_an_investor_none_until_his_firms_are_asked(
    cast: Cast, django_assert_num_queries, who, queries
):
    user = getattr(cast, who)
    with django_assert_num_queries(queries):
        viewer = Viewer.of(user, MORNING)
        assert [post.unit.territory.code for post in viewer.posts if post.unit.calendar.version] == [
            post.unit.territory.code for post in viewer.posts
        ]
    with django_assert_num_queries(0 if viewer.is_staff else 1):
        assert not viewer.company_ids


def test_roles_are_told_apart(cast: Cast):
    operator, dispatcher = Viewer.of(cast.operator, MORNING), Viewer.of(cast.dispatcher, MORNING)
    head = Viewer.of(cast.zone_head, MORNING)
    assert (operator.is_operator, operator.is_city_desk) == (True, False)
    assert (dispatcher.is_operator, dispatcher.is_city_desk) == (False, True)
    assert (head.is_head, head.heads(cast.zone_unit), head.heads(cast.district_unit)) == (True, True, False)
    assert head.post_in(cast.zone_unit.pk) == cast.zone_head.post
    assert head.post_in(cast.district_unit.pk) is None


def test_nobody_is_nothing_and_a_job_names_its_reason():
    nobody = Viewer.nobody()
    assert (nobody.post_ids, nobody.scopes, nobody.company_ids, nobody.user_id) == (frozenset(), (), frozenset(), None)
    assert [nobody.is_staff, nobody.is_investor, nobody.is_operator, nobody.is_system] == [False] * 4
    assert nobody.code == "anonymous"
    assert Viewer.system("sweep").code == "system:sweep"


def test_an_investor_has_firms_and_no_posts(cast: Cast):
    viewer = Viewer.of(cast.other_investor, MORNING)
    assert len(viewer.company_ids) == 1
    assert (viewer.post_ids, viewer.scopes, viewer.is_staff) == (frozenset(), (), False)


def test_a_request_asks_for_its_viewer_once_and_only_when_needed(cast: Cast, django_assert_num_queries):
    seen = {}

    def answer(request):
        seen["request"] = request
        return HttpResponse()

    request = RequestFactory().get("/")
    request.user = cast.zone_officer
    with django_assert_num_queries(0):
        ViewerMiddleware(answer)(request)
    with django_assert_num_queries(1):
        assert seen["request"].viewer.is_staff
        assert seen["request"].viewer.post_ids
    request.user = AnonymousUser()
    ViewerMiddleware(answer)(request)
    assert request.viewer.code == "anonymous"

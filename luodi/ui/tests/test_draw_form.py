from django import forms
from django.utils.translation import override

from luodi.ui.forms import CodeInput, DayInput


class Wish(forms.Form):
    name = forms.CharField(label="称呼", max_length=30)
    wish = forms.CharField(label="一句话", max_length=120, widget=forms.Textarea, help_text="想做什么", required=False)
    day = forms.DateField(label="日期", widget=DayInput)
    way = forms.ChoiceField(label="方式", choices=[("a", "电话"), ("b", "当面")], widget=forms.RadioSelect)
    code = forms.CharField(label="验证码", widget=CodeInput)
    consent = forms.BooleanField(label="同意")


GOOD = {"name": "甲", "wish": "屋顶", "day": "2021-01-04", "way": "a", "code": "000000", "consent": "on"}


def test_a_mistake_stands_on_top_and_beside_its_field() -> None:
    page = str(Wish({**GOOD, "name": ""}))
    assert 'role="alert"' in page
    assert '<a href="#id_name">称呼：请填写这一项</a>' in page
    assert 'id="id_name_error"' in page
    assert 'aria-describedby="id_name_error"' in page
    assert 'aria-invalid="true"' in page


def test_a_mistake_is_told_in_english_to_an_english_reader() -> None:
    with override("en"):
        assert "Please fill this in." in str(Wish({**GOOD, "name": ""}))


def test_a_good_form_has_no_summary() -> None:
    assert "error-summary" not in str(Wish(GOOD))
    assert "error-summary" not in str(Wish())


def test_only_what_may_stay_empty_is_marked() -> None:
    assert str(Wish()).count("选填") == 1


def test_a_hint_is_tied_to_its_field() -> None:
    page = str(Wish())
    assert 'id="id_wish_helptext"' in page
    assert 'aria-describedby="id_wish_helptext"' in page


def test_choices_stand_in_a_fieldset_with_their_question() -> None:
    page = str(Wish())
    assert "<fieldset><legend>方式" in page
    assert page.count('type="radio"') == 2


def test_what_was_typed_comes_back() -> None:
    page = str(Wish({**GOOD, "name": "", "wish": "大型厂房屋顶"}))
    assert "大型厂房屋顶" in page
    assert 'value="2021-01-04"' in page


def test_a_code_is_offered_by_the_phone() -> None:
    assert 'autocomplete="one-time-code"' in str(Wish())


def test_a_general_mistake_is_in_the_summary() -> None:
    form = Wish(GOOD)
    form.is_valid()
    form.add_error(None, "这家企业已经有一件在办的申请")
    assert "这家企业已经有一件在办的申请" in str(form)

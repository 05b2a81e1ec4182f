import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.text import BadContact, Fault, mask_contact, parse_contact, parse_email, parse_phone

mobiles = st.from_regex(r"\A1[3-9][0-9]{9}\Z")


@pytest.mark.parametrize(
    "typed",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "138.1234.5678",
        "+86 13812345678",
        "+86-138-1234-5678",
        "0086 138 1234 5678",
        "8613812345678",
        "013812345678",
        "１３８１２３４５６７８",
        "＋８６　１３８１２３４５６７８",
        "\u202d13812345678\u202c",
        "\ufeff138\u200b1234\u200b5678",
        "手机：13812345678",
        "电话: 138 1234 5678（微信同号）",
        "微信同号13812345678",
        "Tel:13812345678",
        "📱 13812345678",
        "王先生 13812345678",
    ],
)
def test_a_mobile_is_one_number_however_it_was_written(typed):
    assert parse_contact(typed) == ("phone", "+8613812345678")


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("0532-85910000", "+8653285910000"),
        ("(0532) 8591 0000", "+8653285910000"),
        ("+86 (0)532 85910000", "+8653285910000"),
        ("+86 532 85910000", "+8653285910000"),
        ("0532—85910000转8001", "+8653285910000;ext=8001"),
        ("0532-85910000 ext. 8001", "+8653285910000;ext=8001"),
        ("010-62345678", "+861062345678"),
        ("0631 5231234", "+866315231234"),
        ("400-123-4567", "+864001234567"),
        ("+49 151 12345678", "+4915112345678"),
        ("0049 151 12345678", "+4915112345678"),
        ("+852 9123 4567", "+85291234567"),
    ],
)
def test_landlines_service_numbers_and_other_countries(typed, canonical):
    assert parse_phone(typed) == (canonical, None)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", Fault.EMPTY),
        ("  —  ", Fault.EMPTY),
        ("微信：", Fault.EMPTY),
        ("wxid_a1b2c3", Fault.LETTERS),
        ("王先生", Fault.LETTERS),
        ("85910000", Fault.AREA_CODE),
        ("12812345678", Fault.MOBILE_PREFIX),
        ("1381234567", Fault.TOO_SHORT),
        ("138123456789", Fault.TOO_LONG),
        ("+86 1381234567", Fault.TOO_SHORT),
        ("+1234", Fault.TOO_SHORT),
        ("+1234567890123456", Fault.TOO_LONG),
        ("13812345678 / 13912345678", Fault.SEVERAL),
        ("13812345678，0532-85910000", Fault.TOO_LONG),
        ("9" * 10_000, Fault.TOO_LONG),
        ("<script>13812345678</script>", Fault.LETTERS),
        ("x@@y.cn", Fault.EMAIL),
        ("x@y", Fault.EMAIL),
        ("x..z@y.cn", Fault.EMAIL),
        ("x@-y.cn", Fault.EMAIL),
        ("x y@z.cn", Fault.EMAIL),
        ("x@" + "y" * 300 + ".cn", Fault.EMAIL),
    ],
)
def test_what_cannot_be_read_says_why(typed, fault):
    with pytest.raises(BadContact) as refused:
        parse_contact(typed)
    assert refused.value.code is fault


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Wang.Li@Example.COM", "wang.li@example.com"),
        (" <wang@example.cn>； ", "wang@example.cn"),
        ("邮箱：wang＠example.cn", "wang@example.cn"),
        ("wang@example。com", "wang@example.com"),
        ("mailto:wang+luodi@mail.example.com.", "wang+luodi@mail.example.com"),
        ("wang@例子.中国", "wang@xn--fsqu00a.xn--fiqs8s"),
    ],
)
def test_an_address_is_kept_in_lower_case(typed, address):
    assert parse_contact(typed) == ("email", address)
    assert parse_email(address).canonical == address


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("13812345678", "138****5678"),
        ("+8613812345678", "138****5678"),
        ("+8653285910000;ext=8001", "0532****0000"),
        ("+861062345678", "010****5678"),
        ("+4915112345678", "+49****5678"),
        ("wang@example.com", "w***@example.com"),
        ("123456", "****"),
        ("", "****"),
    ],
)
def test_a_masked_contact_shows_its_owner_enough(contact, shown):
    assert mask_contact(contact) == shown


@given(mobiles, st.lists(st.sampled_from(" -.\u200b\u3000"), min_size=11, max_size=11))
def test_filling_never_changes_a_mobile(number, filling):
    typed = "".join(digit + junk for digit, junk in zip(number, filling, strict=True))
    assert parse_phone(typed).canonical == f"+86{number}"


@given(st.text(max_size=60))
def test_any_text_is_either_read_or_refused_and_reading_twice_changes_nothing(typed):
    canonical, fault = (parse_email if "@" in typed else parse_phone)(typed)
    assert (canonical is None) == (fault in Fault)
    if canonical:
        assert parse_contact(canonical)[1] == canonical


@given(mobiles)
def test_a_mask_hides_the_middle(number):
    assert number not in mask_contact(f"+86{number}")
    assert mask_contact(f"+86{number}") == mask_contact(number)

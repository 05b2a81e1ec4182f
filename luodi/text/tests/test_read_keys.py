import pytest

from luodi.text.keys import key_in


@pytest.mark.parametrize(
    ("said", "key"),
    [("7", 7), ("007", 7), ("", 0), ("-1", 0), ("1.0", 0), ("²", 0), ("一", 0), ("9" * 18, 10**18 - 1), ("9" * 19, 0)],
)
def test_a_key_is_a_whole_number_that_a_column_holds(said: str, key: int) -> None:
    assert key_in(said) == key

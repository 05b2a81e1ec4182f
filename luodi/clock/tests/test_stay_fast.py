from luodi.clock.bench import measure


def test_a_call_is_within_its_bars_and_the_table_is_built_at_once():
    figures = measure()
    assert figures["due_median_us"] <= 20
    assert figures["elapsed_median_us"] <= 20
    assert figures["due_worst_us"] <= 50
    assert figures["elapsed_worst_us"] <= 50
    assert figures["build_12_years_ms"] < 500

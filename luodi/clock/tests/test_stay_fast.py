"""The bars themselves (20 and 50 microseconds, half a second) are measured by `luodi bench`: a shared core
that is taken away in the middle of a call must not fail a build."""

from luodi.clock.bench import measure


def test_the_bench_reports_every_figure_of_the_clock():
    figures = measure()
    assert set(figures) == {
        "build_12_years_ms",
        "due_median_us",
        "due_worst_us",
        "elapsed_median_us",
        "elapsed_worst_us",
    }
    assert all(figure > 0 for figure in figures.values())
    assert figures["due_median_us"] <= figures["due_worst_us"]

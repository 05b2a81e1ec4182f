from luodi.signing.bench import measure


def test_a_licence_is_made_sealed_and_checked_within_its_bars():
    # The best of three: other work on the machine slows one down, and never makes the code faster.
    runs = [measure(rounds=7) for _ in range(3)]
    best = {name: min(run[name] for run in runs) for name in runs[0]}
    assert best["licence_made_and_signed_cpu_ms"] <= 80
    assert best["licence_verified_cpu_ms"] <= 15
    assert best["bytes"] < 100_000

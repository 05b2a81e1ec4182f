from luodi.signing.bench import measure


def test_a_licence_is_made_sealed_and_checked_within_its_bars():
    figures = measure(rounds=20)
    assert figures["licence_made_and_signed_cpu_ms"] <= 80
    assert figures["licence_verified_cpu_ms"] <= 15
    assert figures["bytes"] < 100_000

"""The verbs of an offer: offered, amended, confirmed, reserved, let, withdrawn, given, pictured, imported."""

"""Base45 (RFC 9285): two bytes in three characters of a QR code's alphanumeric mode."""

from luodi.signing.faults import BadCode

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
VALUES = {character: value for value, character in enumerate(ALPHABET)}


def encode(data: bytes) -> str:
    text = ""
    for at in range(0, len(data), 2):
        pair = data[at : at + 2]
        number, size = int.from_bytes(pair, "big"), len(pair) + 1
        text += "".join(ALPHABET[number // 45**place % 45] for place in range(size))
    return text


def decode(text: str) -> bytes:
    """Raises BadCode("characters") for anything that `encode` does not write."""
    try:
        values = [VALUES[character] for character in text]
        data = b""
        for at in range(0, len(values), 3):
            group = values[at : at + 3]
            data += sum(value * 45**place for place, value in enumerate(group)).to_bytes(len(group) - 1, "big")
    except (KeyError, OverflowError):
        raise BadCode("characters") from None
    if len(values) % 3 == 1:
        raise BadCode("characters")
    return data

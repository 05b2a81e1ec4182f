"""What goes wrong, as codes; the sentences are made above."""


class SigningFault(Exception):
    """`code` names what is wrong; nothing of the signed content is in the message."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class BadPaper(SigningFault):
    """A paper that cannot be printed: `template` (no such template), `data` (a value is missing or of a wrong kind)."""


class BadKeys(SigningFault):
    """Keys that cannot be used: `missing`, `unreadable`, `curve`, `mismatch`, `package` (an extra is not installed)."""


class BadCode(SigningFault):
    """A signed text that is not to be believed.

    `too_long`, `prefix`, `characters`, `malformed`, `unknown_key`, `forged`, `version`, `content`.
    """

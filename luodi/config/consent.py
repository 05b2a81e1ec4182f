"""The first consent text of an installation; the operator writes later versions."""

CONSENT = (
    "我们只为联系您、办理这件投资申请使用您填写的信息，由接办单位的负责人查看；"
    "不用于其他用途，不向第三方提供。您可以随时在账号页查看、更正、导出，或撤回同意。请勿填写国家秘密。"
)
CONSENT_EN = (
    "We use what you write only to contact you and to handle this enquiry; the officer in charge reads it. "
    "It serves no other purpose and is given to no third party. You may look at it, correct it, export it or withdraw "
    "your consent on your account page at any time. Never enter state secrets."
)

"""What the server of the browser tests runs under: the product's own settings; a page's parts are asked for once."""

from luodi.config.settings import *  # noqa: F403

WHITENOISE_MAX_AGE = 600  # seconds

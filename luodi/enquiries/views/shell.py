"""The setting pages of the enquiries lie in the same row of tabs as those of the directory."""

from functools import partial

from luodi.directory.views.shell import page

setting_page = partial(page, app="enquiries")

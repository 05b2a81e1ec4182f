"""The test database migrated without rendering most models a hundred times: that took three quarters of its time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ProjectState


@contextmanager
def rendered_alone() -> Iterator[None]:
    """A model that is new, or gets an index or a constraint, is rendered without all that are related to it.

    Django renders those too, because they hold the older class. A new model has none; and that the older class
    lacks an index changes no statement. Data migrations still get everything rendered anew.
    """
    find, append = ProjectState._find_reload_model, ProjectState._append_option

    def found(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
        if model_name in state.apps.all_models[app_label]:
            return find(state, app_label, model_name, delay)
        state.is_delayed = True
        return {(app_label, model_name)}

    def appended(state: ProjectState, app_label: str, model_name: str, option: str, added: Any) -> None:
        options = state.models[app_label, model_name].options
        options[option] = [*options[option], added]
        if "apps" in vars(state):
            state.is_delayed = True
            state._reload({(app_label, model_name)})

    ProjectState._find_reload_model, ProjectState._append_option = found, appended
    try:
        yield
    finally:
        ProjectState._find_reload_model, ProjectState._append_option = find, append

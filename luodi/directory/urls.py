from datetime import date

from django.urls import path, register_converter

from luodi.directory.views import calendars, hours, importing, people, places, posts, units


class DayConverter:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")

app_name = "directory"
urlpatterns = [
    path("", units.settings, name="settings"),
    path("territories/", places.territories, name="territories"),
    path("territories/new/", places.new_territory, name="new_territory"),
    path("territories/<str:code>/", places.territory, name="territory"),
    path("territories/<str:code>/retirements/", places.territory_retirement, name="territory_retirement"),
    path("units/", units.units, name="units"),
    path("units/new/", units.new_unit, name="new_unit"),
    path("units/<str:code>/", units.unit, name="unit"),
    path("units/<str:code>/retirements/", units.unit_retirement, name="unit_retirement"),
    path("units/<str:code>/calendars/", units.unit_calendar, name="unit_calendar"),
    path("posts/new/", posts.new_post, name="new_post"),
    path("posts/<int:pk>/", posts.post, name="post"),
    path("posts/<int:pk>/closures/", posts.post_closures, name="post_closures"),
    path("posts/<int:pk>/passwords/", posts.post_passwords, name="post_passwords"),
    path("posts/<int:pk>/enrolments/", posts.post_enrolments, name="post_enrolments"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/<str:code>/", calendars.year, name="this_year"),
    path("calendars/<str:code>/years/", calendars.years, name="years"),
    path("calendars/<str:code>/years/<int:number>/", calendars.year, name="year"),
    path("calendars/<str:code>/days/<day:on>/", calendars.day, name="day"),
    path("calendars/<str:code>/hours/", hours.hours, name="hours"),
    path("calendars/<str:code>/hours/<int:pk>/removals/", hours.hours_removal, name="hours_removal"),
    path("absences/", people.absences, name="absences"),
    path("absences/<int:pk>/endings/", people.absence_ending, name="absence_ending"),
    path("roster/", people.roster, name="roster"),
    path("roster/<int:pk>/removals/", people.shift_removal, name="shift_removal"),
    path("imports/", importing.imports, name="imports"),
    path("imports/template.xlsx", importing.template, name="import_template"),
    path("imports/staff/", importing.staff, name="staff_import"),
    path("imports/staff/writings/", importing.staff_writing, name="staff_writing"),
    path("imports/territories/", importing.territories, name="territory_import"),
    path("imports/territories/writings/", importing.territories_writing, name="territories_writing"),
]

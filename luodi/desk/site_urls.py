"""Under desk/: quantities, measurements and stoppages of a site, forecasts and how good they were."""

from django.urls import URLPattern, path

from luodi.desk.views import sites


def act(noun: str, name: str) -> URLPattern:
    return path(f"projects/<str:number>/{noun}/", sites.act, {"name": name}, name=name)


urlpatterns = [
    path("projects/forecasts/", sites.forecasts, name="forecasts"),
    path("projects/<str:number>/site/", sites.site, name="site"),
    path("projects/<str:number>/forecasts/<int:pk>/", sites.forecast, name="forecast"),
    act("quantities/new", "quantity"),
    act("quantities/<int:pk>/measurements/new", "site_measure"),
    act("quantities/<int:pk>/zones", "zones"),
    act("quantities/<int:pk>/changes", "quantity_change"),
    act("quantities/<int:pk>/removal", "quantity_removal"),
    act("measurements/<int:pk>/correction", "measurement_correction"),
    act("measurements/<int:pk>/verification", "verification"),
    act("stoppages/new", "stoppage"),
    act("stoppages/end", "restart"),
]

"""A Django site in one file, by its own documentation of settings.configure, path() and get_wsgi_application."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, JsonResponse
from django.urls import path, reverse

settings.configure(
    DEBUG=False, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="only-for-tests", MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
    ],
)  # fmt: skip


def index(request):
    return HttpResponse("Hello, world. You're at the polls index.")


def detail(request, question_id):
    return JsonResponse({"id": question_id, "here": reverse("detail", args=(question_id,))})


urlpatterns = [path("polls/", index, name="index"), path("polls/<int:question_id>/", detail, name="detail")]

application = get_wsgi_application()

"""The first applications of Flask's quickstart: a minimal one, variable rules, JSON, the request."""

from flask import Flask, request
from markupsafe import escape

app = Flask(__name__)


@app.route("/")
def hello_world():
    return "<p>Hello, World!</p>"


@app.route("/<name>")
def hello(name):
    return f"Hello, {escape(name)}!"


@app.route("/me", methods=["GET", "POST"])
def me_api():
    return {"method": request.method, "form": request.form.to_dict(), "url": request.url}

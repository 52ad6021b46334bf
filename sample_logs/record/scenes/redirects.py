"""Single redirects, chains of two and of four hops, loops, POST-redirect-GET."""

from sample_logs.record.hosts import APEX, WWW
from sample_logs.record.scenes.cast import Scene, Stage
from sample_logs.record.visitor import Request


def one_redirect(stage: Stage) -> None:
    """The server adds a slash; a sale is on for now; summer moved for good and keeps the method."""
    page = f"http://{WWW}/"
    stage.firefox.follow(Request(target="/about", referer=page), want=200)
    stage.chrome.follow(Request(target="/sale", referer=page), want=200)
    stage.phone.follow(Request(target="/summer"), want=200)


def redirect_not_followed(stage: Stage) -> None:
    """A robot notes the redirect and goes elsewhere."""
    stage.robot.get("/about", want=301)


def chain_of_two(stage: Stage) -> None:
    """A permanent hop, then a temporary one."""
    stage.firefox.follow(Request(target="/old-kettle", referer="http://blog.example/tea"), want=200)
    stage.phone.follow(Request(target="/old-kettle"), want=200)


def chain_of_four(stage: Stage) -> None:
    """Apex to www, capital to small letter, slash added, page moved."""
    stage.chrome.follow(Request(host=APEX, target="/Shop"), want=200)


def chain_into_an_error(stage: Stage) -> None:
    """The apex sends on to a page that is gone."""
    stage.phone.follow(Request(host=APEX, target="/winter"), want=404)


def loop_of_two(stage: Stage) -> None:
    """Two rules send to each other until the visitor gives up."""
    stage.firefox.follow(Request(target="/loop/a", referer=f"http://{WWW}/"), want=302)


def loop_onto_itself(stage: Stage) -> None:
    """A page that redirects to itself for want of a cookie."""
    stage.script.follow(Request(target="/welcome"), want=302)


def post_redirect_get(stage: Stage) -> None:
    """The healthy pattern: 303 after a form, then the page that says thank you."""
    page = f"http://{WWW}/contact.html"
    stage.chrome.get("/contact.html")
    form = Request(method="POST", target="/contact.html", referer=page, body=b"text=hello")
    stage.chrome.follow(form, want=200)


def post_kept_by_307(stage: Stage) -> None:
    """The application moved: the order is sent again, as a POST, and created there."""
    order = Request(method="POST", target="/orders", body=b'{"kettle": 1}')
    stage.script.follow(order, want=201)


SCENES: tuple[Scene, ...] = (
    one_redirect,
    redirect_not_followed,
    chain_of_two,
    chain_of_four,
    chain_into_an_error,
    loop_of_two,
    loop_onto_itself,
    post_redirect_get,
    post_kept_by_307,
)

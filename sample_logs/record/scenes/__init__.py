"""What is sent to a server: scenes in the order in which they are played."""

from sample_logs.record.scenes import (
    browsing,
    faults,
    malformed,
    outage,
    redirects,
    refusals,
    uploads,
)
from sample_logs.record.scenes.cast import Stage

PLAY = (
    browsing.SCENES
    + redirects.SCENES
    + refusals.SCENES
    + uploads.SCENES
    + malformed.SCENES
    + faults.SCENES
    + outage.SCENES
)


def rehearse(stage: Stage) -> None:
    """The short traffic that ends in the rotated file: two readers on the day before."""
    with stage.journal.scene("first visit"):
        page = stage.firefox.open("/")
        stage.firefox.get("/about/", referer=page)
    with stage.journal.scene("robot"):
        stage.robot.get("/robots.txt")
        stage.robot.get("/products/")
        stage.robot.get("/products/teapot.html", want=404)


def play(stage: Stage) -> None:
    """Play every scene; a scene's name is its function's."""
    for scene in PLAY:
        with stage.journal.scene(scene.__name__.replace("_", " ")):
            scene(stage)

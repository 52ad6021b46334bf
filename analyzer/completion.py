"""What a shell completes: files and commands, formats, and topics to be explained."""

from typing import Any

import click
from click.shell_completion import CompletionItem


class File(click.Path):
    """A path; at the first word a command may stand too."""

    def __init__(self, *commands: str) -> None:
        """Take the commands' names."""
        super().__init__(allow_dash=True, readable=False)  # the reading itself says more
        self._commands = commands

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Files by the shell's own means, and commands that begin so."""
        files = super().shell_complete(ctx, param, incomplete)
        first = incomplete and not ctx.params.get(param.name or "")
        return files + (_beginning(incomplete, self._commands) if first else [])


class FormatName(click.types.StringParamType):
    """The name of a format."""

    name = "format"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The formats there are, with their titles."""
        del ctx, param
        from analyzer.formats import FORMATS

        return _beginning(incomplete, {each.name: each.title for each in FORMATS})


class Topic(click.types.StringParamType):
    """What can be explained."""

    name = "topic"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Codes, classes, outcomes and faults, with their titles."""
        del ctx, param
        from analyzer.classify.codes import CODES
        from analyzer.classify.outcomes import CLASSES, FAULTS, OUTCOMES

        words: dict[str, str] = {str(code.number): code.name for code in CODES}
        for meanings in (CLASSES, OUTCOMES, FAULTS):
            words |= {word.replace("_", "-"): said.title for word, said in meanings.items()}
        return _beginning(incomplete, words)


def _beginning(incomplete: str, words: "dict[str, str] | tuple[str, ...]") -> list[CompletionItem]:
    helps: dict[str, Any] = words if isinstance(words, dict) else dict.fromkeys(words)
    return [
        CompletionItem(word, help=text)
        for word, text in helps.items()
        if word.startswith(incomplete)
    ]

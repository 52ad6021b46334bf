"""Which formats the user asks for: by name, by a string, by the server's configuration."""

from pathlib import Path

from analyzer.errors import OptionError
from analyzer.formats.detect import named
from analyzer.formats.format import Format


def asked(
    name: str | None = None,
    log_format: str | None = None,
    server_config: str | Path | None = None,
) -> Format | tuple[Format, ...] | None:
    """The formats to be accepted; None where each source's own is to be recognised.

    Args:
        name: of a built-in format.
        log_format: an nginx `log_format` or Apache `LogFormat`.
        server_config: an nginx.conf or httpd.conf.

    Raises:
        OptionError: more than one of these; or there is no such format, it is broken, or the
            configuration cannot be read.
    """
    if sum(each is not None for each in (name, log_format, server_config)) > 1:
        raise OptionError(
            "--format, --log-format and --server-config say the same in three ways", "use one"
        )
    if name is not None:
        return named(name)
    if log_format is not None:
        from analyzer.formats.strings import compiled

        return compiled(log_format)
    if server_config is not None:
        from analyzer.formats.strings import configured

        return configured(server_config)
    return None

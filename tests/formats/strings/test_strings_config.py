"""Formats found in servers' configurations, with all that these include."""

import os
from pathlib import Path

import pytest

import analyzer
from analyzer.errors import OptionError
from analyzer.formats.strings import configured
from analyzer.recognise import recognise

NGINX = r"""
user www-data;  # a { in a comment ; is none
events { worker_connections 768; }
http {
    log_format main '$remote_addr - $remote_user [$time_local] "$request" '
                    '$status $body_bytes_sent "$http_referer" '
                    "\"$http_user_agent\" \"$http_x_forwarded_for\"";
    include conf.d/*.conf;
    include missing.conf;
    include sites/*;
    access_log /var/log/nginx/access.log main;
    server { location ~ ^/a{2} { return 200 "; } include nothing.conf"; } }
}
"""
APACHE = r"""
ServerRoot "/nowhere/apache2"
LogFormat "%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\"" vhost_combined
LogFormat "%h %l %u %t \"%r\" %>s %O \
\"%{Referer}i\" \"%{User-Agent}i\"" combined
LogFormat "%h %l %u %t \"%r\" %>s %O" common
LogFormat "%{Referer}i -> %U" referer
LogFormat "%{User-agent}i" agent
#LogFormat "%h" commented
IncludeOptional conf-enabled/*.conf
Include ${UNKNOWN}/x.conf
<VirtualHost *:80>
    CustomLog ${APACHE_LOG_DIR}/access.log combined
    CustomLog logs/own.log "%a %>s %D"
</VirtualHost>
"""
SAMPLES = Path(__file__).parents[3] / "sample_logs"


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder / next(iter(files))


def test_nginx_with_what_it_includes(tmp_path: Path) -> None:
    main = written(
        tmp_path,
        {
            "nginx.conf": NGINX,
            "conf.d/a.conf": "log_format timed '$remote_addr $request_time';",
            "conf.d/b.txt": "log_format unread '$remote_addr';",
            "sites/default": "include nginx.conf; include ../sites/*; include deep/x.conf;",
            "sites/deep/x.conf": "log_format deep escape=json '$uri';",
        },
    )
    assert [each.name for each in configured(main)] == ["main", "timed", "deep", "combined"]


def test_apache_with_what_it_includes(tmp_path: Path) -> None:
    main = written(
        tmp_path,
        {
            "apache2.conf": APACHE,
            "conf-enabled/x.conf": 'LogFormat "%h %D" timed\nInclude apache2.conf\n',
        },
    )
    names = [each.name for each in configured(main)]
    assert names == ["vhost_combined", "combined", "common", "referer", "timed", "custom7"]


def test_apache_with_variables_and_logs_of_all_hosts(tmp_path: Path) -> None:
    text = 'Define FORM "%a|%>s"\nLogFormat "${FORM}|%D" x\nGlobalLog logs/all "%h|%s"\n'
    main = written(tmp_path, {"httpd.conf": text})
    titles = {each.name: each.title for each in configured(main)}
    assert titles == {"x": "Apache's own: %a|%>s|%D", "custom2": "Apache's own: %h|%s"}


def test_what_is_always_the_same_is_no_format_and_breaks_none(tmp_path: Path) -> None:
    text = "http { log_format off 'nothing'; log_format x '$remote_addr|$status'; }"
    main = written(tmp_path, {"nginx.conf": text})
    assert [each.name for each in configured(main)] == ["x", "combined"]


def test_a_copy_includes_what_was_copied_along(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    written(tmp_path / "etc", {"sites/a.conf": 'LogFormat "%h|%s" here\n'})
    copy = written(
        tmp_path / "copy",
        {
            "httpd.conf": f'ServerRoot "{tmp_path}/etc"\nInclude sites/*.conf\n',
            "sites/a.conf": 'LogFormat "%h|%s" there\n',
        },
    )
    assert [each.name for each in configured(copy)] == ["there"]
    (tmp_path / "copy/sites/a.conf").unlink()
    assert [each.name for each in configured(copy)] == ["here"]


@pytest.mark.parametrize(
    ("log", "name"),
    [
        ("apache-combined.log", "combined"),
        ("apache-common.log", "common"),
        ("apache-vhost_combined.log", "vhost_combined"),
        ("apache-combined-extra.log", "combined"),
    ],
)
def test_of_several_the_one_that_fits_is_chosen(tmp_path: Path, log: str, name: str) -> None:
    main = written(tmp_path, {"apache2.conf": APACHE})
    (source,) = analyzer.summarise(SAMPLES / log, server_config=main).sources
    assert source.format == name


def test_each_log_has_its_own(tmp_path: Path) -> None:
    main = written(tmp_path, {"nginx.conf": NGINX})
    logs = [SAMPLES / "nginx-main.log", SAMPLES / "nginx-combined.log"]
    summary = analyzer.summarise(logs, server_config=main)
    assert [source.format for source in summary.sources] == ["combined", "main"]


def test_what_no_format_of_it_fits_fails(tmp_path: Path) -> None:
    main = written(tmp_path, {"httpd.conf": 'LogFormat "%D|%s" x\nLogFormat "%{sec}t|%s" y\n'})
    with pytest.raises(analyzer.FormatError, match="not in the format x, y: it looks like"):
        analyzer.summarise(SAMPLES / "nginx-main.log", server_config=main)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ServerRoot /x\n", "defines no log format"),
        ('192.0.2.1 - - [x] "GET /a;b HTTP/1.1" 200 5\n', "defines no log format"),
        ('LogFormat "%h %{x" broken\n', "broken: no directive at character 4"),
    ],
)
def test_a_configuration_without_a_format_or_with_a_broken_one(
    tmp_path: Path, text: str, said: str
) -> None:
    main = written(tmp_path, {"httpd.conf": text})
    with pytest.raises(OptionError, match=r"^--server-config") as caught:
        configured(main)
    assert said in str(caught.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"cannot read .*: no such file"):
        configured(tmp_path / "nginx.conf")
    with pytest.raises(OptionError, match=r"cannot read .*: is a directory"):
        configured(tmp_path)


def test_a_pipe_among_the_includes_is_not_waited_for(tmp_path: Path) -> None:
    main = written(tmp_path, {"nginx.conf": NGINX, "conf.d/a.conf": ""})
    os.mkfifo(tmp_path / "conf.d/pipe.conf")
    assert [each.name for each in configured(main)] == ["main", "combined"]


def test_what_the_configuration_defines_is_not_remarked_on(tmp_path: Path) -> None:
    defined = """
        map $http_x $Mapped { default 1; }
        geo $remote_addr $placed { default 0; }
        split_clients $remote_addr $part { * a; }
        geoip2 x.mmdb { $land default=US country iso_code; }
        server { set $own 1; auth_request_set $user2 $upstream_http_u; location ~ ^/(?<rest>.*) {} }
    """
    string = "log_format %s '$status $mapped $placed $part $land $own $user2 $rest';"
    text = f"http {{ {string % 'a'} {string.replace('$rest', '$rset') % 'b'} {defined} }}"
    a, b, _ = configured(written(tmp_path, {"nginx.conf": text}))
    assert not a.notes
    assert "The format b names $rset, which nginx does not have" in b.notes[0]


def test_only_the_formats_that_are_read_are_remarked_on(tmp_path: Path) -> None:
    text = "http { log_format a '$remote_addr $statsu'; log_format b '$status \"$reqest\"'; }"
    main = written(tmp_path, {"nginx.conf": text, "access.log": '200 "GET /"\n'})
    log = tmp_path / "access.log"
    (note,) = analyzer.summarise(log, server_config=main).notes
    assert note.startswith("The format b names $reqest ($request?)")
    assert note in recognise(log, configured(main))
    assert not analyzer.summarise(SAMPLES / "nginx-combined.log", format="combined").notes

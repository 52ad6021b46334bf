"""The plain summary of a combined log by ClickHouse's SQL, in process (chdb): FILE OUT split|regex.

`split` cuts each line at its double quotes: fast, but every line with an escaped quote is lost.
`regex` reads those too. Both fill a table in memory and ask it one question for each panel, which
is faster here than one pass by grouping sets (measured: 1.4 s against 2.7 s).
"""

import json
import sys
from pathlib import Path

from chdb import session

SPLIT = r"""
select splitByChar('"', line) as quoted, splitByChar(' ', quoted[1]) as head,
       splitByChar(' ', quoted[2]) as request, splitByChar(' ', quoted[3]) as tail,
       head[1] as client, substring(head[4], 2, 17) as minute, request[1] as method,
       request[2] as target, toUInt16OrNull(tail[2]) as status, toUInt64OrNull(tail[3]) as bytes,
       quoted[4] as referrer, quoted[6] as agent
from file('LOG', 'LineAsString', 'line String') where length(quoted) = 7
"""
REGEX = r"""
select extractGroups(line, '^(\\S+) \\S+ \\S+ \\[([^\\]]+)\\] "(\\S+) ([^ ]*) [^"]*" (\\d+) (\\d+|-) "((?:[^"\\\\]|\\\\.)*)" "((?:[^"\\\\]|\\\\.)*)"') as part,
       part[1] as client, substring(part[2], 1, 17) as minute, part[3] as method,
       part[4] as target, toUInt16OrNull(part[5]) as status, toUInt64OrNull(part[6]) as bytes,
       part[7] as referrer, part[8] as agent
from file('LOG', 'LineAsString', 'line String') where length(part) = 8
"""
TABLE = """
create table default.e engine = Memory as
select client, minute, method, target, status, bytes, referrer, agent from (ENTRIES)
"""
TOTAL = "select count(), sum(bytes), uniqExact(client) from default.e"
PANEL = """
select KEYS, count() as hits, sum(bytes) as sent from default.e
group by KEYS order by hits desc limit 10000
"""
PANELS = ("status", "minute, status", "target", "client", "agent", "referrer", "method")


def main() -> None:
    """Summarise the first argument into the second."""
    log, out, way = sys.argv[1:]
    entries = {"split": SPLIT, "regex": REGEX}[way].replace("LOG", log.replace("'", "\\'"))
    clickhouse = session.Session()
    clickhouse.query(TABLE.replace("ENTRIES", entries))
    questions = (TOTAL, *(PANEL.replace("KEYS", keys) for keys in PANELS))
    total, *panels = (
        json.loads(str(clickhouse.query(sql, "JSONCompact")))["data"] for sql in questions
    )
    Path(out).write_text(json.dumps({"entries": int(total[0][0]), "panels": panels}))


main()

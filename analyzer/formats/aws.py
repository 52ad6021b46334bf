"""Amazon's load balancers and buckets."""

from analyzer.formats.lines import LineFormat
from analyzer.formats.samples import aws as samples
from analyzer.formats.template import Template

_BALANCED = (
    "{iso} {skip1} {client} {upstream_address} {part_seconds1} {target_seconds} {part_seconds2} {status} "
    '{skip2} {request_bytes} {bytes} "{request}" "{agent}" {skip3} {secure}'
)

ALB = LineFormat(
    "alb",
    "AWS Application Load Balancer",
    Template("{scheme} " + _BALANCED),
    samples.ALB,
)
ELB = LineFormat(
    "elb",
    "AWS Classic Load Balancer",
    Template(_BALANCED),
    samples.ELB,
)
S3 = LineFormat(
    "s3",
    "AWS S3 server access log",
    Template(
        '{skip1} {host} [{time}] {client} {user} {skip2} {skip3} {skip4} "{request}" {status} '
        '{skip5} {bytes} {skip6} {millis} {skip7} "{referrer}" "{agent}"'
    ),
    samples.S3,
)

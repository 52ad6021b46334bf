"""The status codes as data: what each one says, whose move it is, and what to check next."""

from msgspec.structs import replace

from analyzer.classify.codes.client_error_400 import CLIENT_ERROR_400
from analyzer.classify.codes.client_error_405 import CLIENT_ERROR_405
from analyzer.classify.codes.client_error_410 import CLIENT_ERROR_410
from analyzer.classify.codes.client_error_414 import CLIENT_ERROR_414
from analyzer.classify.codes.client_error_421 import CLIENT_ERROR_421
from analyzer.classify.codes.client_error_426 import CLIENT_ERROR_426
from analyzer.classify.codes.code import Code, Evidence, Level, Where, class_of
from analyzer.classify.codes.informational import INFORMATIONAL
from analyzer.classify.codes.no_status import NO_STATUS
from analyzer.classify.codes.redirection_300 import REDIRECTION_300
from analyzer.classify.codes.redirection_305 import REDIRECTION_305
from analyzer.classify.codes.server_error_500 import SERVER_ERROR_500
from analyzer.classify.codes.server_error_505 import SERVER_ERROR_505
from analyzer.classify.codes.success_200 import SUCCESS_200
from analyzer.classify.codes.success_205 import SUCCESS_205
from analyzer.classify.codes.unassigned import UNASSIGNED
from analyzer.classify.codes.unregistered_aws import AWS
from analyzer.classify.codes.unregistered_cloudflare import CLOUDFLARE
from analyzer.classify.codes.unregistered_microsoft import MICROSOFT
from analyzer.classify.codes.unregistered_nginx import NGINX
from analyzer.classify.codes.unregistered_products import PRODUCTS
from analyzer.classify.codes.unregistered_shopify import SHOPIFY

__all__ = [
    "BY_NUMBER",
    "CODES",
    "NO_STATUS",
    "Code",
    "Evidence",
    "Level",
    "Where",
    "class_of",
    "lookup",
]

_REGISTERED = (
    *INFORMATIONAL,
    *SUCCESS_200,
    *SUCCESS_205,
    *REDIRECTION_300,
    *REDIRECTION_305,
    *CLIENT_ERROR_400,
    *CLIENT_ERROR_405,
    *CLIENT_ERROR_410,
    *CLIENT_ERROR_414,
    *CLIENT_ERROR_421,
    *CLIENT_ERROR_426,
    *SERVER_ERROR_500,
    *SERVER_ERROR_505,
)
_UNREGISTERED = (*NGINX, *CLOUDFLARE, *AWS, *SHOPIFY, *MICROSOFT, *PRODUCTS)

CODES: tuple[Code, ...] = (*_REGISTERED, *sorted(_UNREGISTERED, key=lambda code: code.number))
"""Every registered code in order, then every unregistered one that is confirmed to be in use."""

BY_NUMBER: dict[int, Code] = {code.number: code for code in CODES}

_NO_STATUS = {code.number: code for code in NO_STATUS}
_BY_CLASS = {code.klass: code for code in UNASSIGNED}


def lookup(number: int) -> Code:
    """What a number means; for an unknown one, what its class means (RFC 9110 section 15)."""
    known = BY_NUMBER.get(number) or _NO_STATUS.get(number)
    return known or replace(_BY_CLASS[class_of(number)], number=number)

"""Reading XML that somebody else has written: no entities, no document types, nothing fetched.

Entities are how a small file becomes a large one and how a file reads its neighbours; no format
here needs them. lxml's own limits (depth, text of one node) stay in force.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final

from annotator.i18n import _
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST: Final = 512 * 1024 * 1024


def parse_xml(data: bytes, name: str) -> "_Element":
    """Return the root element of *data*; *name* is what a person knows the file by.

    Raises InputError for XML that is broken, names a document type or entities, or is larger than
    512 MB.
    """
    from lxml import etree

    if len(data) > _MOST:
        raise InputError(
            _("{name} is larger than {limit} MB.").format(name=name, limit=_MOST // 1024**2)
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(
            _("{name} is no sound XML: {reason}").format(name=name, reason=error)
        ) from error
    _refuse_doctype(root, name)
    return root


def walk_xml(data: bytes, name: str, tags: Iterable[str]) -> "Iterator[_Element]":
    """Yield the elements of these local names, in any namespace, each as soon as it is whole.

    An element is emptied when the next is asked for, so that a large file needs little memory.
    Raises InputError as ``parse_xml`` does, also after some elements.
    """
    from lxml import etree

    if len(data) > _MOST:
        raise InputError(
            _("{name} is larger than {limit} MB.").format(name=name, limit=_MOST // 1024**2)
        )
    walked = etree.iterparse(
        BytesIO(data),
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        **{"resolve_entities": False, "no_network": True, "load_dtd": False},
    )
    try:
        for _event, one in walked:
            _refuse_doctype(one, name)
            yield one
            one.clear()
            above = one.getparent()
            while above is not None and one.getprevious() is not None:
                del above[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(
            _("{name} is no sound XML: {reason}").format(name=name, reason=error)
        ) from error
    if walked.root is not None:
        _refuse_doctype(walked.root, name)


def _refuse_doctype(one: "_Element", name: str) -> None:
    if one.getroottree().docinfo.doctype:
        raise InputError(
            _("{name} declares a document type or entities, which are not read here.").format(
                name=name
            )
        )

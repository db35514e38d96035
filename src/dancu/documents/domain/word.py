"""DOCX: a ZIP of parts in XML, of which none may act, fetch or hide something when somebody opens the document.

What an office program would read is what is read here: names without regard to case, XML by a parser, since a pattern over the
bytes would miss what is written with entities or in UTF-16.
"""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from xml.parsers import expat

from dancu.documents.domain.refusals import (
    DamagedFile,
    FileHoldsFiles,
    FileReachesOut,
    FileUnpacksTooFar,
    FileWithMacros,
    UnknownKind,
)


def check_docx(content: bytes) -> None:
    """Raise what speaks against a document."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        names = {entry.filename.lower() for entry in entries}
        if not {"[content_types].xml", "word/document.xml"} <= names:
            raise UnknownKind  # another kind of ZIP: a spreadsheet, an archive
        if len(names) < len(entries):
            raise DamagedFile  # two parts of one name: who would say which of them is shown
        # A few bytes can unpack to gigabytes on the desk of whoever opens them.
        if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _UNPACKED:
            raise FileUnpacksTooFar
        for entry in entries:
            _check_part(entry.filename.lower(), archive.read(entry))


def _check_part(name: str, content: bytes) -> None:
    if name.endswith("vbaproject.bin"):
        raise FileWithMacros
    if content.startswith(_COMPOUND):
        # Macros under any name are a compound file with this storage; other ones are spreadsheets, packed programs, ...
        raise FileWithMacros if _VBA in content else FileHoldsFiles
    if content.startswith(_HIDDEN):
        raise FileHoldsFiles
    if name == "[content_types].xml":
        _Types(content)
    elif name.endswith(".rels"):
        _Relations(content)
    elif name.endswith(".xml") and name.startswith("word/"):
        _Fields(content)


class _Reader:
    """Reads one part of XML; a part with a document type is refused, for no office program writes one."""

    def __init__(self, content: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self.text
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise DamagedFile from error
        self.end()

    def _refuse(self, *_declared: object) -> None:
        raise DamagedFile

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        said = defaultdict(list)
        for key, value in attributes.items():
            said[_local(key)].append(value)
        self.element(_local(name), said)

    def element(self, name: str, said: Mapping[str, Sequence[str]]) -> None:
        """Look at an element, and at the values of its attributes by their local names."""

    def text(self, text: str) -> None:
        """Look at text."""

    def end(self) -> None:
        """Judge the whole part."""


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


class _Types(_Reader):
    """Which kind each part is."""

    def __init__(self, content: bytes) -> None:
        self.is_document = False
        super().__init__(content)

    def element(self, name: str, said: Mapping[str, Sequence[str]]) -> None:
        kinds = " ".join(said["ContentType"]).lower()
        if any(each in kinds for each in ("macroenabled", "vbaproject", "vbadata", "activex")):
            raise FileWithMacros
        self.is_document = self.is_document or "wordprocessingml.document.main+xml" in kinds

    def end(self) -> None:
        if not self.is_document:
            raise UnknownKind


class _Relations(_Reader):
    """What a part leads to. Pictures and templates from elsewhere are fetched at once; a hyperlink waits to be clicked."""

    def element(self, name: str, said: Mapping[str, Sequence[str]]) -> None:
        kinds = {each.lower().rpartition("/")[2] for each in said["Type"]}
        if kinds & {"vbaproject", "wordvbadata"}:
            raise FileWithMacros
        if any(mode.lower() == "external" for mode in said["TargetMode"]):
            if kinds != {"hyperlink"}:
                raise FileReachesOut
        elif kinds & {"oleobject", "package", "control", "afchunk"}:
            raise FileHoldsFiles


class _Fields(_Reader):
    """Fields, which are filled when the document is opened; their text may be cut into any pieces."""

    def __init__(self, content: bytes) -> None:
        self.inside = False
        self.said: list[str] = []
        super().__init__(content)

    def element(self, name: str, said: Mapping[str, Sequence[str]]) -> None:
        self.inside = name == "instrText"
        if name == "fldChar" and "begin" in said["fldCharType"]:
            self.said.append("\n")
        if name == "fldSimple":
            self.said += [f"\n{each}\n" for each in said["instr"]]

    def text(self, text: str) -> None:
        if self.inside:
            self.said.append(text)

    def end(self) -> None:
        if _FETCHING.search("".join(self.said)):
            raise FileReachesOut


_MOST_PARTS = 5_000
_UNPACKED = 100 * 1024 * 1024
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_VBA = "_VBA_PROJECT".encode("utf-16-le")
_HIDDEN = (b"MZ", b"PK\x03\x04", b"%PDF-", b"\x7fELF")
_FETCHING = re.compile(
    r"^\s*(?:DDE|DDEAUTO|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE)\b", re.IGNORECASE | re.MULTILINE
)

"""Second pass: every choice gets its list, as complete as it can be had, or becomes free text with an open point."""

from msgspec.structs import replace

from dienstweg.engine import schema as xdf
from dienstweg.engine.codelists import to_code_list
from dienstweg.engine.passes import Work, phrases, rebuilt
from dienstweg.engine.passes.translate import placed
from dienstweg.engine.service import CodeList, Entry, Node, OpenPoint, Question

YES_NO = (Entry("true", "Ja"), Entry("false", "Nein"))
"""For a selection of truth values whose list is not there; codes as XML Schema writes them."""


def code_lists(work: Work) -> Work:
    """Resolve every choice question; lists are shared by key so that a big one is stored once."""
    return _Lists(work).resolved()


class _Lists:
    """Collects lists and open points while the tree is rebuilt."""

    def __init__(self, work: Work) -> None:
        self.work = work
        elements = ((path, child.element) for path, child in placed(work.schema.children))
        self.fields = {path: element for path, element in elements if isinstance(element, xdf.Field)}
        self.lists = dict(work.code_lists)
        self.points: list[OpenPoint] = []

    def resolved(self) -> Work:
        nodes = rebuilt(self.work.nodes, self._resolve)
        points = (*self.work.open_points, *self.points)
        return replace(self.work, nodes=nodes, code_lists=self.lists, open_points=points)

    def _resolve(self, node: Node) -> Node:
        if not isinstance(node, Question) or node.kind != "choice":
            return node
        field = self.fields[node.path]
        part = self.work.overlay.elements.get(node.path) or self.work.overlay.elements.get(node.id)
        if part is not None and part.choices is not None:
            return replace(node, code_list=f"param:{part.choices}")
        found = self._inline(field) or self._imported(field, node.path) or self._partial(field, node.path)
        if found is None:
            return replace(node, kind="text")
        return replace(node, code_list=self._stored(found))

    def _stored(self, found: CodeList) -> str:
        """The key of the list: its URN and version; where two lists claim the same key, the second one is numbered."""
        key = f"{found.urn}_{found.version}" if found.version else found.urn
        number = 1
        while self.lists.setdefault(key, found) != found:
            number += 1
            key = f"{found.urn}_{found.version}#{number}"
        return key

    def _inline(self, field: xdf.Field) -> CodeList | None:
        if not field.values:
            return None
        entries: dict[str, Entry] = {}
        for value in field.values:
            label = " ".join(value.name.split()) or value.code
            entries.setdefault(value.code, Entry(value.code, label, phrases.prose(value.help) or None))
        return CodeList(urn=f"werte:{field.id}", version=field.version or "", entries=tuple(entries.values()))

    def _imported(self, field: xdf.Field, path: str) -> CodeList | None:
        reference = field.code_list
        if reference is None:
            return None
        urn, version = _name(reference)
        found = self.work.available.find(urn, version)
        if found is None:
            return None
        if not found.exact:
            message = f"Die Codeliste {urn} in der Fassung {version} liegt nicht vor."
            message = f"{message} Es dient die Fassung {found.codes.version}."
            self.points.append(OpenPoint("code_list_other_version", path, message))
        return to_code_list(found.codes, code_key=field.code_key, name_key=field.name_key, help_key=field.help_key)

    def _partial(self, field: xdf.Field, path: str) -> CodeList | None:
        urn, version = _name(field.code_list) if field.code_list else (field.id, None)
        entries = self.work.book.named.get(field.id, ())
        if not entries:
            return self._missing(field, path, urn, version)
        known = f"Bekannt sind {len(entries)} Werte aus den Regeln; andere sind möglich."
        message = f"Die Codeliste {urn} liegt nicht vor. {known}"
        self.points.append(OpenPoint("code_list_partial", path, message))
        # The order of the rules is chance.
        found = tuple(sorted(entries, key=lambda entry: entry.label.casefold()))
        return CodeList(urn=f"{urn}:teil:{field.id}", version=version or "", entries=found, complete=False)

    def _missing(self, field: xdf.Field, path: str, urn: str, version: str | None) -> CodeList | None:
        yes_no = field.datatype.value == "bool"
        instead = "Angeboten werden „Ja“ und „Nein“." if yes_no else "Gefragt wird nach freiem Text."
        self.points.append(OpenPoint("code_list_missing", path, f"Die Codeliste {urn} liegt nicht vor. {instead}"))
        return CodeList(urn=f"{urn}:ja-nein", version=version or "", entries=YES_NO) if yes_no else None


def _name(reference: xdf.CodeListReference) -> tuple[str, str | None]:
    """URN and version of a reference; the version may stand only at the end of the version's own URN."""
    versioned = reference.canonical_version or ""
    urn = reference.canonical or versioned.rsplit("_", 1)[0] or reference.id or ""
    version = reference.version
    if version is None and versioned.startswith(urn + "_"):
        version = versioned[len(urn) + 1 :] or None
    return urn, version

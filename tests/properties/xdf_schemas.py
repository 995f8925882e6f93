"""Arbitrary small schemas of both versions of the standard, as reading would give them."""

import json
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

from hypothesis import strategies as st
from msgspec.structs import replace

from dienstweg.engine.schema import (
    Child,
    Code,
    CodeListReference,
    Field,
    Group,
    Header,
    Instruction,
    Keyword,
    LegalBasis,
    Meta,
    Parameter,
    Precision,
    Relation,
    Rule,
    RuleError,
    Schema,
    Standard,
    Value,
    Verbatim,
)

T = TypeVar("T")

_SIGNS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff") | st.sampled_from(
    "\t\n\r&<>\"']"
)
texts = st.text(_SIGNS, max_size=8)
tokens = st.from_regex(r"[A-Za-z0-9äß§.:/_-]{1,8}( [a-zé&<]{1,3})?", fullmatch=True)
days = st.dates().map(str)
moments = st.datetimes().map(lambda moment: moment.isoformat(timespec="seconds") + "Z")
codes = st.builds(Code, tokens, maybe := st.none() | texts, maybe)
counts = st.tuples(st.integers(0, 3), st.none() | st.integers(3, 9))
instructions = st.builds(Instruction, st.sampled_from(["xml-stylesheet", "a"]), st.sampled_from([None, "href='x'"]))


def some(items: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(items, max_size=2).map(tuple)


def fixed(*allowed: str) -> st.SearchStrategy[Code]:
    return st.builds(Code, st.sampled_from(allowed), maybe, maybe)


@dataclass(frozen=True)
class Vocabulary:
    """What one version of the standard can say."""

    standard: Standard

    @property
    def three(self) -> bool:
        return self.standard == "3.0.0"

    def only_3(self, items: st.SearchStrategy[T], otherwise: T) -> st.SearchStrategy[T]:
        return items if self.three else st.just(otherwise)

    def only_2(self, items: st.SearchStrategy[T], otherwise: T) -> st.SearchStrategy[T]:
        return st.just(otherwise) if self.three else items

    @property
    def versions(self) -> st.SearchStrategy[str | None]:
        return st.sampled_from([None, "1.0.0" if self.three else "1.0"])

    @property
    def legal(self) -> st.SearchStrategy[tuple[LegalBasis, ...]]:
        if self.three:
            return some(st.builds(LegalBasis, texts, maybe))
        return st.lists(st.builds(LegalBasis, texts), max_size=1).map(tuple)

    @property
    def meta(self) -> st.SearchStrategy[Meta]:
        return st.builds(
            Meta,
            status=st.none() | fixed("aktiv", "inaktiv"),
            status_set_on=self.only_3(st.none() | days, None),
            status_set_by=self.only_3(maybe, None),
            valid_from=st.none() | days,
            valid_until=st.none() | days,
            version_note=maybe,
            published_on=st.none() | days,
            changed_at=self.only_3(st.none() | moments, None),
            definition=maybe,
            creator=self.only_2(maybe, None),
            released_on=self.only_2(st.none() | days, None),
            relations=self.only_3(some(st.builds(Relation, codes, tokens, self.versions)), ()),
            keywords=self.only_3(some(st.builds(Keyword, tokens, texts)), ()),
        )

    @property
    def rules(self) -> st.SearchStrategy[Rule]:
        meta_3 = st.builds(
            Meta, creator=maybe, changed_at=st.none() | moments, keywords=some(st.builds(Keyword, tokens, texts))
        )
        parameters = st.builds(Parameter, maybe, maybe, st.none() | tokens)
        return st.builds(
            Rule,
            id=tokens,
            version=self.versions,
            name=texts,
            description=maybe,
            text=maybe,
            legal=self.legal,
            type=self.only_3(st.none() | fixed("K", "V"), None),
            parameters=self.only_3(some(parameters), ()),
            targets=self.only_3(some(st.builds(Parameter, maybe, maybe)), ()),
            script=maybe,
            errors=self.only_3(some(st.builds(RuleError, texts, maybe)), ()),
            label_in=self.only_2(texts, None),
            label_out=self.only_2(maybe, None),
            meta=meta_3 if self.three else self.meta.map(lambda meta: replace(meta, definition=None)),
        )

    @property
    def precisions(self) -> st.SearchStrategy[Precision]:
        low = st.none() | st.integers(0, 4).map(str)
        high = st.none() | st.integers(5, 9).map(str)
        limits = st.builds(Precision, min_length=low, max_length=high, min_value=low, max_value=high)
        return st.builds(replace, limits, text=st.none() | texts.filter(bool)) if self.three else limits.map(_as_json)

    @property
    def fields(self) -> st.SearchStrategy[Field]:
        references = st.builds(
            CodeListReference,
            canonical=st.none() | tokens,
            version=st.none() | tokens,
            canonical_version=st.none() | tokens,
            id=self.only_2(st.none() | tokens, None),
            id_version=self.only_2(self.versions, None),
        ).filter(lambda reference: self.three or reference != CodeListReference())
        plain = st.builds(
            Field,
            **self._element(),
            role=fixed("input", "label"),
            datatype=fixed("text", "bool", "date", "file"),
            precision=st.none() | self.precisions,
            content=maybe,
            prefill=self.only_3(st.none() | fixed("keine"), None),
            code_key=self.only_3(st.none() | tokens, None),
            name_key=self.only_3(st.none() | tokens, None),
            help_key=self.only_3(st.none() | tokens, None),
            rules=some(self.rules),
            max_size=self.only_3(st.none() | st.integers(1, 10**12).map(str), None),
            media_types=self.only_3(some(st.just("image/svg+xml")), ()),
        )
        select = st.builds(
            replace,
            plain,
            role=fixed("select"),
            code_list=references,
            values=self.only_3(some(st.builds(Value, tokens, texts, maybe)), ()),
        )
        return plain | select

    @property
    def children(self) -> st.SearchStrategy[tuple[Child, ...]]:
        return some(
            st.recursive(self._child(self.fields), lambda inner: self._child(self._groups(inner)), max_leaves=4)
        )

    @property
    def schemas(self) -> st.SearchStrategy[Schema]:
        header = st.builds(
            Header,
            message_id=tokens,
            created_at=moments,
            reference_id=st.none() | tokens,
            product=self.only_3(maybe, None),
            product_maker=self.only_3(maybe, None),
            product_version=self.only_3(maybe, None),
            quality=self.only_3(st.none() | fixed("PROD"), None),
        )
        return (
            st.builds(
                Schema,
                standard=st.just(self.standard),
                header=header,
                id=tokens,
                version=self.versions,
                name=texts,
                description=maybe,
                title=texts,
                label_out=self.only_2(maybe, None),
                help=maybe,
                legal=self.legal,
                derivation_structure=st.none() | fixed("0", "3"),
                derivation_representation=st.none() | fixed("1"),
                document_profile=self.only_3(st.none() | tokens, None),
                rules=some(self.rules),
                children=self.children,
                meta=self.meta,
                prefix=st.sampled_from(["", "xdf", "ns0"]),
                instructions=some(instructions),
            )
            .flatmap(_located)
            .map(numbered)
        )

    def _element(self) -> dict[str, st.SearchStrategy[object]]:
        return {
            "id": tokens,
            "version": self.versions,
            "name": texts,
            "description": maybe,
            "label_in": texts,
            "label_out": maybe,
            "help_in": maybe,
            "help_out": maybe,
            "element_kind": st.none() | fixed("HAR", "RNG"),
            "legal": self.legal,
            "meta": self.meta,
        }

    def _groups(self, inner: st.SearchStrategy[Child]) -> st.SearchStrategy[Group]:
        kind = self.only_3(st.none() | fixed("X"), None)
        return st.builds(Group, **self._element(), kind=kind, rules=some(self.rules), children=some(inner))

    def _child(self, elements: st.SearchStrategy[Field] | st.SearchStrategy[Group]) -> st.SearchStrategy[Child]:
        return st.builds(_placed, counts, elements, self.legal)


_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_JSON_NAMES = {"min_length": "minLength", "max_length": "maxLength", "min_value": "minValue", "max_value": "maxValue"}


def _as_json(limits: Precision) -> Precision:
    said = {name: value for key, name in _JSON_NAMES.items() if (value := getattr(limits, key)) is not None}
    return replace(limits, text=json.dumps(said) if said else None)


def _placed(count_: tuple[int, int | None], element: Field | Group, legal: tuple[LegalBasis, ...]) -> Child:
    least, most = count_
    multiplicity = f"{least}:{'*' if most is None else most}"
    return Child(multiplicity=multiplicity, min=least, max=most, element=element, legal=legal)


def _located(schema: Schema) -> st.SearchStrategy[Schema]:
    location = (Verbatim(0, f"{{{_XSI}}}schemaLocation", "urn:a b.xsd"),)
    return st.sampled_from([schema, replace(schema, namespaces=(("xsi", _XSI),), verbatim=location)])


def numbered(schema: Schema) -> Schema:
    """The same schema with a different id for every element: siblings must differ, and no group may contain itself."""
    numbers = count(1)

    def renamed(children: tuple[Child, ...]) -> tuple[Child, ...]:
        return tuple(replace(child, element=fresh(child.element)) for child in children)

    def fresh(element: Field | Group) -> Field | Group:
        id_ = f"{element.id}{next(numbers)}"
        if isinstance(element, Group):
            return replace(element, id=id_, children=renamed(element.children))
        return replace(element, id=id_)

    return replace(schema, children=renamed(schema.children))

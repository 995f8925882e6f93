"""The two schemas an authority may hold us to, compiled, and what in a payload breaks them."""

import json

import jsonschema_rs
from lxml import etree

from dienstweg.engine.answers import join
from dienstweg.engine.handover.json_schema import json_schema
from dienstweg.engine.handover.shape import Keys
from dienstweg.engine.handover.xsd import xsd
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.service import Service


class Contract:
    """Validates many payloads of one service."""

    def __init__(self, service: Service, *, keys: Keys = "plain") -> None:
        """Compile both schemas. Raises :class:`Refused` (``handover_schema``) where a processor rejects one of them."""
        try:
            self._json = jsonschema_rs.Draft202012Validator(
                json_schema(service, keys=keys), validate_formats=True, pattern_options=jsonschema_rs.RegexOptions()
            )
            self._xsd = etree.XMLSchema(etree.fromstring(xsd(service), _parser()))
        except (ValueError, etree.XMLSchemaParseError) as error:
            message = f"Aus dem Dienst lässt sich kein Schema für die Übergabe erzeugen: {error}"
            raise Refused(Problem("handover_schema", service.schema_id, message)) from error

    def problems(self, payload_json: bytes, payload_xml: bytes) -> tuple[Problem, ...]:
        """Everything in the two payloads that breaks their schema; the messages name the faulty values."""
        return (*self._json_problems(payload_json), *self._xml_problems(payload_xml))

    def _json_problems(self, payload: bytes) -> list[Problem]:
        start = "Die JSON-Übergabe verletzt ihr Schema"
        return [
            Problem("handover_json", join("", *error.instance_path) or "JSON", f"{start}: {error.message}")
            for error in self._json.iter_errors(json.loads(payload))
        ]

    def _xml_problems(self, payload: bytes) -> list[Problem]:
        try:
            document = etree.fromstring(payload, _parser())
        except etree.XMLSyntaxError as error:
            return [Problem("handover_xml", "XML", f"Die XML-Übergabe ist nicht lesbar: {error}")]
        try:
            if self._xsd.validate(document):
                return []
        except etree.XMLSchemaValidateError as error:
            # libxml2 gives up on ambiguous patterns with long values; the JSON payload carries the same values.
            return [Problem("handover_xml", "XML", f"Die XML-Übergabe lässt sich nicht prüfen: {error}", "warning")]
        log, start = self._xsd.error_log, "Die XML-Übergabe verletzt ihr Schema"
        return [
            Problem("handover_xml", f"XML, Zeile {entry.line}", f"{start}: {entry.message}")
            for entry in log  # type: ignore[attr-defined] # the stubs know a log, but not its entries
        ]


def validate(service: Service, payload_json: bytes, payload_xml: bytes, *, keys: Keys = "plain") -> tuple[Problem, ...]:
    """What in one pair of payloads breaks the schemas of the service. Raises :class:`Refused` as :class:`Contract`."""
    return Contract(service, keys=keys).problems(payload_json, payload_xml)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)

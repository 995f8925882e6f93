"""Sealed answers to what an authority receives: payloads in JSON and XML, and the schemas they keep to.

Source: the FIM method for data messages (XFall, JSON Schema); STANDARDS names what of it is verified.
"""

from dienstweg.engine.handover.contract import Contract, validate
from dienstweg.engine.handover.json_schema import json_schema
from dienstweg.engine.handover.payloads import json_bytes, json_payload, xml_payload
from dienstweg.engine.handover.shape import Keys
from dienstweg.engine.handover.xsd import xsd

__all__ = ["Contract", "Keys", "json_bytes", "json_payload", "json_schema", "validate", "xml_payload", "xsd"]

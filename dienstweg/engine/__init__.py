"""The engine: bytes and values in, frozen values out. No Django, no network, no clock, no files, no chance of its own.

The way of one application, step by step; each step knows only the ones before it:

1.  ``xdf.read``                 standards file → ``Schema`` (what it says), ``xdf.write`` back, nothing lost
2.  ``overlay.read``             the author's file beside it: wording, pages, local values, outcomes
3.  ``compiler.compile_service`` schema + overlay + code lists → ``Service`` (what we run), open points included
4.  ``adoption.offer``           service + local values → what one authority offers
5.  ``journey.Journey``          service + answers → pages, gaps, summary, what leaves; computed, never stored
6.  ``values``                   every answer on its way in and out: read, check, show
7.  ``content`` and ``sealing``  a complete journey → a sealed document for two readers, and back
8.  ``handover``                 what the authority's own systems receive: JSON and XML with their schemas
9.  ``invent``                   applicants that do not exist, to prove all of the above

Beside the way stands ``quality``: what FIM's own method objects to in a schema; it stops nothing.

How a step says no: ``problems.Problem`` and ``problems.Refused``. ``docs/the-way.md`` walks it with our own dog tax.
"""

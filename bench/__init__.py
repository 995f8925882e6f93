"""Measurements of Dienstweg. Each prints its figures with their spread and, where speed counts, as a ratio to something
measured in the same run, because milliseconds of one machine say nothing about another. ``docs/benchmarks.md`` tells
how to read them. Nothing here is a test: no time makes anything fail.
"""

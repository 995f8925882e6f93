"""WHERE: one authority's co-use of a release: local values, receiving address, live or not."""

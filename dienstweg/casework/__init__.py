"""ANSWER: the inbox, the case, the decision and its notice; the office's pages."""

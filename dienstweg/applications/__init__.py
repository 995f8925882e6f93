"""ASK: drafts, sealed applications, documents; the applicant's pages."""

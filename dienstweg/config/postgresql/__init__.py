"""Django's PostgreSQL with a check of lasting connections that asks the server less often."""

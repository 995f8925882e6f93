"""The database itself refuses to change or remove what was written."""

from django.db import migrations

from dienstweg.record import guards


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]

    operations = [guards.install("record", "Entry")]
